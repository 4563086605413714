"""The Word file: real headings, footnotes and table heads; the same bytes again; hostile words as words."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpdesk.domain.report import HouseStyle
from kpdesk.exports.docx import as_docx
from tests.exports.report_samples import WORDS, every_block, hostile_report, report


def _all_text(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = [p.text for t in document.tables for row in t.rows for c in row.cells for p in c.paragraphs]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_headings_and_words_are_there() -> None:
    """Styles that Word's navigation reads."""
    document = docx.Document(io.BytesIO(as_docx(report(*every_block()))))
    styles = {p.style.name for p in document.paragraphs if p.style is not None}
    assert {"Title", "Subtitle", "Heading 1", "Heading 2", "Quote"} <= styles
    assert WORDS in _all_text(as_docx(report(*every_block())))
    assert document.core_properties.title == "Marange: 2009 to 2012"


def test_each_claim_has_a_real_footnote() -> None:
    """As many references as notes; the note holds the citation."""
    with zipfile.ZipFile(io.BytesIO(as_docx(report(*every_block())))) as file:
        body, notes = file.read("word/document.xml").decode(), file.read("word/footnotes.xml").decode()
    assert body.count("<w:footnoteReference ") == 6 and notes.count("<w:footnoteRef/>") == 6
    assert "Demonstration Wire" in notes and "3fa9c1d204" in notes


def test_tables_have_heads_and_pictures_have_words() -> None:
    """For screen readers; the picture is a vector with a raster beside it."""
    with zipfile.ZipFile(io.BytesIO(as_docx(report(*every_block())))) as file:
        body = file.read("word/document.xml").decode()
        assert "w:tblHeader" in body and f'descr="Picture of {WORDS}"' in body and "svgBlip" in body
        assert any(n.endswith(".svg") for n in file.namelist()) and any(n.endswith(".png") for n in file.namelist())


def test_the_same_report_gives_the_same_bytes() -> None:
    """No clock in it."""
    assert as_docx(report(*every_block())) == as_docx(report(*every_block()))


@pytest.mark.parametrize("words", ["</w:t><w:p/>", "a\x00b\x07c\x0b", "\ud800", "x" * 10_000, "\u202eabc", "&amp; <b>"])
def test_hostile_words_are_words(words: str) -> None:
    """The file opens and shows them."""
    text = _all_text(as_docx(hostile_report(words)))
    assert text.strip()
    if words.isprintable():
        assert words in text.replace("\u200b", "")


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(st.characters(), max_size=60))
def test_any_words_at_all_make_a_file_that_opens(words: str) -> None:
    """Nothing breaks the XML."""
    docx.Document(io.BytesIO(as_docx(hostile_report(words))))


def test_a_logo_that_cannot_be_read_is_left_out() -> None:
    """The rest is made."""
    assert as_docx(report(style=HouseStyle(organisation="X", logo=b"not a picture"))).startswith(b"PK")
