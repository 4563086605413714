"""The records of a case file, as frozen values that may cross every border of the program.

Each class is one table of the case file (``store.tables`` is made from these classes). Dates are
partial: ``2011``, ``2011-06``, ``2011-06-20`` or an interval ``a/b`` (see ``domain.dates``).
Offsets are Unicode code points.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from typing import Any, ClassVar


def new_id() -> str:
    """A UUID of version 7 (RFC 9562): unique in every copy of a case, and in order of making."""
    now = time.time_ns()
    stamp, rest = divmod(now, 1_000_000)
    fraction = rest * 4096 // 1_000_000  # quarter microseconds in the 12 bits after the version keep the order
    value = (stamp << 80) | (0x7 << 76) | (fraction << 64) | int.from_bytes(os.urandom(8))
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    h = f"{value:032x}"
    return f"{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}"


def link(kind: str, *, required: bool = False, on_remove: str | None = None) -> Any:
    """A field that holds the id of another record.

    ``on_remove`` says what becomes of this record when the other one is removed: ``"remove"`` (it goes
    too; the default where the link is required) or ``"clear"`` (the link becomes None).
    """
    rule = on_remove or ("remove" if required else "clear")
    meta = {"to": kind, "required": required, "on_remove": rule}
    return field(metadata=meta) if required else field(default=None, metadata=meta)


@dataclass(frozen=True, kw_only=True)
class Record:
    """What every record has. ``KIND`` is its name in tables, change log and commands."""

    KIND: ClassVar[str] = ""
    id: str = field(default_factory=new_id)


@dataclass(frozen=True, kw_only=True)
class Reviewed(Record):
    """A record that a machine may propose and a person decides."""

    state: str = "accepted"  # proposed, accepted, edited, rejected
    made_by: str = "person"  # "person", or model and rule with version
    score: float | None = None
    why: str = ""
    decided_by: str | None = None
    decided_at: str | None = None  # UTC, ISO 8601
    machine_said: str | None = None  # JSON of the fields that a person changed, as the machine had them


@dataclass(frozen=True, kw_only=True)
class Source(Record):
    KIND: ClassVar[str] = "source"
    title: str = ""
    outlet: str = ""
    author: str = ""
    address: str = ""
    kind: str = "article"
    language: str = "en"
    published: str | None = None
    accessed: str | None = None
    note: str = ""
    added_at: str = ""  # UTC, ISO 8601
    read_by: str | None = None  # model and version that last proposed records from it


@dataclass(frozen=True, kw_only=True)
class TextVersion(Record):
    """The immutable text of a source. Text and received bytes lie in the blob table under their SHA-256."""

    KIND: ClassVar[str] = "text_version"
    source_id: str = link("source", required=True)
    number: int = 1
    text_sha256: str = ""
    received_sha256: str = ""
    how: str = "paste"  # paste, text, html, pdf, docx, mail
    characters: int = 0
    offset_map: str = "[]"  # JSON [[offset in this text, offset in what was received], …] where the difference changes
    made_at: str = ""


@dataclass(frozen=True, kw_only=True)
class Anchor(Record):
    """The exact characters that a record rests on: ``text[start:end] == quote``. Exactly one owner is set."""

    KIND: ClassVar[str] = "anchor"
    text_version_id: str = link("text_version", required=True)
    start: int
    end: int
    quote: str
    prefix: str = ""
    suffix: str = ""
    role: str = "evidence"  # mention, content, cue, speaker, evidence, date
    ordinal: int = 0
    actor_id: str | None = link("actor", on_remove="remove")
    affiliation_id: str | None = link("affiliation", on_remove="remove")
    meeting_id: str | None = link("meeting", on_remove="remove")
    participation_id: str | None = link("participation", on_remove="remove")
    outcome_id: str | None = link("outcome", on_remove="remove")
    statement_id: str | None = link("statement", on_remove="remove")
    echo_id: str | None = link("echo", on_remove="remove")
    position_id: str | None = link("position", on_remove="remove")

    @property
    def owner(self) -> tuple[str, str]:
        """(kind, id) of the record that rests on these characters."""
        for kind in ANCHOR_OWNERS:
            value = getattr(self, f"{kind}_id")
            if value:
                return kind, value
        raise ValueError(f"anchor {self.id} belongs to no record")


ANCHOR_OWNERS = ("actor", "affiliation", "meeting", "participation", "outcome", "statement", "echo", "position")


@dataclass(frozen=True, kw_only=True)
class Actor(Reviewed):
    KIND: ClassVar[str] = "actor"
    name: str
    kind: str = "organisation"
    country: str | None = None  # ISO 3166 alpha-2, or EU
    note: str = ""
    reference: str | None = None  # key of the reference set


@dataclass(frozen=True, kw_only=True)
class Name(Record):
    """Another way in which an actor is written; a learnt one teaches the next extraction."""

    KIND: ClassVar[str] = "name"
    actor_id: str = link("actor", required=True)
    text: str
    kind: str = "full"  # full, short, acronym, former, misspelling, translation
    language: str = ""
    learnt: bool = False


@dataclass(frozen=True, kw_only=True)
class Affiliation(Reviewed):
    KIND: ClassVar[str] = "affiliation"
    member_id: str = link("actor", required=True)
    of_id: str | None = link("actor", on_remove="remove")  # None: a role whose body the text does not name
    role: str = ""
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, kw_only=True)
class Meeting(Reviewed):
    KIND: ClassVar[str] = "meeting"
    name: str
    kind: str = "other"
    series: str = ""
    place: str = ""
    country: str | None = None
    start: str | None = None
    end: str | None = None
    when_phrase: str = ""  # the words that the date was read from
    when_why: str = ""
    chair_id: str | None = link("actor")
    host_id: str | None = link("actor")
    note: str = ""
    reference: str | None = None


@dataclass(frozen=True, kw_only=True)
class AgendaItem(Record):
    KIND: ClassVar[str] = "agenda_item"
    meeting_id: str = link("meeting", required=True)
    issue_id: str | None = link("issue")
    title: str = ""
    ordinal: int = 0


@dataclass(frozen=True, kw_only=True)
class Outcome(Reviewed):
    """One account of what became of an agenda item; accounts may disagree and stand side by side."""

    KIND: ClassVar[str] = "outcome"
    agenda_item_id: str = link("agenda_item", required=True)
    result: str = "none"  # adopted, blocked, deferred, none
    claimant_id: str | None = link("actor")
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Participation(Reviewed):
    KIND: ClassVar[str] = "participation"
    meeting_id: str = link("meeting", required=True)
    actor_id: str = link("actor", required=True)
    how: str = "attended"


@dataclass(frozen=True, kw_only=True)
class Issue(Record):
    KIND: ClassVar[str] = "issue"
    key: str
    label: str
    description: str = ""
    support_means: str = ""
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Statement(Reviewed):
    """Something said, once. ``content`` repeats its content anchors' quotes, joined by " … "."""

    KIND: ClassVar[str] = "statement"
    source_id: str = link("source", required=True)
    speaker_id: str | None = link("actor")
    on_behalf_of_id: str | None = link("actor")
    content: str = ""
    mode: str = "indirect"  # direct, indirect, mixed
    told_to: str = ""
    said_on: str | None = None
    said_on_phrase: str = ""
    said_on_why: str = ""
    said_at_id: str | None = link("meeting")
    run_up_to_id: str | None = link("meeting")
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class StatementMeeting(Record):
    """A statement is *about* a meeting."""

    KIND: ClassVar[str] = "statement_meeting"
    statement_id: str = link("statement", required=True)
    meeting_id: str = link("meeting", required=True)


@dataclass(frozen=True, kw_only=True)
class StatementIssue(Record):
    KIND: ClassVar[str] = "statement_issue"
    statement_id: str = link("statement", required=True)
    issue_id: str = link("issue", required=True)


@dataclass(frozen=True, kw_only=True)
class Echo(Reviewed):
    """The same statement printed once more, here or elsewhere: an appearance with its own anchor."""

    KIND: ClassVar[str] = "echo"
    statement_id: str = link("statement", required=True)
    source_id: str = link("source", required=True)


@dataclass(frozen=True, kw_only=True)
class Position(Reviewed):
    """Holder, issue and stance as of a date. ``claimed_by_id`` None means that the holder says so itself."""

    KIND: ClassVar[str] = "position"
    source_id: str | None = link("source", on_remove="remove")
    holder_id: str = link("actor", required=True)
    issue_id: str = link("issue", required=True)
    stance: str = "unclear"  # support, oppose, mixed, unclear
    as_of: str | None = None
    claimed_by_id: str | None = link("actor")
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class PositionStatement(Record):
    """A statement is evidence of a position."""

    KIND: ClassVar[str] = "position_statement"
    position_id: str = link("position", required=True)
    statement_id: str = link("statement", required=True)


@dataclass(frozen=True, kw_only=True)
class Tag(Record):
    KIND: ClassVar[str] = "tag"
    name: str
    colour: str = ""


@dataclass(frozen=True, kw_only=True)
class Tagging(Record):
    """One tag on one source, statement, meeting or actor."""

    KIND: ClassVar[str] = "tagging"
    tag_id: str = link("tag", required=True)
    source_id: str | None = link("source", on_remove="remove")
    statement_id: str | None = link("statement", on_remove="remove")
    meeting_id: str | None = link("meeting", on_remove="remove")
    actor_id: str | None = link("actor", on_remove="remove")


@dataclass(frozen=True, kw_only=True)
class Distinction(Record):
    """A person said: these two are not the same actor."""

    KIND: ClassVar[str] = "distinction"
    actor_id: str = link("actor", required=True)
    other_id: str = link("actor", required=True)
    decided_by: str = "person"
    decided_at: str = ""


@dataclass(frozen=True, kw_only=True)
class LearntPhrase(Record):
    """A corrected reading: this phrase means this stance on this issue. Withdrawn ones teach no more."""

    KIND: ClassVar[str] = "learnt_phrase"
    phrase: str
    issue_id: str = link("issue", required=True)
    stance: str
    scope: str = "case"
    from_change: int | None = None  # sequence number of the decision that taught it
    withdrawn: bool = False


@dataclass(frozen=True, kw_only=True)
class SavedSearch(Record):
    KIND: ClassVar[str] = "saved_search"
    name: str
    criteria: str = "{}"  # JSON


@dataclass(frozen=True, kw_only=True)
class BriefingTemplate(Record):
    KIND: ClassVar[str] = "briefing_template"
    name: str
    kind: str = "chronology"
    choices: str = "{}"  # JSON


@dataclass(frozen=True, kw_only=True)
class BriefingMade(Record):
    """What one briefing contained, so that the next of its kind can say what changed."""

    KIND: ClassVar[str] = "briefing_made"
    kind: str = "chronology"
    of: str = ""
    made_at: str = ""
    choices: str = "{}"  # JSON
    contents: str = "{}"  # JSON: record id -> content hash


@dataclass(frozen=True, kw_only=True)
class CaseSettings(Record):
    """One row per case, under the id ``settings``."""

    KIND: ClassVar[str] = "case_settings"
    id: str = "settings"
    name: str = "Untitled case"
    languages: tuple[str, ...] = ("en",)
    use_reference: bool = True
    house_style: str = "{}"  # JSON: organisation, logo blob, accent colour


RECORDS: tuple[type[Record], ...] = (
    CaseSettings, Source, TextVersion, Actor, Name, Affiliation, Meeting, Issue, AgendaItem, Outcome, Participation,
    Statement, StatementMeeting, StatementIssue, Echo, Position, PositionStatement, Anchor, Tag, Tagging,
    Distinction, LearntPhrase, SavedSearch, BriefingTemplate, BriefingMade,
)  # fmt: skip
BY_KIND: dict[str, type[Record]] = {cls.KIND: cls for cls in RECORDS}
REVIEWED_KINDS: tuple[str, ...] = tuple(cls.KIND for cls in RECORDS if issubclass(cls, Reviewed))
