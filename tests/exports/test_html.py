"""One HTML file: everything inside, nothing that runs."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpdesk.domain.report import Entry, HouseStyle, Subheading
from kpdesk.exports.html import as_html
from tests.exports.report_samples import SVG, WORDS, claim, every_block, hostile_report, report

ELEMENTS = frozenset(
    [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "header",
        "main",
        "footer",
        "section",
        "nav",
        "div",
        "span",
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "dl",
        "dt",
        "dd",
        "ol",
        "li",
        "a",
        "sup",
        "small",
        "strong",
        "blockquote",
        "figure",
        "figcaption",
        "img",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "wbr",
        "bdi",
    ]
)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]

    def handle_data(self, data):
        self.words.append(data)


def _read(text: str) -> _Reader:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader


@given(st.text(st.characters(), max_size=60))
def test_whatever_words_come_no_element_comes_with_them(words: str) -> None:
    """Only our elements, no handlers, no addresses that run."""
    text = as_html(hostile_report(words))
    text.encode("utf-8")
    reader = _read(text)
    assert set(reader.tags) <= ELEMENTS
    assert not [a for a in reader.attributes if a[1].startswith("on")]
    hrefs = [v or "" for _, name, v in reader.attributes if name in ("href", "src")]
    assert all(h.startswith(("#", "https://", "http://", "mailto:", "data:image/")) for h in hrefs)


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", '" onload="x', "</style><b>", "&lt;", "x" * 10_000])
def test_hostile_words_are_read_back_as_they_were(words: str) -> None:
    """As text of the page."""
    reader = _read(as_html(report(title=words)))
    assert words in "".join(reader.words)


def test_notes_lead_there_and_back() -> None:
    """Each number is an anchor, each note points back, words are whole."""
    text = as_html(report(*every_block()))
    for n in range(1, 7):
        assert f'href="#note-{n}"' in text and f'id="note-{n}"' in text and f'href="#to-{n}"' in text
    assert WORDS in "".join(_read(text).words)


def test_nothing_is_loaded_from_elsewhere() -> None:
    """Pictures and logo lie inside; the policy forbids the rest."""
    text = as_html(report(*every_block(), style=HouseStyle(organisation="D", logo=SVG.encode())))
    assert "default-src 'none'" in text and text.count("data:image/svg+xml;base64,") == 2
    assert "<script" not in text and "@import" not in text and "url(" not in text


def test_a_keyboard_skips_to_the_text_and_no_level_of_headings_is_left_out() -> None:
    """A section is named by its heading; an entry's heading is one level below what it stands under."""
    page = as_html(report(Entry(when="2011", heading="Talks", sentences=(claim(),))))
    assert '<a class="skip sans" href="#text">' in page and '<main id="text">' in page
    levels = [int(n) for n in re.findall(r"<h(\d)", page)]
    assert levels[0] == 1 and all(b - a <= 1 for a, b in pairwise(levels))
    assert 'aria-labelledby="section-1-title"' in page and 'id="section-1-title"' in page
    below = as_html(report(Subheading(text="2011"), Entry(when="2011", heading="Talks", sentences=(claim(),))))
    assert "<h3>2011</h3>" in below and "<h4>Talks</h4>" in below
