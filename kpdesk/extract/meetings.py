"""Meetings: each once with all its mentions, placed, dated and linked to what is known."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kpdesk.domain.dates import earliest, latest, overlaps, precision, show
from kpdesk.extract.grammar import tense
from kpdesk.extract.meeting_mentions import NAME, Mention, mentions
from kpdesk.extract.newsdates import NewsDate
from kpdesk.extract.reading import Reading
from kpdesk.extract.reference import fold

_WORD_DAYS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_LASTED = re.compile(r"\b(?P<n>\d|two|three|four|five|six|seven)(?:[- ]days?\b)", re.IGNORECASE)


@dataclass(eq=False, slots=True)
class Meeting:
    """A meeting while it is put together."""

    mentions: list[Mention] = field(default_factory=list)
    kind: str = "other"
    place: str | None = None
    country: str | None = None
    when: str | None = None
    date: NewsDate | None = None
    when_why: str = ""
    way: str | None = None
    reference: str | None = None
    record: str | None = None
    why: str = ""
    score: float = 0.6
    number: int = 0
    parts: dict[tuple[str, str], tuple[int, int, str]] = field(default_factory=dict)


def find(reading: Reading) -> tuple[list[Meeting], list[tuple[int, int]]]:
    """The meetings of the text, and the places where a plenary speaks as a body."""
    found, bodies = mentions(reading)
    found += [m for m in _known(reading) if not any(x.start < m.end and m.start < x.end for x in found)]
    meetings = _join(reading, sorted(found, key=lambda m: m.start))
    for meeting in meetings:
        _settle(reading, meeting)
    return meetings, bodies


_ABOUT_PROCESS = re.compile(r"[Kk]imberl|\bKP\b")
_TOWN_THEN = re.compile(rf"(?P<place>{NAME})(?:,|(?:,? (?:in|on|of|back in|as far back as)))? (?:the )?$")


def _known(reading: Reading) -> list[Mention]:
    """ "at Interlaken last November", "in Moscow in June": a town and a time at which the reference list has a meeting."""
    listed, text = reading.reference, reading.text
    if listed is None or _ABOUT_PROCESS.search(text) is None:
        return []
    found = []
    for date in reading.dates_in(0, len(text)):
        if date.value is None or precision(date.value) == "year" or date.rule in ("decade", "years", "quarter", "half"):
            continue
        match = _TOWN_THEN.search(text, max(0, date.start - 45), date.start)
        city = reading.dateline_city
        if match is None or (city is not None and match.start() < city[2]):
            continue
        place = match["place"]
        if listed.country_named(place) or not listed.meetings(None, place, None, date.value):
            continue
        mention = Mention(
            start=match.start(), end=date.end, noun="meeting", head=reading.token(match.start()), definite=True,
            kind="other", place=place, place_sure=True, date=date, when=date.value,
        )  # fmt: skip
        mention.way = "past" if tense(mention.head) == "past" else None
        found.append(mention)
    return found


def _join(reading: Reading, mentions: list[Mention]) -> list[Meeting]:
    meetings: list[Meeting] = []
    for mention in mentions:
        best: tuple[float, Meeting] | None = None
        for meeting in meetings:
            fit = _fit(reading, meeting, mention)
            if fit > 0 and (best is None or fit >= best[0]):
                best = (fit, meeting)
        if best is None:
            if (
                mention.definite
                and mention.noun in ("meet", "session", "assembly", "conference", "forum")
                and not (mention.when or mention.place or mention.told)
            ):
                continue
            meetings.append(Meeting(mentions=[mention]))
            _take(reading, meetings[-1], mention)
            _from_end(reading, meetings[-1])
        else:
            best[1].mentions.append(mention)
            _take(reading, best[1], mention)
    return meetings


def _take(reading: Reading, meeting: Meeting, mention: Mention) -> None:
    if meeting.kind in ("other", "negotiation") and mention.kind != "other":
        meeting.kind = (
            mention.kind if meeting.kind == "other" or mention.kind in ("plenary", "intersessional") else meeting.kind
        )
    if mention.place and (
        meeting.place is None
        or (len(mention.place) > len(meeting.place) and fold(meeting.place) in fold(mention.place))
    ):
        meeting.place = mention.place
    if mention.when and (meeting.when is None or _finer(mention.when, meeting.when)):
        meeting.when, meeting.date = mention.when, mention.date
    meeting.way = meeting.way or mention.way
    if reading.reference is not None and meeting.place:
        meeting.country = reading.reference.place_code(meeting.place)


def _finer(a: str, b: str) -> bool:
    return overlaps(a, b) and (latest(a) - earliest(a)) < (latest(b) - earliest(b))


def _apart(kinds: set[str]) -> bool:
    """Whether two kinds of meeting cannot be one."""
    return (
        {"plenary", "intersessional"} <= kinds
        or ("special" in kinds and bool(kinds & {"plenary", "intersessional"}))
        or ("civil_society" in kinds and len(kinds) > 1 and "other" not in kinds)
    )


def _fit(reading: Reading, meeting: Meeting, mention: Mention) -> float:
    """How well a phrase fits a meeting; 0 when they cannot be the same."""
    if _apart({meeting.kind, mention.kind}):
        return 0
    score = 1.0
    if meeting.place and mention.place:
        if not _same_place(reading, meeting, mention):
            return 0
        score += 2
    if meeting.when and mention.when:
        if not overlaps(meeting.when, mention.when) and not _adjacent(meeting.when, mention.when):
            return 0
        score += 2
    if (mention.when or mention.place) and (meeting.when or meeting.place) and score == 1.0:
        score -= 0.3
    if (
        mention.place
        and not meeting.place
        and meeting.when
        and mention.when
        and meeting.when != mention.when
        and mention.noun not in [m.noun for m in meeting.mentions]
    ):
        return 0
    ways = {_when_way(reading, meeting.when) or meeting.way, _when_way(reading, mention.when) or mention.way}
    if {"past", "future"} <= ways:
        return 0
    if meeting.kind == mention.kind != "other":
        score += 1
    if mention.noun in [m.noun for m in meeting.mentions]:
        score += 0.5
    if (
        not mention.definite
        and not meeting.mentions[0].headline
        and score < 3
        and "next" not in reading.text[mention.start : mention.end]
    ):
        return 0
    if not mention.definite and mention.when and not meeting.when and not meeting.mentions[-1].headline and score < 3:
        return 0
    if "first" in reading.text[mention.start : mention.end].casefold().split() and not mention.definite:
        return 0
    score += 0.5 * (1 - (mention.start - meeting.mentions[-1].end) / max(1, len(reading.text)))
    return score


def _when_way(reading: Reading, when: str | None) -> str | None:
    if when is None or reading.published is None:
        return None
    if latest(when) < earliest(reading.published):
        return "past"
    return "future" if earliest(when) > latest(reading.published) else None


def _adjacent(a: str, b: str) -> bool:
    """Two days of one meeting: at most five days apart."""
    if precision(a) not in ("day", "interval") or precision(b) not in ("day", "interval"):
        return False
    return abs((earliest(a) - earliest(b)).days) <= 5


def _same_place(reading: Reading, meeting: Meeting, mention: Mention) -> bool:
    a, b = fold(meeting.place or ""), fold(mention.place or "")
    if a in b or b in a:
        return True
    if reading.reference is None:
        return False
    code, other = meeting.country, reading.reference.place_code(mention.place or "")
    country = reading.reference.country(code)
    named = country is not None and (
        a == fold(country.name) or b == fold(country.name) or any(fold(n.text) in (a, b) for n in country.names)
    )
    return bool(code) and code == other and named


def _settle(reading: Reading, meeting: Meeting) -> None:
    """Dateline, length in days, and the links to the reference set and the case."""
    _from_end(reading, meeting)
    _from_dateline(reading, meeting)
    _from_length(reading, meeting)
    if meeting.when is not None and meeting.date is not None:
        meeting.when_why = (
            meeting.date.why
            if meeting.when == meeting.date.value
            else f"{meeting.date.why[:-1]}; its other end is counted from the days it took."
        )
    words = reading.text[meeting.mentions[0].start : meeting.mentions[0].end]
    meeting.why = f"'{words}' names a meeting."
    if reading.reference is not None and meeting.place:
        meeting.country = reading.reference.place_code(meeting.place)
    about_process = "kimberl" in reading.text.casefold() or re.search(r"\bKP\b", reading.text) is not None
    if reading.reference is not None and meeting.when and about_process and meeting.kind != "civil_society":
        wanted = meeting.kind if meeting.kind in ("plenary", "intersessional") else None
        linked = [
            e
            for e in reading.reference.meetings(wanted, meeting.place, meeting.country, meeting.when)
            if e.kind in ("plenary", "intersessional", "special", "negotiation", "ministerial")
        ]
        if linked and (len(linked) == 1 or linked[0].kind in ("plenary", "intersessional")):
            entry = linked[0]
            meeting.reference, meeting.score = entry.key, 0.85
            meeting.why = f"'{words}' read as {entry.name}{' of ' + show(entry.when) if entry.when else ''}: same place and time, from the reference list."
            if meeting.kind in ("other", "negotiation"):
                meeting.kind = entry.kind
    for known in reading.known.meetings:
        when = (
            f"{known.start}/{known.end}"
            if known.start and known.end and known.start != known.end
            else known.start or known.end
        )
        place = (
            known.place is None
            or meeting.place is None
            or fold(known.place).split(",")[0] in fold(meeting.place)
            or (known.country is not None and known.country == meeting.country)
        )
        if (meeting.reference and known.reference == meeting.reference) or (
            when and meeting.when and place and overlaps(when, meeting.when) and known.kind in (meeting.kind, "other")
        ):
            meeting.record = known.id
            meeting.why = f"'{words}' read as {known.name}, which is in this case: same place and time."


def _from_dateline(reading: Reading, meeting: Meeting) -> None:
    """A dispatch tells of the meeting in the town that it was sent from."""
    if meeting.place is not None or reading.dateline_city is None or reading.reference is None:
        return
    city = reading.dateline_city[0]
    fits = any(
        m.noun in ("plenary", "intersessional", "summit", "talks", "meeting", "session", "conference")
        for m in meeting.mentions
    )
    ahead = "future" in (meeting.way, _when_way(reading, meeting.when))
    near = min(m.start for m in meeting.mentions) < 700 and (
        reading.reference.place_code(city) is not None or meeting.mentions[0].definite
    )
    if fits and near and not ahead:
        meeting.place = city


_ENDS = r"(?:ended|closed|concluded|wrapped up|finished|broke up|collapsed|adjourned|wound up|closing|the (?:last|final|closing) day of)"
_BEGINS = r"(?:opened|began|started|kicked off|got under way|the (?:first|opening) day of)"
_EDGE = re.compile(rf"\b(?:{_ENDS}|{_BEGINS})\b")


def _from_end(reading: Reading, meeting: Meeting) -> None:
    """ "agreed on Friday ... as the plenary closed": the day told of nearby, else that of the dispatch, is its last."""
    if meeting.when is not None:
        return
    for mention in meeting.mentions:
        sentence = reading.sentence(mention.start)
        near = reading.text[max(sentence.start_char, mention.start - 30) : min(sentence.end_char, mention.end + 25)]
        if _EDGE.search(near) is None:
            continue
        number = reading.number(mention.start)
        first = reading.sents[max(0, number - 1)].start_char
        days = [
            d
            for d in reading.dates_in(first, sentence.end_char)
            if d.value is not None and precision(d.value) == "day" and _when_way(reading, d.value) != "future"
        ]
        date = days[-1] if days else reading.dateline_date
        if date is not None and date.value is not None and precision(date.value) == "day":
            meeting.when, meeting.date = date.value, date
            return


def _from_length(reading: Reading, meeting: Meeting) -> None:
    """ "ended on Friday" after "five days": the first day is counted back."""
    if meeting.when is None or precision(meeting.when) != "day" or meeting.date is None:
        return
    first = reading.number(meeting.date.start)
    near = " ".join(s.text for s in reading.sents[max(0, first - 1) : first + 3])
    near += " " + " ".join(reading.text[m.start : m.end] for m in meeting.mentions)
    match = _LASTED.search(near)
    mention = meeting.mentions[0]
    around = reading.text[max(0, mention.start - 30) : mention.end + 25].casefold()
    before = reading.text[max(0, meeting.date.start - 120) : meeting.date.start].casefold()
    if match is None:
        return
    days = int(match["n"]) if match["n"].isdigit() else _WORD_DAYS[match["n"].casefold()]
    day = earliest(meeting.when)
    if re.search(rf"\b{_ENDS}\b[^.]*$", before) or re.search(rf"\b{_ENDS}\b", around):
        meeting.when = f"{day.fromordinal(day.toordinal() - days + 1).isoformat()}/{day.isoformat()}"
    elif re.search(rf"\b(?:{_BEGINS}|opens|begins|starts)\b[^.]*$", before):
        meeting.when = f"{day.isoformat()}/{day.fromordinal(day.toordinal() + days - 1).isoformat()}"


def title(meeting: Meeting, reading: Reading) -> str:
    """A name for people: "KP plenary, Kinshasa, November 2011"."""
    noun = {"plenary": "plenary", "intersessional": "intersessional", "special": "special meeting", "ministerial": "ministerial meeting",
            "civil_society": "civil-society meeting", "negotiation": "talks"}.get(meeting.kind)  # fmt: skip
    series = (
        "KP "
        if meeting.kind in ("plenary", "intersessional", "special") and "kimberl" in reading.text.casefold()
        else ""
    )
    if noun is None:
        own = meeting.mentions[0]
        noun = reading.text[own.start : own.head.idx + len(own.head.text)] if own.head.idx >= own.start else "meeting"
        noun = re.sub(r"^(?:the|a|an|its|their|this|that)\s+", "", noun, flags=re.IGNORECASE)
    name = f"{series}{noun}"
    parts = [name[:1].upper() + name[1:], *([meeting.place] if meeting.place and meeting.place not in name else [])]
    return ", ".join([*parts, *([show(meeting.when)] if meeting.when else [])])
