"""Meetings: named by a noun phrase, placed and dated by the words around it, each once with all its mentions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from kpdesk.domain.dates import earliest, latest, overlaps, precision, show
from kpdesk.extract.grammar import base, chunk, is_subject, tense
from kpdesk.extract.newsdates import NewsDate
from kpdesk.extract.reading import Reading
from kpdesk.extract.reference import fold
from kpdesk.extract.words import MEETING_KINDS, MEETING_NOUNS, STRONG_MEETINGS

_CAP = r"[A-Z][\w’'.-]*(?:[ -](?:of (?:the )?)?(?:the )?[A-Z][\w’'-]*){0,4}"
_PLACE = re.compile(rf"\b(?:in|at) (?:the )?(?P<place>{_CAP}(?:, {_CAP})?)")
_SAYING = re.compile(r"\b(?:said|says|told|announced|added|stated|reported|published)(?: [\w’'.]+){0,5}? (?:on |in )?$", re.IGNORECASE)
_WORD_DAYS = {w: n for n, w in enumerate("one two three four five six seven".split(), 1)}
_LASTED = re.compile(r"\b(?P<n>\d|two|three|four|five|six|seven)(?:[- ]days?\b)", re.IGNORECASE)
_MEET = re.compile(
    rf"\b(?P<m>(?:meets?|met|convenes?|convened|gather(?:s|ed)?)(?: again| next)? (?:in|at) (?P<place>{_CAP}(?:, {_CAP})?)(?:,? (?:in|on|from|this|next) [^.;\n]{{3,40}}?)?)(?=[.,;\n]| to | for | and )"
)
_DECIDES = frozenset(
    "express call note take decide adopt welcome agree request urge recommend endorse acknowledge approve recognise recognize thank reaffirm encourage invite "
    "commend mandate reiterate stress emphasise emphasize regret deplore".split()
)
_SKIP_BEFORE = frozenset("no any every each such annual-meeting".split())
_SKIP_WITH = frozenset("press news".split())


@dataclass(eq=False, slots=True)
class Mention:
    """One phrase that means a meeting. ``noun`` is the lemma that says what it is."""

    start: int
    end: int
    noun: str
    head: Token
    definite: bool
    kind: str
    place: str | None = None
    place_sure: bool = False
    date: NewsDate | None = None
    when: str | None = None
    way: str | None = None  # past or future
    headline: bool = False


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
    mentions, bodies = _mentions(reading)
    meetings = _join(reading, mentions)
    for meeting in meetings:
        _settle(reading, meeting)
    return meetings, bodies


def _mentions(reading: Reading) -> tuple[list[Mention], list[tuple[int, int]]]:
    found: list[Mention] = []
    bodies: list[tuple[int, int]] = []
    seen = -1
    for token in reading.doc:
        lemma = base(token) if base(token) in MEETING_NOUNS else token.text.casefold()
        if lemma not in MEETING_NOUNS or token.i < seen or token.pos_ not in ("NOUN", "PROPN", "ADJ"):
            continue
        if token.tag_ in ("VBG", "VBZ", "VB", "VBP") or (token.tag_ == "JJ" and lemma not in STRONG_MEETINGS):
            continue
        whole = chunk(token)
        mention = _mention(reading, token, lemma, whole)
        if mention is None:
            continue
        seen = whole.end
        if mention.noun == "plenary" and _speaks(reading, mention):
            bodies.append((mention.start, mention.end))
        else:
            found.append(mention)
    for match in _MEET.finditer(reading.text):
        token = reading.token(match.start())
        if token.pos_ == "VERB" and not any(m.start < match.end() and match.start() < m.end for m in found):
            mention = Mention(start=match.start(), end=match.end("m"), noun="meeting", head=token, definite=False, kind="other")
            _place_and_date(reading, mention)
            if mention.when or mention.place:
                found.append(mention)
    return sorted(found, key=lambda m: m.start), bodies


def _mention(reading: Reading, token: Token, lemma: str, whole: Span) -> Mention | None:
    nouns = [t for t in whole if t.pos_ in ("NOUN", "PROPN", "ADJ") and (base(t) in MEETING_NOUNS or t.text.casefold() in MEETING_NOUNS)]
    last = nouns[-1] if nouns else token
    words = [t.text.casefold() for t in whole]
    plural = last.tag_ in ("NNS", "NNPS") and base(last) not in ("talk", "discussion", "negotiation", "consultation") and last.text.casefold() not in ("talks", "discussions", "negotiations", "consultations")
    if set(words[:2]) & _SKIP_BEFORE or set(words) & _SKIP_WITH:
        return None
    start, end = whole.start_char, last.idx + len(last.text)
    tail = [t for t in whole if t.i > last.i and t.pos_ in ("NOUN", "PROPN")]
    if tail:
        before = [t for t in whole if t.i < token.i and t.pos_ == "PROPN"]
        if not before or reading.reference is None or reading.reference.place_code(" ".join(t.text for t in before)) is None:
            return None
    kind = _kind(words, lemma)
    definite = words[0] in ("the", "this", "that", "its", "their", "his", "her", "these") or whole[0].pos_ == "PROPN"
    mention = Mention(start=start, end=end, noun=lemma, head=last, definite=definite, kind=kind, headline=reading.is_headline(start))
    _place_and_date(reading, mention)
    weak = lemma not in STRONG_MEETINGS and lemma not in ("plenaries",)
    if plural and not (mention.when and mention.place):
        return None
    if weak and not definite and not (mention.when or mention.place_sure) and not _event(reading, mention):
        return None
    if lemma in ("forum", "conference", "congress", "assembly", "discussions", "consultations", "negotiations", "session", "meet") and not (
        mention.when or mention.place_sure or (definite and words[0] in ("the", "this"))
    ):
        return None
    if _wished(reading, mention):
        return None
    return mention


def _event(reading: Reading, mention: Mention) -> bool:
    """Whether an indefinite phrase tells of an event: "walked out of a meeting", "following a first stakeholders meeting"."""
    before = reading.text[max(0, mention.start - 60) : mention.start].casefold()
    return bool(re.search(r"\b(?:out of|attend\w*|boycott\w*|following|after|during|at|from|host\w*|held|chair\w*|quit|left|addressed|opened|before|ahead of|convened)\s+$", before))


def _wished(reading: Reading, mention: Mention) -> bool:
    """ "called for an emergency session": no event yet."""
    before = reading.text[max(0, mention.start - 40) : mention.start].casefold()
    return not mention.definite and bool(re.search(r"\b(?:call(?:ed|ing|s)? for|demand(?:ed|ing|s)?|propos(?:ed|ing|es?)|want(?:ed|s)?|request(?:ed|s)?|in favour of|seek(?:ing|s)?|sought)\s+$", before))


def _kind(words: list[str], lemma: str) -> str:
    joined = " ".join(words)
    if re.search(r"civil[- ]society|ngo|coalition", joined):
        return "civil_society"
    if "ministerial" in joined or "ministers" in words:
        return "ministerial"
    if re.search(r"\b(?:special|extraordinary|emergency|mini-summit)\b", joined):
        return "special"
    for word in words:
        if word in ("plenary", "intersessional"):
            return MEETING_KINDS[word]
    return MEETING_KINDS.get(lemma, MEETING_KINDS.get(words[-1], "other"))


def _speaks(reading: Reading, mention: Mention) -> bool:
    """Whether a plenary acts as a body here: "The Plenary expressed concern"."""
    after = re.match(r"(?: also| further)? (\w+)", reading.text[mention.end :])
    if after is None:
        return False
    verb = reading.token(mention.end + after.start(1))
    return verb.tag_ in ("VBD", "VBZ", "VBP", "VBN") and base(verb) in _DECIDES and (is_subject(mention.head) or verb.tag_ != "VBN")


def _place_and_date(reading: Reading, mention: Mention) -> None:
    text = reading.text
    sentence = reading.sentence(mention.start)
    _grow(reading, mention, sentence.end_char)
    inside = text[mention.start : mention.end]
    mention.way = _way(reading, mention)
    for match in _PLACE.finditer(inside):
        if _is_place(reading, match["place"]) and not _modifies(reading, mention.start + match.end()):
            mention.place, mention.place_sure = match["place"], True
            break
    if mention.place is None and mention.noun != "meet":
        for token in reading.span(mention.start, mention.end):
            if token.i < mention.head.i and token.pos_ == "PROPN" and reading.reference and reading.reference.place_code(token.text) and fold(token.text) != "kimberley":
                before = token.nbor(-1) if token.i else token
                both = f"{before.text} {token.text}"
                wide = before.pos_ == "PROPN" and before.idx >= mention.start and reading.reference.place_code(both) is not None
                mention.place, mention.place_sure = both if wide else token.text, True
                break
    dates = reading.dates_in(mention.start, mention.end)
    after_end = min(sentence.end_char, mention.end + 110)
    rest = text[mention.end : after_end]
    stop = re.search(r"\b(?:said|says|told|who|which|after|because|although|while|until|since)\b|[;“”\"]", rest)
    other = re.search(rf"\b(?:{'|'.join(sorted(MEETING_NOUNS))})\b", rest)
    limit = mention.end + min([m.start() for m in (stop, other) if m] or [len(rest)])
    if mention.place is None:
        match = _PLACE.search(text, mention.end, limit)
        if match is not None and _is_place(reading, match["place"]) and not _modifies(reading, match.end()):
            mention.place = match["place"]
    if mention.place is None and (match := re.search(rf"\bin (?P<place>{_CAP}), where $", text[sentence.start_char : mention.start])):
        mention.place = match["place"]
    if not dates:
        dates = [d for d in reading.dates_in(mention.end, limit) if not _SAYING.search(text[max(0, d.start - 30) : d.start])]
    if not dates:
        dates = [d for d in reading.dates_in(max(sentence.start_char, mention.start - 70), mention.start) if not _SAYING.search(text[max(0, d.start - 30) : d.start]) and not re.search(r"[.;]|, (?:which|who)|\b(?:said|and|but)\b", text[d.end : mention.start]) and not text[: d.start].rstrip().endswith(("since", "until"))][-1:]
        dateline = reading.dateline_date
        dates = [d for d in dates if dateline is None or d.start != dateline.start]
    dates = [d for d in dates if d.value is not None and d.rule not in ("decade", "years", "ago")]
    if dates:
        mention.date, mention.when = dates[0], dates[0].value


def _grow(reading: Reading, mention: Mention, limit: int) -> None:
    """Take in what follows the noun and belongs to it: "this month", "in Kinshasa", "on Zimbabwe diamonds", "in November"."""
    text = reading.text
    for _ in range(3):
        rest = text[mention.end : limit]
        date = next((d for d in reading.dates if d.start in (mention.end + 1, mention.end + 4) and d.end <= limit and re.fullmatch(r" (?:in )?(?:the )?", text[mention.end : d.start])), None)
        if date is not None:
            mention.end = date.end
            continue
        match = re.match(rf" (?:in|at) (?:the )?{_CAP}(?=[\s.,;:)]|$)", rest) or re.match(r" (?:with|between|of) (?:the )?(?:[a-z-]+ ){0,2}[A-Z][\w’'&-]*(?: (?:of |for |and |& )?[A-Z][\w’'&-]*){0,6}", rest) or re.match(r" on (?:[A-Z]\w+ )?(?:[a-z-]+ )?(?:diamonds?|stones|gems|exports|reform|trade)\b", rest)
        if match is None:
            break
        mention.end += match.end()


def _way(reading: Reading, mention: Mention) -> str | None:
    words = reading.text[mention.start : mention.end].casefold()
    if re.search(r"\b(?:next|upcoming|coming|forthcoming|planned)\b", words):
        return "future"
    if re.search(r"\b(?:last|previous|recent|past)\b", words):
        return "past"
    if re.search(r"\b(?:after|following|since|at|during)(?: the| its)?\s*$", reading.text[max(0, mention.start - 15) : mention.start]):
        return "past" if tense(mention.head) != "future" or re.search(r"\b(?:after|following|since)\b", reading.text[max(0, mention.start - 15) : mention.start]) else "future"
    if re.search(r"\buntil(?: the| its)?\s*$", reading.text[max(0, mention.start - 12) : mention.start]):
        return "future"
    return tense(mention.head)


def _modifies(reading: Reading, end: int) -> bool:
    """Whether a capitalised word goes on with its noun: "in Zimbabwe row" is no place."""
    if reading.text[end : end + 1] != " ":
        return False
    following = reading.token(end + 1)
    return following.text.islower() and following.pos_ in ("NOUN", "ADJ") and following.idx == end + 1


def _is_place(reading: Reading, words: str) -> bool:
    if reading.reference is not None and reading.reference.place_code(words) is not None:
        return True
    if re.match(rf"(?:{'|'.join(['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'])})\b", words):
        return False
    span = next((e for e in reading.doc.ents if e.text.startswith(words.split(",")[0]) or words.startswith(e.text)), None)
    return span is None or span.label_ in ("GPE", "LOC", "ORG", "PERSON", "MISC", "EVENT")


def _join(reading: Reading, mentions: list[Mention]) -> list[Meeting]:
    meetings: list[Meeting] = []
    for mention in mentions:
        best: tuple[float, Meeting] | None = None
        for meeting in meetings:
            fit = _fit(reading, meeting, mention)
            if fit > 0 and (best is None or fit >= best[0]):
                best = (fit, meeting)
        if best is None:
            if mention.definite and mention.noun in ("meet", "session", "assembly", "conference", "forum") and not (mention.when or mention.place):
                continue
            meetings.append(Meeting(mentions=[mention]))
            _take(reading, meetings[-1], mention)
        else:
            best[1].mentions.append(mention)
            _take(reading, best[1], mention)
    return meetings


def _take(reading: Reading, meeting: Meeting, mention: Mention) -> None:
    if meeting.kind in ("other", "negotiation") and mention.kind != "other":
        meeting.kind = mention.kind if meeting.kind == "other" or mention.kind in ("plenary", "intersessional") else meeting.kind
    if mention.place and (meeting.place is None or (len(mention.place) > len(meeting.place) and fold(meeting.place) in fold(mention.place))):
        meeting.place = mention.place
    if mention.when and (meeting.when is None or _finer(mention.when, meeting.when)):
        meeting.when, meeting.date = mention.when, mention.date
    meeting.way = meeting.way or mention.way
    if reading.reference is not None and meeting.place:
        meeting.country = reading.reference.place_code(meeting.place)


def _finer(a: str, b: str) -> bool:
    return overlaps(a, b) and (latest(a) - earliest(a)) < (latest(b) - earliest(b))


def _fit(reading: Reading, meeting: Meeting, mention: Mention) -> float:
    """How well a phrase fits a meeting; 0 when they cannot be the same."""
    kinds = {meeting.kind, mention.kind}
    if {"plenary", "intersessional"} <= kinds or ("civil_society" in kinds and len(kinds) > 1 and "other" not in kinds):
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
    ways = {_when_way(reading, meeting.when) or meeting.way, _when_way(reading, mention.when) or mention.way}
    if {"past", "future"} <= ways:
        return 0
    if meeting.kind == mention.kind != "other":
        score += 1
    if mention.noun in [m.noun for m in meeting.mentions]:
        score += 0.5
    if not mention.definite and not meeting.mentions[0].headline and score < 3 and "next" not in reading.text[mention.start : mention.end]:
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
    named = country is not None and (a == fold(country.name) or b == fold(country.name) or any(fold(n.text) in (a, b) for n in country.names))
    return bool(code) and code == other and named


def _settle(reading: Reading, meeting: Meeting) -> None:
    """Dateline, length in days, and the links to the reference set and the case."""
    _from_dateline(reading, meeting)
    _from_length(reading, meeting)
    if meeting.when is not None and meeting.date is not None:
        meeting.when_why = meeting.date.why if meeting.when == meeting.date.value else f"{meeting.date.why[:-1]}; its other end is counted from the days it took."
    words = reading.text[meeting.mentions[0].start : meeting.mentions[0].end]
    meeting.why = f"'{words}' names a meeting."
    if reading.reference is not None and meeting.place:
        meeting.country = reading.reference.place_code(meeting.place)
    about_process = "kimberl" in reading.text.casefold() or re.search(r"\bKP\b", reading.text) is not None
    if reading.reference is not None and meeting.when and about_process and meeting.kind != "civil_society":
        wanted = meeting.kind if meeting.kind in ("plenary", "intersessional") else None
        linked = [e for e in reading.reference.meetings(wanted, meeting.place, meeting.country, meeting.when) if e.kind in ("plenary", "intersessional", "special", "negotiation", "ministerial")]
        if linked and (len(linked) == 1 or linked[0].kind in ("plenary", "intersessional")) and not (meeting.place and fold(meeting.place) == "mutare"):
            entry = linked[0]
            meeting.reference, meeting.score = entry.key, 0.85
            meeting.why = f"'{words}' read as {entry.name}{' of ' + show(entry.when) if entry.when else ''}: same place and time, from the reference list."
            if meeting.kind in ("other", "negotiation"):
                meeting.kind = entry.kind
    for known in reading.known.meetings:
        when = f"{known.start}/{known.end}" if known.start and known.end and known.start != known.end else known.start or known.end
        place = known.place is None or meeting.place is None or fold(known.place).split(",")[0] in fold(meeting.place) or (known.country is not None and known.country == meeting.country)
        if (meeting.reference and known.reference == meeting.reference) or (when and meeting.when and place and overlaps(when, meeting.when) and known.kind in (meeting.kind, "other")):
            meeting.record = known.id
            meeting.why = f"'{words}' read as {known.name}, which is in this case: same place and time."


def _from_dateline(reading: Reading, meeting: Meeting) -> None:
    """A dispatch tells of the meeting in the town that it was sent from."""
    if meeting.place is not None or reading.dateline_city is None or reading.reference is None:
        return
    city = reading.dateline_city[0]
    if any(m.noun in ("plenary", "intersessional", "summit", "talks", "meeting", "session", "conference") for m in meeting.mentions) and meeting.way != "future":
        if _when_way(reading, meeting.when) != "future" and min(m.start for m in meeting.mentions) < 700 and (reading.reference.place_code(city) or meeting.mentions[0].definite):
            meeting.place = city


def _from_length(reading: Reading, meeting: Meeting) -> None:
    """ "ended on Friday" after "five days": the first day is counted back."""
    if meeting.when is None or precision(meeting.when) != "day" or meeting.date is None:
        return
    first = reading.number(meeting.date.start)
    near = " ".join(s.text for s in reading.sents[max(0, first - 1) : first + 3])
    match = _LASTED.search(near)
    before = reading.text[max(0, meeting.date.start - 120) : meeting.date.start].casefold()
    if match is None:
        return
    days = int(match["n"]) if match["n"].isdigit() else _WORD_DAYS[match["n"].casefold()]
    day = earliest(meeting.when)
    if re.search(r"\b(?:ended|closed|concluded|wrapped up|finished|broke up|collapsed)\b[^.]*$", before):
        meeting.when = f"{day.fromordinal(day.toordinal() - days + 1).isoformat()}/{day.isoformat()}"
    elif re.search(r"\b(?:opened|began|started|opens|begins|starts)\b[^.]*$", before):
        meeting.when = f"{day.isoformat()}/{day.fromordinal(day.toordinal() + days - 1).isoformat()}"


def title(meeting: Meeting, reading: Reading) -> str:
    """A name for people: "KP plenary, Kinshasa, November 2011"."""
    noun = {"plenary": "plenary", "intersessional": "intersessional", "special": "special meeting", "ministerial": "ministerial meeting",
            "civil_society": "civil-society meeting", "negotiation": "talks"}.get(meeting.kind)  # fmt: skip
    series = "KP " if meeting.kind in ("plenary", "intersessional", "special") and "kimberl" in reading.text.casefold() else ""
    if noun is None:
        own = meeting.mentions[0]
        noun = reading.text[own.start : own.head.idx + len(own.head.text)] if own.head.idx >= own.start else "meeting"
        noun = re.sub(r"^(?:the|a|an|its|their|this|that)\s+", "", noun, flags=re.IGNORECASE)
    name = f"{series}{noun}"
    parts = [name[:1].upper() + name[1:], *([meeting.place] if meeting.place and meeting.place not in name else [])]
    return ", ".join([*parts, *([show(meeting.when)] if meeting.when else [])])
