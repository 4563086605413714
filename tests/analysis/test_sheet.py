"""The page around a picture: what it says, and a legend of the signs in use, no others."""

from kpdesk.analysis.sheet import Caption, Key, move, sheet, shifted, sign_key, signs_used, timeline_keys
from kpdesk.domain.drawing import Area, Box, Hit, Layer, Line, Sign, Text

CAPTION = Caption(
    title="Meetings",
    range="2009–2012",
    left_out=("3 meetings without a date",),
    sources=1,
    reviewed=0.5,
    case_name="K",
    made_on="1 May 2012",
)


def test_the_head_says_range_texts_share_and_what_is_left_out():
    """In one line under the title."""
    page = sheet([Layer(name="x")], 800, 300, CAPTION, [])
    words = [s.text for layer in page.layers for s in layer.shapes if isinstance(s, Text)]
    assert words == [
        "Meetings",
        "2009–2012 · 1 text · 50% reviewed · left out: 3 meetings without a date",
        "K · made on 1 May 2012",
    ]
    assert page.width == 848 and page.height > 376


def test_the_legend_has_the_signs_in_use_and_wraps():
    """In the vocabulary's order; nothing runs off the page."""
    layers = [
        Layer(
            name="x",
            shapes=[Sign("oppose", 0, 0), Sign("attended", 0, 0), Sign("quote", 0, 0), Box(0, 0, 1, 1, dash=True)],
        )
    ]
    assert signs_used(layers) == (["attended", "oppose"], True)
    assert [k.words for k in timeline_keys(layers)] == ["dashed: not yet reviewed", "attended", "oppose"]
    page = sheet([], 200, 10, CAPTION, [sign_key("support")] * 19)
    legend = next(layer for layer in page.layers if layer.name == "legend")
    xs = [(s.x, s.y) for s in legend.shapes if isinstance(s, Sign)]
    assert len({y for _, y in xs}) > 1 and max(x for x, _ in xs) < 664


def test_every_shape_can_be_moved():
    """With its clip."""
    shapes = [
        Box(1, 1, 2, 2),
        Line(1, 1, 3, 3, "border"),
        Text(1, 1, "a"),
        Sign("support", 1, 1),
        Area(((1, 1), (2, 2)), 1, "x"),
    ]
    moved = shifted(Layer(name="x", shapes=shapes, clip=(0, 0, 5, 5)), 10, 20)
    assert moved.clip == (10, 20, 5, 5)
    assert moved.shapes[1] == Line(11, 21, 13, 23, "border")
    assert moved.shapes[4] == Area(((11, 21), (12, 22)), 21, "x")
    assert move(Text(1, 1, "a"), 1, 1) == Text(2, 2, "a")
    assert Key((), 1, "w").words == "w" and Hit(0, 0, 1, 1, "k", "i").lane == 0
