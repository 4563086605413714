"""Pictures as SVG: the whole of a small timeline held as a golden file, and whatever is in a name stays text."""

import xml.etree.ElementTree as ET
from pathlib import Path

from kpdesk.domain.drawing import SIGNS, Area, Box, Layer, Line, Sign, Text
from kpdesk.exports.inks import INKS
from kpdesk.exports.svg import svg
from kpdesk.services.pictures import ledger_sheet, timeline_sheet
from tests.analysis.ledger_cases import LEDGER
from tests.analysis.timeline_cases import a_small_timeline

GOLDEN = Path(__file__).parent / "golden"
NS = "{http://www.w3.org/2000/svg}"


def held(name: str, made: str) -> None:
    """Compare with the golden file; where it is missing, write it and fail, so that somebody looks at it."""
    file = GOLDEN / name
    if not file.exists():
        file.write_text(made, "utf-8")
        raise AssertionError(f"{name} was written: look at it, then run again")
    assert made == file.read_text("utf-8")


def test_a_small_timeline_is_drawn_as_it_was():
    """To the character; after a wanted change remove the file, run twice, look."""
    page = timeline_sheet(a_small_timeline(), "2009", "2012", made_on="2012-11-30")
    held("timeline.svg", svg(page.layers, page.width, page.height, title=page.title, description=page.description))


def test_a_small_ledger_is_drawn_as_it_was():
    """The same for the matrix."""
    page = ledger_sheet(LEDGER, "2009", "2011", made_on="2012-11-30")
    held("ledger.svg", svg(page.layers, page.width, page.height, title=page.title, description=page.description))


def test_every_shape_is_well_formed_and_said():
    """Title and description for screen readers, one element or more per shape."""
    shapes = [
        Box(0, 0, 10, 10, "meeting", fade_left=0.25), Line(0, 0, 5, 5, "border", dash=True), Text(1, 2, "Kinshasa"),
        Area(((0, 5), (2, 1), (4, 5)), 5, "statement.tint", "statement"),
        *(Sign(name, 5, 5, dash=dash, token="actor") for name in SIGNS for dash in (False, True)),
    ]  # fmt: skip
    root = ET.fromstring(
        svg([Layer(name="x", shapes=shapes, clip=(0, 0, 50, 50))], 100, 60, title="T", description="D")
    )
    assert (root.findtext(f"{NS}title"), root.findtext(f"{NS}desc")) == ("T", "D")
    assert len(root.findall(f".//{NS}use")) == 2 * len(SIGNS)


def test_names_are_text_whatever_they_hold():
    """No markup, no control character, nothing lost of the rest."""
    name = "<script>&\"'\u0007\ufffe وزارة 💎"
    root = ET.fromstring(svg([Layer(name="x", shapes=[Text(0, 0, name)])], 10, 10, title=name))
    assert root.findtext(f".//{NS}text") == "<script>&\"' وزارة 💎"
    assert not root.findall(f".//{NS}script")


def test_oppose_is_hatched_and_support_is_solid():
    """So that both survive greyscale."""
    made = svg(
        [Layer(name="x", shapes=[Sign("oppose", 5, 5, token="oppose"), Sign("support", 9, 5, token="support")])],
        20,
        10,
        title="",
    )
    group = made[made.index("<defs>") : made.index("</defs>")].split("</g>")[0]
    assert group.count("M-") + group.count("M0") >= 3 and INKS["page"] in group
    assert "<pattern" not in made


def test_a_clip_is_written_only_where_something_is_cut():
    """A bar that begins before the range is; words that fit are not."""
    inside = Layer(name="x", shapes=[Box(10, 10, 5, 5, "meeting"), Text(10, 20, "abc")], clip=(0, 0, 50, 50))
    over = Layer(name="y", shapes=[Box(-20, 10, 40, 5, "meeting")], clip=(0, 0, 50, 50))
    assert "clip-path" not in svg([inside], 50, 50, title="")
    assert "clip-path" in svg([over], 50, 50, title="")
