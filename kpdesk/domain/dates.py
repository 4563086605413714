"""Partial dates: kept as well as they are known, never better.

A partial date is a string: ``2011``, ``2011-06``, ``2011-06-20`` or an interval ``start/end`` of those.
Years run from 1 to 9999 and are written with four digits.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import Literal

from kpdesk.errors import UsageError

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
Precision = Literal["day", "month", "year", "interval"]

_WRITE = "Write a day, a month (June 2011) or a year."
_MONTH_NUMBER = {name[:n].casefold(): i for i, name in enumerate(MONTHS, 1) for n in range(3, len(name) + 1)}
_CANONICAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_ISO_LOOSE = re.compile(r"(\d{1,4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_MONTH = r"([^\W\d_]{3,9})\.?"
_YEAR = r"(\d{1,4})"
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), names)
    for pattern, names in (
        (rf"{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}", "dmy"),
        (rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}", "mdy"),
        (rf"{_MONTH},?\s+{_YEAR}", "my"),
    )
)
_SPAN_FORMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), names)
    for pattern, names in (
        (rf"{_DAY}-{_DAY}\s+{_MONTH},?\s+{_YEAR}", "dDmy"),
        (rf"{_MONTH}\s+{_DAY}-{_DAY},?\s+{_YEAR}", "mdDy"),
        (rf"{_DAY}\s+{_MONTH}-{_DAY}\s+{_MONTH},?\s+{_YEAR}", "dmDMy"),
        (rf"{_MONTH}\s+{_DAY}-{_MONTH}\s+{_DAY},?\s+{_YEAR}", "mdMDy"),
        (rf"{_MONTH}-{_MONTH},?\s+{_YEAR}", "mMy"),
    )
)
_SLASHED = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")


def parse_date(text: str) -> str:
    """The partial date that a person typed or a file holds, in its one canonical spelling.

    Takes ``2011-06``, ``June 2011``, ``3 Nov 2010``, ``20–23 June 2011``, ``2011-06-20/2011-06-23``.
    Raises UsageError where it names no date, a day that does not exist, or can mean two days.
    """
    typed = " ".join(text.split())
    shown = typed if len(typed) <= 40 else typed[:39] + "…"
    if not typed:
        raise UsageError("The date is empty.", _WRITE)
    bare = typed.replace("\N{EN DASH}", "-").replace("\N{EM DASH}", "-").replace("\N{NON-BREAKING HYPHEN}", "-")
    if (slashed := _SLASHED.fullmatch(bare)) is not None:
        return _from_slashes(slashed, shown)
    if "/" in bare:
        first, _, last = bare.partition("/")
        return _interval(_single(first.strip(), shown), _single(last.strip(), shown), shown)
    tight = re.sub(r"\s*(?:-|\bto\b|\buntil\b)\s*", "-", bare)
    for pattern, names in _SPAN_FORMS:
        if (match := pattern.fullmatch(tight)) is not None and _is_month(match, names):
            part = dict(zip(names, match.groups(), strict=True))
            month, end_month = part["m"], part.get("M", part["m"])
            start = _build(part["y"], month, part.get("d"), shown)
            return _interval(start, _build(part["y"], end_month, part.get("D"), shown), shown)
    if (years := re.fullmatch(r"(\d{4})-(\d{4})", tight)) is not None:
        return _interval(_build(years[1], None, None, shown), _build(years[2], None, None, shown), shown)
    return _single(bare, shown)


def is_canonical(value: str) -> bool:
    """Whether the string is a partial date exactly as this module writes it."""
    try:
        return parse_date(value) == value
    except UsageError:
        return False


@lru_cache(maxsize=16_384)
def earliest(value: str) -> date:
    """The first day that the partial date can mean."""
    year, month, day = _parts(value.split("/")[0])
    return date(year, month or 1, day or 1)


@lru_cache(maxsize=16_384)
def latest(value: str) -> date:
    """The last day that the partial date can mean."""
    year, month, day = _parts(value.split("/")[-1])
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


@lru_cache(maxsize=16_384)
def precision(value: str) -> Precision:
    """How well the date is known."""
    if "/" in value:
        return "interval"
    _, month, day = _parts(value)
    return "day" if day else "month" if month else "year"


def overlaps(a: str, b: str) -> bool:
    """Whether the two can mean a common day."""
    return earliest(a) <= latest(b) and earliest(b) <= latest(a)


def show(value: str) -> str:
    """The date for people: "June 2011", "20–23 June 2011", "31 October – 3 November 2011"."""
    if "/" not in value:
        return _words(*_parts(value))
    (y1, m1, d1), (y2, m2, d2) = (_parts(end) for end in value.split("/"))
    if y1 != y2 or (m1 is None) != (m2 is None) or (d1 is None) != (d2 is None):
        dash = "\N{EN DASH}" if m1 is None and m2 is None else " \N{EN DASH} "
        return f"{_words(y1, m1, d1)}{dash}{_words(y2, m2, d2)}"
    if m1 == m2 and d1 and d2:
        return f"{d1}\N{EN DASH}{_words(y2, m2, d2)}" if d1 != d2 else _words(y2, m2, d2)
    if m1 is None or m2 is None or m1 == m2:
        return _words(y2, m2, d2)
    if d1 is None:
        return f"{MONTHS[m1 - 1]}\N{EN DASH}{_words(y2, m2, d2)}"
    return f"{d1} {MONTHS[m1 - 1]} \N{EN DASH} {_words(y2, m2, d2)}"


def from_day(day: date) -> str:
    """The partial date of a calendar day."""
    return day.isoformat()


def from_month(year: int, month: int) -> str:
    """The partial date of a whole month."""
    return f"{year:04d}-{month:02d}"


def _parts(value: str) -> tuple[int, int | None, int | None]:
    match = _CANONICAL.fullmatch(value)
    if match is None:
        raise UsageError(f"'{value}' is no date.", _WRITE)
    year, month, day = (int(g) if g else None for g in match.groups())
    return year or 1, month, day


def _words(year: int, month: int | None, day: int | None) -> str:
    if month is None:
        return str(year)
    return f"{MONTHS[month - 1]} {year}" if day is None else f"{day} {MONTHS[month - 1]} {year}"


def _is_month(match: re.Match[str], names: str) -> bool:
    return all(g.casefold() in _MONTH_NUMBER for g, n in zip(match.groups(), names, strict=True) if n in "mM")


def _single(typed: str, shown: str) -> str:
    if (iso := _ISO_LOOSE.fullmatch(typed)) is not None:
        return _build(iso[1], iso[2], iso[3], shown)
    for pattern, names in _FORMS:
        if (match := pattern.fullmatch(typed)) is not None and _is_month(match, names):
            part = dict(zip(names, match.groups(), strict=True))
            return _build(part["y"], part["m"], part.get("d"), shown)
    raise UsageError(f"'{shown}' is no date.", _WRITE)


def _build(year: str, month: str | None, day: str | None, shown: str) -> str:
    y = int(year)
    if not 1 <= y <= 9999:
        raise UsageError(f"'{shown}' is no date: years run from 1 to 9999.", _WRITE)
    if month is None:
        return f"{y:04d}"
    m = int(month) if month.isdigit() else _MONTH_NUMBER[month.casefold()]
    if not 1 <= m <= 12:
        raise UsageError(f"'{shown}' is no date: there is no month {m}.", _WRITE)
    if day is None:
        return f"{y:04d}-{m:02d}"
    d, last = int(day), monthrange(y, m)[1]
    if not 1 <= d <= last:
        name = MONTHS[m - 1] if m != 2 or d != 29 else f"February {y}"
        raise UsageError(f"'{shown}' is no date: {name} has {last} days.", _WRITE)
    return f"{y:04d}-{m:02d}-{d:02d}"


def _interval(first: str, last: str, shown: str) -> str:
    if first == last:
        return first
    if earliest(first) > latest(last):
        raise UsageError(f"'{shown}' ends before it starts.", "Check the two dates.")
    return f"{first}/{last}"


def _from_slashes(match: re.Match[str], shown: str) -> str:
    a, b, year = (int(g) for g in match.groups())
    if a != b and 1 <= a <= 12 and 1 <= b <= 12:
        one, two = f"{a} {MONTHS[b - 1]}", f"{b} {MONTHS[a - 1]}"
        raise UsageError(f"'{shown}' can be {one} or {two}.", f"Write the month as a word: {one} {year}.")
    day, month = (b, a) if b > 12 else (a, b)
    return _build(str(year), str(month), str(day), shown)
