"""Sources: read a text, see its statements, change what is known about it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kpdesk.desktop.main_window import MainWindow
from kpdesk.domain.anchors import anchor_at
from kpdesk.services import lookup
from kpdesk.store.case import CaseFile
from tests.builders import a_source, an_anchor, put

CTRL = Qt.KeyboardModifier.ControlModifier


def test_the_first_text_is_open(window: MainWindow) -> None:
    """With its words, its size and how many there are."""
    window.desk.go("sources")
    page = window.pages["sources"]
    assert page.count_text() == "1 text"
    assert "Ana Sithole" in page.reader.text.toPlainText()
    assert page._size.text().endswith("characters")


def test_arrows_go_from_text_to_text(window: MainWindow, case: CaseFile) -> None:
    """The reader follows."""
    second = a_source(case, title="Another", text="Quite another text.\n", published="2012")
    window.desk.go("sources")
    page = window.pages["sources"]
    page.reload(None)
    page.list.view.setFocus()
    page.list.choose_first()
    QTest.keyClick(page.list.view, Qt.Key.Key_Down)
    assert page.source_id == second.id
    assert "Quite another text." in page.reader.text.toPlainText()


def test_what_is_known_about_a_text_can_be_changed(window: MainWindow, case: CaseFile) -> None:
    """F2, type, Ctrl+Return."""
    window.desk.go("sources")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F2)
    page = window.pages["sources"]
    assert page.card.isVisible()
    QTest.keyClicks(page.card.form.editor("title"), "Another headline")
    QTest.keyClick(page.card.form.editor("title"), Qt.Key.Key_Return, CTRL)
    assert case.all("source")[0].title == "Another headline"


def test_a_text_goes_with_what_rests_on_it_and_comes_back(window: MainWindow, case: CaseFile) -> None:
    """Del, then Undo."""
    window.desk.go("sources")
    statements = case.count("statement")
    window.pages["sources"].list.view.setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete)
    assert (case.count("source"), case.count("statement")) == (0, 0)
    assert window.pages["sources"].list.empty.isVisible()
    window.messages.buttons()[0].click()
    assert (case.count("source"), case.count("statement")) == (1, statements)


def test_statements_are_a_table_and_back_returns_to_the_text(window: MainWindow) -> None:
    """Two views of one place."""
    window.desk.go("sources")
    window.pages["sources"].switch.button("statements").click()
    assert window.header.title.text().endswith("1 statement")
    window.desk.back()
    assert window.pages["sources"].switch.key() == "texts"


def test_evidence_is_shown_in_the_own_reader(window: MainWindow, case: CaseFile) -> None:
    """The characters in brackets."""
    position = case.all("position")[0]
    window.desk.go("sources", anchors=lookup.evidence(case, "position", position.id))
    page = window.pages["sources"]
    assert page.reader.selected_record == ("position", position.id)
    assert not window.evidence.isVisible()


def test_the_dates_brushed_on_the_timeline_hold_here_too(window: MainWindow, case: CaseFile) -> None:
    """Texts, statements, actors and what is found: only those of these dates, until the chip is pressed."""
    published = case.all("source")[0].published
    window.desk.go("sources")
    sources = window.pages["sources"]
    actors = window.page_of("actors")
    window.desk.go("actors")
    everybody = actors.model.total
    window.desk.set_range(("1999-01", "1999-03"))
    assert (sources.model.total, sources.table.model.total, actors.model.total) == (0, 0, 0)
    assert window.header.range_chip.isVisible()
    assert "Nothing in these dates" in actors.list.foot.text()
    find = window.page_of("find")
    assert (find.criteria().since, find.criteria().until) == ("1999-01", "1999-03")
    window.desk.set_range((published, published))
    assert sources.model.total == 1
    assert actors.model.total == everybody > 0
    window.header.range_chip.click()
    assert actors.model.total == everybody
    assert find.criteria().since is None


def test_what_is_typed_as_dates_wins_over_the_brush(window: MainWindow) -> None:
    """A person's own words are nearer."""
    window.desk.go("find", since="2010")
    window.desk.set_range(("1999-01", "1999-03"))
    assert (window.page.criteria().since, window.page.criteria().until) == ("2010", None)


def test_a_mark_opens_its_record_beside_the_text(window: MainWindow, case: CaseFile) -> None:
    """Tab lights it up, Return opens it, Ctrl+Return keeps what was changed, Esc leads back to the text."""
    window.desk.go("sources")
    page = window.pages["sources"]
    page.reader.text.setFocus()
    while not (page.reader.selected_record and page.reader.selected_record[0] == "statement"):
        QTest.keyClick(page.reader.text, Qt.Key.Key_Tab)
    statement_id = page.reader.selected_record[1]
    assert page.reader.text.scene.evidence and page.card.isHidden()
    QTest.keyClick(page.reader.text, Qt.Key.Key_Return)
    assert page.card.isVisible() and page.card.record.id == statement_id
    page.card.form.editor("told_to").setFocus()
    QTest.keyClicks(page.card.form.editor("told_to"), "reporters in Harare")
    QTest.keyClick(page.card.form.editor("told_to"), Qt.Key.Key_Return, CTRL)
    assert case.get("statement", statement_id).told_to == "reporters in Harare"
    QTest.keyClick(page.card.form.editor("told_to"), Qt.Key.Key_Escape)
    assert page.card.isHidden() and page.reader.text.hasFocus()


def test_a_mark_far_down_stays_in_view_when_it_is_chosen(window: MainWindow, case: CaseFile) -> None:
    """Though the record was first written of far above."""
    text = "Ana Sithole spoke.\n\n" + "The delegates went on.\n\n" * 200 + "In the end Ana Sithole left.\n"
    source = a_source(case, title="Long", text=text)
    actor = case.all("actor", name="Ana Sithole")[0]
    first = an_anchor(case, source, "Ana Sithole", actor_id=actor.id, role="mention")
    put(case, first, anchor_at(text, (at := text.rindex("Ana")), at + 11, text_version_id=first.text_version_id,
                               actor_id=actor.id, role="mention"))  # fmt: skip
    window.desk.go("sources", source_id=source.id)
    reader = window.pages["sources"].reader.text
    reader.setFocus()
    QTest.keyClick(reader, Qt.Key.Key_Tab)
    QTest.keyClick(reader, Qt.Key.Key_Tab)
    assert reader.viewport().rect().contains(reader.rect_of(at, at + 11).toAlignedRect())
