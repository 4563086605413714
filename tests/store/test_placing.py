"""A case file takes a place: what lay there is kept whole, its journal never meets another file, nobody has it open."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from kpdesk.errors import AlreadyOpen, CaseFileError, UsageError
from kpdesk.services import cases, recovery
from kpdesk.store import aside, backup, lock
from kpdesk.store import recover as salvage
from kpdesk.store.case import CaseFile
from kpdesk.store.check import check
from kpdesk.store.lock import WriteLock
from kpdesk.store.placing import require_no_case, taking_place
from kpdesk.store.schema import SQLITE_MAGIC
from kpdesk.store.siblings import holds_all_of
from tests.builders import a_full_case, an_actor, fingerprint, put


def _beside(path: Path, words: str) -> list[Path]:
    return sorted(p for p in path.parent.iterdir() if words in p.name and not p.name.endswith("-journal"))


def test_a_copy_over_a_killed_case_is_whole_and_the_killed_one_too(killed, full, again) -> None:
    """The journal goes with the file that it belongs to."""
    path, then = killed
    saved = recovery.save_copy(full, path, replace=True)
    with again(path) as copy:
        assert fingerprint(copy) == fingerprint(full) and check(path, key=full.key).ok
    assert saved.kept is not None and saved.words == f"What lay there is kept as {saved.kept.name}."
    with again(saved.kept) as old:
        assert fingerprint(old) == then and check(saved.kept, key=old.key).ok


def test_a_journal_whose_file_went_ruins_no_new_one(killed, full, again, passphrase) -> None:
    """A backup put back, a rescue and a copy: none of them meets what is left of another case."""
    path, _ = killed
    kept, now = backup.back_up(full, "before"), fingerprint(full)
    journal = Path(f"{path}-journal").read_bytes()

    def ways() -> list[Callable[[], object]]:
        return [
            lambda: backup.restore(kept.path, path, passphrase=passphrase),
            lambda: recovery.save_copy(full, path),
            lambda: salvage.recover(kept.path, path, passphrase=passphrase, salt=full.key.salt if full.key else b""),
        ]

    for way in ways():
        path.unlink()
        Path(f"{path}-journal").write_bytes(journal)
        way()
        with again(path) as case:
            assert fingerprint(case) == now and check(path, key=case.key).ok
    assert [p.read_bytes() for p in path.parent.glob("killed (*-journal")] == [journal] * 3


def test_a_new_case_over_others_keeps_them_all(tmp_path: Path) -> None:
    """Three times the same name: every earlier one lies beside, with what was in it."""
    path, held = tmp_path / "Untitled.kpdesk", set()
    for n in range(3):
        case, kept = cases.create_instead(path)
        with case:
            assert (kept is not None) == (n > 0)
            put(case, an_actor(name=f"work {n}"))
            held.add(fingerprint(case))
    found = set()
    for file in tmp_path.glob("Untitled*.kpdesk"):
        with CaseFile.open(file) as case:
            found.add(fingerprint(case))
    assert found == held


@pytest.mark.parametrize("journal", [True, False])
def test_where_it_cannot_be_named_all_is_as_it_was(tmp_path: Path, monkeypatch, journal: bool) -> None:
    """The old file, and a journal that could not be played, are back in their place, and nothing lies beside them."""
    monkeypatch.setattr(aside, "settle", lambda _path: None)
    tmp_path = tmp_path / "place"
    tmp_path.mkdir()
    path = tmp_path / "a.kpdesk"
    path.write_bytes(b"old")
    if journal:
        Path(f"{path}-journal").write_bytes(b"its own")
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    real = Path.replace

    def refused(self: Path, target: Path) -> Path:
        if self.suffix == ".part":
            raise PermissionError(13, "Permission denied")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(PermissionError), taking_place(path, replace=True) as place:
        place.part.write_bytes(b"new")
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before


def test_a_case_that_is_open_is_not_replaced(full, tmp_path: Path, again) -> None:
    """Neither one written to elsewhere, whose lock is held, nor one that is only read here."""
    with a_full_case(tmp_path, file="other.kpdesk") as other:
        before = other.path.read_bytes()
        with pytest.raises(AlreadyOpen):
            recovery.save_copy(full, other.path, replace=True)
        with pytest.raises(AlreadyOpen):
            cases.create_instead(other.path)
        assert other.in_place and other.path.read_bytes() == before
    with CaseFile.open(other.path, read_only=True) as read, pytest.raises(AlreadyOpen):
        recovery.save_copy(full, read.path, replace=True)


def test_an_older_state_of_the_case_is_not_kept(full, tmp_path: Path, again) -> None:
    """The weekly copy under one name: nothing of it is lost. One in which somebody worked on is kept."""
    path = recovery.save_copy(full, tmp_path / "weekly.kpdesk").path
    put(full, an_actor(name="This week"))
    assert holds_all_of(full, path) and recovery.save_copy(full, path, replace=True).kept is None
    with again(path) as theirs:
        put(theirs, an_actor(name="Bo's own"))
    assert not holds_all_of(full, path)
    kept = recovery.save_copy(full, path, replace=True).kept
    assert kept is not None
    with again(kept) as theirs:
        assert theirs.all("actor", name="Bo's own")
    assert _beside(path, "weekly") == sorted([path, kept])


def test_a_moved_case_can_be_saved_where_it_lay(full, again) -> None:
    """The lock of that place is its own; another file that came there is kept."""
    now = fingerprint(full)
    full.path.rename(full.path.with_name("moved away.kpdesk"))
    full.path.write_bytes(b"something else")
    saved = recovery.save_copy(full, full.path, replace=True)
    assert saved.kept is not None and saved.kept.read_bytes() == b"something else"
    full.close()
    with again(saved.path) as case:
        assert fingerprint(case) == now


def test_what_is_refused_says_so(tmp_path: Path) -> None:
    """A folder, a file that nobody agreed to replace, a folder that is not there."""
    (tmp_path / "folder.kpdesk").mkdir()
    (tmp_path / "there.kpdesk").touch()
    for name, words in (
        ("folder", "is a folder"),
        ("there", "is there already"),
        ("no/where", "cannot be written here"),
    ):
        with (
            pytest.raises(CaseFileError, match=words),
            taking_place(tmp_path / f"{name}.kpdesk", replace=False),
        ):
            pass


def _asked(path: Path) -> str:
    with pytest.raises(UsageError) as refused:
        require_no_case(path)
    return str(refused.value)


def test_nothing_else_is_written_over_a_case_or_what_belongs_to_one(full, tmp_path: Path, monkeypatch) -> None:
    """The open case by every name, its journal and lock, a case that is closed, also one with another ending."""
    link = tmp_path / "report.pdf"
    link.symlink_to(full.path)
    monkeypatch.chdir(tmp_path)
    for name in ("full.kpdesk", "./full.kpdesk", "report.pdf", "FULL.KPDESK", "not there.kpdesk"):
        assert "case file" in _asked(tmp_path / name), name
        assert "case file" in _asked(Path(name)), name
    for name in (
        "full.kpdesk-journal",
        ".full.kpdesk.lock",
        "full.kpdesk-WAL",
        "new.kpdesk-journal",
        ".new.kpdesk.lock",
    ):
        assert "belongs to a case file" in _asked(tmp_path / name), name
    full.close()
    other = full.path.rename(tmp_path / "archive.bin")
    assert "is a case file" in _asked(other)
    assert "belongs to a case file" in _asked(tmp_path / "archive.bin-journal")


def test_a_case_with_another_ending_that_is_open_elsewhere_is_not_written_over(full, tmp_path: Path) -> None:
    """Its lock tells so, whatever its bytes look like."""
    path = tmp_path / "notes.bin"
    path.write_bytes(b"no case by its bytes")
    held = WriteLock(path)
    held.take()
    assert "is a case file" in _asked(path)
    held.release()
    require_no_case(path)
    assert not held.path.exists()


def test_kpdesks_own_folder_is_written_to_by_nobody_else(full, tmp_path: Path) -> None:
    """A file in the place of a backup would be put back as one."""
    kept = backup.back_up(full, "x")
    assert "own" in _asked(kept.path.with_suffix(".json")) and "own" in _asked(kept.path.with_name("report.pdf"))
    with pytest.raises(CaseFileError, match="own"):
        recovery.save_copy(full, kept.path, replace=True)


def test_ordinary_files_may_be_replaced(tmp_path: Path) -> None:
    """Pictures, archives, texts, a database of another program."""
    for name, data in (("a.png", b"\x89PNG"), ("a.zip", b"PK\x03\x04"), ("a.md", b"words"), ("a.db", SQLITE_MAGIC)):
        (tmp_path / name).write_bytes(data + bytes(8192 - len(data)))
        require_no_case(tmp_path / name)
    require_no_case(tmp_path / "not there.zip")


def test_a_copy_goes_to_a_share_that_keeps_no_locks(full, tmp_path: Path, monkeypatch) -> None:
    """It is where people put copies; nothing but the copy is left there."""

    def none_kept(_handle: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    share = tmp_path / "share"
    share.mkdir()
    monkeypatch.setattr(lock, "_lock", none_kept)
    for _ in range(2):
        recovery.save_copy(full, share / "copy.kpdesk", replace=True)
    monkeypatch.undo()
    assert [p.name for p in share.iterdir()] == ["copy.kpdesk"]
