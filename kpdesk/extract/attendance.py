"""Who was at a meeting by what the report tells of them: weak signs together, weighed by a table fitted on read texts."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable

from spacy.tokens import Token

from kpdesk.domain.dates import earliest, latest
from kpdesk.extract import rollcall
from kpdesk.extract.cast import Actor, Cast
from kpdesk.extract.grammar import base, clause, is_subject, is_verb, tense
from kpdesk.extract.meetings import Meeting
from kpdesk.extract.positions import Position
from kpdesk.extract.presence import EARLIER
from kpdesk.extract.reading import Reading
from kpdesk.extract.statements import Statement
from kpdesk.extract.words import each

Add = Callable[[Meeting, Actor | None, str, int, int, str], None]
Place = tuple[int, int]

_ACTS = each(
    "abstain accede accept adopt agree amend approve argue ask back balk bar block break call challenge champion clash complain concede "
    "condemn contest defend defeat demand denounce deny disagree dismiss dissent elect endorse favour favor fight float gang "
    "hold insist intervene join keep lead line lobby negotiate object obstruct offer oppose plead pledge present press "
    "prevent promise propose protest push put question raise rally rebuff refuse reject relent reply report request resist "
    "rule scupper seek second side sign sink speak split sponsor stall stand stick stonewall stop stymie submit support table thwart "
    "threaten turn undertake urge veto voice vote vow warn welcome want win withdraw withhold yield"
)
_AT_MEETING = re.compile(
    r"\b(?:delegates?|delegations?|delegation|ministers?|ambassadors?|envoys?|negotiators?|representatives?|observers?|participants?|members|diplomats?|"
    r"officials?|campaigners|activists|governments?|head of|chair|chairman|chairwoman|chairs|working group|permanent secretary|commissioner|coordinator|president|director)\b",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(
    r"\b(?:traders?|dealers?|buyers?|sellers?|miners?|diggers?|villagers?|residents?|farmers?|analysts?|lawyers?|professor|academic|researcher|economist|"
    r"teacher|retired|jeweller|cutters?|polishers?|importers?|exporters?|police|army|soldiers?|guards?|newspapers?|journalist|columnist|radio|"
    r"councillor|priest|pastor|bishop|aunt|brother|sister|wife|mother|vendor|sells|runs|worker|union|villages?|chief|assayer|clerk|smugglers?|rebels?)\b",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"\b(?:by (?:tele)?phone|telephone|reached (?:by|at|in)|in an interview|e-?mail(?:ed)?|declined to|did not (?:answer|respond|reply|comment)|would not comment|"
    r"no comment|absent|website|web site|local radio|radio station|newsletter|wrote|from (?:his|her) office|at (?:his|her) home|studio|outside the)\b",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"\b(?:backed|supported|joined|opposed|blocked|resisted|seconded|rejected|vetoed|proposed|tabled|presented|put forward|floated|raised|moved|"
    r"\w+ed by|fought|sought|upheld|put forward|shot down|struck down|sponsored|drafted|championed|favoured|led|request(?:ed)?|objections?|support|opposition|resistance|insistence|pressure|veto|behind|together) (?:by|from|of|with)?\s*[^.;]{0,60}$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"^(?:,? [^.;]{0,60})? (?:behind (?:it|them|him|her)|on (?:its|their|his|her) side|at (?:its|their|his|her) side)\b"
)
_SECTION = re.compile(r"^(?:\[[^\]]+\]|[A-Z][A-Z'’.?!, -]{3,60}(?: [-–—:|]|[?!]) )")
_NEAR_DAYS = 12
_LEAST = 0.35  # probability from which attendance is proposed: best F1 when each text in turn was left out
# Logistic regression (L2 of 2) on 224 pairs of actor and meeting in eighteen annotated news texts; the sign of each
# weight was held to what the sign means, so that few texts cannot turn it round.
WEIGHTS = {
    "bias": -2.96, "ngo": -0.08, "organisation": 0.15, "person": -0.39, "group": 0.16, "unnamed": 0.14,
    "acts": 0.54, "side": 0.76, "by": 0.74, "listed": 0.63, "same_sentence": 0.39, "near": 0.06,
    "lead": 0.73, "set_here": 0.75, "at_meeting": 0.1, "government": 0.09, "intergovernmental": 0.27, "gov_does": 0.19,
    "does_here": 0.73, "says_member": 0.25, "acts_now": -0.14, "far": -0.74, "outside": -0.09, "away": -0.25,
    "other_meeting": -0.05, "company": -0.28,
}  # fmt: skip


class Setting:
    """Which meeting each sentence of a report is set in."""

    def __init__(self, reading: Reading, meetings: list[Meeting]) -> None:
        self.reading = reading
        self.held = [m for m in meetings if m.way != "future" and self._is_past(m)]
        self.all = meetings
        self.main = max(self.held, key=self._weight, default=None)
        self._sections = self._cut()

    def _is_past(self, meeting: Meeting) -> bool:
        published = self.reading.published
        return published is None or meeting.when is None or earliest(meeting.when) <= latest(published)

    def _weight(self, meeting: Meeting) -> float:
        """Mentions, the headline and the first lines, the town of the dateline, nearness of its dates."""
        first = meeting.mentions[0]
        weight = float(min(4, len(meeting.mentions)))
        weight += 1.5 if any(m.headline for m in meeting.mentions) else 0
        weight += 1.5 * (1 - first.start / max(1, len(self.reading.text)))
        return weight + (2 if self.is_here(meeting) else 0) + (1 if self.is_recent(meeting) else 0)

    def is_here(self, meeting: Meeting) -> bool:
        """Whether the dispatch was sent from the meeting's town."""
        city = self.reading.dateline_city
        return city is not None and meeting.place is not None and city[0].casefold() in meeting.place.casefold()

    def is_recent(self, meeting: Meeting) -> bool:
        """Whether the text came out within days of the meeting."""
        if meeting.when is None or self.reading.published is None:
            return False
        gap = (earliest(self.reading.published) - latest(meeting.when)).days
        return -_NEAR_DAYS <= gap <= _NEAR_DAYS

    def _cut(self) -> list[int]:
        """Starts of the sections of a round-up: lines that open with a slug in capitals."""
        text = self.reading.text
        starts = [m.start() for m in re.finditer(r"^.", text, re.MULTILINE) if _SECTION.match(text, m.start())]
        return starts if len(starts) >= 4 else []

    def section(self, char: int) -> int:
        return sum(s <= char for s in self._sections)

    def of(self, char: int) -> tuple[Meeting | None, int]:
        """The meeting that a place of the text is set in, and how many sentences away the text last names it."""
        number, section = self.reading.number(char), self.section(char)
        best: tuple[int, Meeting] | None = None
        for meeting in self.all:
            for mention in meeting.mentions:
                away = number - self.reading.number(mention.start)
                if away >= 0 and self.section(mention.start) == section and (best is None or away < best[0]):
                    best = (away, meeting)
        if best is not None and best[0] <= (1 if best[1] is not self.main else 99) and best[1] in self.held:
            return best[1], best[0]
        if best is not None and best[0] == 0:
            return None, 0
        if self.main is None or (self._sections and all(self.section(m.start) != section for m in self.main.mentions)):
            return None, 99
        return self.main, min(abs(number - self.reading.number(m.start)) for m in self.main.mentions)


class Attendance:
    """Weighs the signs that an actor was at the meeting which the report around it is set in."""

    def __init__(
        self,
        reading: Reading,
        cast: Cast,
        meetings: list[Meeting],
        statements: Iterable[Statement],
        positions: Iterable[Position],
    ) -> None:
        self.reading, self.cast = reading, cast
        self.setting = Setting(reading, meetings)
        self._speaks: dict[str, list[int]] = {}
        self._sides: dict[str, list[int]] = {}
        for statement in statements:
            at = statement.cue.start_char if statement.cue is not None else statement.start
            for speaker in statement.speakers:
                self._speaks.setdefault(speaker.key, []).append(reading.number(at))
        for position in positions:
            self._sides.setdefault(position.holder.key, []).append(reading.number(position.evidence[0]))
        self._quoted = [p for s in statements if s.mode == "direct" for p in s.parts]

    def candidates(self) -> Iterable[tuple[Meeting, Actor, dict[str, float], Place]]:
        """Each actor with a meeting it may have been at, the signs, and the place that shows most of them."""
        for actor in self.cast.actors.values():
            if not self._can_attend(actor):
                continue
            signs: dict[int, dict[str, float]] = {}
            shown: dict[int, tuple[int, Place]] = {}
            of: dict[int, Meeting] = {}
            for start, end in sorted(actor.mentions):
                meeting, away = self.setting.of(start)
                title = self.reading.is_headline(start) and len(actor.mentions) > 1
                if meeting is None or title or (away and EARLIER.search(self.reading.sentence(start).text)):
                    continue
                here = self._signs(actor, meeting, start, end, away)
                key = id(meeting)
                of[key] = meeting
                known = signs.setdefault(key, {})
                for name, value in here.items():
                    known[name] = max(known.get(name, 0.0), value)
                strength = sum(here.get(n, 0) for n in ("acts", "says", "side", "by", "listed"))
                if key not in shown or strength > shown[key][0]:
                    shown[key] = (int(strength), (start, end))
            for key, known in signs.items():
                yield of[key], actor, self._whole(actor, of[key], known), shown[key][1]

    def _can_attend(self, actor: Actor) -> bool:
        return (
            bool(actor.mentions)
            and actor.key != "body/plenary"
            and ("kimberley-process" not in actor.key or "coalition" in actor.key)
            and (actor.named or bool(actor.family) or actor.kind in ("person", "group") or actor.acts)
        )

    def _signs(self, actor: Actor, meeting: Meeting, start: int, end: int, away: int) -> dict[str, float]:
        reading, number = self.reading, self.reading.number(start)
        sentence = reading.sentence(start)
        words = sentence.text
        quoted = any(s <= start < e for s, e in self._quoted)
        run = self._run(start, end, sentence.start_char, sentence.end_char)
        before = reading.text[sentence.start_char : run[0][0]]
        after = reading.text[run[-1][1] : sentence.end_char]
        verb = None if quoted else self._verb(run)
        past = verb is not None and (verb.tag_ in ("VBD", "VBN") or tense(verb) == "past")
        others = [
            m
            for x in self.setting.all
            if x is not meeting
            for m in x.mentions
            if sentence.start_char <= m.start < sentence.end_char
        ]
        found = {
            "acts": past and verb is not None and base(verb) in _ACTS,
            "does": past and verb is not None and base(verb) not in _ACTS,
            "acts_now": verb is not None and not past,
            "says": number in self._speaks.get(actor.key, ()),
            "side": number in self._sides.get(actor.key, ()),
            "by": not quoted and (_WITH.search(before) is not None or _BEHIND.match(after) is not None),
            "listed": len(run) > 1,
            "same_sentence": away == 0,
            "near": 0 < away <= 3,
            "lead": start < 0.35 * len(reading.text),
            "away": _AWAY.search(words) is not None,
            "other_meeting": bool(others),
        }
        return {k: float(v) for k, v in found.items() if v}

    def _run(self, start: int, end: int, first: int, last: int) -> list[Place]:
        """The list of names that a mention stands in; alone when in none."""
        for other, _, _ in self.cast.within(first, start + 1):
            run = rollcall.run(self.reading, self.cast, other, last)
            if any(s == start for s, _, _ in run):
                return [(s, e) for s, e, _ in run]
        run = rollcall.run(self.reading, self.cast, start, last)
        return [(s, e) for s, e, _ in run] if run and run[0][0] == start else [(start, end)]

    def _verb(self, run: list[Place]) -> Token | None:
        """What those of a list do: the verb right after it, else the verb of whichever is parsed as a subject."""
        token = self.reading.token(run[-1][1])
        while token.pos_ == "ADV" and token.i + 1 < len(token.doc):
            token = token.nbor(1)
        if token.tag_ == "VBD" and token.pos_ == "VERB":
            return token
        for start, end in run:
            root = self.reading.span(start, end).root
            if is_subject(root) and is_verb(verb := clause(root)):
                return verb
        return None

    def _whole(self, actor: Actor, meeting: Meeting, known: dict[str, float]) -> dict[str, float]:
        """Signs that go with the actor and the meeting rather than with one place of the text."""
        about = " ".join([actor.role or "", "" if actor.named and actor.kind != "person" else actor.name])
        near = min((abs(m.start - s) for m in meeting.mentions for s, _ in actor.mentions), default=9999)
        known = dict(known)
        known[actor.kind] = 1.0
        deed = any(known.get(n) for n in ("acts", "does", "side", "by"))
        doing = deed or bool(known.get("says") or known.get("acts_now"))
        state = actor.kind in ("government", "intergovernmental")
        member = _AT_MEETING.search(about) is not None
        here = self.setting.is_here(meeting)
        known |= {
            "bias": 1.0,
            "unnamed": float(not actor.named),
            "passing": float(not doing),
            "far": float(near > 900),
            "set_here": float(here),
            "at_meeting": float(member),
            "gov_does": float(deed and state),
            "does_here": float(here and (deed or bool(known.get("says")))),
            "says_member": float(member and not actor.named and bool(known.get("says") or known.get("acts"))),
            "outside": float(_OUTSIDE.search(f"{about} {actor.name}") is not None),
        }
        return known

    def find(self, add: Add) -> None:
        """Propose as attended whom the signs together put there."""
        for meeting, actor, signs, (start, end) in list(self.candidates()):
            if any(key == actor.key for key, _ in meeting.parts) or probability(signs) < _LEAST:
                continue
            sentence = self.reading.sentence(start)
            shown = " ".join(self.reading.text[sentence.start_char : sentence.end_char].split())[:110]
            add(
                meeting,
                actor,
                "attended",
                start,
                end,
                f"Inferred: {_reasons(signs)} in what is told of the meeting: '{shown}'.",
            )


_SAID = {
    "acts": "acts", "does": "acts", "by": "is named with those who acted", "side": "takes a side",
    "says": "speaks", "listed": "stands in a list of parties",
}  # fmt: skip


def _reasons(signs: dict[str, float]) -> str:
    return " and ".join(words for name, words in _SAID.items() if signs.get(name)) or "is told of as taking part"


def probability(signs: dict[str, float]) -> float:
    """How likely it is that the actor was there."""
    total = sum(WEIGHTS.get(name, 0.0) * value for name, value in signs.items())
    return 1 / (1 + math.exp(-total))
