"""Hostile texts for what reads texts: intake, the guess of headers, dates and quotations, and the whole extraction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import strategies as st

from kpdesk.extract import cleaning, extract, headers, newsdates, quotes
from kpdesk.intake.files import decode, receive_paste
from kpdesk.intake.normalise import normalise

# What news is made of, and what trips a reader of it: to be put together in any order.
NEWS = (
    "Mr Dube", "the League of Monitors", "Kinshasa", "said", "told reporters", "that", "“", "”", '"', "«", "'", "’s", "the plenary", "in",
    "on Tuesday", "last month", "next year", "yesterday", "in 31 BC", "2011-06-23", "31 February 2010", "the 1990s", "June 2011", "12/05/2026",
    "Q4", "two weeks ago", "9999 years ago", "(", ")", "—", ";", ":", ".", "...", "\n", "\n\n", "\r\n", "\t", "\ufeff", "\u00ad", "http://a.example/b?c",
    "By A. Sithole", "KINSHASA, June 3 (Reuters) -", "1.", "•", "opposes", "the ban", "and", "we", "who", "according to", "💎", "é", "e\u0301", "قال",
)  # fmt: skip
PUBLISHED = (None, "2011-06-23", "2011-06", "2011", "2012-02-29", "0001-01-01", "9999-12-31", "1999-12-31")
news = st.lists(st.one_of(st.sampled_from(NEWS), st.text(max_size=3)), max_size=40).map(" ".join)
WHOLE_SHARE = 400  # of so many inputs one goes through the whole extraction, which takes as long as many others


def parsers(texts: Any, inputs: int) -> Iterator[tuple[str, Any, Callable[..., object], int]]:
    """(name, what to feed, the parser, how often) for each; ``texts`` are the odd strings that all parsers get."""
    either = st.one_of(texts, news)
    yield "intake", either, _intake, inputs
    yield "decoding", st.one_of(st.binary(max_size=60), either.map(_half_utf16)), _decoding, inputs
    yield "headers", either, headers.guess, inputs
    yield "cleaning", either, _cleaning, inputs
    yield "quotations", either, _quotations, inputs
    yield "dates in news", st.tuples(either, st.sampled_from(PUBLISHED)), _news_dates, inputs
    yield "reading", st.tuples(news, st.sampled_from(PUBLISHED)), _reading, max(inputs // WHOLE_SHARE, 5)


def _half_utf16(text: str) -> bytes:
    return text.encode("utf-16" if len(text) % 3 else "utf-8", "replace")


def _decoding(data: bytes) -> None:
    decode(data, "a.txt").encode("utf-8")


def _intake(text: str) -> None:
    made = normalise(text)
    kept = [made.received_offset(n) for n in range(len(made.text))]
    assert kept == sorted(set(kept)) and all(made.text[n] in (text[at], "\n") for n, at in enumerate(kept))
    receive_paste(text).text.text.encode("utf-8")


def _cleaning(text: str) -> None:
    made = cleaning.clean(text)
    for n in range(len(made.text)):
        start, end = made.back(n, n + 1)
        assert 0 <= start < end <= len(text)


def _quotations(text: str) -> None:
    for found in quotes.find(text):
        assert 0 <= found.start < found.end <= len(text)


def _news_dates(text: str, published: str | None) -> None:
    for found in newsdates.find(text, published):
        assert text[found.start : found.end] == found.text


def _reading(text: str, published: str | None) -> None:
    draft = extract(normalise(text).text, published=published)
    for statement in draft.statements:
        for span in statement.content:
            assert normalise(text).text[span.start : span.end] == span.text
