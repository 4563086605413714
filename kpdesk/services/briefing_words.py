"""Records into sentences: each says one thing, names who says it, and carries the characters it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from typing import Any

from kpdesk.domain import dates
from kpdesk.domain.records import Actor, Affiliation, Anchor, Meeting, Participation, Position, Reviewed, Statement
from kpdesk.domain.report import Evidence, Run, Sentence
from kpdesk.domain.vocabulary import DECIDED
from kpdesk.domain.wording import opened
from kpdesk.errors import KpdeskError
from kpdesk.services.briefing_choices import Choices
from kpdesk.services.briefing_telling import Telling, telling
from kpdesk.store.case import CaseFile
from kpdesk.store.queries_report import Material, load_anchors

SHORT = 25  # words of a quotation where short ones are chosen
STANDS = {
    "support": "supports",
    "oppose": "opposes",
    "mixed": "is divided on",
    "unclear": "has not made clear where it stands on",
}
DID = {
    "attended": "attended",
    "hosted": "hosted the meeting",
    "chaired": "chaired the meeting",
    "boycotted": "boycotted the meeting",
    "walked_out": "walked out",
    "will_attend": "planned to attend",
    "will_boycott": "planned to boycott the meeting",
    "excluded": "was kept out",
}
ORDER = ("chaired", "hosted", "attended", "walked_out", "boycotted", "excluded", "will_attend", "will_boycott")


class Words:
    """Writes the sentences of one briefing and keeps count of what it used and what it left out."""

    def __init__(self, case: CaseFile, found: Material, choices: Choices) -> None:
        self.case, self.found, self.choices = case, found, choices
        self.used: dict[tuple[str, str], Reviewed] = {}
        self.left_out: set[tuple[str, str]] = set()
        self._dropped = frozenset(choices.dropped)
        self._introduced: set[str] = set()
        self._roles: dict[str, list[Affiliation]] = {}
        for affiliation in found.affiliations:
            if affiliation.role:
                self._roles.setdefault(affiliation.member_id, []).append(affiliation)

    # what comes in

    def takes(self, record: Reviewed) -> bool:
        """Whether a record belongs into this briefing by its state and the writer's choice; counts what does not."""
        if record.id in self._dropped:
            return False
        if record.state not in DECIDED and self.choices.unreviewed != "mark":
            self.left_out.add((record.KIND, record.id))
            return False
        return True

    def taken(self, records: Iterable[Any]) -> list[Any]:
        return [r for r in records if self.takes(r)]

    def within(self, *values: str | None) -> bool:
        """Whether the first date that is known can fall into the chosen span; nothing known is in only without one."""
        start, end = self.choices.start, self.choices.end
        if not start and not end:
            return True
        value = next((v for v in values if v), None)
        if value is None:
            return False
        try:
            return (not start or dates.latest(value) >= dates.earliest(start)) and (
                not end or dates.earliest(value) <= dates.latest(end)
            )
        except (KpdeskError, ValueError):
            return False

    def when(self, statement: Statement) -> tuple[str | None, str]:
        """The date to put a statement under, and what to say of it: nothing, or "pub." for the source's own date."""
        if statement.said_on:
            return statement.said_on, ""
        source = self.found.sources.get(statement.source_id)
        return (source.published, "pub.") if source and source.published else (None, "")

    def prefetch(self, kind: str, records: Iterable[Any]) -> None:
        """Read the anchors of these records at once; sentences ask for them one by one."""
        load_anchors(self.case, self.found, [(kind, r.id) for r in records])

    # evidence

    def evidence(self, kind: str, record_id: str, speaker: str = "") -> tuple[Evidence, ...]:
        """What a record rests on: one evidence for each stretch of characters."""
        if (kind, record_id) not in self.found.anchors:
            load_anchors(self.case, self.found, [(kind, record_id)])
        anchors = [a for a in self.found.anchors[kind, record_id] if a.role in ("evidence", "content", "mention")]
        strong = [a for a in anchors if a.role != "mention"] or anchors[:1]
        return tuple(self._evidence([a], speaker=speaker) for a in strong)

    def said(self, statement: Statement, *, whole: bool = False) -> tuple[Evidence, ...]:
        """Where a statement is written: its own place (``whole``: with who said it), then where it is printed again."""
        found = self._anchors_of(statement)
        speaker = self.name(statement.speaker_id)
        content = [a for a in found if a.role == "content"] or found[:1]
        told = self.told(statement, whole=whole)
        if told is not None:
            first = replace(content[0], start=told.start, end=told.end, quote=told.words)
            content = [first, *content[1:]]
        places = [self._evidence(content, speaker=speaker, statement=statement)] if content else []
        for echo in self.found.echoes.get(statement.id, [])[:3]:
            places += [
                e for e in self.evidence("echo", echo, speaker) if all(e.source_id != p.source_id for p in places)
            ]
        return tuple(places)

    def told(self, statement: Statement, *, whole: bool = False) -> Telling | None:
        """Reported speech in the source's own words, ``whole``: from the speaker on. None for a speaker's own words and
        where no clause is to be had."""
        if statement.mode == "direct":
            return None
        anchors = self._anchors_of(statement)
        first = next((a for a in anchors if a.role == "content"), None)
        if first is None or not _line(statement.content).startswith(_line(first.quote)):
            return None  # a person worded it anew
        speaker = self.found.actors.get(statement.speaker_id or "")
        return telling(
            anchors, speaker.name if speaker and not whole else "", many=speaker is not None and _stands_for_several(speaker),
            text=self.case.text,
        )  # fmt: skip

    def _anchors_of(self, statement: Statement) -> list[Anchor]:
        key = ("statement", statement.id)
        if key not in self.found.anchors:
            load_anchors(self.case, self.found, [key])
        return self.found.anchors[key]

    def _evidence(self, anchors: list[Anchor], *, speaker: str = "", statement: Statement | None = None) -> Evidence:
        source_id, sha256 = self.found.text_of.get(anchors[0].text_version_id, ("", ""))
        source = self.found.sources.get(source_id)
        return Evidence(
            source_id=source_id,
            speaker=speaker,
            quotation=" … ".join(a.quote for a in anchors),
            title=source.title if source else "",
            outlet=source.outlet if source else "",
            author=source.author if source else "",
            kind=source.kind if source else "article",
            language=source.language if source else "",
            published=source.published if source else None,
            accessed=source.accessed if source else None,
            address=source.address if source else "",
            said_on=statement.said_on if statement else None,
            text_sha256=sha256,
            start=min(a.start for a in anchors),
            end=max(a.end for a in anchors),
            anchor_id=anchors[0].id,
        )

    # names

    def name(self, actor_id: str | None) -> str:
        actor = self.found.actors.get(actor_id or "")
        return actor.name if actor else ""

    def meeting_name(self, meeting: Meeting, *, dated: bool = True) -> str:
        """A meeting as a reader knows it: name, and place where the name does not say it; ``dated``: with its date."""
        name = meeting.name if dated else undated(meeting)
        place = f", {meeting.place}" if meeting.place and meeting.place.casefold() not in name.casefold() else ""
        return f"{name}{place}"

    def introduced(self, actor_id: str | None) -> tuple[list[Run], tuple[Evidence, ...]]:
        """A name as it stands in a sentence; with its role the first time, and what says so."""
        if actor_id is None or actor_id not in self.found.actors:
            return [Run("Somebody not named", "name")], ()
        runs = [Run(opened(self.name(actor_id)), "name")]
        if actor_id in self._introduced:
            return runs, ()
        self._introduced.add(actor_id)
        for affiliation in self._roles.get(actor_id, []):
            if not self.takes(affiliation):
                continue
            self._use(affiliation)
            body = self.name(affiliation.of_id)
            known = self.found.actors[actor_id].name.casefold()
            of = f", {body}" if body and body.casefold() != known else ""
            return [*runs, Run(f" ({affiliation.role}{of})")], self.evidence("affiliation", affiliation.id)[:1]
        return runs, ()

    def need_no_introduction(self, actor_id: str) -> None:
        """The whole briefing is of this actor: its role need not be told in a sentence."""
        self._introduced.add(actor_id)

    def _use(self, record: Reviewed) -> None:
        self.used[record.KIND, record.id] = record

    # sentences

    def _sentence(
        self, record: Reviewed, runs: list[Run], evidence: tuple[Evidence, ...], *, quoted: bool = False
    ) -> Sentence:
        self._use(record)
        return Sentence(
            runs=tuple(runs), evidence=evidence, reviewed=record.state in DECIDED, quoted=quoted,
            record=(record.KIND, record.id),
        )  # fmt: skip

    def spoken(self, statement: Statement, *, whole: bool = False) -> list[Run]:
        """The words of a statement: in quotation marks where they are the speaker's, else as the source reports them."""
        words = _line(statement.content)
        if self.shortened(statement):
            words = " ".join(words.split(" ")[:SHORT]) + " …"
        if statement.mode == "direct":
            return [Run(words, "quote")]
        told = self.told(statement, whole=whole)
        if told is not None:
            piece = next(a.quote for a in self._anchors_of(statement) if a.role == "content")
            words = _line(told.words) + words[len(_line(piece)) :] if words.startswith(_line(piece)) else words
        return [Run(words, "report")]

    def shortened(self, statement: Statement) -> bool:
        return self.choices.quotation == "short" and len(_line(statement.content).split(" ")) > SHORT + 5

    def statement(self, statement: Statement, *, at: bool = True) -> Sentence:
        """Who said what, to whom, for whom, at which meeting."""
        runs, of_role = self.introduced(statement.speaker_id)
        asides = []
        if statement.on_behalf_of_id and statement.on_behalf_of_id in self.found.actors:
            asides.append(Run(f", for {self.name(statement.on_behalf_of_id)}"))
        meeting = self.found.meetings.get(statement.said_at_id or "") if at else None
        spoken = self.spoken(statement)
        if statement.mode == "direct":
            runs += [
                *asides,
                Run("," if asides else ""),
                Run(f" told {statement.told_to}" if statement.told_to else " said"),
            ]
            runs.append(Run(f" at {self.meeting_name(meeting)}: " if meeting is not None else ": "))
        else:
            told = self.told(statement)
            if meeting is not None:
                asides.append(Run(f", at {self.meeting_name(meeting)}"))
            if statement.told_to and statement.told_to not in spoken[0].text:
                asides.append(Run(f", speaking to {statement.told_to}"))
            if told is not None and told.follows:
                runs += [*asides, Run(", " if asides else " ")]
            elif told is not None and not statement.speaker_id:
                runs = [Run(f"In the words of {self.outlet(statement)}"), *asides, Run(": ")]
            else:
                runs += [*asides, Run(f", in the words of {self.outlet(statement)}: ")]
        runs += spoken
        if not runs[-1].text.rstrip("”\"’'» ").endswith((".", "!", "?", "…")):
            runs.append(Run("."))
        quoted = not self.shortened(statement)
        return self._sentence(statement, [r for r in runs if r.text], self.said(statement) + of_role, quoted=quoted)

    def outlet(self, statement: Statement) -> str:
        """Whose words a report is in."""
        source = self.found.sources.get(statement.source_id)
        return (source and source.outlet) or "the source"

    def position(self, position: Position) -> Sentence:
        """Who stands where on what; who says so, where that is somebody else."""
        runs, of_role = self.introduced(position.holder_id)
        issue = self.found.issues[position.issue_id]
        runs += [Run(f" {STANDS.get(position.stance, 'has a position on')} "), Run(issue.label, "emphasis")]
        runs += self.says(position)
        return self._sentence(position, [*runs, Run(".")], self.position_evidence(position) + of_role)

    def says(self, position: Position) -> list[Run]:
        """ ", says ADPA" where the position is claimed by another than its holder."""
        claimant = position.claimed_by_id
        if not claimant or claimant == position.holder_id or claimant not in self.found.actors:
            return []
        return [Run(", says "), Run(self.name(claimant), "name")]

    def position_evidence(self, position: Position) -> tuple[Evidence, ...]:
        """The characters behind a position: the statements that it rests on, and its own that are not in these."""
        statements = (self.found.statements.get(s) for s in self.found.supports.get(position.id, []))
        said = [e for s in statements if s for e in self.said(s, whole=s.speaker_id != position.holder_id)[:1]]
        own = self.evidence("position", position.id, self.name(position.claimed_by_id or position.holder_id))
        return (*said, *(o for o in own if not any(_inside(o, s) for s in said)))

    def participation(self, participation: Participation) -> Sentence:
        """Who did what at a meeting."""
        (sentence,) = self.participations([participation])
        return sentence

    def participations(self, found: Iterable[Participation]) -> list[Sentence]:
        """Who did what at a meeting: one sentence for all who did the same, with a note after each name."""
        sentences: list[Sentence] = []

        def alike(p: Participation) -> tuple[int, bool]:
            return (self.rank(p), p.state not in DECIDED)

        by_deed = sorted(found, key=lambda p: (*alike(p), self.name(p.actor_id).casefold()))
        for _, group in groupby(by_deed, key=alike):
            same = list(group)
            for n, participation in enumerate(same):
                runs, of_role = self.introduced(participation.actor_id)
                last = n == len(same) - 1
                if last:
                    did = DID.get(participation.how, participation.how)
                    did = did.replace("was ", "were ") if len(same) > 1 else did
                    runs = [Run("and "), *runs, Run(f" {did}.")] if n else [*runs, Run(f" {did}.")]
                elif len(same) > 2:
                    runs.append(Run(","))
                evidence = self.evidence("participation", participation.id) + of_role
                sentences.append(replace(self._sentence(participation, runs, evidence), part=not last))
        return sentences

    @staticmethod
    def rank(participation: Participation) -> int:
        """Where a deed stands in an account of a meeting: who led it first, who stayed away last."""
        return ORDER.index(participation.how) if participation.how in ORDER else len(ORDER)

    def affiliation(self, affiliation: Affiliation, *, of: bool = True) -> Sentence:
        """Role and body of a member (``of``), or member and role of a body."""
        other = self.name(affiliation.of_id if of else affiliation.member_id)
        parts = [affiliation.role, other] if of else [other, affiliation.role]
        years = "–".join(dates.show(d) if d else "" for d in (affiliation.start, affiliation.end))
        runs = [Run(", ".join(p for p in parts if p)), Run(f", {years}" if years.strip("–") else "")]
        return self._sentence(affiliation, runs, self.evidence("affiliation", affiliation.id)[:2])

    def meeting(self, meeting: Meeting, text: str) -> Sentence:
        """A sentence about a meeting that rests on where it is mentioned."""
        return self._sentence(meeting, [Run(text)], self.evidence("meeting", meeting.id)[:1])


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


def _stands_for_several(actor: Actor) -> bool:
    """ "NGOs" and "Activists" do; "United States" is one."""
    return actor.kind in ("group", "ngo", "organisation") and actor.name.endswith("s") and not actor.name.endswith("ss")


def _inside(one: Evidence, other: Evidence) -> bool:
    """Whether the characters of one are among those of the other."""
    return one.text_sha256 == other.text_sha256 and other.start <= one.start and one.end <= other.end


def plain_sentence(text: str, style: str = "plain") -> Sentence:
    """Words that claim nothing of the world: labels, counts, the writer's own."""
    return Sentence(runs=(Run(text, style),))


def shown(value: str | None) -> str:
    """A partial date in words; "no date" where there is none."""
    if not value:
        return "no date"
    try:
        return dates.show(value)
    except (KpdeskError, ValueError):
        return value


def date_key(*values: str | None) -> tuple[str, str]:
    """Sorts by the first day that the first known date can mean, then the last; what has none comes last."""
    value = next((v for v in values if v), None)
    if value is None:
        return ("9999", "9999")
    try:
        return (dates.earliest(value).isoformat(), dates.latest(value).isoformat())
    except (KpdeskError, ValueError):
        return ("9999", value)


def meeting_dates(meeting: Meeting) -> str | None:
    """Start and end of a meeting as one partial date."""
    if meeting.start and meeting.end and meeting.start != meeting.end and "/" not in meeting.start + meeting.end:
        return f"{meeting.start}/{meeting.end}"
    return meeting.start or meeting.end


def undated(meeting: Meeting) -> str:
    """The name of a meeting without its date, for where that stands beside it."""
    ends = (f", {shown(d)}" for d in (meeting_dates(meeting), meeting.start, meeting.end) if d)
    return next((meeting.name.removesuffix(e) for e in ends if meeting.name.endswith(e)), meeting.name)
