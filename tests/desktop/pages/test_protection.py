"""A pass-phrase is set and taken off, and the case is open again afterwards."""

from __future__ import annotations

from kpdesk.desktop.main_window import MainWindow
from kpdesk.store.case import CaseFile

WORDS = "five words that nobody guesses"


def _type(page, **words: str) -> None:  # type: ignore[no-untyped-def]
    for name, text in words.items():
        getattr(page, name).setText(text)


def test_a_case_is_protected_and_made_plain_again(window: MainWindow, case: CaseFile) -> None:
    """With everything still in it."""
    actors = case.count("actor")
    window.desk.go("protection")
    page = window.pages["protection"]
    _type(page, new=WORDS, again=WORDS)
    page.protect()
    assert window.desk.case.encrypted and window.desk.case.count("actor") == actors
    window.desk.go("protection")
    _type(page, old=WORDS)
    page.unprotect()
    assert not window.desk.case.encrypted and window.desk.case.count("actor") == actors


def test_two_that_differ_change_nothing(window: MainWindow, case: CaseFile) -> None:
    """Said in words."""
    window.desk.go("protection")
    page = window.pages["protection"]
    _type(page, new=WORDS, again="other words than those before")
    page.protect()
    assert window.desk.case is case and "differ" in window.messages.text()
