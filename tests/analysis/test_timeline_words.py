"""Marks in words, and the way the arrow keys take."""

from hypothesis import given
from hypothesis import strategies as st

from kpdesk.analysis.timeline_data import MeetingEntry, PresenceEntry, TimelineData, TimelineIndex
from kpdesk.analysis.timeline_words import Walk, described, presence_words
from tests.analysis.timeline_cases import a_random_timeline, a_small_timeline, day

SMALL = TimelineIndex(a_small_timeline())
MANY = TimelineIndex(a_random_timeline(60))
WALK = Walk(MANY)


def test_a_meeting_is_said_with_date_place_who_and_state():
    """At most eight lines."""
    lines = described(SMALL, "meeting", "m4")
    assert lines[:3] == ["2011 intersessional", "20–23 June 2011", "Intersessional, Kinshasa"]
    assert "9 statements" in lines and len(lines) <= 8
    assert described(SMALL, "meeting", "m3")[-1] == "not yet reviewed"
    assert described(SMALL, "meeting", "nobody") == []


def test_an_end_before_the_start_is_said():
    """The card names it."""
    index = TimelineIndex(TimelineData(meetings=[MeetingEntry("m", "Back", start="2011-06-20", end="2010-01-01")]))
    assert "lies before its start" in described(index, "meeting", "m")[1]


def test_statements_changes_and_presences_are_said():
    """Each kind that can be met."""
    assert described(SMALL, "statement", "s2") == [
        "Statement, Ben",
        "21 June 2011",
        "“nothing was decided”",
        "not yet reviewed",
    ]
    assert described(SMALL, "position", "c2")[1] == "Exports: from support to oppose"
    assert described(SMALL, "position", "c1")[1] == "Exports: first known stance: support"
    assert described(SMALL, "participation", "p3,p4") == ["Actor 3: walked out, not yet reviewed", "Actor 4: boycotted"]


def test_few_are_named_and_many_are_counted():
    """In the order of the signs."""
    presences = [PresenceEntry(f"p{n}", "m", f"a{n}", f"A{n}", "attended") for n in range(5)] + [
        PresenceEntry("q", "m", "b", "NGOs", "walked_out")
    ]
    index = TimelineIndex(TimelineData(meetings=[MeetingEntry("m", "M", start="2011")], presences=presences))
    assert presence_words(index, "m") == "5 attended, NGOs walked out"


@given(
    st.sampled_from(sorted(WALK.places)),
    st.lists(st.sampled_from(["left", "right", "up", "down", "home", "end"]), max_size=12),
)
def test_keys_always_lead_to_a_mark(start, keys):
    """Wherever one is, and never backwards in time with the right arrow."""
    id_ = start
    for key in keys:
        before = id_
        if key in ("left", "right"):
            id_ = WALK.step(id_, 1 if key == "right" else -1)
            assert (
                (WALK.day_of(id_) >= WALK.day_of(before))
                if key == "right"
                else (WALK.day_of(id_) <= WALK.day_of(before)) or WALK.kind_of(id_) == "meeting"
            )
            assert WALK.places[id_][0] == WALK.places[before][0]
        elif key in ("up", "down"):
            id_ = WALK.across(id_, 1 if key == "down" else -1)
            assert abs(WALK.places[id_][0] - WALK.places[before][0]) <= 1
        else:
            id_ = WALK.end(id_, last=key == "end")
        assert id_ in WALK.places


def test_every_mark_can_be_reached():
    """Right from the first mark of each lane walks them all."""
    for _, _, marks in WALK.lanes:
        id_, seen = marks[0][0], {marks[0][0]}
        for _ in marks:
            id_ = WALK.step(id_, 1)
            seen.add(id_)
        assert seen == {m for m, _ in marks}


def test_p_goes_from_change_to_change():
    """From a day, then from the change that one is on; at the end nothing happens."""
    walk = Walk(SMALL)
    assert walk.change(day(2010), 1) == "c1"
    assert walk.change(0, 1, "c1") != "c1"
    assert walk.change(day(2009), -1) == ""
    assert Walk(TimelineIndex(TimelineData())).change(day(2010), 1) == ""
