"""Partial dates: reading what people type, ends of what they can mean, words for people."""

from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from kpdesk.domain import dates
from kpdesk.errors import UsageError

DAYS = st.dates(min_value=date(1, 1, 1))
ONE = DAYS.flatmap(lambda d: st.sampled_from([d.isoformat(), d.isoformat()[:7], d.isoformat()[:4]]))
PARTIAL = ONE | st.tuples(ONE, ONE).map(
    lambda two: (
        two[0] if two[0] == two[1] else "/".join(sorted(two, key=lambda v: (dates.earliest(v), dates.latest(v))))
    )
)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("2011", "2011"),
        (" 2011-06 ", "2011-06"),
        ("2011-6-3", "2011-06-03"),
        ("June 2011", "2011-06"),
        ("jun. 2011", "2011-06"),
        ("3 Nov 2010", "2010-11-03"),
        ("3rd of November, 2010", "2010-11-03"),
        ("November 3, 2010", "2010-11-03"),
        ("20–23 June 2011", "2011-06-20/2011-06-23"),
        ("June 20 - 23, 2011", "2011-06-20/2011-06-23"),
        ("31 October – 3 November 2011", "2011-10-31/2011-11-03"),
        ("June to August 2011", "2011-06/2011-08"),
        ("2009–2013", "2009/2013"),
        ("2011-06-20/2011-06-23", "2011-06-20/2011-06-23"),
        ("2011-06-20/2011-06-20", "2011-06-20"),
        ("31/05/2011", "2011-05-31"),
        ("5/5/2011", "2011-05-05"),
        ("7", "0007"),
    ],
)
def test_what_people_type_becomes_one_canonical_spelling(typed, wanted):
    """Typed, pasted and stored forms all lead to the same string."""
    assert dates.parse_date(typed) == wanted


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("31 June 2011", "'31 June 2011' is no date: June has 30 days. Write a day, a month (June 2011) or a year."),
        (
            "29 February 2011",
            "'29 February 2011' is no date: February 2011 has 28 days. Write a day, a month (June 2011) or a year.",
        ),
        ("2011-13", "'2011-13' is no date: there is no month 13. Write a day, a month (June 2011) or a year."),
        ("0", "'0' is no date: years run from 1 to 9999. Write a day, a month (June 2011) or a year."),
        ("", "The date is empty. Write a day, a month (June 2011) or a year."),
        ("next spring", "'next spring' is no date. Write a day, a month (June 2011) or a year."),
        ("2011-06/2011-05", "'2011-06/2011-05' ends before it starts. Check the two dates."),
        ("12/05/2026", "'12/05/2026' can be 12 May or 5 December. Write the month as a word: 12 May 2026."),
    ],
)
def test_what_is_no_date_is_said_with_what_to_write(typed, message):
    """The sentence names the fault and the way out."""
    with pytest.raises(UsageError) as caught:
        dates.parse_date(typed)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2011", "2011"),
        ("2011-06", "June 2011"),
        ("2011-06-20", "20 June 2011"),
        ("2011-06-20/2011-06-23", "20–23 June 2011"),
        ("2011-10-31/2011-11-03", "31 October – 3 November 2011"),
        ("2011-12-30/2012-01-02", "30 December 2011 – 2 January 2012"),
        ("2011-06/2011-08", "June–August 2011"),
        ("2009/2013", "2009–2013"),
        ("2009-05/2013", "May 2009 – 2013"),
    ],
)
def test_dates_are_shown_as_they_are_known(value, shown):
    """No day appears that nobody knows."""
    assert dates.show(value) == shown


@given(PARTIAL)
def test_shown_dates_can_be_typed_back(value):
    """What the program prints, it also reads; year-to-year mixes are spelt with a slash instead."""
    if "/" in value:
        first, last = value.split("/")
        assert dates.parse_date(f"{dates.show(first)} / {dates.show(last)}") == value
    else:
        assert dates.parse_date(dates.show(value)) == value


@given(PARTIAL)
def test_canonical_spellings_stay_as_they_are(value):
    """Reading a canonical date changes nothing."""
    assert dates.parse_date(value) == value
    assert dates.is_canonical(value)


@given(ONE)
def test_ends_agree_with_the_edtf_library(value):
    """The independent reading of the same standard has the same first and last day."""
    oracle = parse_edtf(value)
    assert tuple(oracle.lower_strict())[:3] == dates.earliest(value).timetuple()[:3]
    assert tuple(oracle.upper_strict())[:3] == dates.latest(value).timetuple()[:3]


@given(PARTIAL, PARTIAL)
def test_overlap_is_mutual_and_means_a_common_day(a, b):
    """Two dates overlap when the later start is not after the earlier end."""
    common = max(dates.earliest(a), dates.earliest(b)) <= min(dates.latest(a), dates.latest(b))
    assert dates.overlaps(a, b) == dates.overlaps(b, a) == common


@given(st.text())
def test_no_text_makes_the_reader_fail_otherwise(text):
    """Anything typed is a date or a known error."""
    try:
        value = dates.parse_date(text)
    except UsageError:
        return
    assert dates.is_canonical(value)


def test_precision_names_how_well_a_date_is_known():
    """Four kinds, one each."""
    assert [dates.precision(v) for v in ("2011", "2011-06", "2011-06-20", "2011/2012")] == [
        "year",
        "month",
        "day",
        "interval",
    ]
