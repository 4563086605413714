"""A writer's choices: from words, to JSON and back."""

from __future__ import annotations

import pytest

from kpdesk.domain.vocabulary import BRIEFING_KINDS
from kpdesk.errors import UsageError
from kpdesk.services.briefing_choices import SECTIONS, TITLES, Choices, choices_from, require_kind


def test_choices_survive_being_kept() -> None:
    """Only what differs is written."""
    given = Choices(start="2010", sections=("events", "summary"), paragraphs=(("events", "mine"),), dropped=("a",))
    assert choices_from(given.as_json()) == given
    assert Choices().as_json() == "{}" and choices_from(None) == Choices()


def test_every_section_of_every_kind_has_a_title() -> None:
    """And every kind has sections."""
    assert set(SECTIONS) == set(BRIEFING_KINDS)
    assert {key for keys in SECTIONS.values() for key in keys} == set(TITLES)


def test_the_order_is_the_writers_or_the_kinds() -> None:
    """Sections that a kind does not have are passed over; before a meeting nothing was said at it."""
    assert Choices(sections=("moves", "agenda", "events")).order("chronology") == ("moves", "events")
    assert "since" not in Choices().order("actor")
    assert "at" in Choices().order("meeting") and "at" not in Choices(view="before").order("meeting")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"unreviewed": "hide"}, "cannot be chosen"),
        ({"start": "31 June 2011"}, "June has 30 days"),
        ({"start": "2012", "end": "2010"}, "ends before it starts"),
        ("{", "cannot be read"),
    ],
)
def test_what_cannot_be_chosen_is_told(given: object, words: str) -> None:
    """In a sentence."""
    with pytest.raises(UsageError, match=words):
        choices_from(given)  # type: ignore[arg-type]


def test_dates_are_read_as_people_write_them_and_unknown_keys_are_passed_over() -> None:
    """A template of a later version still opens."""
    assert choices_from({"start": "June 2011", "sparkle": True}).start == "2011-06"
    with pytest.raises(UsageError, match="no kind of briefing"):
        require_kind("poem")
