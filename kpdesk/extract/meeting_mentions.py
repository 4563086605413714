"""Phrases that name a meeting, with the place and the date that the words around them give."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Span, Token

from kpdesk.extract.grammar import base, chunk, is_subject, tense
from kpdesk.extract.newsdates import NewsDate
from kpdesk.extract.reading import Reading
from kpdesk.extract.reference import fold
from kpdesk.extract.words import MEETING_KINDS, MEETING_NOUNS, STRONG_MEETINGS, each

NAME = r"[A-Z][\w’'.-]*(?:[ -](?:of (?:the )?)?(?:the )?[A-Z][\w’'-]*){0,4}"
_PLACE = re.compile(rf"\b(?:in|at|go to|goes to|move to|moves to|venue:) (?:the )?(?P<place>{NAME}(?:, {NAME})?)")
_SAYING = re.compile(
    r"\b(?:said|says|told|announced|added|stated|reported|published)(?: [\w’'.]+){0,5}? (?:on |in )?$", re.IGNORECASE
)
_MEET = re.compile(
    rf"\b(?P<m>(?:meets?|met|convenes?|convened|gather(?:s|ed)?|sat|sits|broke up|wound up|breaks up|reconvenes?|reconvened)(?: again| next)? (?:in|at) (?P<place>{NAME}(?:, {NAME})?)(?:,? (?:in|on|from|this|next|before|after|early|late|at) [^.,;\n]{{3,40}}?)?)(?=[.,;\n]| to | for | and )"
)
# "In Luanda, where the plenary", "Brussels will be the venue of next year's plenary".
_PLACE_BEFORE = (
    re.compile(rf"\b[Ii]n (?P<place>{NAME}), (?:where|at|during|for) (?:the |its )?$"),
    re.compile(
        rf"(?P<place>{NAME}) (?:will|is to|was to|would|is) (?:be (?:the )?(?:venue|seat|host|site)|host|stage|hosting)(?: of| for)? (?:the )?$"
    ),
)
_STOP = re.compile(
    r"\b(?:said|says|told|that|who|which|after|because|although|while|until|since|to (?!open|begin|start|be|take|convene|meet|close|end|\d)[a-z]+)\b|[;“”\"]"
)
_OTHER = re.compile(rf"\b(?:{'|'.join(sorted(MEETING_NOUNS))})\b")
_DECIDES = each(
    "express call note take decide adopt welcome agree request urge recommend endorse acknowledge approve "
    "recognise recognize thank reaffirm encourage invite commend mandate reiterate stress emphasise emphasize "
    "regret deplore"
)
_SKIP_BEFORE = frozenset(["no", "any", "every", "each", "such", "annual-meeting"])
_SKIP_WITH = frozenset(["press", "news"])


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
    told: bool = False  # somebody hosted, chaired or attended it


def mentions(reading: Reading) -> tuple[list[Mention], list[tuple[int, int]]]:
    found: list[Mention] = []
    bodies: list[tuple[int, int]] = []
    seen = -1
    for token in reading.doc:
        lemma = base(token) if base(token) in MEETING_NOUNS else token.text.casefold()
        if (
            lemma not in MEETING_NOUNS
            or token.i < seen
            or (token.pos_ not in ("NOUN", "PROPN", "ADJ") and lemma not in STRONG_MEETINGS and token.text != "talks")
        ):
            continue
        talks = (
            token.text == "talks" and token.i > 1 and token.nbor(-1).pos_ == "PROPN" and token.nbor(-2).pos_ == "DET"
        )
        if (lemma not in STRONG_MEETINGS and not talks and token.tag_ in ("VBG", "VBZ", "VB", "VBP")) or (
            token.tag_ == "JJ" and lemma not in STRONG_MEETINGS
        ):
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
            mention = Mention(
                start=match.start(), end=match.end("m"), noun="meeting", head=token, definite=False, kind="other"
            )
            _place_and_date(reading, mention)
            while reading.text[mention.end - 1] in ".’' " and mention.end - mention.start > 4:
                mention.end -= 1
            if mention.when or mention.place:
                found.append(mention)
    return sorted(found, key=lambda m: m.start), bodies


def _mention(reading: Reading, token: Token, lemma: str, whole: Span) -> Mention | None:
    nouns = [
        t
        for t in whole
        if t.pos_ in ("NOUN", "PROPN", "ADJ") and (base(t) in MEETING_NOUNS or t.text.casefold() in MEETING_NOUNS)
    ]
    last = nouns[-1] if nouns else token
    words = [t.text.casefold() for t in whole]
    plural = (
        last.tag_ in ("NNS", "NNPS")
        and base(last) not in ("talk", "discussion", "negotiation", "consultation")
        and last.text.casefold() not in ("talks", "discussions", "negotiations", "consultations")
    )
    if set(words[:2]) & _SKIP_BEFORE or set(words) & _SKIP_WITH:
        return None
    start, end = whole.start_char, last.idx + len(last.text)
    tail = [t for t in whole if t.i > last.i and t.pos_ in ("NOUN", "PROPN")]
    if tail:
        before = [t for t in whole if t.i < token.i and t.pos_ == "PROPN"]
        if (
            not before
            or reading.reference is None
            or reading.reference.place_code(" ".join(t.text for t in before)) is None
        ):
            return None
    kind = _kind(words, lemma)
    definite = words[0] in ("the", "this", "that", "its", "their", "his", "her", "these") or whole[0].pos_ == "PROPN"
    mention = Mention(
        start=start, end=end, noun=lemma, head=last, definite=definite, kind=kind, headline=reading.is_headline(start)
    )
    _place_and_date(reading, mention)
    mention.told = _HELD_BY.match(reading.text, mention.end) is not None
    weak = lemma not in STRONG_MEETINGS and lemma not in ("plenaries",)
    if plural and not (mention.when and mention.place):
        return None
    if (
        weak
        and not definite
        and not (mention.when or mention.place_sure or mention.told)
        and not _event(reading, mention)
    ):
        return None
    if lemma in (
        "forum",
        "conference",
        "congress",
        "assembly",
        "discussions",
        "consultations",
        "negotiations",
        "session",
        "meet",
    ) and not (mention.when or mention.place_sure or (definite and words[0] in ("the", "this")) or mention.told):
        return None
    if lemma == "forum" and last.text[:1].isupper() and not (mention.when or mention.place_sure):
        return None  # "the Forum" is as often a body
    if _wished(reading, mention):
        return None
    return mention


_HELD_BY = re.compile(
    r",? (?:(?:that|which) )?(?:(?:[A-Z][\w’'-]*|it|he|she|they|was|were|the \w+) ){0,4}(?:hosted|chaired|attended|convened|boycotted|opened|closed|skipped|called)\b"
)


def _event(reading: Reading, mention: Mention) -> bool:
    """Whether an indefinite phrase tells of an event: "walked out of a meeting", "following a first stakeholders meeting"."""
    before = reading.text[max(0, mention.start - 60) : mention.start].casefold()
    return bool(
        re.search(
            r"\b(?:out of|attend\w*|boycott\w*|following|after|during|at|from|host\w*|held|chair\w*|quit|left|addressed|opened|before|ahead of|convened)\s+$",
            before,
        )
    )


def _wished(reading: Reading, mention: Mention) -> bool:
    """ "called for an emergency session": no event yet."""
    before = reading.text[max(0, mention.start - 40) : mention.start].casefold()
    return not mention.definite and bool(
        re.search(
            r"\b(?:call(?:ed|ing|s)? for|demand(?:ed|ing|s)?|propos(?:ed|ing|es?)|want(?:ed|s)?|request(?:ed|s)?|in favour of|seek(?:ing|s)?|sought)\s+$",
            before,
        )
    )


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
    return (
        verb.tag_ in ("VBD", "VBZ", "VBP", "VBN")
        and base(verb) in _DECIDES
        and (is_subject(mention.head) or verb.tag_ != "VBN")
    )


def _place_and_date(reading: Reading, mention: Mention) -> None:
    """Fill place, date and direction of a phrase from its own words, then from those behind and before it."""
    sentence = reading.sentence(mention.start)
    _grow(reading, mention, sentence.end_char)
    mention.way = _way(reading, mention)
    limit = _behind(reading, mention, sentence)
    _place(reading, mention, sentence, limit)
    dates = [d for d in _dates(reading, mention, sentence, limit) if d.value is not None]
    dates = [d for d in dates if d.end <= mention.end or d.rule not in ("decade", "years", "ago")]
    if dates:
        mention.date, mention.when = dates[0], dates[0].value


def _behind(reading: Reading, mention: Mention, sentence: Span) -> int:
    """How far behind a phrase its place and date may stand: to the next clause or meeting."""
    rest = reading.text[mention.end : min(sentence.end_char, mention.end + 110)]
    found = [m.start() for m in (_STOP.search(rest), _OTHER.search(rest)) if m]
    return mention.end + min(found or [len(rest)])


def _place(reading: Reading, mention: Mention, sentence: Span, limit: int) -> None:
    text = reading.text
    for match in _PLACE.finditer(text[mention.start : mention.end]):
        if _is_place(reading, match["place"]) and not _modifies(reading, mention.start + match.end()):
            mention.place, mention.place_sure = _town(reading, match["place"]), True
            return
    if mention.noun != "meet" and (place := _in_front(reading, mention)) is not None:
        mention.place, mention.place_sure = place, True
        return
    match = _PLACE.search(text, mention.end, limit)
    if match is None or not _is_place(reading, match["place"]) or _modifies(reading, match.end()):
        before = text[sentence.start_char : mention.start]
        match = next((m for p in _PLACE_BEFORE if (m := p.search(before)) and _is_place(reading, m["place"])), None)
    if match is not None:
        mention.place = _town(reading, match["place"])


def _in_front(reading: Reading, mention: Mention) -> str | None:
    """The town before the noun: "the Kinshasa meeting"."""
    if reading.reference is None:
        return None
    for token in reading.span(mention.start, mention.end):
        if token.i >= mention.head.i or token.pos_ != "PROPN" or fold(token.text) == "kimberley":
            continue
        before = token.nbor(-1) if token.i else token
        both = f"{before.text} {token.text}"
        if before.pos_ == "PROPN" and before.idx >= mention.start and reading.reference.place_code(both) is not None:
            return both
        if reading.reference.place_code(token.text):
            return token.text
    return None


def _dates(reading: Reading, mention: Mention, sentence: Span, limit: int) -> list[NewsDate]:
    """Dates that may be the meeting's: its own, else the first behind it, else the last before it."""
    text = reading.text

    def of_saying(date: NewsDate) -> bool:
        return _SAYING.search(text[max(0, date.start - 30) : date.start]) is not None

    own = reading.dates_in(mention.start, mention.end)
    if own:
        return own
    behind = [d for d in reading.dates_in(mention.end, limit) if not of_saying(d)]
    if behind:
        return behind
    before = [
        d
        for d in reading.dates_in(max(sentence.start_char, mention.start - 70), mention.start)
        if not of_saying(d)
        and not re.search(r"[.;]|, (?:which|who)|\b(?:said|and|but)\b", text[d.end : mention.start])
        and not text[max(0, d.start - 20) : d.start].rstrip().endswith(("since", "until"))
        and not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in reading.span(d.end, mention.start)[:-1])
    ][-1:]
    dateline = reading.dateline_date
    return [d for d in before if dateline is None or d.start != dateline.start]


def _grow(reading: Reading, mention: Mention, limit: int) -> None:
    """Take in what follows the noun and belongs to it: "this month", "in Kinshasa", "on Zimbabwe diamonds", "in November"."""
    text = reading.text
    for _ in range(3):
        rest = text[mention.end : limit]
        date = next(
            (
                d
                for d in reading.dates_in(mention.end, limit)
                if mention.end < d.start <= mention.end + 9
                and d.end <= limit
                and re.fullmatch(r" (?:(?:in|of|on|from) )?(?:the )?", text[mention.end : d.start])
            ),
            None,
        )
        if date is not None:
            mention.end = date.end
            continue
        match = (
            re.match(rf" (?:in|at) (?:the )?{NAME}(?=[\s.,;:)]|$)", rest)
            or re.match(
                r" (?:with|between|of) (?:the )?(?:[a-z-]+ ){0,2}[A-Z][\w’'&-]*(?: (?:of |for |and |& )?[A-Z][\w’'&-]*){0,6}",
                rest,
            )
            or re.match(r" on (?:[A-Z]\w+ )?(?:[a-z-]+ )?(?:diamonds?|stones|gems|exports|reform|trade)\b", rest)
        )
        if match is None:
            break
        mention.end += match.end()
        while text[mention.end - 1] in ".’'" and not re.search(r"\b[A-Z]\.$", text[: mention.end][-3:]):
            mention.end -= 1


def _way(reading: Reading, mention: Mention) -> str | None:
    words = reading.text[mention.start : mention.end].casefold()
    if _OVER.match(reading.text, mention.end):
        return "past"
    if re.search(r"\b(?:next|upcoming|coming|forthcoming|planned)\b", words):
        return "future"
    if re.search(r"\b(?:last|previous|recent|past)\b", words):
        return "past"
    if re.search(
        r"\b(?:after|following|since|at|during)(?: the| its)?\s*$",
        reading.text[max(0, mention.start - 15) : mention.start],
    ):
        return (
            "past"
            if tense(mention.head) != "future"
            or re.search(r"\b(?:after|following|since)\b", reading.text[max(0, mention.start - 15) : mention.start])
            else "future"
        )
    if re.search(r"\buntil(?: the| its)?\s*$", reading.text[max(0, mention.start - 12) : mention.start]):
        return "future"
    return tense(mention.head)


_OVER = re.compile(r" (?:closed|ended|opened|began|broke up|collapsed|concluded|finished|wound up|adjourned)\b")


def _town(reading: Reading, words: str) -> str:
    """Without the full stop of the sentence; "D.C." keeps its own."""
    words = words if re.search(r"\b[A-Z]\.$", words) else words.rstrip(".’' ")
    first, _, second = words.partition(", ")
    if second and reading.reference is not None:
        codes = [reading.reference.place_code(w) for w in (first, second)]
        if None not in codes and codes[0] != codes[1]:
            return first  # "in New Delhi, Caracas will": two places
    return words


def _modifies(reading: Reading, end: int) -> bool:
    """Whether a capitalised word goes on with its noun: "in Zimbabwe row" is no place."""
    if reading.text[end : end + 1] != " ":
        return False
    following = reading.token(end + 1)
    if following.text in ("next", "last", "this", "earlier", "later", "early", "late"):
        return False
    return following.text.islower() and following.pos_ in ("NOUN", "ADJ") and following.idx == end + 1


def _is_place(reading: Reading, words: str) -> bool:
    if reading.reference is not None and reading.reference.place_code(words) is not None:
        return True
    if re.match(
        rf"(?:{'|'.join(['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'])})\b",
        words,
    ):
        return False
    if reading.reference is not None and any(e.section == "organisations" for e, _ in reading.reference.find(words)):
        return False
    first = words.split(",")[0]
    label = next((label for name, label in reading.names if name.startswith(first) or words.startswith(name)), None)
    return label is None or label in ("GPE", "LOC", "ORG", "PERSON", "MISC", "EVENT")
