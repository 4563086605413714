"""Both sides of a record that both changed, and the choice between them."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from kpdesk.desktop.pages.clash_card import ClashCard
from kpdesk.services.merge_back import Clash, Difference

KEY = ("actor", "1")


@pytest.fixture
def card(qtbot) -> ClashCard:  # type: ignore[no-untyped-def]
    made = ClashCard()
    qtbot.addWidget(made)
    made.show()
    return made


def _clash(removed: str = "") -> Clash:
    fields = (
        Difference(field="name", label="Name", before="Ana", here="Ana S.", there="A. Sithole"),
        Difference(field="note", label="Note", before="nothing", here="x", there="y"),
    )
    return Clash(
        key=KEY, name="Ana", removed=removed, here="28 November 2026, 14:02", there="27 November 2026, 09:00",
        differences=() if removed else fields,
    )  # fmt: skip


def test_both_sides_are_shown_with_when(card: ClashCard) -> None:
    """Before, mine and theirs, field by field."""
    card.show_clash(_clash(), {})
    shown = [made.text() for made in card.findChildren(QLabel)]
    assert {"Actor: Ana", "Ana S.", "A. Sithole", "x", "y"} <= set(shown)
    assert "Mine · 28 November 2026, 14:02" in shown and "Theirs · 27 November 2026, 09:00" in shown


def test_each_field_is_decided_on_its_own(card: ClashCard) -> None:
    """Name from here, note from there; what was decided before is shown so."""
    found: list[tuple[tuple[str, ...], str]] = []
    card.decided.connect(lambda question, side: found.append((question, side)))
    card.show_clash(_clash(), {})
    card._groups[(*KEY, "name")].buttons()[0].click()
    card._groups[(*KEY, "note")].buttons()[1].click()
    assert found == [((*KEY, "name"), "here"), ((*KEY, "note"), "there")]
    card.show_clash(_clash(), dict(found))
    assert card._groups[(*KEY, "note")].checkedButton().property("side") == "there"


def test_a_removed_record_is_one_question(card: ClashCard) -> None:
    """Removed on one side, changed on the other."""
    found: list[tuple[tuple[str, ...], str]] = []
    card.decided.connect(lambda question, side: found.append((question, side)))
    card.show_clash(_clash("there"), {})
    card.choose_all("there")
    assert found == [(KEY, "there")]
    assert {"changed", "removed"} <= {made.text() for made in card.findChildren(QLabel)}
