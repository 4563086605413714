"""Text made fit to print."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpdesk.exports.safe_text import breakable, fit, isolated, pieces, safe_link


@given(st.text(st.characters()))
def test_fit_text_is_one_line_that_every_format_takes(text: str) -> None:
    """No controls, no reordering marks, no lone surrogates; XML and UTF-8 take it."""
    shown = fit(text)
    shown.encode("utf-8")
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or 0x202A <= ord(c) <= 0x202E for c in shown)
    assert not set(shown) & set("\u2066\u2067\u2068\u2069\u2028\u2029\ufeff\ufffe\uffff")


def test_what_cannot_be_printed_is_shown_by_its_number() -> None:
    """A reader sees that something stood there."""
    assert fit("a\u202eb\x07c") == "a[U+202E]b[U+0007]c"
    assert fit("a\r\nb\tc") == "a b c"
    assert fit("Москва — “é” 漢字 محمد") == "Москва — “é” 漢字 محمد"


def test_long_words_get_places_to_break_and_nothing_else() -> None:
    """Taking the breaks out gives the word back."""
    word = "x" * 10_000
    broken = breakable(word)
    assert max(map(len, broken.split("\u200b"))) <= 60 and broken.replace("\u200b", "") == word
    assert breakable("short words stay") == "short words stay"


@given(st.text("ab- \n\u200b.", max_size=60))
def test_pieces_join_to_the_text_and_hold_each_hyphened_word_whole(text: str) -> None:
    """Every second piece is such a word."""
    parts = pieces(text)
    assert "".join(parts) == text
    assert all("-" in p and not any(c.isspace() for c in p) for p in parts[1::2])
    assert pieces("a well-laid, so-called table")[1::2] == ["well-laid,", "so-called"]


def test_names_that_run_from_right_to_left_are_fenced() -> None:
    """Others are left alone."""
    assert isolated("محمد") == "\u2068محمد\u2069" and isolated("Ana") == "Ana"


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("http://example.org/é", "http://example.org/%C3%A9"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("//example.org", None),
        ("https://", None),
        ("https://a b", None),
        ("https://x.org/\u202egnp", None),
        ("http://[bad", None),
        ("", None),
    ],
)
def test_only_web_and_mail_addresses_are_links(address: str, link: str | None) -> None:
    """Anything else is printed as words."""
    assert safe_link(address) == link


def test_private_use_signs_appear_by_number():
    """PDF/A refuses them, so a reader sees their number instead."""
    assert fit("a\ue200b") == "a[U+E200]b"
