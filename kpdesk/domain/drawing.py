"""What a picture is made of: a few plain shapes in logical pixels, coloured by token, that every painter knows.

Layouts (analysis) make them, the window paints them with Qt, files get them as SVG; so screen and file agree.
y grows downwards; text stands on its baseline.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import cos, pi, sin
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle. ``fade_left`` and ``fade_right`` are the shares of its width that fade to nothing."""

    x: float
    y: float
    w: float
    h: float
    fill: str = ""
    stroke: str = ""
    width: float = 1.0
    dash: bool = False
    radius: float = 0.0
    fade_left: float = 0.0
    fade_right: float = 0.0
    alpha: float = 1.0


class Line(NamedTuple):
    x1: float
    y1: float
    x2: float
    y2: float
    stroke: str
    width: float = 1.0
    dash: bool = False


class Text(NamedTuple):
    x: float
    y: float
    text: str
    token: str = "text"
    size: float = 12.0
    bold: bool = False
    anchor: str = "start"  # start, middle, end


class Sign(NamedTuple):
    """A painted sign, centred on x, y. ``hollow``: outline only; ``dash``: rests on unreviewed evidence only."""

    name: str
    x: float
    y: float
    size: float = 14.0
    token: str = "actor"
    hollow: bool = False
    dash: bool = False


class Area(NamedTuple):
    """A filled shape between a curve and a base line; ``edge`` strokes the curve alone."""

    points: tuple[tuple[float, float], ...]
    base: float
    fill: str
    edge: str = ""
    dash: bool = False


Shape = Box | Line | Text | Sign | Area


@dataclass(frozen=True, kw_only=True)
class Layer:
    """Shapes painted in order, cut off at ``clip`` (x, y, w, h) where one is given."""

    name: str
    shapes: list[Shape] = field(default_factory=list)
    clip: tuple[float, float, float, float] | None = None


class Hit(NamedTuple):
    """A place that can be pointed at: its box, and the record behind it. ``lane`` orders keyboard travel."""

    x: float
    y: float
    w: float
    h: float
    kind: str
    id: str
    lane: int = 0
    row: int = 0

    def holds(self, x: float, y: float, air: float = 0.0) -> bool:
        return self.x - air <= x <= self.x + self.w + air and self.y - air <= y <= self.y + self.h + air


# Signs. Each is a list of parts in a box from -0.5 to 0.5: ("disc" x y r), ("ring" x y r), ("poly" points),
# ("outline" points), ("line" points), ("left"/"right" points: the two halves of the mixed sign), ("word" text).

Part = tuple[str, tuple]


def _arc(x: float, y: float, r: float, start: float, end: float, steps: int = 16) -> tuple[tuple[float, float], ...]:
    angles = [start + (end - start) * i / steps for i in range(steps + 1)]
    return tuple((round(x + r * cos(a), 4), round(y + r * sin(a), 4)) for a in angles)


def _square(half: float) -> tuple[tuple[float, float], ...]:
    return ((-half, -half), (half, -half), (half, half), (-half, half))


def _comma(x: float) -> list[Part]:
    return [
        ("disc", (x, -0.1, 0.15)),
        ("poly", ((x + 0.15, -0.1), (x + 0.13, 0.14), (x - 0.08, 0.34), (x - 0.02, 0.0))),
    ]


_CHEVRON: Part = ("line", ((-0.5, -0.2), (-0.32, 0.0), (-0.5, 0.2)))
SIGNS: dict[str, list[Part]] = {
    "attended": [("disc", (0, 0, 0.36))],
    "chaired": [("ring", (0, 0, 0.43)), ("disc", (0, 0, 0.22))],
    "hosted": [("poly", _square(0.35))],
    "walked_out": [
        ("poly", _arc(-0.1, 0, 0.38, pi / 2, 3 * pi / 2)),
        ("line", ((-0.02, 0), (0.44, 0))),
        ("line", ((0.24, -0.2), (0.46, 0), (0.24, 0.2))),
    ],
    "boycotted": [("ring", (0, 0, 0.41)), ("line", ((-0.27, 0.27), (0.27, -0.27)))],
    "excluded": [
        ("outline", _square(0.38)),
        ("line", ((-0.2, -0.2), (0.2, 0.2))),
        ("line", ((-0.2, 0.2), (0.2, -0.2))),
    ],
    "will_attend": [_CHEVRON, ("ring", (0.14, 0, 0.31))],
    "will_boycott": [_CHEVRON, ("ring", (0.14, 0, 0.31)), ("line", ((-0.05, 0.19), (0.33, -0.19)))],
    "support": [("poly", ((0, -0.43), (0.48, 0.4), (-0.48, 0.4)))],
    "oppose": [("poly", ((-0.48, -0.4), (0.48, -0.4), (0, 0.43)))],
    "mixed": [("left", ((0, -0.48), (0, 0.48), (-0.48, 0))), ("right", ((0, -0.48), (0.48, 0), (0, 0.48)))],
    "unclear": [("ring", (0, 0, 0.43)), ("word", ("?",))],
    "quote": [*_comma(-0.2), *_comma(0.22)],
    "before": [("line", ((0.12, -0.3), (-0.16, 0.0), (0.12, 0.3)))],
    "after": [("line", ((-0.12, -0.3), (0.16, 0.0), (-0.12, 0.3)))],
    "to_support": [("line", ((-0.34, 0.34), (0.34, -0.34))), ("line", ((-0.08, -0.34), (0.34, -0.34), (0.34, 0.08)))],
    "to_oppose": [("line", ((-0.34, -0.34), (0.34, 0.34))), ("line", ((-0.08, 0.34), (0.34, 0.34), (0.34, -0.08)))],
    "steady": [("line", ((-0.42, 0), (0.42, 0))), ("line", ((0.16, -0.26), (0.42, 0), (0.16, 0.26)))],
    "inherited": [
        ("line", ((0, 0.2), (0, -0.38))),
        ("line", ((-0.24, -0.14), (0, -0.4), (0.24, -0.14))),
        ("line", ((-0.28, 0.4), (0.28, 0.4))),
    ],
    "open": [("line", ((-0.3, -0.15), (0, 0.17), (0.3, -0.15)))],
    "closed": [("line", ((-0.15, -0.3), (0.17, 0), (-0.15, 0.3)))],
}
LINE_WIDTH = 0.115  # of a sign's size
ORDER_OF_PRESENCE = (
    "chaired", "hosted", "attended", "walked_out", "boycotted", "excluded", "will_attend", "will_boycott",
)  # fmt: skip
