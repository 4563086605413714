"""The seal: a byte that changed where nothing lies still shows, and no honest state of a file raises an alarm."""

from __future__ import annotations

import shutil
from pathlib import Path

from kpdesk.store import backup, seal
from kpdesk.store.case import CaseFile
from kpdesk.store.places import data_folder
from tests.builders import a_full_case, an_actor, put


def _names(path: Path) -> tuple[str, str]:
    with CaseFile.open(path, read_only=True) as case:
        return case.sealed_as() or ("", "")


def _found(path: Path) -> list[str]:
    return seal.findings(path, *_names(path))


def test_a_changed_byte_in_unused_space_is_found(tmp_path: Path) -> None:
    """The zeros between a page's entries mean nothing to SQLite; the seal sees them."""
    case = a_full_case(tmp_path)
    case.close()
    data = bytearray(case.path.read_bytes())
    at = data.index(bytes(600)) + 300
    data[at] = 7
    case.path.write_bytes(data)
    assert _found(case.path) == ["Bytes of the file changed after kpdesk last closed it."]


def test_every_byte_of_the_header_counts(tmp_path: Path) -> None:
    """Reserved bytes and counters of SQLite's header are fixed or sealed."""
    case = a_full_case(tmp_path)
    case.close()
    data = case.path.read_bytes()
    names = _names(case.path)
    for at in range(16, 100):
        if 32 <= at < 44 or at >= 96:  # the list of free pages and the schema's number: SQLite's own check sees to them
            continue
        case.path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert seal.findings(case.path, *names), at


def test_copies_reopened_files_and_backups_raise_no_alarm(tmp_path: Path) -> None:
    """A copy, a copy that went its own way, a backup and a file used again are all as kpdesk left them."""
    case = a_full_case(tmp_path)
    kept = backup.back_up(case, "x")
    case.close()
    twin = tmp_path / "twin.kpdesk"
    shutil.copy(case.path, twin)
    assert _found(case.path) == _found(twin) == _found(kept.path) == []
    for path in (case.path, twin, case.path):
        with CaseFile.open(path) as again:
            put(again, an_actor())
        assert _found(path) == []
    assert _found(twin) == []


def test_a_crash_leaves_no_seal(tmp_path: Path) -> None:
    """The seal is dropped before the first write of a session."""
    case = a_full_case(tmp_path)
    case.close()
    assert len(list((data_folder() / "seals").iterdir())) == 1
    with CaseFile.open(case.path) as again:
        put(again, an_actor())
        assert list((data_folder() / "seals").iterdir()) == []


def test_a_protected_case_leaves_no_seal(tmp_path: Path) -> None:
    """Its pages carry seals of their own, and nothing about it goes into the data folder."""
    a_full_case(tmp_path, passphrase="words").close()
    assert not (data_folder() / "seals").exists()
