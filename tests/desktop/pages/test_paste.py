"""Paste: guesses that one can change, and a text that reaches the case with its proposals."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kpdesk.desktop.main_window import MainWindow
from kpdesk.desktop.pages.paste import PastePage
from kpdesk.services import capture
from kpdesk.store.case import CaseFile
from tests.builders import TEXT

CTRL = Qt.KeyboardModifier.ControlModifier
ARTICLE = (
    "Monitors boycott Windhoek meeting\nBy Tendai Moyo\n3 November 2011\nhttps://news.example.org/windhoek\n\n"
    "HARARE (Reuters) - Ana Sithole, coordinator of the Diamond Watch Coalition, said on Thursday that monitors "
    "would boycott the meeting in Windhoek this month.\n"
)
LONG = 60_000


@pytest.fixture
def page(window: MainWindow) -> PastePage:
    QGuiApplication.clipboard().setText(ARTICLE)
    window.desk.go("sources")
    window.pages["sources"].list.view.setFocus()
    QTest.keyClick(window.pages["sources"].list.view, Qt.Key.Key_V, CTRL)
    made = window.page
    assert isinstance(made, PastePage)
    return made


def test_the_fields_are_guessed_and_marked(page: PastePage) -> None:
    """A guess is called a guess."""
    assert page.fields["title"].text() == "Monitors boycott Windhoek meeting"
    assert page.fields["author"].text() == "Tendai Moyo"
    assert page.fields["published"].text() == "3 November 2011"
    assert page.fields["address"].text() == "https://news.example.org/windhoek"
    assert not page.dots["title"].isHidden() and page.bullet.isVisible()


def test_a_text_that_runs_from_right_to_left_begins_at_the_right_here_and_in_the_reader(
    page: PastePage, window: MainWindow, case: CaseFile, qtbot
) -> None:  # type: ignore[no-untyped-def]
    """Its language is guessed from its letters; nothing is set by hand."""
    page.text.setPlainText(
        "ائتلاف الماس يدعو إلى شفافية أكبر\n\nقال المنسق إن الشهادات لا تكفي وحدها قبل الاجتماع المقبل."
    )
    page.guess()
    assert page.text.document().defaultTextOption().alignment() == Qt.AlignmentFlag.AlignRight
    with qtbot.waitSignal(window.desk.jobs.all_ended, timeout=LONG):
        page.take_in()
        qtbot.waitUntil(lambda: window.page is window.pages["sources"], timeout=LONG)
    assert case.all("source", title="ائتلاف الماس يدعو إلى شفافية أكبر")[0].language == "ar"
    assert window.pages["sources"].reader.text.page.shape.right_to_left


def test_what_was_typed_is_not_guessed_over(page: PastePage) -> None:
    """And loses its bullet."""
    page.fields["title"].selectAll()
    QTest.keyClicks(page.fields["title"], "My title")
    page.guess()
    assert page.fields["title"].text() == "My title"
    assert page.dots["title"].isHidden()


def test_the_text_reaches_the_case_and_its_proposals_review(
    page: PastePage, window: MainWindow, case: CaseFile, qtbot
) -> None:  # type: ignore[no-untyped-def]
    """Ctrl+Return: the source with its fields, then the reading, without a frozen window."""
    with qtbot.waitSignal(window.desk.jobs.all_ended, timeout=LONG):
        QTest.keyClick(page.text, Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda: window.page is window.pages["sources"], timeout=LONG)
    source = case.all("source", title="Monitors boycott Windhoek meeting")[0]
    assert (source.published, source.author) == ("2011-11-03", "Tendai Moyo")
    assert source.read_by
    assert window.pages["sources"].source_id == source.id
    assert page.text.toPlainText() == ""


def test_an_empty_text_is_refused_in_words(page: PastePage, case: CaseFile) -> None:
    """What happened, what to do."""
    page.text.setPlainText("  \n")
    page.take_in()
    assert page.fault.text() == "The text is empty. Copy the article in the browser, then press Ctrl+V here."
    assert case.count("source") == 1


def test_a_date_that_is_none_is_said_beside_it(page: PastePage, case: CaseFile) -> None:
    """Nothing is taken in, nothing typed is lost."""
    page.fields["published"].selectAll()
    QTest.keyClicks(page.fields["published"], "31 June 2011")
    page.take_in()
    assert "June has 30 days" in page.fault.text()
    assert page.text.toPlainText() == ARTICLE
    assert case.count("source") == 1


def test_the_same_text_is_shown_and_not_added(page: PastePage, window: MainWindow, case: CaseFile, qtbot) -> None:  # type: ignore[no-untyped-def]
    """One goes to where it is."""
    page.text.setPlainText(TEXT)
    with qtbot.waitSignal(window.desk.jobs.all_ended, timeout=LONG):
        page.take_in()
    assert case.count("source") == 1
    assert "in the case already" in window.messages.text()
    assert window.page is window.pages["sources"]


def test_leaving_keeps_what_was_pasted(page: PastePage, window: MainWindow) -> None:
    """Esc is no loss."""
    QTest.keyClick(page.text, Qt.Key.Key_Escape)
    assert window.page is window.pages["sources"]
    assert page.text.toPlainText() == ARTICLE


def test_a_corrected_text_becomes_a_new_version(page: PastePage, window: MainWindow, case: CaseFile, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Its records move along, and a sentence says how."""
    source = case.all("source")[0]
    window.desk.go("paste", correct=source.id)
    page.text.setPlainText("Corrected. " + TEXT)
    with qtbot.waitSignal(window.desk.jobs.all_ended, timeout=LONG):
        page.take_in()
    assert case.count("text_version", source_id=source.id) == 2
    assert window.messages.text().startswith("Corrected the text.")


def test_a_text_that_is_far_too_long_is_refused_before_it_is_laid_out(window: MainWindow, page: PastePage) -> None:
    """Ten million characters, by Ctrl+V in the field and from another page: one sentence, and what was there stays."""
    before = page.text.toPlainText()
    QGuiApplication.clipboard().setText("word " * 2_000_001)
    page.text.selectAll()
    QTest.keyClick(page.text, Qt.Key.Key_V, CTRL)
    assert page.text.toPlainText() == before
    assert "10,000,005 characters" in page.fault.text() and not page.fault.isHidden()
    page.clear()
    window.desk.go("sources")
    window.trigger("paste")
    assert page.text.toPlainText() == "" and "10,000,005 characters" in page.fault.text()


def test_pasting_a_corrected_text_offers_to_make_it_the_next_version(
    page: PastePage, window: MainWindow, case: CaseFile, qtbot
) -> None:  # type: ignore[no-untyped-def]
    """Under its own title the text is known; one press and the records move along, with no second source."""
    source = case.all("source")[0]
    assert page.as_correction.isHidden()  # another article
    page.clear()
    page.text.setPlainText("Corrected. " + TEXT)
    page.fields["title"].setText(source.title)
    page._typed.add("title")
    page.guess()
    assert page.seen.text() == "This looks like a corrected text of “Monitors stay away”."
    with qtbot.waitSignal(window.desk.jobs.all_ended, timeout=LONG):
        qtbot.mouseClick(page.as_correction, Qt.MouseButton.LeftButton)
    assert case.count("source") == 1
    assert case.count("text_version", source_id=source.id) == 2
    assert window.messages.text().startswith("Corrected the text.")
    assert page.as_correction.isHidden()


def test_the_main_button_is_in_view_in_a_low_window(page: PastePage, window: MainWindow) -> None:
    """The fields scroll; “Take it in” does not go with them. Where there is room it follows the fields closely."""
    window.resize(960, 600)
    QApplication.processEvents()
    assert page.take.visibleRegion().boundingRect().size() == page.take.size()
    window.resize(1280, 1000)
    QApplication.processEvents()
    gap = (
        page.take.mapTo(page, page.take.rect().topLeft()).y()
        - page.language.mapTo(page, page.language.rect().bottomLeft()).y()
    )
    assert 0 < gap < 80


def test_a_text_whose_taking_in_was_cut_short_by_closing_can_be_taken_in_after_opening(
    page: PastePage, window: MainWindow, case: CaseFile, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    """The button works again: nobody hears of the work that was left alone."""
    begun, gate = threading.Event(), threading.Event()
    taken_in = capture.add_paste

    def slow(*given: Any, **about: Any) -> Any:
        begun.set()
        gate.wait(20)
        return taken_in(*given, **about)

    with monkeypatch.context() as patch:
        patch.setattr(capture, "add_paste", slow)
        page.take_in()
        assert begun.wait(10)
        window.desk.take_case(None)
    gate.set()
    assert window.door.open(case.path)
    window.desk.go("paste", text=ARTICLE)
    assert page.take.isEnabled()
    with qtbot.waitSignal(window.desk.jobs.all_ended, timeout=LONG):
        page.take_in()
        qtbot.waitUntil(lambda: window.page is window.pages["sources"], timeout=LONG)
    assert window.desk.case.all("source", title="Monitors boycott Windhoek meeting")
