"""Who was at a meeting though no verb says so: its chair, those who spoke or took a side there, members of a crowd."""

from __future__ import annotations

import re
from collections.abc import Callable

from kpdesk.extract.cast import Actor, Cast
from kpdesk.extract.describe import CIVIL
from kpdesk.extract.meetings import Meeting
from kpdesk.extract.positions import Position
from kpdesk.extract.reading import Reading
from kpdesk.extract.statements import Statement

Add = Callable[[Meeting, Actor | None, str, int, int, str], None]
_INCLUDES = re.compile(r"\b(?:includes?|including|made up of|such as|comprises|members? of)\b", re.IGNORECASE)
_SIDES_OF_A_TEXT = re.compile(
    r"\b(?:the|a|this|that|its|his|any) (?:\w+ )?(?:draft|text|proposal|compromise|deal|agreement|consensus|resolution|decision|plan)\b|\b(?:it|them) down\b",
    re.IGNORECASE,
)
_CHAIRS_NOW = re.compile(
    r"\b(?:draft|proposal|text|tabled|adjourned|gavel|closed the|opened the|suspended the|in the chair|presided|ruled|declared the|told the (?:\w+ )?(?:session|delegates|plenary|meeting|hall))\b"
)
_ELSEWHERE = re.compile(r"\b(?:letter to|wrote to|dear mr|last year|former|by telephone|in an interview)\b")
EARLIER = re.compile(
    r"\b(?:years? ago|last year|in (?:19|20)\d\d|months? ago|earlier this year|in the past|once)\b", re.IGNORECASE
)
_ROOM_DEEDS = re.compile(
    r"\b(?:block(?:ed|ing)|veto(?:ed|ing)|back(?:ed|ing)|resist(?:ed|ing)|turned|object(?:ed|ing)|refus(?:ed|ing)|oppos(?:ed|ing)|support(?:ed|ing)|kept|lined up|sided|rallied|voted|wanted|proposed|pressed|pushed|held out|stood|dissented|disagreed|would not have|would not hear|broke in|endorsed|insisted|argued)\b"
)


class Presence:
    """Adds participations that follow from what the text tells of the meeting it is about."""

    def __init__(self, reading: Reading, cast: Cast, meetings: list[Meeting], add: Add) -> None:
        self.reading, self.cast, self.meetings, self.add = reading, cast, meetings, add

    def chairs(self) -> None:
        """The chair of the process chairs the meeting that the text tells of, where it shows him at it."""
        held = [m for m in self.meetings if m.way != "future" and m.kind != "civil_society" and not self._of_another(m)]
        if not held:
            return
        main = max(held, key=lambda m: len(m.mentions))
        for actor in self.cast.of_kind("person"):
            if not self.is_chair(actor):
                continue
            for start, end in sorted(actor.mentions, key=lambda m: m[0] - m[1]):
                near = self.reading.text[max(0, start - 200) : end + 200].casefold()
                number = self.reading.number(start)
                close = any(abs(self.reading.number(m.start) - number) <= 2 for m in main.mentions)
                if _CHAIRS_NOW.search(near) or (close and actor.acts and not _ELSEWHERE.search(near)):
                    why = f"'{self.reading.text[start:end]}' is the chair, and the text shows the chair at the meeting."
                    self.add(main, actor, "chaired", start, end, why)
                    break

    def _of_another(self, meeting: Meeting) -> bool:
        """ "the World Diamond Council's gathering": a meeting of a body other than the process."""
        return any(
            a.kind in ("ngo", "organisation", "company") and "kimberley-process" not in a.key
            for m in meeting.mentions
            for _, e, a in self.cast.between(m.start, m.head.idx)
            if e <= m.head.idx
        )

    @staticmethod
    def is_chair(actor: Actor) -> bool:
        """Whether somebody chairs the process now, by role and affiliation."""
        role = (actor.role or "").casefold()
        return (
            re.search(r"\b(?:chair|chairman|chairwoman|chairperson)\b", role) is not None
            and re.search(r"\b(?:former|ex-|incoming|outgoing|next|vice|deputy|designate|elect|past)\b", role) is None
            and actor.affiliation is not None
            and "kimberley" in actor.affiliation.name.casefold()
        )

    def members(self) -> None:
        """Who belongs to a crowd that walked out walked out with it: those it is said to include, its spokesman."""
        for meeting in self.meetings:
            for (key, how), (_start, _end, _) in list(meeting.parts.items()):
                crowd = self.cast.actors.get(key)
                if (
                    crowd is None
                    or how not in ("walked_out", "boycotted", "will_boycott")
                    or not ((crowd.family == CIVIL and crowd.kind == "ngo") or "coalition" in key)
                ):
                    continue
                for actor, stretch in self._belonging(crowd):
                    self.add(
                        meeting,
                        actor,
                        how,
                        *stretch,
                        f"'{self.reading.text[stretch[0] : stretch[1]]}' belongs to those who did.",
                    )

    def _belonging(self, crowd: Actor) -> list[tuple[Actor, tuple[int, int]]]:
        found: list[tuple[Actor, tuple[int, int]]] = []
        for start, end in sorted(crowd.mentions):
            sentence = self.reading.sentence(start)
            match = _INCLUDES.search(self.reading.text, end, sentence.end_char)
            if match is not None and "member" not in match[0]:
                found += [
                    (a, (s, e))
                    for s, e, a in self.cast.within(match.end(), min(sentence.end_char, match.end() + 160))
                    if a.kind == "ngo" and a is not crowd
                ]
        for person in self.cast.of_kind("person"):
            if person.affiliation is crowd or (
                person.role
                and re.search(r"spokes|coordinator", person.role)
                and person.affiliation is not None
                and person.affiliation.kind == "ngo"
            ):
                found.append((person, max(person.mentions, key=lambda m: m[1] - m[0])))
            for start, end in person.mentions:
                after = self.reading.text[end : end + 90]
                if re.match(r", whose [^,.]{0,50}belongs to the coalition", after):
                    found.append((person, (start, end)))
        return found

    def implied(self, statements: list[Statement], positions: list[Position]) -> None:
        """Who told delegates something, or took a side on the text before the meeting, was there."""
        for statement in statements:
            if statement.at is not None and statement.speaker is not None and statement.at.way != "future":
                self.add(
                    statement.at, statement.speaker, "attended", statement.start, statement.end, "Spoke at the meeting."
                )
        held = [m for m in self.meetings if m.way != "future" and m.kind != "civil_society"]
        if not held:
            return
        main = max(held, key=lambda m: (len(m.mentions), -m.mentions[0].start))
        last = max(self.reading.line(m.start) for m in main.mentions)
        for position in positions:
            start, end = position.evidence
            words = self.reading.text[start:end]
            if (
                position.holder.kind in ("government", "intergovernmental", "ngo", "organisation")
                and position.holder.named
                and "kimberley-process" not in position.holder.key.removesuffix("-civil-society-coalition")
                and self.reading.line(start) <= last + 2
                and self._in_the_room(position, main)
            ):
                why = f"'{' '.join(words.split())[:100]}': took a side at the meeting."
                self.add(main, position.holder, "attended", start, end, why)

    def _in_the_room(self, position: Position, main: Meeting) -> bool:
        """Whether taking a side was a deed at the meeting: blocked, backed, turned down; not merely wished or said elsewhere."""
        start, end = position.evidence
        words = self.reading.text[start:end]
        sentence = self.reading.sentence(start)
        others = [m for x in self.meetings if x is not main for m in x.mentions]
        if any(sentence.start_char <= m.start < sentence.end_char for m in others) or EARLIER.search(sentence.text):
            return False
        if position.holder.kind == "government" and _SIDES_OF_A_TEXT.search(words) and len(main.mentions) > 1:
            return True
        return _ROOM_DEEDS.search(words) is not None and position.holder.kind in ("government", "intergovernmental")
