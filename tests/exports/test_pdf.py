"""The PDF: standards claimed and tags in place, the same bytes again, every quotation verbatim, hostile words as words."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpdesk.domain.report import Entry, HouseStyle, Picture, Report, Section, Subheading
from kpdesk.exports.pdf import Press, as_pdf, svg_as_png
from tests.exports.report_samples import SVG, WORDS, claim, every_block, hostile_report, report

HOSTILE = (
    '#read("/etc/passwd") $x$ *b* _e_ `raw` <label> @ref #{while true {}} \\ // /* [',
    "<script>alert(1)</script><img src=x onerror=y>&amp;&#x41; ]]> <?xml?> </w:t>",
    "a\u202eevil\u202c \u2066iso\u2069 \u200f\u200e\u061c \u0000\u0007\u001b[31m \ud800 \ufeff \ufffe \U000e0041",
    "x" * 10_000,
    "محمد العربي שלום 漢字 emoji 💎 👩‍👩‍👧 é",
    "'\"“”‘’«» -- --- ... ~ 1/2 (c) -- http://x",
    "",
    " ",
)


def _structure(pdf: pikepdf.Pdf) -> Iterator[Any]:
    stack = [pdf.Root.StructTreeRoot]
    while stack:
        node = stack.pop()
        if isinstance(node, pikepdf.Array):
            stack += list(node)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                yield node
            if "/K" in node:
                stack.append(node["/K"])


def _text(data: bytes, folder: Path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler's pdftotext is not here")
    (folder / "a.pdf").write_bytes(data)
    done = subprocess.run(["pdftotext", str(folder / "a.pdf"), "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode("utf-8").split())


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return as_pdf(report(*every_block(), style=HouseStyle(organisation="Diamond Watch", accent="#7a4a00"))).data


def test_the_file_claims_both_standards_and_says_what_it_is(pdf: bytes) -> None:
    """PDF/UA-1 and PDF/A-2a in the metadata; title, author, language, tagged."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        with opened.open_metadata() as meta:
            assert (meta["pdfuaid:part"], meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("1", "2", "A")
            assert meta["dc:title"] == "Marange: 2009 to 2012" and "Diamond Watch" in str(meta["dc:creator"])
        root = opened.Root
        assert str(root.Lang) == "en" and bool(root.MarkInfo.Marked) and bool(root.ViewerPreferences.DisplayDocTitle)
        assert opened.open_outline().root[0].title == "What happened"


def test_every_kind_of_thing_has_its_tag(pdf: bytes) -> None:
    """Headings, table heads, notes, links, and pictures with words for those who do not see them."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        nodes = list(_structure(opened))
        tags = Counter(str(n["/S"]) for n in nodes)
        assert tags["/H1"] and tags["/Table"] == 1 and tags["/TH"] == 2 and tags["/Note"] + tags["/FENote"] == 6
        assert tags["/Link"] and tags["/P"]
        figures = [n for n in nodes if str(n["/S"]) == "/Figure"]
        assert figures and all(str(n.get("/Alt", "")) for n in figures)


def test_links_lead_to_the_web_or_inside_the_file(pdf: bytes) -> None:
    """Nothing that runs or opens a file."""
    with (
        pikepdf.open(io.BytesIO(as_pdf(hostile_report("javascript:alert(1)")).data)) as hostile,
        pikepdf.open(io.BytesIO(pdf)) as opened,
    ):
        addresses = [
            str(a.A.URI)
            for p in (*opened.pages, *hostile.pages)
            for a in p.get("/Annots", [])
            if "/A" in a and "/URI" in a.A
        ]
        assert addresses and all(a.startswith(("http://", "https://", "mailto:")) for a in addresses)
        for document in (opened, hostile):
            assert (
                "/OpenAction" not in document.Root
                and "/AA" not in document.Root
                and "/JavaScript" not in document.Root.get("/Names", {})
            )


def test_the_same_report_gives_the_same_bytes(pdf: bytes) -> None:
    """Also from a press that has set something else before."""
    given_report = report(*every_block(), style=HouseStyle(organisation="Diamond Watch", accent="#7a4a00"))
    with Press() as press:
        press.pages(report(title="Another"))
        assert press.pdf(given_report).data == pdf


def test_every_quotation_can_be_taken_out_verbatim(tmp_path: Path) -> None:
    """Across line ends and pages, hyphens and all, in the order of the report."""
    words = [f"Number {n}: {WORDS}, said over-and-over by well-informed, so-called go-betweens" for n in range(60)]
    blocks = [
        b
        for n, w in enumerate(words)
        for b in ((Subheading(text=str(n)),) if n % 9 == 0 else ())
        + (Entry(when="2011", sentences=(claim(w, n % 5),)),)
    ]
    text = _text(as_pdf(report(*blocks)).data, tmp_path)
    places = [text.find(f"“{w}”") for w in words]
    assert -1 not in places and places == sorted(places)


def test_no_heading_stands_alone_at_the_foot_of_a_page(tmp_path: Path) -> None:
    """After each year comes an entry on the same page."""
    blocks = []
    for n in range(80):
        blocks += [
            Subheading(text=f"Year {n}"),
            Entry(when="2011", sentences=(claim(f"Entry {n} {'word ' * (n % 40)}", n),)),
        ]
    data = as_pdf(report(*blocks, contents="never")).data
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler's pdftotext is not here")
    (tmp_path / "a.pdf").write_bytes(data)
    out = subprocess.run(["pdftotext", "-layout", str(tmp_path / "a.pdf"), "-"], capture_output=True, check=True)
    for page in out.stdout.decode("utf-8").split("\f"):
        for n in re.findall(r"Year (\d+)", page):
            assert f"Entry {n} " in page


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_printed_as_words(words: str) -> None:
    """In every field at once; the file still meets both standards, for Typst checks them while it writes."""
    printed = as_pdf(hostile_report(words))
    assert printed.data.startswith(b"%PDF")


def test_a_character_without_a_glyph_is_shown_by_number_and_told(tmp_path: Path) -> None:
    """A briefing is made all the same."""
    printed = as_pdf(report(Entry(when="2011", sentences=(claim("before \U000e0fff after"),))))
    assert printed.missing == ("\U000e0fff",)
    text = _text(printed.data, tmp_path)
    assert "before [U+E0FFF] after" in text and "No font on this computer shows" in text


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    """One press for all: it looks through the fonts of the computer once."""
    with Press() as shared:
        yield shared


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(st.text(st.characters(), max_size=80))
def test_any_words_at_all_make_a_file(press: Press, words: str) -> None:
    """Surrogates, private use, noncharacters and whatever else there is."""
    assert press.pdf(hostile_report(words)).data.startswith(b"%PDF")


def test_a_logo_that_cannot_be_read_is_left_out() -> None:
    """The rest is made."""
    assert as_pdf(report(style=HouseStyle(organisation="X", logo=b"not a picture"))).data.startswith(b"%PDF")
    assert as_pdf(report(style=HouseStyle(organisation="X", logo=SVG.encode()))).data.startswith(b"%PDF")


def test_pages_for_the_preview_are_as_many_as_the_file_has() -> None:
    """Vectors, one a page."""
    given_report = report(*(Entry(when="2011", sentences=(claim(n=n),)) for n in range(40)))
    with Press() as press, pikepdf.open(io.BytesIO(press.pdf(given_report).data)) as opened:
        pages = press.pages(given_report).pages
        assert len(pages) == len(opened.pages) > 2 and all(p.lstrip().startswith(b"<svg") for p in pages)


def test_an_empty_report_is_still_a_file() -> None:
    """Title page only."""
    front = report().front
    assert as_pdf(Report(kind="actor", title="Nobody", front=front, sections=(Section(key="a", title="A"),))).data


def test_a_vector_becomes_a_raster_for_readers_that_know_none() -> None:
    """PNG, some pixels wide."""
    assert svg_as_png(SVG, ppi=50).startswith(b"\x89PNG")


def test_a_wide_picture_gets_a_lying_page_with_its_heading() -> None:
    """The pages around it stand."""
    wide = Picture(svg=SVG, alt="Wide", caption="So wide.", landscape=True)
    with pikepdf.open(io.BytesIO(as_pdf(report(wide, Entry(when="2011", sentences=(claim(),)))).data)) as opened:
        sizes = [[float(x) for x in p.MediaBox[2:]] for p in opened.pages]
        assert [w > h for w, h in sizes] == [False, True, False]
