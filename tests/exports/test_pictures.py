"""SVG becomes PNG of the width asked for and PDF, with the shipped fonts only; wrong names are told."""

import struct
import tempfile

import pytest
import typst

from kpdesk.domain.drawing import Box, Layer, Text
from kpdesk.errors import UsageError
from kpdesk.exports.pictures import picture_bytes, require_usable

LAYERS = [Layer(name="x", shapes=[Box(0, 0, 100, 40, "meeting"), Text(4, 20, "Kinshasa ▲ שלום", "page")])]


@pytest.mark.parametrize("width", [400, 2000])
def test_a_png_is_as_wide_as_asked(width):
    """Whatever the page's own size; within a pixel of rounding."""
    data = picture_bytes(LAYERS, 200, 100, suffix=".png", width=width)
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    wide, high = struct.unpack(">II", data[16:24])
    assert abs(wide - width) <= 1 and abs(high - width / 2) <= 1


def test_a_pdf_is_a_pdf_with_its_title():
    """Drawn, not photographed: text stays text."""
    data = picture_bytes(LAYERS, 200, 100, suffix=".pdf", title="Meetings")
    assert data.startswith(b"%PDF-") and b"NotoSans" in data


@pytest.mark.parametrize(("name", "width", "words"), [("a.gif", 2000, r"\.png, \.svg or \.pdf"), ("a.png", 3, "wide")])
def test_what_cannot_be_made_is_told_before(name, width, words):
    """An unknown kind of picture, a width that is none."""
    assert require_usable("a.SVG", 2000) == ".svg"
    with pytest.raises(UsageError, match=words):
        require_usable(name, width)


@pytest.mark.parametrize("suffix", [".png", ".pdf"])
def test_nothing_of_the_drawing_lies_in_the_temporary_folder(tmp_path, monkeypatch, suffix):
    """A program that is killed while it draws leaves no name of the case there: looked for at the moment of drawing."""
    found = []

    def looked(*given, **more):
        found.extend(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
        return compiled(*given, **more)

    compiled = typst.compile
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(typst, "compile", looked)
    assert picture_bytes(LAYERS, 200, 100, suffix=suffix, title="Meetings")
    assert found and not any(b"Kinshasa" in data or b"Meetings" in data for data in found)
