"""The parts of a Word file that python-docx leaves to its users: footnotes, fields, vector pictures, fixed dates."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_SVG_SPACE = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_FIXED = (1980, 1, 1, 0, 0, 0)  # the first date that a zip archive knows


class Footnotes:
    """The footnotes of one document: paragraphs are made by the caller, this keeps their part and numbers."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.root = parse_xml(
            f"<w:footnotes {nsdecls('w')}>"
            '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
            '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
            "</w:footnotes>"
        )
        self.part = _FootnotesPart(document.part.package, self.root)
        document.part.relate_to(self.part, RT.FOOTNOTES)

    def add(self, number: int) -> Any:
        """The ``w:p`` of a new footnote, its own number already in it."""
        note = OxmlElement("w:footnote")
        note.set(qn("w:id"), str(number))
        paragraph = parse_xml(
            f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
            '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r></w:p>'
        )
        note.append(paragraph)
        self.root.append(note)
        return paragraph

    @staticmethod
    def reference(number: int) -> Any:
        """The ``w:r`` that stands in the text and points to a footnote."""
        return parse_xml(
            f'<w:r {nsdecls("w")}><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'
        )


class _FootnotesPart(Part):
    """Serialises its tree when the file is saved; hyperlinks in notes are related to it."""

    def __init__(self, package: Any, root: Any) -> None:
        super().__init__(PackURI("/word/footnotes.xml"), _FOOTNOTES, b"", package)
        self._root = root

    @property
    def blob(self) -> bytes:
        return serialize_part_xml(self._root)


def field(code: str, shown: str = "1") -> list[Any]:
    """The runs of a field such as PAGE or NUMPAGES."""
    parts = ('<w:fldChar w:fldCharType="begin"/>', f'<w:instrText xml:space="preserve"> {code} </w:instrText>',
             '<w:fldChar w:fldCharType="separate"/>', f"<w:t>{shown}</w:t>", '<w:fldChar w:fldCharType="end"/>')  # fmt: skip
    return [parse_xml(f"<w:r {nsdecls('w')}>{part}</w:r>") for part in parts]


def hyperlink(part: Part, url: str) -> Any:
    """An empty ``w:hyperlink`` to an outside address; the caller appends its runs."""
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), part.relate_to(url, RT.HYPERLINK, is_external=True))
    return element


def bookmark(paragraph: Any, name: str, number: int) -> None:
    """Name a paragraph so that links inside the file find it."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(end)


def add_vector(document: Document, shape: Any, svg: str, number: int) -> None:
    """Put the vector beside the raster of a picture: Word shows the vector, older readers the raster."""
    name = PackURI(f"/word/media/vector{number}.svg")
    part = Part(name, "image/svg+xml", svg.encode("utf-8"), document.part.package)
    relation = document.part.relate_to(part, RT.IMAGE)
    blip = next(shape._inline.iter(qn("a:blip")))
    blip.append(
        parse_xml(
            f'<a:extLst {nsdecls("a", "r")}><a:ext uri="{_SVG_EXTENSION}">'
            f'<asvg:svgBlip xmlns:asvg="{_SVG_SPACE}" r:embed="{relation}"/></a:ext></a:extLst>'
        )
    )


def repeat_on_each_page(row: Any) -> None:
    """Mark a table row as its head: repeated after a page break, and read as head by screen readers."""
    properties = row._tr.get_or_add_trPr()
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    properties.append(head)


def rule_table(table: Any) -> None:
    """Rules as in a book: strong above and below, hairlines between the rows, none upright."""
    lines = (("top", 8, "1A1D21"), ("bottom", 8, "1A1D21"), ("insideH", 4, "B9BFC7"))
    edges = "".join(f'<w:{edge} w:val="single" w:sz="{size}" w:color="{ink}"/>' for edge, size, ink in lines)
    properties = table._tbl.tblPr
    borders = parse_xml(f"<w:tblBorders {nsdecls('w')}>{edges}</w:tblBorders>")
    later = next((e for e in properties if e.tag in (qn("w:tblLayout"), qn("w:tblCellMar"), qn("w:tblLook"))), None)
    properties.append(borders) if later is None else later.addprevious(borders)


def keep_row_whole(row: Any) -> None:
    """Do not break a table row over two pages."""
    row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def saved(document: Document) -> bytes:
    """The document as bytes that are the same whenever it is saved."""
    first, out = io.BytesIO(), io.BytesIO()
    document.save(first)
    with zipfile.ZipFile(first) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            info = zipfile.ZipInfo(item.filename, _FIXED)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(info, old.read(item.filename))
    return out.getvalue()
