"""Partial dates become the spans that are drawn: never better known than they are."""

from datetime import date

import pytest

from kpdesk.analysis.date_spans import span_of, when, when_short


def days(span):
    return date.fromordinal(span.first).isoformat(), date.fromordinal(span.last).isoformat()


@pytest.mark.parametrize(
    ("start", "end", "shown", "fades"),
    [
        ("2011-06-20", "2011-06-23", ("2011-06-20", "2011-06-23"), (False, False)),
        ("2011-06", None, ("2011-06-01", "2011-06-30"), (True, True)),
        ("2011", None, ("2011-01-01", "2011-12-31"), (True, True)),
        ("2010-11", "2010-11-25", ("2010-11-01", "2010-11-25"), (True, False)),
        ("2011-06-20/2011-06-23", None, ("2011-06-20", "2011-06-23"), (False, False)),
        (None, "2011-06-23", ("2011-06-23", "2011-06-23"), (True, False)),
        ("0001", None, ("0001-01-01", "0001-12-31"), (True, True)),
        ("9999-12-31", None, ("9999-12-31", "9999-12-31"), (False, False)),
    ],
)
def test_a_date_is_drawn_as_well_as_it_is_known(start, end, shown, fades):
    """Only a known day has sharp ends."""
    span = span_of(start, end)
    assert days(span) == shown
    assert (span.fade_left, span.fade_right) == fades


def test_an_end_before_the_start_is_told_and_drawn_at_the_start():
    """Nothing breaks on it, nothing is guessed from it."""
    span = span_of("2011-06-20", "2010-06-20")
    assert span.reversed and days(span) == ("2011-06-20", "2011-06-20")


def test_before_and_after_are_open_on_one_side():
    """One end only is known."""
    assert span_of("../2011-06").open_left and not span_of("../2011-06").open_right
    assert span_of("2011-06/..").open_right
    assert span_of(None, "2011-06-01").open_left


def test_what_is_no_date_has_no_span():
    """Undated records are counted, not placed."""
    assert span_of(None) is None and span_of("") is None and span_of("soon") is None and span_of("2011-02-31") is None


def test_dates_are_said_in_words():
    """Long in cards, short in labels; the year where the day is not known."""
    assert when("2011-06-20", "2011-06-23") == "20–23 June 2011"
    assert when(None) == "no date" and when(None, "2011-06") == "by June 2011"
    assert when_short("2011-06-20", "2011-06-23") == "20–23 Jun"
    assert when_short("2011-06-20", "2011-06-23", year=True) == "20–23 Jun 2011"
    assert when_short("2011-11") == "Nov 2011"
    assert when_short("2010-11", "2010-11-25") == "to 25 Nov 2010"
    assert when_short("2010-12-30", "2011-01-02") == "30 Dec 2010 – 2 Jan 2011"
