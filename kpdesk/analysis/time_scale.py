"""The time axis: days to pixels and back, five levels of nearness, and the ticks of each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from itertools import pairwise

from kpdesk.analysis.date_spans import LAST_DAY
from kpdesk.analysis.font_metrics import width as text_width
from kpdesk.domain.dates import MONTHS

NEAREST = 0.0008  # days per pixel: about a day across the canvas
FARTHEST = 8000.0  # days per pixel: all years from 1 to 9999 with room beside
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_YEAR = 365.2425


class Level(IntEnum):
    """How near the axis is; what is drawn depends on it alone."""

    DECADES = 0
    YEARS = 1
    MONTHS = 2
    WEEKS = 3
    DAYS = 4


@dataclass(frozen=True, slots=True)
class TimeScale:
    """``left`` is the ordinal day at x = 0 (fractions are parts of a day); ``width`` is the plot's, in pixels."""

    left: float
    days_per_px: float
    width: float

    def x(self, day: float) -> float:
        return (day - self.left) / self.days_per_px

    def day(self, x: float) -> float:
        return self.left + x * self.days_per_px

    @property
    def right(self) -> float:
        return self.day(self.width)

    @property
    def level(self) -> Level:
        """By days per 1000 pixels."""
        per_thousand = self.days_per_px * 1000
        for bound, level in ((5000, Level.DECADES), (1200, Level.YEARS), (200, Level.MONTHS), (20, Level.WEEKS)):
            if per_thousand > bound:
                return level
        return Level.DAYS

    def zoomed(self, factor: float, at_x: float) -> TimeScale:
        """Nearer by ``factor`` (below 1: farther); the day under ``at_x`` stays there."""
        nearer = min(FARTHEST, max(NEAREST, self.days_per_px / factor))
        return replace(self, left=self.day(at_x) - at_x * nearer, days_per_px=nearer).held()

    def panned(self, pixels: float) -> TimeScale:
        """Moved so that the content goes ``pixels`` to the right."""
        return replace(self, left=self.left - pixels * self.days_per_px).held()

    def held(self) -> TimeScale:
        """Kept so that the calendar never leaves the window."""
        span = self.days_per_px * self.width
        return replace(self, left=min(LAST_DAY - 0.1 * span, max(1 - 0.9 * span, self.left)))

    def resized(self, width: float) -> TimeScale:
        """The same days in a plot of another width."""
        nearness = self.days_per_px * self.width / max(width, 1.0)
        return TimeScale(self.left, min(FARTHEST, max(NEAREST, nearness)), width)

    @classmethod
    def fitting(cls, first: float, last: float, width: float, *, air: float = 0.04) -> TimeScale:
        """All days from ``first`` to ``last`` with a little air at both sides."""
        width = max(width, 1.0)
        span = max(last + 1 - first, 1.0)
        per_px = min(FARTHEST, max(NEAREST, span / (width * (1 - 2 * air))))
        return cls((first + last + 1) / 2 - per_px * width / 2, per_px, width)


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid at ``x``; ``row`` 0 is the upper, coarser row of the axis. ``label`` may be empty."""

    x: float
    row: int
    label: str
    label_x: float


def ticks(scale: TimeScale) -> list[Tick]:
    """Grid lines and labels of the visible axis; labels never touch each other."""
    if not scale.width > 0:
        return []
    level = scale.level
    if level is Level.DECADES:
        return _year_ticks(scale)
    if level is Level.YEARS:
        coarse, fine = month_starts(scale, 12), month_starts(scale, 3)
        return _rows(scale, coarse, lambda d: f"{d.year}", fine, lambda d: (f"Q{(d.month + 2) // 3}",))
    if level is Level.MONTHS:
        return _rows(
            scale, month_starts(scale, 12), lambda d: f"{d.year}",
            month_starts(scale, 1), lambda d: (MONTHS[d.month - 1], MONTHS[d.month - 1][:3], MONTHS[d.month - 1][0]),
        )  # fmt: skip
    fine = _weeks(scale) if level is Level.WEEKS else _every_day(scale)
    months = month_starts(scale, 1)
    return _rows(
        scale,
        months,
        lambda d: f"{MONTHS[d.month - 1]} {d.year}",
        fine,
        _week_words if level is Level.WEEKS else _day_words,
    )


def _week_words(day: date) -> tuple[str, ...]:
    return (f"Mon {day.day} {MONTHS[day.month - 1][:3]}", f"{day.day} {MONTHS[day.month - 1][:3]}", f"{day.day}")


def _day_words(day: date) -> tuple[str, ...]:
    name = _DAYS[day.weekday()]
    return (f"{name} {day.day} {MONTHS[day.month - 1]}", f"{name} {day.day}", f"{day.day}")


def _clipped(scale: TimeScale) -> tuple[int, int]:
    return max(1, int(scale.left)), min(LAST_DAY, int(scale.right) + 1)


def month_starts(scale: TimeScale, step: int, *, beyond: int = 0) -> list[int]:
    """First days of every ``step``th month from the one under the left edge on; ``beyond`` the right edge so many more."""
    first, last = _clipped(scale)
    if first > last:
        return []
    start = date.fromordinal(first)
    number = start.year * 12 + (start.month - 1) // step * step
    found = []
    while number < 120000:
        day = date(number // 12, number % 12 + 1, 1).toordinal()
        if day > last:
            beyond -= 1
            if beyond < 0:
                break
        found.append(day)
        number += step
    return found


def _weeks(scale: TimeScale) -> list[int]:
    first, last = _clipped(scale)
    # Ordinal 1 was a Monday.
    return list(range(max(1, first - (first - 1) % 7), last + 1, 7))


def _every_day(scale: TimeScale) -> list[int]:
    first, last = _clipped(scale)
    return list(range(first, last + 1))


_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


def _fine_step(scale: TimeScale) -> int:
    return next((s for s in _STEPS if s * _YEAR / scale.days_per_px >= 36), 5000)


def _year_starts(scale: TimeScale, step: int) -> list[int]:
    first, last = _clipped(scale)
    if first > last:
        return []
    from_year, to_year = date.fromordinal(first).year, date.fromordinal(last).year
    begin = max(step if step > 1 else 1, from_year // step * step)
    return [date(y, 1, 1).toordinal() for y in range(begin, min(9999, to_year) + 1, step)]


def fine_years(scale: TimeScale) -> list[int]:
    """Where the stretches of years begin that the axis names from afar, with the end of the last one."""
    step = _fine_step(scale)
    starts = _year_starts(scale, step)
    if not starts:
        return []
    after = date.fromordinal(starts[-1]).year + step
    return [*starts, date(after, 1, 1).toordinal() if after <= 9999 else LAST_DAY + 1]


def _year_ticks(scale: TimeScale) -> list[Tick]:
    fine = _fine_step(scale)
    coarse = max(10, next((s for s in _STEPS if s > fine and s % fine == 0 and s >= 10), 10000))
    decade = "s" if coarse == 10 else ""
    return _rows(
        scale, _year_starts(scale, coarse), lambda d: f"{d.year}{decade}",
        _year_starts(scale, fine), lambda d: (f"{d.year}",),
    )  # fmt: skip


def _rows(scale: TimeScale, coarse: list[int], name, fine: list[int], names) -> list[Tick]:
    """Both rows; of the fine row's spellings the longest that fits every step."""
    found: list[Tick] = []
    visible = [d for d in fine if -1 <= scale.x(d) <= scale.width]
    step = min((scale.x(b) - scale.x(a) for a, b in pairwise(fine)), default=scale.width)
    spellings = list(zip(*(names(date.fromordinal(d)) for d in fine), strict=True))
    fitting = next((s for s in spellings if max(text_width(w, 11) for w in s) + 8 <= step), None)
    words = dict(zip(fine, fitting, strict=True)) if fitting else {}
    for day in visible:
        x = scale.x(day)
        word = words.get(day, "")
        label = word if x + 4 + text_width(word, 11) <= scale.width else ""
        found.append(Tick(x, 1, label, x + 4))
    for n, day in enumerate(coarse):
        x = scale.x(day)
        word = name(date.fromordinal(day))
        stop = scale.x(coarse[n + 1]) if n + 1 < len(coarse) else scale.width
        # The label of the stretch that began before the window stays at its left edge.
        at = max(x, 0.0) + 4
        fits = at + text_width(word, 12, True) + 6 <= min(stop, scale.width)
        if x <= scale.width:
            found.append(Tick(x, 0, word if fits else "", at))
    return found
