"""Anchors: exact characters, found again by their words and surroundings, never by guessing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpdesk.domain.anchors import CONTEXT, anchor_at, carry_over

TEXT = "Ana 💎 said no. Ben said no. Cara said nothing at all, and left the meeting early that day."


def at(text: str, words: str, nth: int = 0):
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return anchor_at(text, start, start + len(words), text_version_id="v", actor_id="a")


def test_an_anchor_holds_its_characters_and_32_on_each_side() -> None:
    """Counted in code points: an emoji is one."""
    anchor = at(TEXT, "Cara")
    assert TEXT[anchor.start : anchor.end] == anchor.quote == "Cara"
    assert anchor.prefix == TEXT[max(0, anchor.start - CONTEXT) : anchor.start]
    assert anchor.suffix == " said nothing at all, and left t"
    assert len(anchor.suffix) == CONTEXT


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 2), (0, 1000)])
def test_a_span_outside_the_text_is_refused(start: int, end: int) -> None:
    """Nothing can rest on characters that are not there."""
    with pytest.raises(ValueError, match="does not lie in a text"):
        anchor_at(TEXT, start, end, text_version_id="v", actor_id="a")


def test_twins_are_told_by_their_surroundings() -> None:
    """The second “said no” stays the second one when a line comes in front."""
    anchor = at(TEXT, "said no", 1)
    carried = carry_over(anchor, "New line.\n" + TEXT)
    assert (carried.fate, carried.start) == ("moved", anchor.start + 10)


def test_a_tie_is_lost_rather_than_guessed() -> None:
    """Two places that fit equally well, and neither where it was."""
    anchor = anchor_at("aa no bb", 3, 5, text_version_id="v", actor_id="a")
    assert carry_over(anchor, "xxxx no yy zz no ww").fate == "lost"


def test_changed_words_between_known_surroundings_are_found_as_changed() -> None:
    """The new words are offered, and told as changed."""
    anchor = at(TEXT, "said nothing at all")
    text = TEXT.replace("said nothing at all", "was silent")
    carried = carry_over(anchor, text)
    assert carried.fate == "changed"
    assert text[carried.start : carried.end] == "was silent"


def test_words_that_are_gone_are_lost() -> None:
    """With no place to offer."""
    carried = carry_over(at(TEXT, "Cara"), "Another text altogether.")
    assert (carried.fate, carried.start, carried.end) == ("lost", None, None)


@given(st.text(min_size=1, max_size=60), st.data())
def test_an_unchanged_text_keeps_every_anchor_where_it_is(text: str, data: st.DataObject) -> None:
    """Whatever the text and span."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    anchor = anchor_at(text, start, end, text_version_id="v", actor_id="a")
    carried = carry_over(anchor, text)
    assert (carried.fate, carried.start, carried.end) == ("same", start, end)


@given(st.text(max_size=40), st.text(min_size=1, max_size=60), st.text(max_size=40), st.data())
def test_what_is_carried_by_its_quotation_has_the_same_words(front: str, text: str, back: str, data) -> None:
    """Same or moved means: exactly these characters."""
    start = data.draw(st.integers(0, len(text) - 1))
    anchor = anchor_at(text, start, data.draw(st.integers(start + 1, len(text))), text_version_id="v", actor_id="a")
    new = front + text + back
    carried = carry_over(anchor, new)
    if carried.fate in ("same", "moved"):
        assert new[carried.start : carried.end] == anchor.quote


def test_words_whose_own_sentence_is_gone_are_not_taken_for_the_same_words_elsewhere() -> None:
    """Nothing is shifted silently; words that stand once before and after are known without surroundings."""
    before = "The plenary opened on Monday. It rained all week. The plenary did not take that advice. Minutes follow."
    second = at(before, "The plenary", 1)
    after = "The plenary opened on Monday. It rained all week. Minutes follow."
    assert carry_over(second, after, before).fate == "lost"
    once = at(before, "Minutes")
    assert carry_over(once, "Corrected in all parts: Minutes are here", before).fate == "moved"
