"""Rescue and saving elsewhere, in sentences."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest

from kpdesk.errors import CaseFileError, PassphraseNeeded
from kpdesk.services import backups, evidence, recovery
from kpdesk.store import backup
from kpdesk.store.backup import keep_beside
from kpdesk.store.case import CaseFile
from tests.builders import a_full_case, fingerprint
from tests.torture.shim import FULL, dealing


def test_a_rescue_tells_what_it_saved(tmp_path) -> None:
    """Counts by kind, and that nothing is known to be lost."""
    case = a_full_case(tmp_path)
    case.close()
    report = recovery.recover(case.path, tmp_path / "new.kpdesk")
    assert report.whole and "2 actor" in report.lines()[0] and "Nothing is known to be lost" in report.lines()[-1]


def test_a_case_with_a_broken_beginning_is_rescued(tmp_path) -> None:
    """The first bytes of the file are its most fragile; here they are zeros."""
    case = a_full_case(tmp_path)
    case.close()
    data = case.path.read_bytes()
    case.path.write_bytes(data[:16] + b"\xff" * 4 + data[20:])
    assert recovery.recover(case.path, tmp_path / "new.kpdesk").whole
    case.path.write_bytes(bytes(100) + data[100:])
    assert recovery.recover(case.path, tmp_path / "again.kpdesk").whole


def test_a_protected_case_needs_its_passphrase_for_a_rescue(tmp_path) -> None:
    """Asked for in the usual words; the rescued case is protected alike."""
    case = a_full_case(tmp_path, passphrase="right words")
    case.close()
    with pytest.raises(PassphraseNeeded):
        recovery.recover(case.path, tmp_path / "new.kpdesk")
    recovery.recover(case.path, tmp_path / "new.kpdesk", passphrase="right words")
    with CaseFile.open(tmp_path / "new.kpdesk", passphrase="right words") as rescued:
        assert rescued.count("actor") == 2


def test_a_copy_elsewhere_is_the_same_case(tmp_path) -> None:
    """Made from an open case, verified, and refused where something is there already."""
    with a_full_case(tmp_path) as case:
        copy = recovery.save_copy(case, tmp_path / "elsewhere.kpdesk").path
        with CaseFile.open(copy) as other:
            assert fingerprint(other) == fingerprint(case)
        with pytest.raises(CaseFileError, match="there already"):
            recovery.save_copy(case, copy)


@pytest.mark.skipif(os.name == "nt", reason="the shim is for POSIX")
def test_a_full_disk_of_the_copy_is_not_said_of_the_case(tmp_path: Path) -> None:
    """The case lies on another disk, which has room: what was saved there is saved."""
    with a_full_case(tmp_path) as case:
        with dealing(lambda op: FULL if op.what == "write" and ".part" in op.path else 0):
            with pytest.raises(CaseFileError, match=r"The copy could not be written: No space left on device\. Choose"):
                recovery.save_copy(case, tmp_path / "copy.kpdesk")
            with pytest.raises(CaseFileError, match=r"The copy could not be written: No space left on device\. Choose"):
                recovery.save_copy(case, tmp_path / "copy.kpdesk", passphrase="one two three four")
            with pytest.raises(CaseFileError, match=r"The backup could not be written: No space left on device\. Free"):
                backups.back_up(case)
        assert sorted(p.name for p in tmp_path.iterdir()) == [".test.kpdesk.lock", "test.kpdesk"]
        recovery.save_copy(case, tmp_path / "copy.kpdesk")


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
def test_who_may_read_a_copy_is_as_with_the_case(tmp_path: Path) -> None:
    """Saved, rescued, packed, put beside it as it is or from a backup: a case only for its owner stays so."""
    with a_full_case(tmp_path) as case:
        kept = backups.back_up(case)
        for rights in (0o600, 0o640):
            case.path.chmod(rights)
            made = [
                recovery.save_copy(case, tmp_path / f"copy {rights}.kpdesk").path,
                recovery.recover(case.path, tmp_path / f"rescued {rights}.kpdesk").path,
                evidence.write_package(case, tmp_path / f"evidence {rights}.zip"),
                keep_beside(case, f"kept {rights}"),
                backups.copy_beside(case.path, kept),
            ]
            assert {path.stat().st_mode & 0o777 for path in made} == {rights}


def test_a_moved_case_is_saved_although_another_reads_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No connection can be made to a file that went: the copy waits for the one that is at work."""
    with a_full_case(tmp_path) as case, contextlib.ExitStack() as reader:
        now = fingerprint(case)
        reader.enter_context(case.reading())
        case.path.rename(tmp_path / "away.kpdesk")
        monkeypatch.setattr(backup.time, "sleep", lambda _seconds: reader.close())
        copy = recovery.save_copy(case, tmp_path / "copy.kpdesk").path
    with CaseFile.open(copy) as saved:
        assert fingerprint(saved) == now
