"""Setting, changing and removing a pass-phrase, with a word on older backups."""

from __future__ import annotations

import errno
import tempfile

import pytest

from kpdesk.errors import CaseFileError, UsageError
from kpdesk.services import backups, protection
from kpdesk.store import backup
from kpdesk.store.case import CaseFile
from tests.builders import a_full_case, a_source, an_actor, fingerprint, put


def test_protect_change_and_unprotect(tmp_path) -> None:
    """The same records all the way; older backups are counted and can be removed."""
    case = a_full_case(tmp_path)
    backups.back_up(case)
    before, path = fingerprint(case), case.path
    case.close()
    told = protection.protect(path, "one two three four")
    assert told.old_backups == 1 and "free space of the disk" in told.message
    with CaseFile.open(path, passphrase="one two three four") as case:
        assert protection.replace_old_backups(case) == 1
        (new,) = backups.backups_of(case)
    with CaseFile.open(new.path, read_only=True, passphrase="one two three four") as kept:
        assert fingerprint(kept) == before
    assert protection.change_passphrase(path, "one two three four", "five six seven eight").old_backups == 1
    with CaseFile.open(path, passphrase="five six seven eight") as again:
        assert fingerprint(again) == before
    assert "no longer protected" in protection.unprotect(path, "five six seven eight").message
    CaseFile.open(path).close()


def test_old_backups_stay_where_no_new_one_can_be_kept(tmp_path, monkeypatch) -> None:
    """A full disk must not leave a case with no backup at all."""
    with a_full_case(tmp_path) as case:
        old = backups.back_up(case)

        def full(*_: object, **__: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(backup, "copy", full)
        with pytest.raises(CaseFileError, match="older backups are kept"):
            protection.replace_old_backups(case)
        assert [kept.path for kept in backups.backups_of(case)] == [old.path]


def test_backups_of_a_case_that_was_moved_are_counted_too(tmp_path) -> None:
    """They are found by the case's log, wherever the file lies now."""
    with a_full_case(tmp_path) as case:
        backups.back_up(case)
        path = case.path
    moved = path.rename(tmp_path / "moved.kpdesk")
    assert protection.protect(moved, "one two three four").old_backups == 1


def test_too_short_a_passphrase_is_refused(tmp_path) -> None:
    """Before anything is written."""
    case = a_full_case(tmp_path)
    case.close()
    before = case.path.read_bytes()
    with pytest.raises(UsageError, match="at least 8"):
        protection.protect(case.path, "short")
    assert case.path.read_bytes() == before and protection.advice("short")


def test_no_word_of_a_protected_case_is_in_any_file_that_is_left(tmp_path, monkeypatch) -> None:
    """Not in case, backups, seals, copies, rescued cases or temporary files, after all that can be done to it."""
    from kpdesk.services import backups, checking, merge_back, recovery

    words, old, new = (b"Quillfeather", b"quillfeather"), "five words that don't match", "five others of another kind"
    for name in ("KPDESK_DATA", "TMPDIR", "HOME"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setattr(tempfile, "tempdir", None)
    with a_full_case(tmp_path, file="secret.kpdesk", passphrase=old) as case:
        source = a_source(case, text="Zebedee Quillfeather told nobody anything. " * 50, title="Quillfeather speaks")
        put(case, an_actor(name="Zebedee Quillfeather"), label="Added Quillfeather")
        backups.back_up(case)
        merge_back.copy_out(case, tmp_path / "copy.kpdesk")
        case.undo()
        path = case.path
    protection.change_passphrase(path, old, new)
    damaged = path.read_bytes()[: -3 * 4096]
    (tmp_path / "cut.kpdesk").write_bytes(damaged)
    recovery.recover(tmp_path / "cut.kpdesk", tmp_path / "rescued.kpdesk", passphrase=new)
    assert checking.check_file(path, passphrase=new, repair=True).ok
    backups.restore(path, backups.backups_of_path(path)[-1], passphrase=old)
    with CaseFile.open(path, passphrase=old) as case:
        assert case.get("source", source.id)
    files = [f for f in tmp_path.rglob("*") if f.is_file()]
    assert len(files) > 6
    assert [f for f in files if any(word in f.read_bytes() for word in words)] == []
