"""Counts with their noun, titles cut to a line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kpdesk.domain.wording import counted, opened, shortened


def test_one_is_singular_and_thousands_are_grouped() -> None:
    """Never “1 meetings”."""
    assert [counted(n, "meeting") for n in (0, 1, 2, 1204)] == [
        "0 meetings",
        "1 meeting",
        "2 meetings",
        "1,204 meetings",
    ]
    assert counted(2, "body", "bodies") == "2 bodies"


@given(st.text(), st.integers(2, 80))
def test_a_shortened_title_is_one_line_within_its_limit(text: str, limit: int) -> None:
    """Whatever the title, it fits."""
    short = shortened(text, limit)
    assert len(short) <= limit
    assert "\n" not in short


def test_a_title_is_cut_at_a_word() -> None:
    """The cut shows as an ellipsis after a whole word."""
    assert shortened("NGOs to boycott a meeting in Kinshasa this month", 30) == "NGOs to boycott a meeting in…"


def test_a_sentence_begins_with_a_capital_unless_a_name_is_written_otherwise() -> None:
    """“activists” are “Activists” there; a name with a capital inside keeps its own."""
    assert [opened(n) for n in ("activists", "eBay", "Ana Sithole", "")] == ["Activists", "eBay", "Ana Sithole", ""]
