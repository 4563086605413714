"""Pictures as SVG: the shapes of a layout written out, each sign once as a symbol, nothing that needs a script."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from kpdesk.domain.drawing import LINE_WIDTH, SIGNS, Area, Box, Layer, Line, Shape, Sign, Text
from kpdesk.exports.inks import INKS

FAMILY = "'Noto Sans', 'kpdesk Symbols', 'Noto Naskh Arabic', 'Noto Sans Hebrew', sans-serif"
_STANCES = frozenset({"support", "oppose", "mixed", "unclear"})
# What no XML file may hold.
_BARRED = {n: None for n in range(32) if n not in (9, 10, 13)} | dict.fromkeys((0xFFFE, 0xFFFF))


def svg(layers: Iterable[Layer], width: float, height: float, *, title: str, description: str = "") -> str:
    """One SVG file of the layers, ``width`` by ``height`` logical pixels, with a title for screen readers."""
    page = _Page()
    body = [line for layer in layers for line in page.layer(layer)]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(width)}" height="{_n(height)}" '
        f'viewBox="0 0 {_n(width)} {_n(height)}" role="img" font-family={quoteattr(FAMILY)} font-size="12">'
    )
    parts = [head, f"<title>{_words(title)}</title>"]
    if description:
        parts.append(f"<desc>{_words(description)}</desc>")
    if page.defs:
        parts += ["<defs>", *page.defs, "</defs>"]
    parts.append(f'<rect width="{_n(width)}" height="{_n(height)}" fill="{INKS["page"]}"/>')
    return "\n".join([*parts, *body, "</svg>", ""])


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def _words(text: str) -> str:
    return escape(text.translate(_BARRED))


class _Page:
    """Collects the definitions that shapes share: signs, fades, clips."""

    def __init__(self) -> None:
        self.defs: list[str] = []
        self._known: dict[object, str] = {}

    def layer(self, layer: Layer) -> list[str]:
        clip = ""
        # A clip is written only where it cuts something: some programs draw clipped words badly.
        if layer.clip is not None and any(_reaches_over(shape, layer.clip) for shape in layer.shapes):
            x, y, w, h = layer.clip
            inside = f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(max(w, 0))}" height="{_n(max(h, 0))}"/>'
            clip = f' clip-path="url(#{self._define(("clip", layer.clip), "clipPath", "", inside)})"'
        lines = [line for shape in layer.shapes for line in self._shape(shape)]
        return [f"<g{clip}>", *lines, "</g>"] if lines else []

    def _define(self, key: object, tag: str, attributes: str, inside: str) -> str:
        if key not in self._known:
            self._known[key] = f"d{len(self._known) + 1}"
            self.defs.append(f'<{tag} id="{self._known[key]}"{attributes}>{inside}</{tag}>')
        return self._known[key]

    def _shape(self, shape: Shape) -> list[str]:
        if isinstance(shape, Text):
            return [_text(shape)]
        if isinstance(shape, Box):
            return [self._box(shape)]
        if isinstance(shape, Line):
            ends = f'x1="{_n(shape.x1)}" y1="{_n(shape.y1)}" x2="{_n(shape.x2)}" y2="{_n(shape.y2)}"'
            return [f"<line {ends}{_stroke(shape.stroke, shape.width, shape.dash)}/>"]
        if isinstance(shape, Area):
            points = " ".join(f"{_n(x)},{_n(y)}" for x, y in shape.points)
            filled = f'<polygon points="{points}" fill="{INKS[shape.fill]}"/>'
            return [filled, f'<polyline points="{points}" fill="none"{_stroke(shape.edge, 1, shape.dash)}/>']
        return [self._sign(shape)]

    def _box(self, box: Box) -> str:
        fill = "none"
        if box.fill:
            ink = INKS[box.fill]
            fill = f"url(#{self._fade(ink, box)})" if box.fade_left or box.fade_right else ink
        round_ = f' rx="{_n(box.radius)}"' if box.radius else ""
        see_through = f' fill-opacity="{_n(box.alpha)}"' if box.alpha < 1 else ""
        place = f'x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(max(box.w, 0))}" height="{_n(max(box.h, 0))}"'
        stroke = _stroke(box.stroke, box.width, box.dash) if box.stroke else ""
        return f'<rect {place}{round_} fill="{fill}"{see_through}{stroke}/>'

    def _fade(self, ink: str, box: Box) -> str:
        stops = [
            (0.0, 0 if box.fade_left else 1), (box.fade_left, 1), (1 - box.fade_right, 1), (1.0, 0 if box.fade_right else 1),
        ]  # fmt: skip
        inside = "".join(f'<stop offset="{_n(at)}" stop-color="{ink}" stop-opacity="{o}"/>' for at, o in stops)
        return self._define(("fade", ink, box.fade_left, box.fade_right), "linearGradient", "", inside)

    def _sign(self, sign: Sign) -> str:
        key = ("sign", sign.name, sign.token, sign.hollow, sign.dash)
        name = self._define(key, "g", "", "".join(self._part(sign, kind, data) for kind, data in SIGNS[sign.name]))
        return f'<use href="#{name}" transform="translate({_n(sign.x)} {_n(sign.y)}) scale({_n(sign.size)})"/>'

    def _part(self, sign: Sign, kind: str, data: tuple) -> str:
        stance = sign.name in _STANCES
        ink = INKS[f"{sign.token}.fill" if stance and f"{sign.token}.fill" in INKS else sign.token]
        open_ = sign.hollow or sign.dash
        dash = ' stroke-dasharray=".2 .13"' if sign.dash else ""
        outline = f'fill="{INKS["page"]}" stroke="{ink}" stroke-width=".1"{dash}'
        solid = outline if open_ else f'fill="{ink}" stroke="{ink}" stroke-width=".06"' if stance else f'fill="{ink}"'
        if kind in ("disc", "ring"):
            x, y, r = data
            look = solid if kind == "disc" else f'fill="none" stroke="{ink}" stroke-width="{LINE_WIDTH}"{dash}'
            return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(r)}" {look}/>'
        if kind == "word":
            return f'<text x="0" y=".29" font-size=".78" font-weight="600" text-anchor="middle" fill="{ink}">{data[0]}</text>'
        points = " ".join(f"{_n(x)},{_n(y)}" for x, y in data)
        if kind == "line":
            return f'<polyline points="{points}" fill="none" stroke="{ink}" stroke-width="{LINE_WIDTH}"{dash}/>'
        if kind == "outline":
            return f'<polygon points="{points}" fill="none" stroke="{ink}" stroke-width="{LINE_WIDTH}"{dash}/>'
        if not open_ and (sign.name == "oppose" or kind == "right"):
            return _hatched(data, INKS["oppose.fill"])
        if not open_ and kind == "left":
            solid = f'fill="{INKS["support.fill"]}" stroke="{INKS["support.fill"]}" stroke-width=".05"'
        return f'<polygon points="{points}" {solid}/>'


def _hatched(corners: tuple, ink: str) -> str:
    """A convex shape with lines at 45°, drawn line by line: patterns are lost in some programs."""
    points = " ".join(f"{_n(x)},{_n(y)}" for x, y in corners)
    lines = []
    sums = [x + y for x, y in corners]
    level = min(sums) + 0.1
    while level < max(sums):
        ends = sorted(_crossings(corners, level))
        if len(ends) >= 2 and ends[-1][0] - ends[0][0] > 0.02:
            (x1, y1), (x2, y2) = ends[0], ends[-1]
            lines.append(f"M{_n(x1)} {_n(y1)}L{_n(x2)} {_n(y2)}")
        level += 0.17
    hatch = f'<path d="{"".join(lines)}" fill="none" stroke="{ink}" stroke-width=".08"/>'
    return f'<polygon points="{points}" fill="{INKS["page"]}" stroke="{ink}" stroke-width=".08"/>{hatch}'


def _crossings(corners: tuple, level: float) -> list[tuple[float, float]]:
    """Where the line x + y = level crosses the edges."""
    found = []
    for (x1, y1), (x2, y2) in zip(corners, (*corners[1:], corners[0]), strict=True):
        a, b = x1 + y1 - level, x2 + y2 - level
        if (a < 0) != (b < 0):
            t = a / (a - b)
            found.append((x1 + t * (x2 - x1), y1 + t * (y2 - y1)))
    return found


def _reaches_over(shape: Shape, clip: tuple[float, float, float, float]) -> bool:
    """Whether some of the shape lies outside; words and signs are judged by where they stand."""
    x, y, w, h = clip
    if isinstance(shape, Box):
        left, top, right, bottom = shape.x, shape.y, shape.x + shape.w, shape.y + shape.h
    elif isinstance(shape, Line):
        left, right = sorted((shape.x1, shape.x2))
        top, bottom = sorted((shape.y1, shape.y2))
    elif isinstance(shape, Area):
        xs, ys = zip(*shape.points, strict=True)
        left, top, right, bottom = min(xs), min(ys), max(xs), max(ys)
    elif isinstance(shape, Text):
        return False  # layouts place words by their width, inside
    else:
        half = shape.size / 2
        left, top, right, bottom = shape.x - half, shape.y - half, shape.x + half, shape.y + half
    return left < x - 1 or top < y - 1 or right > x + w + 1 or bottom > y + h + 1


def _stroke(token: str, width: float, dash: bool) -> str:
    dashes = ' stroke-dasharray="4 2.5"' if dash else ""
    return f' stroke="{INKS[token]}" stroke-width="{_n(width)}"{dashes}'


def _text(text: Text) -> str:
    anchor = f' text-anchor="{text.anchor}"' if text.anchor != "start" else ""
    weight = ' font-weight="600"' if text.bold else ""
    return (
        f'<text x="{_n(text.x)}" y="{_n(text.y)}" font-size="{_n(text.size)}"{weight}{anchor} '
        f'fill="{INKS[text.token]}">{_words(text.text)}</text>'
    )
