"""The format: marks in the file, recognition by first bytes, a garbled beginning that a journal will mend."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kpdesk.errors import CaseFileError, KpdeskError
from kpdesk.store import schema
from kpdesk.store.case import CaseFile
from kpdesk.store.tables import APPLICATION_ID, FORMAT_VERSION, TABLES
from tests.builders import a_full_case, fingerprint


def test_a_new_file_carries_its_marks(case) -> None:
    """Application id and format version are what other tools and later versions look at."""
    with case.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA application_id").scalar() == APPLICATION_ID
        assert connection.exec_driver_sql("PRAGMA user_version").scalar() == FORMAT_VERSION


def test_every_record_kind_has_its_table() -> None:
    """The expected schema is that of the record classes."""
    assert {name for kind, name in schema.expected() if kind == "table"} >= set(TABLES)


def test_looking_tells_plain_from_protected(case, passphrase) -> None:
    """The salt of a protected file, nothing for a plain one."""
    path = case.path
    salt = schema.look_before_opening(path)
    case.close()
    assert schema.look_before_opening(path) == salt
    assert bool(salt) == bool(passphrase)
    assert not salt or path.read_bytes().startswith(salt)


def test_a_garbled_first_page_is_mended_from_the_journal(case, again) -> None:
    """After a power cut in mid-write the file's own beginning may be noise; the journal has the true one."""
    path, before = case.path, fingerprint(case)
    connection = case._engine.connect().execution_options(writing=True, recorded=True)
    connection.begin()
    connection.exec_driver_sql("PRAGMA cache_size=1")
    connection.exec_driver_sql("PRAGMA cache_spill=1")
    for n in range(2000):
        connection.exec_driver_sql(
            "INSERT INTO tag(id, name, colour, content_hash) VALUES (?, ?, '', '')", (f"id{n}", "x" * 200)
        )
    copy = path.with_name("cut.kpdesk")
    shutil.copy(path, copy)
    shutil.copy(f"{path}-journal", f"{copy}-journal")
    connection.rollback()
    connection.close()
    data = copy.read_bytes()
    copy.write_bytes(b"noise" * 819 + b"!" + data[4096:])
    with again(copy) as mended:
        assert fingerprint(mended) == before


def test_a_folder_that_cannot_be_entered_is_told(tmp_path: Path) -> None:
    """A path through a file."""
    (tmp_path / "file").touch()
    with pytest.raises(CaseFileError, match="no file"):
        schema.look_before_opening(tmp_path / "file" / "a.kpdesk")


def test_a_protected_case_that_was_cut_off_still_asks_for_its_pass_phrase(tmp_path: Path) -> None:
    """A part of a page at its end does not make it a file that is no case."""
    from kpdesk.errors import DamagedError, PassphraseNeeded
    from kpdesk.store.case import CaseFile
    from tests.builders import a_full_case

    with a_full_case(tmp_path, passphrase="five words that don't match") as case:
        path = case.path
    path.write_bytes(path.read_bytes()[: 40 * 4096 + 512])
    with pytest.raises(PassphraseNeeded):
        CaseFile.open(path)
    with pytest.raises(DamagedError):
        CaseFile.open(path, passphrase="five words that don't match")


@pytest.mark.parametrize("value", [0, 5, 255])
def test_no_byte_of_the_header_ends_in_an_error_of_the_program(tmp_path: Path, value: int) -> None:
    """Each of SQLite's own hundred bytes, changed: the case opens, or is told of in a sentence."""
    with a_full_case(tmp_path, file="whole.kpdesk") as case:
        whole = case.path
    path, told = tmp_path / "changed.kpdesk", 0
    for at in range(100):
        data = bytearray(whole.read_bytes())
        data[at] = value
        path.write_bytes(data)
        try:
            CaseFile.open(path, read_only=True).close()
        except KpdeskError:
            told += 1
    assert told > 20
