"""Checking as a deed: reports in sentences, repairs after a backup, and closed files byte by byte."""

from __future__ import annotations

import pytest

from kpdesk.errors import CaseFileError, PassphraseNeeded
from kpdesk.services import backups, checking
from tests.builders import a_full_case


def _alter(case, statement: str) -> None:
    with case._engine.connect().execution_options(writing=True, recorded=True) as connection, connection.begin():
        connection.exec_driver_sql(statement)


def test_a_whole_case_says_what_was_checked(tmp_path) -> None:
    """One sentence with counts."""
    with a_full_case(tmp_path) as case:
        (line,) = checking.check(case).lines()
    assert line.startswith("The case is whole. Checked: ") and " anchors" in line


def test_repairing_makes_a_backup_of_what_can_be_backed_up_or_keeps_the_file(tmp_path) -> None:
    """The damaged state is kept beside, then the index and records come back."""
    with a_full_case(tmp_path) as case:
        _alter(case, "UPDATE actor SET name = 'Rotten'")
        report = checking.mend(case)
        assert report.ok and "kept as" in report.repaired[0]
    assert [p.name for p in tmp_path.glob("*before repairing*")] == ["test (before repairing).kpdesk"]


def test_a_changed_byte_anywhere_in_a_closed_file_is_found(tmp_path) -> None:
    """One byte in each of sixty places: every one shows, and the untouched file is clean."""
    case = a_full_case(tmp_path)
    case.close()
    assert checking.check_file(case.path).ok
    data = case.path.read_bytes()
    missed = []
    for at in range(101, len(data), len(data) // 60):
        case.path.write_bytes(data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :])
        try:
            found = not checking.check_file(case.path).ok
        except CaseFileError:
            found = True
        if not found:
            missed.append(at)
    assert missed == []


def test_a_protected_file_is_checked_with_its_passphrase(tmp_path) -> None:
    """Without it, it is asked for."""
    case = a_full_case(tmp_path, passphrase="right words")
    case.close()
    with pytest.raises(PassphraseNeeded):
        checking.check_file(case.path)
    assert checking.check_file(case.path, passphrase="right words").ok


def test_what_is_no_case_is_not_checked(tmp_path) -> None:
    """A note is a usage mistake, not a damaged case."""
    path = tmp_path / "notes.txt"
    path.write_text("hello")
    with pytest.raises(CaseFileError, match="not a case file"):
        checking.check_file(path)


def test_repairing_a_closed_file_by_path(tmp_path) -> None:
    """As the command line does it; a backup is made where the case still allows one."""
    case = a_full_case(tmp_path)
    _alter(case, "DELETE FROM search_index WHERE rowid = 1")
    case.close()
    assert not checking.check_file(case.path).ok
    assert checking.check_file(case.path, repair=True).ok
    assert backups.backups_of_path(case.path) == [] or checking.check_file(case.path).ok
