"""What is told of a fault leads through the code and holds nothing that a person wrote."""

from __future__ import annotations

from pathlib import Path

from kpdesk import settings
from kpdesk.desktop import diagnostic
from kpdesk.settings import Settings
from kpdesk.store.case import CaseFile

SECRET = "Zebedee Quillfeather"


def _fail() -> None:
    try:
        {}[SECRET]
    except KeyError as fault:
        raise ValueError(f"cannot read {SECRET}") from fault


def _trace(deed) -> str:  # type: ignore[no-untyped-def]
    try:
        deed()
    except Exception as fault:
        return diagnostic.trace(fault)
    raise AssertionError("it did not fail")


def test_a_fault_is_told_without_its_words() -> None:
    """Kind and place of the error and of its cause; not its message, not where the program is installed."""
    words = _trace(_fail)
    assert "KeyError" in words and "ValueError" in words and "in _fail" in words
    assert SECRET not in words and "/home" not in words and __file__ not in words


def test_what_python_says_of_the_code_itself_is_told() -> None:
    """It names attributes, never values, and helps most."""
    assert "has no attribute 'nothing'" in _trace(lambda: "text".nothing)  # type: ignore[attr-defined]


def test_a_failed_import_names_the_module_and_not_where_it_lies() -> None:
    """Python's own words for it end with the path of the file, home included."""

    def failing() -> None:
        from kpdesk.settings import nothing_of_this_name  # noqa: F401

    words = _trace(failing)
    assert words.endswith("ImportError: kpdesk.settings") and str(Path(settings.__file__).parent) not in words


def test_a_database_fault_does_not_tell_the_values_that_were_written(case: CaseFile) -> None:
    """SQLAlchemy quotes statement and values in its message."""
    with case.reading() as connection:
        words = _trace(lambda: connection.exec_driver_sql("SELECT nothing FROM actor WHERE name = ?", (SECRET,)))
    assert "OperationalError" in words and SECRET not in words


def test_the_diagnostic_holds_numbers_only(qapp, case: CaseFile) -> None:  # type: ignore[no-untyped-def]
    """No name, text or file name of the case."""
    diagnostic.faults.clear()
    diagnostic.note(ValueError(SECRET))
    words = diagnostic.diagnostic(case, Settings())
    assert "1 sources, 2 actors" in words and "ValueError" in words
    unwanted = [SECRET, case.path.name, str(case.path.parent), case.settings().name, "Sithole", "Windhoek"]
    assert [each for each in unwanted if each in words] == []
