"""What extraction proposes for one text: a draft, before anybody decided anything.

Spans are half-open ``[start, end)`` offsets in Unicode code points of the text that was handed in.
Drafts know nothing of spaCy, Qt or the store; ``as_json`` prints the interchange form ``kpdesk-draft/1``.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any

DRAFT_FORMAT = "kpdesk-draft/1"


@dataclass(frozen=True, slots=True)
class Span:
    """``text`` is exactly ``source[start:end]``; offsets are code points."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftActor:
    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    affiliation: str | None = None  # id of another draft actor
    role: str | None = None
    country: str | None = None
    reference: str | None = None  # key of the reference set, such as "person/alan-martin"
    maybe: str | None = None  # key of a reference entry that only a person may link (its facts are partly sure)
    record: str | None = None  # id of the case's own actor, when the snapshot of known names held it
    score: float = 0.5
    why: str = ""
    mentions: tuple[Span, ...] = ()
    role_evidence: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftParticipation:
    actor: str
    how: str
    evidence: Span
    score: float = 0.5
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftMeeting:
    id: str
    name: str
    kind: str
    place: str | None = None
    country: str | None = None  # ISO 3166 alpha-2
    when: str | None = None  # ISO date cut to what is known, or start/end
    when_from: Span | None = None
    when_why: str = ""
    reference: str | None = None
    record: str | None = None
    score: float = 0.5
    why: str = ""
    mentions: tuple[Span, ...] = ()
    participation: tuple[DraftParticipation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftStatement:
    id: str
    speaker: str | None
    content: tuple[Span, ...]
    mode: str
    on_behalf_of: str | None = None
    speaker_mention: Span | None = None
    cue: Span | None = None
    said_on: str | None = None
    said_on_from: Span | None = None
    said_on_why: str = ""
    at_meeting: str | None = None
    about_meetings: tuple[str, ...] = ()
    before_meeting: str | None = None
    told_to: str | None = None
    issues: tuple[str, ...] = ()
    repeats: str | None = None
    score: float = 0.5
    why: str = ""
    co_speakers: tuple[str, ...] = ()  # others who say it together with the speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPosition:
    holder: str
    issue: str
    stance: str
    evidence: tuple[Span, ...]
    claimed_by: str | None = None
    statement: str | None = None
    score: float = 0.5
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """All that one text yields. ``characters`` counts code points of the text as given."""

    characters: int
    sha256: str = ""
    published: str | None = None
    title: str | None = None
    outlet: str | None = None
    language: str | None = None
    program: str = ""
    model: str = ""
    notes: tuple[str, ...] = ()  # sentences for the person: "The text is French; nothing was proposed."
    actors: tuple[DraftActor, ...] = ()
    meetings: tuple[DraftMeeting, ...] = ()
    statements: tuple[DraftStatement, ...] = ()
    positions: tuple[DraftPosition, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The object that ``kpdesk extract --json`` prints: every key present, unknown is null or []."""
        body = _plain(self)
        head = {k: body.pop(k) for k in ("sha256", "characters", "published", "title", "outlet", "language")}
        made_by = {"program": body.pop("program"), "model": body.pop("model")}
        return {"format": DRAFT_FORMAT, "source": head, "made_by": made_by, **body}


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownActor:
    """An actor that the case already holds. A person's own records win over the reference set."""

    id: str
    name: str
    kind: str
    names: tuple[str, ...] = ()  # every other way it is written in this case, learnt ones included
    country: str | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownMeeting:
    id: str
    name: str
    kind: str
    place: str | None = None
    country: str | None = None
    start: str | None = None
    end: str | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownIssue:
    key: str
    label: str
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A plain snapshot of what a case knows; extraction reads it and nothing else of the case."""

    use_reference: bool = True
    actors: tuple[KnownActor, ...] = ()
    meetings: tuple[KnownMeeting, ...] = ()
    issues: tuple[KnownIssue, ...] = ()
    not_the_same: frozenset[frozenset[str]] = field(
        default_factory=frozenset
    )  # pairs of names that a person told apart
    rejected_names: frozenset[str] = field(default_factory=frozenset)  # casefolded; never proposed as actors again
    phrases: tuple[tuple[str, str, str], ...] = ()  # (phrase, issue key, stance) learnt from corrections


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(v) for v in value]
    return value
