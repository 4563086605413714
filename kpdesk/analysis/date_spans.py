"""Partial dates as stretches of days to draw: where they begin and end, and which side is not known better."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from kpdesk.domain.dates import MONTHS, earliest, latest, precision, show
from kpdesk.errors import UsageError

LAST_DAY = 3652059  # 31 December 9999


class DateSpan(NamedTuple):
    """Days as ordinals (1 = 1 January of year 1), both included. An open side has no known end there."""

    first: int
    last: int
    fade_left: bool = False
    fade_right: bool = False
    open_left: bool = False
    open_right: bool = False
    reversed: bool = False  # the end given lies before the start: drawn at the start

    @property
    def days(self) -> int:
        return self.last - self.first + 1

    @property
    def is_day(self) -> bool:
        """Whether the day is known."""
        return not (self.fade_left or self.fade_right or self.open_left or self.open_right)


@lru_cache(maxsize=65536)
def span_of(start: str | None, end: str | None = None) -> DateSpan | None:
    """The span of a record that starts and ends on partial dates; None where neither is known.

    Only an end: open to the left. Unreadable dates count as not known.
    """
    try:
        first = _side(start) if start else None
        last = _side(end) if end else None
    except (UsageError, ValueError):
        return None
    if first is None:
        return None if last is None else last._replace(fade_left=True, open_left=not last.open_right)
    if last is None:
        return first
    if last.last < first.first:
        return first._replace(reversed=True)
    return DateSpan(first.first, last.last, first.fade_left, last.fade_right, first.open_left, last.open_right)


def _side(value: str) -> DateSpan:
    if value.startswith(("../", "/")):
        return _side(value.lstrip("./"))._replace(open_left=True, fade_left=True)
    if value.endswith(("/..", "/")):
        return _side(value.rstrip("./"))._replace(open_right=True, fade_right=True)
    first, last = earliest(value).toordinal(), latest(value).toordinal()
    if precision(value) == "interval":
        a, b = value.split("/")
        return DateSpan(first, last, precision(a) != "day", precision(b) != "day")
    vague = precision(value) != "day"
    return DateSpan(first, last, vague, vague)


def when(start: str | None, end: str | None = None) -> str:
    """The date of a record for people: "20–23 June 2011", "by June 2011", "no date"."""
    span = span_of(start, end)
    if span is None:
        return "no date"
    if not start:
        return f"by {show(end or '')}"
    if start.startswith(("../", "/")):
        return f"by {show(start.lstrip('./'))}"
    if start.endswith(("/..", "/")):
        return f"from {show(start.rstrip('./'))}"
    if not end or end == start or span.reversed or "/" in start or "/" in end:
        return show(start) if not end or end == start or span.reversed else f"{show(start)} – {show(end)}"
    if end.startswith(start):
        return f"to {show(end)}"  # begun some day of the same month or year
    return show(f"{start}/{end}")


@lru_cache(maxsize=16384)
def when_short(start: str | None, end: str | None = None, *, year: bool = False) -> str:
    """The date as a label has it: months in three letters, the year only where asked for or where no day is known."""
    words = when(start, end)
    for month in MONTHS:
        words = words.replace(month, month[:3])
    span = span_of(start, end)
    if span is None:
        return ""
    tail = words[-4:]
    if not year and span.is_day and tail.isdigit() and (start or "")[:4] == (end or start or "")[-10:][:4]:
        words = words[:-5]
    return words
