"""The grammar of dates in the news, resolved against the day (or month, or year) of publication.

A date is kept as well as it is known. Where the publication date is unknown, relative words yield nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dateutil.relativedelta import relativedelta

from kpdesk.domain.dates import MONTHS, earliest, from_day, from_month, latest, precision, show

Direction = Literal["past", "future"] | None
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NUMBERS = {
    w: i
    for i, w in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
} | {"a": 1, "an": 1}
_M = "(?-i:" + "|".join([*MONTHS, *(m[:3] + r"\b\.?" for m in MONTHS if m != "May"), r"Sept\b\.?"]) + ")"
_D = r"(?:[0-3]?\d)(?:st|nd|rd|th)?"
_Y = r"(?:1[89]|20)\d\d"
_W = "(?-i:" + "|".join(WEEKDAYS) + ")"
_TO = r"\s*(?:-|–|—|\bto\b|\band\b|\buntil\b|\bthrough\b)\s*"
_SHADE = r"(?:(?:early|late|mid|earlier|later|the (?:beginning|start|middle|end) of|(?:by )?the end of)[ -])?"
_RULES: tuple[tuple[str, str], ...] = (
    ("days", rf"(?:{_W},?\s+)?(?P<d1>{_D})(?:\s+(?:of\s+)?(?P<m1>{_M}))?{_TO}(?P<d2>{_D})\s+(?:of\s+)?(?P<m2>{_M})(?:,?\s+(?P<y>{_Y}))?"),
    ("days", rf"(?P<m1>{_M})\s+(?P<d1>{_D}){_TO}(?:(?P<m2>{_M})\s+)?(?P<d2>{_D})(?!\s*(?:{_M}|%|,?\d))(?:,?\s+(?P<y>{_Y}))?"),
    ("day", rf"(?:{_W},?\s+)?(?P<d1>{_D})\s+(?:of\s+)?(?P<m1>{_M})(?:,?\s+(?P<y>{_Y}))?"),
    ("day", rf"(?:{_W},?\s+)?(?P<m1>{_M})\s+(?P<d1>{_D})(?!\d|[,.]\d|\s*%)(?:,?\s+(?P<y>{_Y}))?"),
    ("day", rf"(?P<y>{_Y})-(?P<n>\d\d)-(?P<d1>\d\d)"),
    ("months", rf"(?P<m1>{_M}){_TO}(?P<m2>{_M})\s+(?P<y>{_Y})"),
    ("month", rf"{_SHADE}(?P<m1>{_M}),?\s+(?P<y>{_Y})"),
    ("half", rf"(?P<half>first|second) half of (?P<y>{_Y})"),
    ("quarter", rf"(?:Q(?P<q>[1-4])|(?P<qw>first|second|third|fourth) quarter of)\s+(?P<y>{_Y})"),
    ("relative_month", rf"{_SHADE}(?P<which>this|last|next|previous|coming|past)\s+(?P<m1>{_M})"),
    ("relative", rf"{_SHADE}(?P<which>this|last|next|previous|coming|the same|later this|earlier this)\s+(?P<unit>week|weekend|month|year)(?:['’]s)?"),
    ("relative", r"(?P<which>the) (?:end|beginning|start|middle) of the (?P<unit>month|year)"),
    ("weekday", rf"(?:(?P<which>this|last|next|past|coming)\s+)?(?P<w>{_W})(?:\s+(?:morning|afternoon|evening|night))?(?:['’]s)?"),
    ("ago", r"(?P<count>\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+(?P<unit>day|week|month|year)s?\s+(?P<sense>ago|earlier)"),
    ("named", r"(?P<word>yesterday|today|tonight|tomorrow)"),
    ("month_alone", rf"{_SHADE}(?P<m1>{_M})(?:['’]s)?"),
    ("years", rf"(?P<y1>{_Y})\s*(?:-|–|\bto\b|\band\b)\s*(?P<y2>{_Y})"),
    ("decade", r"(?:the )?(?P<decade>(?:19|20)\d0)s"),
    ("year", rf"(?P<y>{_Y})(?:['’]s)?"),
)  # fmt: skip
# A date is not part of a longer number, an amount, a path or a code; months and weekdays are capitalised.
_PATTERNS = tuple(
    (rule, re.compile(rf"(?<![\w$€£/.,-]){pattern}(?![\w/]|-\d)", re.IGNORECASE)) for rule, pattern in _RULES
)
_AMBIGUOUS_WORDS = ("May", "March")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsDate:
    """Words that name a time, and what they mean. ``value`` is None when that cannot be known."""

    start: int
    end: int
    text: str
    value: str | None
    rule: str
    why: str = ""


def find(
    text: str, published: str | None, direction: Callable[[int], Direction] | None = None, *, anchor: str | None = None
) -> list[NewsDate]:
    """Every date in the text, in order. ``direction`` tells for an offset whether its sentence looks back or ahead.

    ``anchor`` is the day of the dateline when the text has one; weekdays are counted from it.
    """
    taken: list[tuple[int, int]] = []
    found: list[NewsDate] = []
    for rule, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(a < end and start < b for a, b in taken) or not _is_date(rule, match, text):
                continue
            taken.append((start, end))
            way = direction(start) if direction else None
            value = resolve(rule, match, published, way, anchor)
            words = match[0]
            based = rule in ("relative", "relative_month", "ago", "named", "weekday") or (
                value is not None and not re.search(_Y, words)
            )
            why = "" if value is None else _reason(words, value, anchor or published if based else None)
            found.append(NewsDate(start=start, end=end, text=words, value=value, rule=rule, why=why))
    return sorted(found, key=lambda d: d.start)


def _reason(words: str, value: str, base: str | None) -> str:
    if base is None:
        return f"'{words}' read as {show(value)}."
    return f"'{words}' read as {show(value)}, because the article was published {_on(base)}."


def _on(value: str) -> str:
    return f"on {show(value)}" if precision(value) == "day" else f"in {show(value)}"


def _is_date(rule: str, match: re.Match[str], text: str) -> bool:
    if re.search(r"[$€£]\s*$", text[max(0, match.start() - 3) : match.start()]):
        return False
    if rule == "month_alone" and match["m1"] in _AMBIGUOUS_WORDS and match[0].startswith(match["m1"]):
        before = text[max(0, match.start() - 14) : match.start()].casefold().split()
        return bool(before) and before[-1] in (
            "in",
            "last",
            "this",
            "next",
            "until",
            "since",
            "by",
            "a",
            "the",
            "of",
            "early",
            "late",
            "for",
            "from",
        )
    if rule == "month_alone" and len(match["m1"]) <= 4 and match["m1"] not in MONTHS:
        return False  # "Sep", "Jun" alone are more often names
    if rule == "year":
        before = text[max(0, match.start() - 16) : match.start()].casefold()
        return re.search(r"(?:resolution|no\.?|number|some|about|than|kpcs|least)\s+$", before) is None
    return True


def resolve(rule: str, match: re.Match[str], published: str | None, way: Direction, anchor: str | None) -> str | None:
    """The partial date that a match of a rule means."""
    part = match.groupdict()
    try:
        return _RESOLVERS[rule](part, published, way, anchor)
    except (ValueError, OverflowError):
        return None


def _number(word: str | None) -> int:
    return int(re.sub(r"\D", "", word)) if word else 0


def _month(word: str) -> int:
    return next(i for i, name in enumerate(MONTHS, 1) if name[:3].casefold() == word[:3].casefold())


def _near_year(month: int, day: int | None, published: str | None, way: Direction) -> int | None:
    """The year that is meant by a month alone: back or ahead as the sentence says, else the nearest."""
    if published is None or precision(published) == "year":
        return None
    first, last = earliest(published), latest(published)
    at = first + (last - first) / 2

    def target(year: int) -> date:
        return date(year, month, min(day or 15, 28))

    years = [y for y in (at.year - 1, at.year, at.year + 1) if 1 <= y <= 9999]
    nearest = min(years, key=lambda y: abs((target(y) - at).days))
    start = target(nearest) if day else target(nearest).replace(day=1)
    end = target(nearest) if day else (target(nearest).replace(day=1) + timedelta(days=27))
    if way == "past" and start > last and abs((target(nearest) - at).days) > 20:
        return nearest - 1
    if way == "future" and end < first and abs((target(nearest) - at).days) > 20:
        return nearest + 1
    return nearest


def _days(part: dict[str, str | None], published: str | None, way: Direction, anchor: str | None) -> str | None:
    month2 = _month(part.get("m2") or part["m1"] or "")
    month1 = _month(part.get("m1") or part.get("m2") or "")
    d1, d2 = _number(part["d1"]), _number(part["d2"])
    year = _number(part["y"]) or _near_year(month2, d2, published, way)
    if year is None:
        return None
    start = date(year - (month1 > month2), month1, d1)
    end = date(year, month2, d2)
    return None if start > end else f"{from_day(start)}/{from_day(end)}"


def _day(part: dict[str, str | None], published: str | None, way: Direction, anchor: str | None) -> str | None:
    month = int(part["n"] or 0) if part.get("n") else _month(part["m1"] or "")
    day = _number(part["d1"])
    year = _number(part["y"]) or _near_year(month, day, published, way)
    return None if year is None else from_day(date(year, month, day))


def _months(part: dict[str, str | None], published: str | None, way: Direction, anchor: str | None) -> str | None:
    year = _number(part["y"])
    return f"{from_month(year, _month(part['m1'] or ''))}/{from_month(year, _month(part['m2'] or ''))}"


def _one_month(part: dict[str, str | None], published: str | None, way: Direction, anchor: str | None) -> str | None:
    month = _month(part["m1"] or "")
    year = _number(part.get("y")) or _near_year(month, None, published, way)
    return None if year is None else from_month(year, month)


def _half(part: dict[str, str | None], published: str | None, way: Direction, anchor: str | None) -> str | None:
    first = (part["half"] or "").casefold() == "first"
    return f"{part['y']}-{'01' if first else '07'}/{part['y']}-{'06' if first else '12'}"


def _quarter(part: dict[str, str | None], published: str | None, way: Direction, anchor: str | None) -> str | None:
    number = int(part["q"] or 0) or ("first", "second", "third", "fourth").index((part["qw"] or "").casefold()) + 1
    return f"{part['y']}-{3 * number - 2:02d}/{part['y']}-{3 * number:02d}"


def _relative_month(
    part: dict[str, str | None], published: str | None, way: Direction, anchor: str | None
) -> str | None:
    if published is None or precision(published) == "year":
        return None
    month, at = _month(part["m1"] or ""), earliest(published)
    which = (part["which"] or "").casefold()
    if which in ("last", "previous", "past"):
        return from_month(at.year - (month >= at.month), month)
    if which in ("next", "coming"):
        return from_month(at.year + (month <= at.month), month)
    return from_month(at.year, month)


def _relative(part: dict[str, str | None], published: str | None, way: Direction, anchor: str | None) -> str | None:
    if published is None:
        return None
    which, unit = (part["which"] or "").casefold().split()[0], (part["unit"] or "").casefold()
    step = {"last": -1, "previous": -1, "next": 1, "coming": 1}.get(which, 0)
    at = earliest(published)
    if unit == "year":
        return f"{at.year + step:04d}"
    if precision(published) == "year":
        return None
    if unit == "month":
        then = at + relativedelta(months=step)
        return from_month(then.year, then.month)
    if precision(published) != "day":
        return None
    monday = at - timedelta(days=at.weekday()) + timedelta(weeks=step)
    first = monday + timedelta(days=5) if unit == "weekend" else monday
    return f"{from_day(first)}/{from_day(monday + timedelta(days=6))}"


def _weekday(part: dict[str, str | None], published: str | None, way: Direction, anchor: str | None) -> str | None:
    base = anchor or published
    if base is None or precision(base) != "day":
        return None
    at, wanted = earliest(base), WEEKDAYS.index(part["w"] or "")
    back = (at.weekday() - wanted) % 7
    ahead = (wanted - at.weekday()) % 7
    which = (part["which"] or "").casefold()
    if which in ("next", "coming") or (which in ("", "this") and way == "future"):
        return from_day(at + timedelta(days=ahead or 7))
    if which in ("last", "past"):
        return from_day(at - timedelta(days=back or 7))
    return from_day(at - timedelta(days=back))


def _ago(part: dict[str, str | None], published: str | None, way: Direction, anchor: str | None) -> str | None:
    if published is None or (part["sense"] or "").casefold() == "earlier":
        return None
    word, at, known = (part["count"] or "").casefold(), earliest(published), precision(published)
    count = int(word) if word.isdigit() else _NUMBERS[word]
    if (part["unit"] or "").casefold() == "year":
        return f"{at.year - count:04d}"
    if part["unit"] == "month" and known != "year":
        then = at - relativedelta(months=count)
        return from_month(then.year, then.month)
    if known != "day":
        return None
    if part["unit"] == "day":
        return from_day(at - timedelta(days=count))
    monday = at - timedelta(days=at.weekday()) - timedelta(weeks=count)
    return f"{from_day(monday)}/{from_day(monday + timedelta(days=6))}"


def _named(part: dict[str, str | None], published: str | None, way: Direction, anchor: str | None) -> str | None:
    base = anchor or published
    if base is None or precision(base) != "day":
        return None
    return from_day(
        earliest(base) + timedelta(days={"yesterday": -1, "tomorrow": 1}.get((part["word"] or "").casefold(), 0))
    )


def _years(part: dict[str, str | None], published: str | None, way: Direction, anchor: str | None) -> str | None:
    first, last = part["y1"] or "", part["y2"] or ""
    return f"{first}/{last}" if first < last else None


_RESOLVERS: dict[str, Callable[[dict[str, str | None], str | None, Direction, str | None], str | None]] = {
    "days": _days, "day": _day, "months": _months, "month": _one_month, "half": _half, "quarter": _quarter,
    "relative_month": _relative_month, "relative": _relative, "weekday": _weekday, "ago": _ago, "named": _named,
    "month_alone": _one_month, "years": _years,
    "decade": lambda part, *_: f"{part['decade']}/{(part['decade'] or '0000')[:3]}9",
    "year": lambda part, *_: part["y"],
}  # fmt: skip


def dateline(text: str, published: str | None) -> NewsDate | None:
    """The day at the head of a dispatch ("OTTAWA, July 12 -", "KINSHASA, Friday:")."""
    head = re.compile(r"^[A-Z][A-Z .,'’-]{2,40}[^\n]{0,40}?\s*(?:--|[-–—:])", re.MULTILINE)
    for match in list(head.finditer(text[:1500]))[:3]:
        for found in find(match[0], published):
            if found.value and precision(found.value) == "day":
                base = match.start()
                return NewsDate(
                    start=base + found.start,
                    end=base + found.end,
                    text=found.text,
                    value=found.value,
                    rule="dateline",
                    why=found.why,
                )
    return None
