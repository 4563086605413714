"""Shapes are painted in the theme's colours, inside their clip, with the signs the layouts name."""

import pytest
from PySide6.QtGui import QImage, QPainter

from kpdesk.desktop import theme
from kpdesk.desktop.canvases import scene_painter
from kpdesk.domain.drawing import SIGNS, Area, Box, Layer, Line, Sign, Text


def _painted(*shapes, clip=None):
    scene_painter.forget()
    image = QImage(60, 60, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(theme.colour("page"))
    painter = QPainter(image)
    scene_painter.paint(painter, [Layer(name="x", shapes=list(shapes), clip=clip)])
    painter.end()
    return image


def _ink(image):
    page = theme.colour("page").rgb()
    return {(x, y) for x in range(60) for y in range(60) if image.pixel(x, y) != page}


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_a_box_has_the_colour_of_its_token(choice):
    """In both themes."""
    theme.current.apply(choice=choice)
    assert _painted(Box(10, 10, 20, 20, "meeting")).pixelColor(20, 20) == theme.colour("meeting")


def test_nothing_is_painted_outside_the_clip():
    """Lanes scroll under the axis, not over it."""
    image = _painted(Box(0, 0, 60, 60, "meeting"), Text(0, 30, "Kinshasa" * 5), clip=(10, 10, 20, 20))
    assert all(10 <= x < 30 and 10 <= y < 30 for x, y in _ink(image))


@pytest.mark.parametrize("name", sorted(SIGNS))
@pytest.mark.parametrize("dash", [False, True])
def test_every_sign_is_painted_within_its_size(name, dash):
    """Both as it is and unreviewed."""
    token = name if name in ("support", "oppose", "mixed", "unclear") else "actor"
    ink = _ink(_painted(Sign(name, 30, 30, 24, token, dash=dash)))
    assert ink and all(abs(x - 30) <= 16 and abs(y - 30) <= 16 for x, y in ink)


def test_stances_differ_by_shape_alone():
    """Turned to one grey, no two signs are the same picture."""
    shapes = {
        name: frozenset(_ink(_painted(Sign(name, 30, 30, 24, name))))
        for name in ("support", "oppose", "mixed", "unclear")
    }
    assert len(set(shapes.values())) == 4


def test_a_fading_bar_is_strong_in_the_middle_and_gone_at_its_ends():
    """Solid middle half."""
    image = _painted(Box(10, 20, 40, 10, "meeting", fade_left=0.25, fade_right=0.25))
    assert image.pixelColor(30, 25) == theme.colour("meeting")
    assert image.pixelColor(11, 25).lightness() > theme.colour("meeting").lightness() + 60


def test_lines_areas_and_aligned_words_are_painted():
    """Start, middle and end."""
    ink = _ink(
        _painted(
            Line(5, 5, 55, 5, "border", 1),
            Line(5, 10, 55, 20, "oppose.fill", 2, True),
            Area(((5, 50), (30, 40), (55, 50)), 50, "statement.tint", "statement"),
        )
    )
    assert (30, 5) in ink and any(y > 42 for _, y in ink)
    left, right = (min(x for x, _ in _ink(_painted(Text(30, 30, "abc", anchor=a)))) for a in ("start", "end"))
    assert right < left
