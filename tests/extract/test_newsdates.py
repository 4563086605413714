"""Dates of the news: as well as they are known, against the publication date, and never without it."""

import pytest

from kpdesk.extract.newsdates import dateline, find

THURSDAY = "2026-06-18"


def only(text, published=THURSDAY, way=None, anchor=None):
    """The one date of a text."""
    (found,) = find(text, published, (lambda _: way), anchor=anchor)
    return found.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("this month", "2026-06"),
        ("Last month", "2026-05"),
        ("early next month", "2026-07"),
        ("a June meeting", "2026-06"),
        ("on Tuesday", "2026-06-16"),
        ("last Thursday", "2026-06-11"),
        ("next Monday", "2026-06-22"),
        ("earlier this year", "2026"),
        ("first half of 2025", "2025-01/2025-06"),
        ("Q3 2025", "2025-07/2025-09"),
        ("mid-May", "2026-05"),
        ("the 1990s", "1990/1999"),
        ("May 2025", "2025-05"),
        ("Two years ago", "2024"),
        ("three weeks ago", "2026-05-25/2026-05-31"),
        ("the end of the year", "2026"),
        ("next week", "2026-06-22/2026-06-28"),
        ("October 31 – November 3, 2011", "2011-10-31/2011-11-03"),
        ("between May 31 and June 4", "2026-05-31/2026-06-04"),
        ("from 31st October to 3rd November 2011", "2011-10-31/2011-11-03"),
        ("yesterday", "2026-06-17"),
        ("last November", "2025-11"),
    ],
)
def test_phrases_mean_what_a_reader_takes_them_for(text, value):
    """Each phrase of the news, with the day of publication a Thursday."""
    assert only(text) == value


@pytest.mark.parametrize(
    ("text", "way", "value"),
    [
        ("in May", "future", "2027-05"),
        ("in May", "past", "2026-05"),
        ("in November", "past", "2025-11"),
        ("on Friday", "future", "2026-06-19"),
        ("on Friday", "past", "2026-06-12"),
    ],
)
def test_the_sentence_tells_the_direction(text, way, value):
    """What will be lies ahead; what was lies back."""
    assert only(text, way=way) == value


@pytest.mark.parametrize("text", ["this month", "on Tuesday", "last year", "in June", "two years ago", "yesterday"])
def test_no_date_is_invented_without_a_publication_date(text):
    """Relative words mean nothing then."""
    assert only(text, published=None) is None


def test_a_month_of_publication_gives_no_days():
    """Where only the month is known, weekdays stay unknown and months do not."""
    assert only("on Tuesday", published="2011-10") is None
    assert only("this month", published="2011-10") == "2011-10"
    assert only("last year", published="2011") == "2010"
    assert only("in June", published="2011") is None


@pytest.mark.parametrize(
    "text", ["resolution 1572", "it may go on", "KP/2017/Plenary", "US$ 2010", "They march on", "room 12-05"]
)
def test_numbers_and_verbs_are_no_dates(text):
    """A number or a word that only looks like a date is left alone."""
    assert find(text, THURSDAY) == []


def test_the_reason_names_words_and_publication():
    """A person can check the reading."""
    assert (
        find("this month", "2011-11")[0].why
        == "'this month' read as November 2011, because the article was published in November 2011."
    )


def test_a_dispatch_has_its_day():
    """The day behind the town anchors the weekdays."""
    found = dateline("Title\n\nOTTAWA, July 12 - The body met.", "2004-07-13")
    assert found is not None and found.value == "2004-07-12"
