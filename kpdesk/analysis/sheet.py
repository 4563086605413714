"""A picture as a page that stands alone: title, range, what is left out, legend, how sure, from which case and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from kpdesk.analysis.font_metrics import shortened, width
from kpdesk.domain.drawing import Area, Box, Hit, Layer, Line, Shape, Sign, Text
from kpdesk.domain.vocabulary import PARTICIPATIONS, STANCES

MARGIN = 24.0
LEAST_WIDTH = 640.0
_SIGN_WORDS = PARTICIPATIONS | {k: v.lower() for k, v in STANCES.items()}


@dataclass(frozen=True, kw_only=True)
class Caption:
    """What is written around a picture. ``left_out`` names what is not shown ("3 meetings without a date")."""

    title: str
    range: str
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # how to read what is shown
    sources: int = 0
    reviewed: float = 1.0  # share, 0 to 1
    case_name: str = ""
    made_on: str = ""


class Key(NamedTuple):
    """One entry of the legend: a small drawing in a box of ``wide`` × 14 at 0, 0, and its words."""

    shapes: tuple[Shape, ...]
    wide: float
    words: str


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A finished page in logical pixels."""

    layers: list[Layer]
    width: float
    height: float
    title: str
    description: str


def sheet(layers: Iterable[Layer], w: float, h: float, caption: Caption, keys: Iterable[Key]) -> Sheet:
    """The layers, ``w`` by ``h``, with a head above and legend and footing below. Words need at least 640."""
    layers = list(layers)
    framed, w = w, max(w, LEAST_WIDTH)
    page_w = w + 2 * MARGIN
    head: list[Shape] = []
    top = 8.0
    if caption.title:  # else the document around the picture tells what it is of
        top = 76.0
        head.append(Text(MARGIN, 38, shortened(caption.title, w, 20, True), "text", 20, True))
        head.append(Text(MARGIN, 60, shortened(_told(caption), w, 12), "text.2", 12))
    frame: list[Shape] = [Box(MARGIN - 0.5, top - 0.5, framed + 1, h + 1, "", "border", 1)]
    legend, bottom = _legend(list(keys), MARGIN, top + h + 24, page_w - MARGIN)
    foot = " · ".join(part for part in (caption.case_name, caption.made_on and f"made on {caption.made_on}") if part)
    shapes: list[Shape] = [*legend]
    if foot:
        shapes.append(Text(MARGIN, bottom + 18, shortened(foot, w, 11), "text.2", 11))
    moved = [shifted(layer, MARGIN, top) for layer in layers]
    cut = Layer(name="frame", shapes=frame)
    return Sheet(
        layers=[Layer(name="head", shapes=head), *moved, cut, Layer(name="legend", shapes=shapes)],
        width=page_w,
        height=bottom + 36,
        title=caption.title,
        description=_told(caption),
    )


def _told(caption: Caption) -> str:
    texts = f"{caption.sources} text" + ("" if caption.sources == 1 else "s")
    sure = "everything reviewed" if caption.reviewed >= 1 else f"{caption.reviewed:.0%} reviewed"
    parts = [caption.range, texts, sure]
    if caption.left_out:
        parts.append("left out: " + ", ".join(caption.left_out))
    parts.extend(caption.notes)
    return " · ".join(part for part in parts if part)


def _legend(keys: list[Key], x0: float, y: float, stop: float) -> tuple[list[Shape], float]:
    """Entries in lines; returns the shapes and where they end."""
    shapes: list[Shape] = []
    x = x0
    for key in keys:
        wide = key.wide + 6 + width(key.words, 11) + 20
        if x + wide - 20 > stop and x > x0:
            x, y = x0, y + 22
        shapes.extend(move(s, x, y - 11) for s in key.shapes)
        shapes.append(Text(x + key.wide + 6, y, key.words, "text", 11))
        x += wide
    return shapes, y + (8 if keys else -16)


def sign_key(name: str, words: str = "", *, token: str = "", dash: bool = False) -> Key:
    """A legend entry for a sign."""
    stance = name in STANCES
    sign = Sign(name, 7, 7, 14, token or (name if stance else "actor"), dash=dash)
    return Key((sign,), 14, words or _SIGN_WORDS[name])


def signs_used(layers: Iterable[Layer]) -> tuple[list[str], bool]:
    """Names of the stance and participation signs in the layers, in legend order; and whether any is dashed."""
    signs = [s for layer in layers for s in layer.shapes if isinstance(s, Sign)]
    names = {s.name for s in signs}
    dashed = any(s.dash for s in signs) or any(
        getattr(s, "dash", False) for layer in layers for s in layer.shapes if not isinstance(s, Sign)
    )
    return [name for name in _SIGN_WORDS if name in names], dashed


def timeline_keys(layers: Iterable[Layer]) -> list[Key]:
    """The legend of a timeline: bars, then the signs in use."""
    layers = list(layers)
    boxes = [s for layer in layers for s in layer.shapes if isinstance(s, Box)]
    keys: list[Key] = []
    if any(b.fill == "meeting" and not (b.fade_left or b.fade_right) for b in boxes):
        keys.append(Key((Box(0, 0, 14, 14, "meeting", radius=2),), 14, "meeting, days known"))
    if any(b.fill == "meeting" and b.fade_left for b in boxes):
        keys.append(Key((Box(0, 0, 40, 14, "meeting", fade_left=0.25, fade_right=0.25),), 40, "some time in this span"))
    names, dashed = signs_used(layers)
    if dashed:
        keys.append(
            Key((Box(0.5, 0.5, 23, 13, "meeting.tint", "meeting", 1, True, 2),), 24, "dashed: not yet reviewed")
        )
    if any(isinstance(s, Area) for layer in layers for s in layer.shapes):
        keys.append(Key((Box(0.5, 1, 23, 12, "statement.tint", "statement"),), 24, "statements"))
    return keys + [sign_key(name) for name in names]


def shifted(layer: Layer, dx: float, dy: float) -> Layer:
    """The layer moved."""
    clip = layer.clip
    moved = (clip[0] + dx, clip[1] + dy, clip[2], clip[3]) if clip else None
    return replace(layer, shapes=[move(s, dx, dy) for s in layer.shapes], clip=moved)


def move(shape: Shape, dx: float, dy: float) -> Shape:
    """The shape moved."""
    if isinstance(shape, Line):
        return shape._replace(x1=shape.x1 + dx, y1=shape.y1 + dy, x2=shape.x2 + dx, y2=shape.y2 + dy)
    if isinstance(shape, Area):
        return shape._replace(points=tuple((x + dx, y + dy) for x, y in shape.points), base=shape.base + dy)
    return shape._replace(x=shape.x + dx, y=shape.y + dy)


def moved_hit(hit: Hit, dx: float, dy: float) -> Hit:
    return hit._replace(x=hit.x + dx, y=hit.y + dy)
