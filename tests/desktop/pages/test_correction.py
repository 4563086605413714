"""The report on a corrected text: what changed and what is gone, each with the way to its characters."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from kpdesk.desktop.main_window import MainWindow
from kpdesk.services import reanchoring
from kpdesk.store.case import CaseFile
from tests.builders import TEXT, a_source, a_statement, an_actor, put


def test_changed_and_lost_places_are_listed_with_their_words(window: MainWindow, case: CaseFile) -> None:
    """“Show” opens the text that the place stands on now."""
    source, speaker = a_source(case, title="Another", text=TEXT), put(case, an_actor(name="Spokesperson"))
    changed = a_statement(case, source=source, speaker=speaker)
    lost = a_statement(case, source=source, speaker=speaker, words="rejects an export ban")
    text = TEXT.replace("where nothing is decided", "where nothing was ever decided")
    text = text.replace("The government rejects an export ban, she said.", "")
    report = reanchoring.correct_text(case, source.id, text)
    assert (report.count("changed"), report.count("lost")) == (1, 1)
    window.desk.go("correction", report=report, title=source.title)
    page = window.page
    said = [made.text() for made in page.findChildren(QLabel)]
    assert "With changed words: 1" in said and "Not found: 1" in said
    assert "Before: We cannot sit at a table where nothing is decided," in said
    assert any(words.startswith("Now: We cannot sit") and "was ever" in words for words in said)
    assert "Before: rejects an export ban" in said
    page.places[0].click()
    assert window.evidence.reader.text_version_id == report.version.id
    page.places[1].click()
    assert window.evidence.reader.text_version_id == case.all("anchor", statement_id=lost.id)[0].text_version_id
    assert case.get("statement", changed.id).state == "proposed"


def test_without_a_report_it_says_how_to_correct_a_text(window: MainWindow) -> None:
    """Another case was opened, or nothing was corrected yet."""
    window.desk.go("correction")
    assert any("paste its corrected form" in made.text() for made in window.page.findChildren(QLabel))
