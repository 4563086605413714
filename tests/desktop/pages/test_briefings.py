"""The briefing builder: choices lead to pages, one button to a file, templates to the case."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kpdesk.desktop.desk import Desk
from kpdesk.desktop.main_window import MainWindow
from kpdesk.desktop.pages.briefings import BriefingsPage
from kpdesk.store.case import CaseFile


@pytest.fixture
def page(desk: Desk, case: CaseFile, qtbot: QtBot) -> BriefingsPage:
    """The page on the full case, its first pages set."""
    desk.case = case
    made = BriefingsPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.show()
    settled(made, qtbot)
    return made


def settled(page: BriefingsPage, qtbot: QtBot) -> None:
    """Wait until the preview follows the choices."""
    qtbot.waitUntil(
        lambda: not page._timer.isActive() and page._job is None and not page._again and page.preview.page() > 0,
        timeout=20_000,
    )


def names(page: BriefingsPage) -> str:
    return " ".join(i.text for i in page._shown.items) if page._shown else ""


def test_the_preview_shows_what_was_chosen(page: BriefingsPage, qtbot: QtBot) -> None:
    """A chronology first; another kind brings its subjects and its sections."""
    assert page.preview.page() == 1 and "We cannot sit" in names(page)
    page.form.kind.set_key("issue")
    settled(page, qtbot)
    assert page.form.of.currentText() == "Export ban"
    assert "stands" in page.form.sections.ids(ticked=True)
    assert "Oppose" in names(page)


def test_a_date_that_is_none_is_told_beside_the_form(page: BriefingsPage, qtbot: QtBot) -> None:
    """The last pages stay; nothing is asked in a dialog."""
    page.form.start.setText("31 June 2011")
    page.form.start.editingFinished.emit()
    assert "June has 30 days" in page.form.fault.text()
    page.form.start.setText("2012")
    page.form.start.editingFinished.emit()
    settled(page, qtbot)
    assert page.form.fault.text() == "" and names(page) == ""


def test_a_section_is_ticked_off_and_moved_from_the_keyboard(page: BriefingsPage, qtbot: QtBot) -> None:
    """Space and Ctrl+Down; the order is what the briefing follows."""
    page.form.kind.set_key("actor")
    settled(page, qtbot)
    sections = page.form.sections
    sections.setFocus()
    sections.setCurrentRow(sections.ids().index("glance"))
    qtbot.keyClick(sections, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert sections.ids().index("positions") < sections.ids().index("glance")
    qtbot.keyClick(sections, Qt.Key.Key_Space)
    settled(page, qtbot)
    assert "glance" not in page.form.choices().sections


def test_own_words_stand_in_the_briefing(page: BriefingsPage, qtbot: QtBot, tmp_path: Path) -> None:
    """The summary is written beside the preview and comes into the file."""
    page.form.words.setPlainText("NGOs stay away.")
    settled(page, qtbot)
    out = tmp_path / "b.md"
    page.write(out)
    qtbot.waitUntil(out.exists, timeout=20_000)
    assert "NGOs stay away." in out.read_text("utf-8")


def test_what_is_unticked_is_left_out_and_can_come_back(page: BriefingsPage, qtbot: QtBot) -> None:
    """A dropped record stays in the list, without its tick."""
    page.form.sections.setCurrentRow(page.form.sections.ids().index("events"))
    rows = page.form.items
    at = next(n for n in range(rows.count()) if "We cannot sit" in rows.item(n).text())
    rows.item(at).setCheckState(Qt.CheckState.Unchecked)
    settled(page, qtbot)
    assert "We cannot sit" not in names(page)
    at = next(n for n in range(rows.count()) if "We cannot sit" in rows.item(n).text())
    rows.item(at).setCheckState(Qt.CheckState.Checked)
    settled(page, qtbot)
    assert "We cannot sit" in names(page)


def test_making_the_file_remembers_what_was_in_it(page: BriefingsPage, qtbot: QtBot, tmp_path: Path) -> None:
    """The next briefing of this kind can say what changed."""
    out = tmp_path / "b.pdf"
    page.write(out)
    qtbot.waitUntil(lambda: page.desk.case.count("briefing_made") == 1, timeout=20_000)
    assert out.read_bytes().startswith(b"%PDF")


def test_a_template_is_kept_in_the_case_and_used(page: BriefingsPage, qtbot: QtBot) -> None:
    """Choices come back as they were."""
    page.form.quotation.set_key("short")
    page.form.title.setText("For the minister")
    page.keep_as("Minister")
    page.start_anew()
    assert page.form.title.text() == ""
    page._use_template(page.desk.case.all("briefing_template")[0].id)
    assert page.form.title.text() == "For the minister" and page.form.quotation.key() == "short"


def test_the_page_comes_with_what_it_was_called_for(page: BriefingsPage, qtbot: QtBot, case: CaseFile) -> None:
    """Briefing from this actor: kind and subject are chosen."""
    ana = case.all("actor", name="Ana Sithole")[0]
    page.show_where(actor_id=ana.id)
    settled(page, qtbot)
    assert page.form.kind.key() == "actor" and page.form.subject() == ana.id


def test_an_empty_case_says_what_to_do(open_on: Callable[..., MainWindow], empty_case: CaseFile, qtbot: QtBot) -> None:
    """No preview of nothing."""
    window = open_on(empty_case)
    window.desk.go("briefings")
    found = window.findChild(BriefingsPage)
    assert found is not None and found.stack.currentWidget() is found.nothing
    assert not found.make_button.isEnabled()


def test_the_letter_head_is_kept_and_printed(page: BriefingsPage, qtbot: QtBot) -> None:
    """A colour that is none is said in the message bar; the good one is in the case."""
    said: list[str] = []
    page.desk.said.connect(lambda message: said.append(message.text))
    page.head.accent.setText("reddish")
    page.head.accent.editingFinished.emit()
    assert any("is no colour" in words for words in said)
    page.head.accent.setText("7a4a00")
    page.head.organisation.setText("Diamond Watch")
    page.head.organisation.editingFinished.emit()
    assert "Diamond Watch" in page.desk.case.settings().house_style


def test_a_brushed_span_is_the_span_of_the_briefing(page: BriefingsPage, qtbot: QtBot) -> None:
    """What is outside it is left out."""
    page.desk.set_range(("2011-05-01", "2011-05-31"))
    assert page.form.choices().start == "2011-05-01"
    settled(page, qtbot)
    assert "We cannot sit" not in names(page)


def test_pages_whose_setting_was_cut_short_by_closing_are_set_for_the_case_opened_next(
    page: BriefingsPage, desk: Desk, case: CaseFile, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The preview does not wait for ever for work that nobody hears of."""
    begun, gate = threading.Event(), threading.Event()
    monkeypatch.setattr(page._workshop, "show", lambda *_given: (begun.set(), gate.wait(20)))
    page._set()
    assert begun.wait(10)
    desk.jobs.stop_all()
    desk.case = None
    page.reload(None)
    gate.set()
    desk.case = case
    page.reload(None)
    settled(page, qtbot)
    assert "We cannot sit" in names(page)
