"""Who came: in order, within the room there is, counted where it is too little."""

from hypothesis import given
from hypothesis import strategies as st

from kpdesk.analysis.font_metrics import width
from kpdesk.analysis.presence_strip import strip
from kpdesk.analysis.time_scale import Level
from kpdesk.analysis.timeline_data import PresenceEntry
from kpdesk.domain.drawing import ORDER_OF_PRESENCE, Sign, Text

HOWS = st.lists(st.sampled_from(ORDER_OF_PRESENCE), max_size=30)


def _entries(hows, state="accepted"):
    return [PresenceEntry(f"p{n}", "m", f"a{n}", f"Actor {n}", how, state) for n, how in enumerate(hows)]


@given(HOWS, st.sampled_from([Level.YEARS, Level.MONTHS, Level.WEEKS, Level.DAYS]), st.floats(0, 900))
def test_a_strip_never_takes_more_than_its_room(hows, level, room):
    """So that the next meeting's signs are free."""
    shapes, hits = strip(_entries(hows), level, chosen=frozenset(), x=100, y=50, room=room)
    for shape in shapes:
        end = shape.x + 7 if isinstance(shape, Sign) else shape.x + width(shape.text, shape.size)
        assert end <= 100 + room + 1
    ids = [i for h in hits for i in h.id.split(",") if i]
    assert len(ids) == len(set(ids))


def test_signs_come_in_the_order_of_the_design():
    """Chaired, hosted, attended, walked out, boycotted, excluded, planned."""
    shapes, _ = strip(_entries(reversed(ORDER_OF_PRESENCE)), Level.MONTHS, chosen=frozenset(), x=0, y=0, room=900)
    assert [s.name for s in shapes if isinstance(s, Sign)] == list(ORDER_OF_PRESENCE)


def test_months_count_and_weeks_name():
    """ "● 23" from afar, names when near, chosen actors one by one."""
    entries = _entries(["attended"] * 23)
    shapes, _ = strip(entries, Level.MONTHS, chosen=frozenset(), x=0, y=0, room=900)
    assert [s.text for s in shapes if isinstance(s, Text)] == ["23"]
    shapes, hits = strip(entries, Level.MONTHS, chosen=frozenset({"a1", "a2"}), x=0, y=0, room=900)
    assert [h.id for h in hits] == ["p1", "p2"]
    shapes, _ = strip(entries, Level.WEEKS, chosen=frozenset(), x=0, y=0, room=260)
    words = [s.text for s in shapes if isinstance(s, Text)]
    assert words[0] == "Actor 0" and words[-1].startswith("+")
    assert int(words[-1][1:]) + len(words) - 1 == 23


def test_years_show_only_who_walked_out_stayed_away_or_was_kept_out():
    """The rest would be noise."""
    shapes, _ = strip(_entries(ORDER_OF_PRESENCE), Level.YEARS, chosen=frozenset(), x=0, y=0, room=900)
    assert [s.name for s in shapes] == ["walked_out", "boycotted", "excluded"]


def test_unreviewed_presence_is_dashed():
    """And only that."""
    shapes, _ = strip(_entries(["attended"], "proposed"), Level.WEEKS, chosen=frozenset(), x=0, y=0, room=900)
    assert shapes[0].dash
    shapes, _ = strip(_entries(["will_attend"]), Level.WEEKS, chosen=frozenset(), x=0, y=0, room=900)
    assert not shapes[0].dash
