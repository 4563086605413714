"""What python-docx leaves to its users."""

from __future__ import annotations

import io
import zipfile

import docx

from kpdesk.exports.docx_parts import Footnotes, bookmark, field, hyperlink, saved


def test_a_document_saved_twice_is_the_same_file() -> None:
    """Dates in the archive are fixed."""
    document = docx.Document()
    document.add_paragraph("a")
    assert saved(document) == saved(document)
    with zipfile.ZipFile(io.BytesIO(saved(document))) as file:
        assert {i.date_time for i in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_footnotes_bookmarks_fields_and_links_survive_opening() -> None:
    """Read back from the file."""
    document = docx.Document()
    notes = Footnotes(document)
    paragraph = document.add_paragraph("claim")
    paragraph._p.append(notes.reference(1))
    notes.add(1)
    bookmark(paragraph, "here", 7)
    paragraph._p.append(hyperlink(document.part, "https://example.org/"))
    for part in field("PAGE"):
        paragraph._p.append(part)
    data = saved(document)
    docx.Document(io.BytesIO(data))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        body = file.read("word/document.xml").decode()
        assert (
            'w:name="here"' in body and "PAGE" in body and "footnotes.xml" in file.read("[Content_Types].xml").decode()
        )
        assert "https://example.org/" in file.read("word/_rels/document.xml.rels").decode()
