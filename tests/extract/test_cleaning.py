"""Cleaning: what is read is tidy, and every character of it leads back to the text as given."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from kpdesk.extract.cleaning import clean

STORY = "Café owners said:\nno ﬁne was paid.The end\u00a0came  late."


def test_ligatures_spaces_and_missing_gaps_are_read_plainly():
    """The inner text has whole letters, single spaces and a gap between sentences."""
    assert clean(STORY).text == "Café owners said:\nno fine was paid. The end came late."


def test_line_ends_and_composition_make_no_difference():
    """CRLF and LF, composed and decomposed letters, an emoji in front: the same inner text."""
    plain = clean(STORY).text
    for variant in (
        STORY.replace("\n", "\r\n"),
        unicodedata.normalize("NFD", STORY),
        "😀 " + STORY,
        "\ufeff\n\n" + STORY,
    ):
        assert clean(variant).text == plain


def test_spans_lead_back_through_every_change():
    """Each word of the inner text has its word in the given one."""
    given_text = unicodedata.normalize("NFD", "😀 " + STORY.replace("\n", "\r\n"))
    cleaned = clean(given_text)
    at = cleaned.text.index("fine")
    start, end = cleaned.back(at, at + 4)
    assert given_text[start:end] == "ﬁne"
    at = cleaned.text.index("Café")
    start, end = cleaned.back(at, at + 4)
    assert given_text[start:end] == "Cafe\u0301"


def test_hard_wrapped_lines_are_joined_and_paragraphs_kept():
    """Lines cut at seventy characters by a mail program are one sentence again; blank lines still part."""
    line = "The delegates spent the whole of the afternoon on the wording of one"
    text = (
        "\n".join(
            [
                line,
                "paragraph and then went to dinner in the hotel by the river without",
                "having agreed on anything at all. " + "x" * 30,
            ]
        )
        + "\n\n"
        + "\n".join([line] * 4)
    )
    assert clean(text).text.split("\n")[0].startswith(line + " paragraph and then")
    assert len(clean(text).text.split("\n")) < 4


@given(st.text(max_size=300))
def test_no_text_is_too_odd(text):
    """Every inner character maps to a place in the given text, in order."""
    cleaned = clean(text)
    last = 0
    for i in range(len(cleaned.text)):
        start, end = cleaned.back(i, i + 1)
        assert last <= start < end <= len(text) or text == ""
        last = start
