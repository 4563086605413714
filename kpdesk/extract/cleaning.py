"""The text as it is read inside: composed letters, plain line ends, unwrapped lines; every span maps back."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_QUOTES = {
    "«": "“",
    "»": "”",
    "„": "“",
    "‟": "“",
    "‹": "‘",
    "›": "’",
    "‚": "‘",
    "″": "”",
    "＂": '"',
    "`": "‘",
    "´": "’",
}
_SPACES = "\t\v\f\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_HIDDEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufe00-\ufe0f\U000e0000-\U000e007f"
_EMOJI = "\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u20e3"
_SPECIAL = re.compile(
    rf"(?P<line>\r\n?|\u2028|\u2029|\n)|(?P<gap>[ {_SPACES}]+)|(?P<drop>[\x00-\x08\x0e-\x1b\x7f{_HIDDEN}{_EMOJI}\ud800-\udfff]+)"
    r"|(?P<ligature>[ﬀﬁﬂﬃﬄﬅﬆ])|(?P<quote>[«»„‟‹›‚″＂`´]|``|'')|(?P<stuck>(?<=[a-zß-ÿ][.!?])(?=[A-Z][a-z]))"
)
_UNDECOMPOSED = re.compile(r"[^\u0300-\u036f]+")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The cleaned text and, for each of its characters, where in the given text it came from (code points)."""

    text: str
    given: str
    starts: array[int]
    ends: array[int]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The span of the given text behind ``[start, end)`` of the cleaned text."""
        if not 0 <= start < end <= len(self.text):
            raise IndexError(f"no span of the text: {start}, {end}")
        return self.starts[start], max(self.ends[end - 1], self.starts[start] + 1)


def clean(given: str) -> Cleaned:
    """Clean a text; the result is the same for CRLF and LF, for composed and decomposed letters."""
    pieces: list[str] = []
    starts, ends = array("l"), array("l")

    def put(out: str, start: int, end: int) -> None:
        pieces.append(out)
        starts.extend([start] * len(out))
        ends.extend([end] * len(out))

    def copy(start: int, end: int) -> None:
        pieces.append(given[start:end])
        starts.extend(range(start, end))
        ends.extend(range(start + 1, end + 1))

    at = 0
    for start, end, out in _replacements(given):
        copy(at, start)
        put(out, start, end)
        at = end
    copy(at, len(given))
    return _layout(Cleaned("".join(pieces), given, starts, ends))


def _replacements(text: str) -> Iterator[tuple[int, int, str]]:
    """Parts of the text that are read differently, in order, none overlapping."""
    composed = [] if unicodedata.is_normalized("NFC", text) else list(_clusters(text))
    special = [(m.start(), m.end(), _reading(m)) for m in _SPECIAL.finditer(text)]
    merged = sorted([*composed, *special], key=lambda r: (r[0], r[1]))
    at = 0
    for start, end, out in merged:
        if start >= at:
            yield start, end, out
            at = end


def _reading(match: re.Match[str]) -> str:
    found = match[0]
    kind = match.lastgroup
    if kind == "line":
        return "\n"
    if kind in ("gap", "stuck"):
        return " "
    if kind == "ligature":
        return _LIGATURES[found]
    if kind == "quote":
        return {"``": "“", "''": "”"}.get(found) or _QUOTES[found]
    return ""


def _clusters(text: str) -> Iterator[tuple[int, int, str]]:
    """Runs of a base and its marks that have a composed form."""
    start = 0
    for at in range(1, len(text) + 1):
        joins = at < len(text) and (unicodedata.combining(text[at]) or 0x1160 <= ord(text[at]) <= 0x11FF)
        if joins:
            continue
        run = text[start:at]
        if (out := unicodedata.normalize("NFC", run)) != run:
            yield start, at, out
        start = at


def _layout(raw: Cleaned) -> Cleaned:
    """Drop blanks at line ends, join hard-wrapped lines, make every other line break a paragraph of its own."""
    text, keep, swap = raw.text, array("l"), {}
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    trimmed = []
    for start, end in lines:
        body = text[start:end]
        left, right = len(body) - len(body.lstrip()), len(body.rstrip())
        if right > left:
            trimmed.append((start + left, start + right))
    width = _wrapped_at([e - s for s, e in trimmed])
    previous: tuple[int, int] | None = None
    for start, end in trimmed:
        if previous is not None:
            blank = text.count("\n", previous[1], start) > 1
            gap = text.find("\n", previous[1], start)
            joined = not blank and width and _goes_on(text[previous[0] : previous[1]], text[start:end], width)
            keep.append(gap)
            swap[gap] = " " if joined else "\n"
        last = start
        for match in re.finditer(r" {2,}|\n", text[start:end]):
            keep.extend(range(last, start + match.start() + 1))
            last = start + match.end()
        keep.extend(range(last, end))
        previous = (start, end)
    out = "".join(swap.get(i, text[i]) for i in keep) if swap else "".join(text[i] for i in keep)
    return Cleaned(out, raw.given, array("l", (raw.starts[i] for i in keep)), array("l", (raw.ends[i] for i in keep)))


def _wrapped_at(lengths: list[int]) -> int:
    """The column at which lines look cut by a mail program or a printer; 0 when they do not."""
    if len(lengths) < 6:
        return 0
    ordered = sorted(lengths)
    top, middle = ordered[-1], ordered[len(ordered) * 6 // 10]
    return top if 40 <= top <= 110 and middle >= 0.7 * top else 0


def _goes_on(line: str, following: str, width: int) -> bool:
    """Whether a line was cut in the middle of a sentence or paragraph."""
    if following[:1].islower():
        return True
    room = len(line) + 1 + len(following.split()[0])
    return room > 0.8 * width and line[-1:] not in ":"
