"""Labels: the order of claims, the sides, and that they stay where they are while they fit."""

from kpdesk.analysis.labels import AIR, BELOW, Wanted, place
from kpdesk.analysis.lanes import Track


def _tracks(*bars, below=0):
    track = Track()
    track.block(list(bars))
    return {0: track} | {BELOW + n: Track() for n in range(below)}


def test_a_label_goes_right_then_left_then_short():
    """The same bar with less and less room."""
    bar = Wanted("a", 0, 100, 110, ("Kinshasa, November 2011", "Kinshasa"), (0,))
    assert place([bar], _tracks((100, 110)), 600)[0].side == "right"
    assert place([bar], _tracks((100, 110), (200, 210)), 600)[0].form == 1
    far = bar._replace(x1=300, x2=310)
    assert place([far], _tracks((300, 310), (320, 600)), 600)[0].side == "left"
    assert place([bar], _tracks((0, 99), (100, 110), (112, 600)), 600) == []


def test_a_wide_bar_carries_its_label_inside_when_nothing_else_is_free():
    """A month at the level of days fills the window."""
    bar = Wanted("a", 0, -500, 1500, ("Kinshasa",), (0,), inside=(0, 1000))
    label = place([bar], _tracks((-500, 1500)), 800)[0]
    assert label.side == "inside" and label.x >= AIR


def test_who_was_chosen_comes_first_and_a_label_stays_where_it_was():
    """Selected before all, then those shown on the last frame, then the others by rank."""
    a = Wanted("a", 0, 100, 106, ("A long label for a meeting",), (0,))
    b = Wanted("b", 0, 112, 118, ("A long label for another",), (1,))
    bars = ((100, 106), (112, 118), (0, 96))
    assert [p.id for p in place([a, b], _tracks(*bars), 330)] == ["b"]
    wide = ((100, 106), (400, 406))
    c = b._replace(x1=400, x2=406)
    assert {p.id: p.side for p in place([a, c], _tracks(*wide), 700, before={"c": ("left", 0)})} == {
        "a": "right",
        "b": "right",
    }
    assert {p.id: p.side for p in place([a, c], _tracks(*wide), 700, before={"b": ("left", 0)})}["b"] == "left"
    both = (a._replace(x1=200, x2=206), Wanted("z", 0, 410, 416, ("A long label for a meeting",), (9,)))
    tight = ((0, 196), (200, 206), (410, 416), (420, 900))
    assert [p.id for p in place(both, _tracks(*tight), 900)] == ["a"]
    assert [p.id for p in place(both, _tracks(*tight), 900, first=("z",))] == ["z"]


def test_letters_below_keep_the_way_of_their_line_free():
    """A label in the deeper row is led to by a line that crosses no other label."""
    bars = [(20, 24), (30, 34), (40, 44), (0, 19), (46, 600)]
    wanted = [Wanted(f"{x}", 0, x, x + 4, ("Jerusalem",), (-x,)) for x in (20, 30, 40)]
    placed = {p.id: p.side for p in place(wanted, _tracks(*bars, below=2), 600)}
    assert placed["40"] == "below 0" and placed["30"] == "below 1" and "20" not in placed
