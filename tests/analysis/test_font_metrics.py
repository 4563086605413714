"""Widths come from the shipped fonts, and shortened words fit."""

from hypothesis import given
from hypothesis import strategies as st

from kpdesk.analysis.font_metrics import shortened, width

WORDS = st.text(max_size=60)


def test_widths_are_those_of_the_font():
    """Noto Sans: an i is narrower than an m, a bold word wider, size scales."""
    assert width("i") < width("m")
    assert width("Kinshasa", 12, True) > width("Kinshasa", 12)
    assert width("Kinshasa", 24) == 2 * width("Kinshasa", 12)
    assert 45 < width("Kinshasa", 12) < 60


def test_letters_of_other_scripts_have_a_width_and_marks_that_combine_have_none():
    """Right-to-left names are measured by the fonts that draw them."""
    assert width("משרד") > 20
    assert width("وزارة") > 15
    assert width("漢") == 12
    assert width("e\u0301") == width("e")


@given(WORDS, st.floats(0, 400), st.sampled_from([10, 12, 20]))
def test_shortened_words_never_need_more_than_the_room(text, room, size):
    """Whatever is written."""
    cut = shortened(text, room, size)
    assert width(cut, size) <= room or cut == ""
    assert cut == text or cut == "" or cut.endswith("…")
