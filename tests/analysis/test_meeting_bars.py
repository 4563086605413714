"""What a meeting's label says at each nearness."""

from kpdesk.analysis.meeting_bars import label_texts
from kpdesk.analysis.time_scale import Level
from kpdesk.analysis.timeline_data import MeetingEntry

KINSHASA = MeetingEntry(
    "m", "2011 intersessional", "intersessional", "", "Kinshasa", "2011-06-20", "2011-06-23", chair="M. Yamba"
)


def test_a_label_says_more_the_nearer_it_is():
    """Place and year, then the date, then the full name, then the chair."""
    full = {level: label_texts(KINSHASA, level)[0] for level in Level}
    assert full == {
        Level.DECADES: "Kinshasa 2011",
        Level.YEARS: "Kinshasa, 20–23 Jun 2011",
        Level.MONTHS: "Kinshasa, 20–23 Jun",
        Level.WEEKS: "2011 intersessional, Kinshasa, 20–23 Jun",
        Level.DAYS: "2011 intersessional, Kinshasa, 20–23 Jun, chair M. Yamba",
    }


def test_the_short_form_is_place_and_year_and_never_a_year_twice():
    """Without a place the name stands for it."""
    assert label_texts(KINSHASA, Level.MONTHS)[1] == "Kinshasa 2011"
    assert (
        label_texts(MeetingEntry("m", "2004 intersessional", start="2004"), Level.DECADES)[0] == "2004 intersessional"
    )
    assert label_texts(MeetingEntry("m", "Plenary"), Level.DECADES)[0] == "Plenary"


def test_long_names_are_cut_in_labels():
    """The card has the whole."""
    long = MeetingEntry("m", "Kimberley " * 30, place="Saint " * 50, start="2011-06")
    assert all(len(text) < 120 for level in Level for text in label_texts(long, level))
