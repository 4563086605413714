"""SQLite's errors in words: what happened and what to do; unknown ones pass through."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpdesk.errors import CaseFileError, DamagedError, ReadOnlyError
from kpdesk.store.driver import sqlite
from kpdesk.store.faults import passphrase_needed, told


@pytest.mark.parametrize(
    ("words", "kind", "said"),
    [
        ("database or disk is full", CaseFileError, "everything before it was"),
        ("database is locked", CaseFileError, "Another program is writing"),
        ("attempt to write a readonly database", ReadOnlyError, "can only be read"),
        ("file is not a database", CaseFileError, "not a case file"),
        ("database disk image is malformed", DamagedError, "kpdesk recover"),
        ("Could not decode to UTF-8 column 'name'", DamagedError, "damaged"),
        ("no such table: actor", DamagedError, "damaged"),
        ("unable to open database file", CaseFileError, "cannot be opened"),
        ("disk I/O error", CaseFileError, "disk reported an error"),
    ],
)
def test_a_known_fault_says_what_to_do(words: str, kind: type, said: str) -> None:
    """Each has its own sentence with the file's name."""
    with pytest.raises(kind) as fault, told(Path("a.kpdesk")):
        raise sqlite.OperationalError(words)
    assert said in str(fault.value) and "a.kpdesk" in str(fault.value)


def test_an_unknown_fault_is_a_bug_and_passes_through() -> None:
    """It reaches the door for bugs as it is."""
    with pytest.raises(sqlite.OperationalError), told(Path("a.kpdesk")):
        raise sqlite.OperationalError('near "SELEC": syntax error')


def test_the_question_for_a_passphrase_tells_nothing() -> None:
    """Neither length nor nearness."""
    assert str(passphrase_needed("a.kpdesk")).startswith("a.kpdesk is protected.")
