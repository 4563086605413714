"""A copy for a colleague: the same case, protected when asked for, never plain on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpdesk.desktop import notices
from kpdesk.desktop.main_window import MainWindow
from kpdesk.desktop.pages.copy_out import CopyOutPage
from kpdesk.errors import PassphraseNeeded
from kpdesk.store.case import CaseFile

WORDS = "five words that nobody guesses"


@pytest.fixture
def page(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CopyOutPage:
    monkeypatch.setattr(notices, "ask_save", lambda *_: tmp_path / "for Bo.kpdesk")
    window.trigger("case.copy_out")
    found = window.pages["copy_out"]
    assert isinstance(found, CopyOutPage)
    return found


def _write(page: CopyOutPage, window: MainWindow, qtbot) -> None:  # type: ignore[no-untyped-def]
    with qtbot.waitSignal(window.desk.jobs.all_ended, timeout=30_000):
        page.write_button.click()


def test_a_copy_without_a_pass_phrase_holds_the_case(page, window, case, tmp_path, qtbot) -> None:  # type: ignore[no-untyped-def]
    """And the message says that it is not protected."""
    _write(page, window, qtbot)
    assert "It is not protected" in window.messages.text()
    with CaseFile.open(tmp_path / "for Bo.kpdesk") as copy:
        assert copy.count("actor") == case.count("actor")


def test_a_copy_gets_a_pass_phrase_of_its_own(page, window, case, tmp_path, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Nothing of it lies plain in the folder; the case itself stays as it was; the fields are empty."""
    page.new.setText(WORDS)
    page.again.setText(WORDS)
    _write(page, window, qtbot)
    copy = tmp_path / "for Bo.kpdesk"
    assert b"Sithole" not in copy.read_bytes() and not case.encrypted
    with pytest.raises(PassphraseNeeded):
        CaseFile.open(copy, read_only=True)
    with CaseFile.open(copy, read_only=True, passphrase=WORDS) as opened:
        assert opened.count("actor") == case.count("actor")
    assert not page.new.text() and not page.again.text()


def test_two_that_differ_or_are_short_write_nothing(page, window, tmp_path) -> None:  # type: ignore[no-untyped-def]
    """Said on the page."""
    for new, again, said in ((WORDS, "other", "differ"), ("short", "short", "at least 8")):
        page.new.setText(new)
        page.again.setText(again)
        page.write_button.click()
        assert said in page.fault.text() and not (tmp_path / "for Bo.kpdesk").exists()
