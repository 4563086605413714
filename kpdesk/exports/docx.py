"""Briefings as Word files with real headings, footnotes, table heads and alternative texts, for those who edit on."""

from __future__ import annotations

import datetime
import io
from typing import Any

import docx
from docx.enum.section import WD_ORIENTATION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as TextParagraph

from kpdesk.domain.report import Report
from kpdesk.exports.docx_parts import (
    Footnotes,
    add_vector,
    bookmark,
    field,
    hyperlink,
    keep_row_whole,
    repeat_on_each_page,
    rule_table,
    saved,
)
from kpdesk.exports.setting import set_report

SERIF, SANS = "Cambria", "Calibri"  # on every Word; LibreOffice has faces of the same widths
HANG = Mm(42)
MEASURE = Mm(158)
_UNREADABLE = (UnrecognizedImageError, InvalidImageStreamError, UnexpectedEndOfFileError, ValueError, ZeroDivisionError)
_GREY, _WARN = RGBColor(0x54, 0x5B, 0x64), RGBColor(0x7A, 0x4A, 0x00)


def as_docx(report: Report) -> bytes:
    """The report as a Word file; the same report gives the same bytes."""
    return _Writer(report).bytes()


class _Writer:
    """One document being written: styles, then the first page, then section after section."""

    def __init__(self, report: Report) -> None:
        self.report, self.body = report, set_report(report)
        self.document = docx.Document()
        self.accent = RGBColor.from_string(self.body["accent"][1:].upper())
        self._pictures = 0
        self._styles()
        self._frame()
        self.notes = Footnotes(self.document)

    def bytes(self) -> bytes:
        self._first_page()
        for section in self.body["sections"]:
            heading = self.document.add_heading(_plain(section["title"]), level=1)
            bookmark(heading, section["id"].replace("-", "_"), int(section["id"].rpartition("-")[2]))
            for block in section["blocks"]:
                self._block(block)
        if self.body["bibliography"]:
            self.document.add_heading("Sources", level=1)
            for entry in self.body["bibliography"]:
                self._runs(self.document.add_paragraph(style="Bibliography"), entry)
        return saved(self.document)

    # how it looks

    def _styles(self) -> None:
        styles: Any = self.document.styles
        self._style("Normal", SERIF, 10.5, after=5)
        styles["Normal"].element.rPr.append(_language(self.body["language"]))
        styles["Normal"].paragraph_format.line_spacing = 1.2
        styles["Normal"].paragraph_format.widow_control = True
        self._style("Title", SERIF, 25, after=4)
        for edge in list(styles["Title"].element.pPr.iter(qn("w:pBdr"))):
            styles["Title"].element.pPr.remove(edge)
        self._style("Subtitle", SANS, 12, _GREY, after=14)
        styles["Subtitle"].font.italic = False
        self._style("Heading 1", SANS, 15, self.accent, before=22, after=7, bold=True)
        self._style("Heading 2", SANS, 11.5, before=13, after=4, bold=True, indent=HANG)
        self._style("Caption", SANS, 9, _GREY, after=8)
        self._style("Body Text", SERIF, 10.5, after=5, indent=HANG)
        self._style("Quote", SERIF, 11.5, after=1, indent=HANG)
        styles["Quote"].font.italic = False
        for name, like, indent in (
            ("Dated", "Normal", HANG),
            ("Bibliography", "Normal", HANG),
            ("Table text", "Normal", Mm(0)),
        ):
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = styles[like]
            style.paragraph_format.left_indent = indent
        dated = styles["Dated"].paragraph_format
        dated.first_line_indent, dated.space_before = -HANG, Pt(5)
        dated.tab_stops.add_tab_stop(HANG)
        styles["Quote"].paragraph_format.tab_stops.add_tab_stop(HANG)
        self._style("Bibliography", SERIF, 9.5, after=3, indent=Mm(5))
        styles["Bibliography"].paragraph_format.first_line_indent = -Mm(5)
        self._style("Table text", SERIF, 9, after=0)
        notes = styles.add_style("Footnote Text", WD_STYLE_TYPE.PARAGRAPH)
        notes.base_style = styles["Normal"]
        self._style("Footnote Text", SERIF, 8.5, after=1)
        notes.paragraph_format.line_spacing = 1.05
        reference = styles.add_style("Footnote Reference", WD_STYLE_TYPE.CHARACTER)
        reference.font.superscript = True

    def _style(
        self, name: str, font: str, size: float, colour: RGBColor | None = None, *, before: float = 0, after: float = 0,
        bold: bool = False, indent: Any = None,
    ) -> None:  # fmt: skip
        style: Any = self.document.styles[name]
        style.font.name, style.font.size, style.font.bold = font, Pt(size), bold
        style.font.color.rgb = colour or RGBColor(0x1A, 0x1D, 0x21)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in list(fonts.attrib):
            if attribute.endswith("Theme"):
                del fonts.attrib[attribute]
        for attribute in ("w:hAnsi", "w:cs"):
            fonts.set(qn(attribute), font)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        if indent is not None:
            style.paragraph_format.left_indent = indent

    def _frame(self) -> None:
        section = self.document.sections[0]
        section.orientation, section.page_width, section.page_height = WD_ORIENTATION.PORTRAIT, Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(26)
        section.top_margin = section.bottom_margin = Mm(27)
        section.different_first_page_header_footer = True
        head = section.header.paragraphs[0]
        self._tabbed(head, _plain(self.body["title"])[:90], self.body["kind"])
        for footer in (section.footer, section.first_page_footer):
            line = footer.paragraphs[0]
            self._tabbed(line, _plain(self.body["case"])[:90], "")
            for part in (*field("PAGE"), _run_element(line, " of "), *field("NUMPAGES")):
                line._p.append(part)
            for run in line.runs:
                run.font.name, run.font.size, run.font.color.rgb = SANS, Pt(8), _GREY
        core = self.document.core_properties
        day = _moment(self.report.front.made_on)
        core.title = ": ".join(p for p in (self.body["title"], self.body["subtitle"]) if p)[:255]
        core.author = core.last_modified_by = (self.body["organisation"] or self.body["program"])[:255]
        core.comments, core.language, core.subject = "", self.body["language"], self.body["kind"]
        core.created = core.modified = day

    def _tabbed(self, paragraph: Any, left: str, right: str) -> None:
        paragraph.style = "Normal"  # the styles of head and foot bring tab stops of their own
        paragraph.paragraph_format.tab_stops.add_tab_stop(MEASURE, WD_TAB_ALIGNMENT.RIGHT)
        self._text(paragraph, f"{left}\t{right}", SANS, 8, _GREY)

    # the first page

    def _first_page(self) -> None:
        body = self.body
        if self.report.style.logo or body["organisation"]:
            line = self.document.add_paragraph()
            self._logo(line)
            self._text(line, _plain(body["organisation"]), SANS, 10, bold=True)
            if body["head_address"]:
                self._text(line, f"  {body['head_address']}", SANS, 9, _GREY)
            line.paragraph_format.space_after = Pt(24)
        self._text(self.document.add_paragraph(), body["kind"], SANS, 10, self.accent, bold=True)
        self.document.add_paragraph(_plain(body["title"]), style="Title")
        if body["subtitle"]:
            self.document.add_paragraph(_plain(body["subtitle"]), style="Subtitle")
        for label, words in body["front"]:
            line = self.document.add_paragraph(style="Dated")
            line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(0)
            self._text(line, f"{label}\t", SANS, 9, _GREY, bold=True)
            self._text(line, _plain(words), SANS, 9)
        for note in body["notes"]:
            self._text(self.document.add_paragraph(), _plain(note), SANS, 8.5, _GREY)
        if body["contents"]:
            for section in body["sections"]:
                line = self.document.add_paragraph(style="Body Text")
                link = OxmlElement("w:hyperlink")
                link.set(qn("w:anchor"), section["id"].replace("-", "_"))
                link.append(_run_element(line, _plain(section["title"])))
                line._p.append(link)

    def _logo(self, line: Any) -> None:
        """The logo, where Word can show it; one that cannot be read is no reason to make no briefing."""
        if not self.report.style.logo:
            return
        run = line.add_run()
        try:
            shape = run.add_picture(io.BytesIO(self.report.style.logo), height=Mm(13))
        except _UNREADABLE:
            return
        shape._inline.docPr.set("descr", f"Logo of {_plain(self.body['organisation']) or 'the organisation'}")
        self._text(line, "  ")

    # sections

    def _block(self, b: dict[str, Any]) -> None:
        match b["t"]:
            case "entry":
                self._entry(b)
            case "quotation":
                line = self._paragraph("Quote", keep=True)
                if b["when"]:
                    line.paragraph_format.first_line_indent = -HANG
                    self._date(line, b)
                self._sentence(line, b)
                self._text(self._paragraph("Body Text"), _plain(b["by"]), SANS, 9, _GREY)
            case "facts":
                for label, cell in b["rows"]:
                    line = self._paragraph("Dated")
                    self._text(line, f"{label}\t", SANS, 9, _GREY, bold=True)
                    for n, sentence in enumerate(cell):
                        self._text(line, "; " if n else "")
                        self._sentence(line, sentence)
            case "table":
                self._table(b)
            case "picture":
                self._picture(b)
            case "subheading":
                self.document.add_heading(_plain(b["text"]), level=2)
            case _:
                self._sentences(self._paragraph("Body Text"), b["sentences"])

    def _paragraph(self, style: str, *, keep: bool = False) -> Any:
        paragraph = self.document.add_paragraph(style=style)
        paragraph.paragraph_format.keep_with_next = keep or None
        paragraph.paragraph_format.keep_together = True
        return paragraph

    def _entry(self, b: dict[str, Any]) -> None:
        line = self._paragraph("Dated", keep=bool(b["heading"]))
        self._date(line, b)
        if b["heading"]:
            self._text(line, _plain(b["heading"]), SANS, 10.5, bold=True)
            self._sentences(self._paragraph("Body Text"), b["sentences"])
        else:
            self._sentences(line, b["sentences"])

    def _date(self, line: Any, b: dict[str, Any]) -> None:
        self._text(line, f"{b['when_note']} " if b["when_note"] else "", SANS, 8.5, _GREY)
        self._text(line, f"{b['when']}\t", SANS, 9, self.accent, bold=not b["when_note"])

    def _table(self, b: dict[str, Any]) -> None:
        if b["caption"]:
            self._text(self._paragraph("Normal", keep=True), b["caption"], SANS, 10, bold=True)
        table = self.document.add_table(rows=1, cols=len(b["head"]), style="Normal Table")
        rule_table(table)
        table.autofit = False
        widths = [Length(MEASURE * w / sum(b["widths"])) for w in b["widths"]]
        for cell, words in zip(table.rows[0].cells, b["head"], strict=True):
            cell.paragraphs[0].style = "Table text"
            self._text(cell.paragraphs[0], words, SANS, 8.5, _GREY, bold=True)
        repeat_on_each_page(table.rows[0])
        for row in b["rows"]:
            cells = table.add_row().cells
            for cell, sentence in zip(cells, row, strict=True):
                cell.paragraphs[0].style = "Table text"
                self._sentence(cell.paragraphs[0], sentence)
        for row in table.rows:
            keep_row_whole(row)
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = width
        self.document.add_paragraph().paragraph_format.space_after = Pt(4)

    def _picture(self, b: dict[str, Any]) -> None:
        from kpdesk.exports.pdf import svg_as_png

        self._pictures += 1
        line = self._paragraph("Normal", keep=bool(b["caption"]))
        shape = line.add_run().add_picture(io.BytesIO(svg_as_png(b["svg"])), width=MEASURE)
        shape._inline.docPr.set("descr", b["alt"])
        add_vector(self.document, shape, b["svg"], self._pictures)
        if b["caption"]:
            self.document.add_paragraph(_plain(b["caption"]), style="Caption")

    # words

    def _sentences(self, paragraph: Any, sentences: list[dict[str, Any]]) -> None:
        for n, sentence in enumerate(sentences):
            self._text(paragraph, " " if n else "")
            self._sentence(paragraph, sentence)

    def _sentence(self, paragraph: Any, s: dict[str, Any]) -> None:
        self._runs(paragraph, s["runs"])
        if not s["reviewed"]:
            self._text(paragraph, " [not reviewed]", SANS, 8, _WARN)

    def _runs(self, paragraph: Any, runs: list[dict[str, Any]], part: Any = None) -> None:
        for r in runs:
            if r["s"] == "note":
                paragraph._p.append(Footnotes.reference(r["n"]))
                note = TextParagraph(self.notes.add(r["n"]), paragraph._parent)
                note.add_run(" ")
                self._runs(note, r["runs"], self.notes.part)
            elif r["s"] == "link":
                link = hyperlink(part or self.document.part, r["u"])
                link.append(_run_element(paragraph, _plain(r["x"]), self.accent))
                paragraph._p.append(link)
            else:
                run = paragraph.add_run(_plain(r["x"]))
                run.bold = True if r["s"] in ("strong", "name") else None
                run.italic = True if r["s"] in ("emphasis", "report") else None

    def _text(
        self, paragraph: Any, words: str, font: str = "", size: float = 0, colour: RGBColor | None = None, *,
        bold: bool = False,
    ) -> None:  # fmt: skip
        if not words:
            return
        run = paragraph.add_run(words)
        if font:
            run.font.name = font
        if size:
            run.font.size = Pt(size)
        if colour is not None:
            run.font.color.rgb = colour
        run.bold = bold or None


def _plain(text: str) -> str:
    """Word breaks long words itself."""
    return text.replace("\u200b", "")


def _run_element(paragraph: Any, words: str, colour: RGBColor | None = None) -> Any:
    """A ``w:r`` that is not in the paragraph yet."""
    run = paragraph.add_run(words)
    if colour is not None:
        run.font.color.rgb = colour
    run._r.getparent().remove(run._r)
    return run._r


def _language(code: str) -> Any:
    element = OxmlElement("w:lang")
    element.set(qn("w:val"), code if "-" in code else {"en": "en-GB"}.get(code, code))
    return element


def _moment(day: str) -> datetime.datetime:
    try:
        return datetime.datetime.combine(datetime.date.fromisoformat(day), datetime.time(12))
    except ValueError:
        return datetime.datetime(2000, 1, 1, 12)
