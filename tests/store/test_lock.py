"""One writer at a time, whoever asks by whatever name; the dead hold nothing."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
from pathlib import Path

import pytest

from kpdesk.errors import AlreadyOpen, CaseFileError
from kpdesk.store import backup, lock
from kpdesk.store.case import CaseFile
from tests.builders import a_case, fingerprint


def test_a_second_opener_is_told_who_has_it_and_may_read(full, again) -> None:
    """Refused for writing with the owner's process, welcome for reading."""
    with pytest.raises(AlreadyOpen, match=f"process {os.getpid()}"):
        again(full.path)
    with again(full.path, read_only=True) as reader:
        assert fingerprint(reader) == fingerprint(full)


def test_another_spelling_or_a_link_leads_to_the_same_lock(case, again, tmp_path: Path) -> None:
    """Symbolic links and dots in the path do not get round it."""
    link = tmp_path / "link.kpdesk"
    link.symlink_to(case.path)
    for path in (link, case.path.parent / "." / ".." / case.path.parent.name / case.path.name):
        with pytest.raises(AlreadyOpen):
            again(path)


def test_closing_leaves_no_lock_file(case, again) -> None:
    """A case folder holds the case and nothing else when nobody is in it."""
    path = case.path
    case.close()
    assert [p.name for p in path.parent.iterdir() if "lock" in p.name] == []
    again(path).close()


def test_a_full_disk_does_not_keep_the_owner_out(tmp_path: Path, monkeypatch) -> None:
    """The words in the lock file find no room; the case is open for writing, so that room can be made and work go on."""
    a_case(tmp_path, file="x.kpdesk").close()

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(lock.os, "write", full)
    with CaseFile.open(tmp_path / "x.kpdesk") as owner:
        assert not owner.read_only
        with pytest.raises(AlreadyOpen, match="Another kpdesk has this case open\\."):
            CaseFile.open(tmp_path / "x.kpdesk")
    assert [p.name for p in tmp_path.iterdir() if "lock" in p.name] == []


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.EIO])
def test_a_share_that_keeps_no_locks_is_not_taken_for_another_window(case, again, monkeypatch, number: int) -> None:
    """It is open for reading only; nobody is sent to look for a kpdesk that is not there."""
    path = case.path
    case.close()

    def refuse(_handle: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(lock, "_lock", refuse)
    with again(path) as reader:
        assert reader.read_only
    if number == errno.EIO:  # a copy may go where there are no locks, since nobody writes to a case there
        with pytest.raises(CaseFileError, match=os.strerror(number)) as told:
            backup.restore(path, path)
        assert not isinstance(told.value, AlreadyOpen)
    with pytest.raises(CaseFileError, match=os.strerror(number)):
        CaseFile.create(path.with_name("new.kpdesk"))
    assert not path.with_name("new.kpdesk").exists()


def _hold(path: Path, pipe) -> None:
    held = lock.WriteLock(path)
    held.take()
    pipe.send("held")
    pipe.recv()


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_a_killed_owner_holds_nothing(tmp_path: Path) -> None:
    """The lock of a killed process is free at once, though its file is still there."""
    path = tmp_path / "x.kpdesk"
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    child = context.Process(target=_hold, args=(path, theirs))
    child.start()
    assert ours.recv() == "held"
    with pytest.raises(AlreadyOpen, match=f"process {child.pid}"):
        lock.WriteLock(path).take()
    os.kill(child.pid or 0, signal.SIGKILL)
    child.join()
    assert lock.WriteLock(path).path.exists()
    mine = lock.WriteLock(path)
    mine.take()
    mine.release()


def test_a_lock_file_with_nonsense_in_it_still_locks(tmp_path: Path) -> None:
    """Words of a broken lock file are not trusted, only the lock."""
    first = lock.WriteLock(tmp_path / "x.kpdesk")
    first.take()
    first.path.write_text("{nonsense")
    with pytest.raises(AlreadyOpen, match="has this case open\\."):
        lock.WriteLock(tmp_path / "x.kpdesk").take()
    first.release()


def test_what_is_open_here_is_known_until_the_last_close(tmp_path: Path) -> None:
    """Two openings of one file are counted, so that its bytes are never read past SQLite."""
    with a_case(tmp_path) as case:
        from kpdesk.store.case import CaseFile

        with CaseFile.open(case.path, read_only=True):
            assert lock.is_open_here(case.path)
        assert lock.is_open_here(case.path)
        path = case.path
    assert not lock.is_open_here(path)
