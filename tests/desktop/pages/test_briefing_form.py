"""The form of a briefing: what it shows is what it gives."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kpdesk.desktop.pages.briefing_form import BriefingForm
from kpdesk.errors import UsageError
from kpdesk.services.briefing_choices import Choices
from kpdesk.services.briefing_preview import Item


@pytest.fixture
def form(qtbot: QtBot) -> BriefingForm:
    made = BriefingForm()
    qtbot.addWidget(made)
    return made


def test_choices_come_back_as_they_were_shown(form: BriefingForm) -> None:
    """All of them, in a kind of their own."""
    given = Choices(
        start="2010", end="2011-06", unreviewed="mark", view="before", title="T", summary="S", quotation="short",
        citations="plain", sections=("glance", "who"), paragraphs=(("who", "mine"),), dropped=("x",),
    )  # fmt: skip
    form.set_choices("meeting", given)
    assert form.kind.key() == "meeting"
    assert form.choices() == given


def test_sections_that_are_off_stay_in_the_list(form: BriefingForm) -> None:
    """They can be ticked again."""
    form.set_choices("actor", Choices(sections=("statements",)))
    assert form.sections.ids(ticked=True) == ["statements"]
    assert set(form.sections.ids(ticked=False)) >= {"glance", "positions", "since"}


def test_a_span_that_ends_first_is_refused(form: BriefingForm) -> None:
    """Told by whoever asks for the choices."""
    form.start.setText("2012")
    form.end.setText("2010")
    with pytest.raises(UsageError, match="ends before it starts"):
        form.choices()


def test_left_out_records_are_counted_in_words(form: BriefingForm) -> None:
    """One is not "1 records"."""
    form.set_shown((), 1)
    assert form.left_out.text().startswith("1 unreviewed record is")
    form.set_shown((), 6)
    assert form.left_out.text().startswith("6 unreviewed records are")
    form.set_shown((), 0)
    assert not form.form.isRowVisible(form.review)


def test_items_of_the_chosen_section_can_be_dropped(form: BriefingForm) -> None:
    """Only those of that section are listed."""
    form.set_choices("chronology", Choices())
    items = (
        Item(section="events", record_id="a", text="A said", reviewed=False),
        Item(section="moves", record_id="b", text="B", reviewed=True),
    )
    form.set_shown(items, 0)
    form.sections.setCurrentRow(form.sections.ids().index("events"))
    assert form.items.ids() == ["a"] and form.items.item(0).text() == "◌ A said"


def test_a_chronology_is_narrowed_to_the_issues_that_are_ticked(form: BriefingForm, qtbot: QtBot) -> None:
    """None ticked means all; a brief of one issue offers no such list."""
    form.set_issues([("i1", "Export ban"), ("i2", "Monitoring")])
    assert form.choices().issues == ()
    form.issues.setFocus()
    with qtbot.waitSignal(form.chosen):
        qtbot.keyClick(form.issues, Qt.Key.Key_Space)
    assert form.choices().issues == ("i1",)
    form.set_choices("chronology", Choices(issues=("i2",)))
    assert form.issues.ids(ticked=True) == ["i2"]
    form.kind.set_key("issue")
    form.set_issues([("i1", "Export ban")])
    assert not form.form.isRowVisible(form.issues)
