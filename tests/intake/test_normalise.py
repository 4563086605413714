"""Cleaning of text at the door, and the way back to what was received."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kpdesk.intake.normalise import normalise

ODD = st.text(st.one_of(st.sampled_from("\r\n\0\ufeff\u2028\u2029\ud800é💎 a"), st.characters(exclude_categories=[])))


def test_line_ends_become_one_kind() -> None:
    """CRLF, CR, line and paragraph separators are line ends; no line is gained or lost."""
    assert normalise("a\r\nb\rc\u2028d\u2029e\nf").text == "a\nb\nc\nd\ne\nf"


def test_what_no_part_could_keep_is_taken_out_and_counted() -> None:
    """NUL, control characters, lone surrogates and the byte order mark go; tabs and no-break spaces stay."""
    cleaned = normalise("\ufeffa\0b\x07c\ud800d\te\u00a0f")
    assert cleaned.text == "abcd\te\u00a0f"
    assert cleaned.removed == 4


def test_offsets_lead_back_through_line_ends_and_emoji() -> None:
    """A place in the text is found again in what was received, in code points."""
    received = "💎 one\r\ntwo\0\r\nthree"
    cleaned = normalise(received)
    at = cleaned.text.index("three")
    assert cleaned.received_offset(at) == received.index("three")


@given(ODD)
def test_every_kept_character_is_found_where_it_was_received(received: str) -> None:
    """The map back is right for any Unicode string: same letter, or a line end for a line end."""
    cleaned = normalise(received)
    cleaned.text.encode("utf-8")
    for offset, letter in enumerate(cleaned.text):
        there = received[cleaned.received_offset(offset)]
        assert there == letter or (letter == "\n" and there in "\r\u2028\u2029")


@given(ODD)
def test_cleaning_twice_changes_nothing(received: str) -> None:
    """A cleaned text passes the door unchanged, so anchors on it stay right."""
    once = normalise(received)
    again = normalise(once.text)
    assert (again.text, again.offset_map, again.removed) == (once.text, ((0, 0),), 0)
