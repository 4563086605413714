"""What a writer chooses for a briefing, as one value that is kept as JSON in templates and in what was made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from kpdesk.domain.dates import earliest, latest, parse_date
from kpdesk.domain.values import fitted
from kpdesk.domain.vocabulary import BRIEFING_KINDS
from kpdesk.errors import UsageError

# The sections of each kind, in the order in which they come unless the writer orders them otherwise.
SECTIONS: dict[str, tuple[str, ...]] = {
    "chronology": ("summary", "since", "picture", "events", "ledger", "moves"),
    "meeting": ("summary", "since", "glance", "agenda", "who", "stands", "run_up", "at", "about", "moves"),
    "actor": ("summary", "since", "glance", "positions", "moves", "statements", "meetings"),
    "issue": ("summary", "since", "glance", "stands", "moves", "statements", "meetings"),
    "quotations": ("summary", "since", "quotations"),
}
OPTIONAL = frozenset({"since"})  # off until chosen: what was made before must not change what is made now
BEFORE = ("summary", "since", "glance", "agenda", "who", "stands", "run_up")  # a meeting brief for those who will go
TITLES: dict[str, str] = {
    "summary": "Summary",
    "since": "What changed since the last briefing",
    "picture": "The meetings at a glance",
    "events": "What happened",
    "ledger": "Where they stand",
    "moves": "What moved",
    "glance": "At a glance",
    "agenda": "Agenda and outcomes",
    "who": "Who was there",
    "stands": "Who stands where",
    "run_up": "Said in the run-up",
    "at": "Said at the meeting",
    "about": "Said about it",
    "positions": "Positions",
    "statements": "What was said",
    "meetings": "Meetings",
    "quotations": "Quotations",
}
_WORDS = {
    "unreviewed": ("leave_out", "mark"),
    "quotation": ("full", "short"),
    "citations": ("chicago", "plain"),
    "contents": ("auto", "always", "never"),
    "view": ("after", "before"),
}


@dataclass(frozen=True, kw_only=True)
class Choices:
    """``sections`` empty means the kind's own; ``dropped`` holds ids of records to leave out.

    ``paragraphs`` are (section, the writer's own words) and stand at the head of that section. ``quotation``
    short gives the first words in the text and all of it in the note.
    """

    start: str | None = None
    end: str | None = None
    issues: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    unreviewed: str = "leave_out"
    view: str = "after"
    sections: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    title: str = ""
    summary: str = ""
    paragraphs: tuple[tuple[str, str], ...] = ()
    quotation: str = "full"
    citations: str = "chicago"
    contents: str = "auto"

    def as_json(self) -> str:
        """Only what differs from the default, so that new choices can come without old templates changing."""
        plain = Choices()
        given = {k: v for k, v in asdict(self).items() if v != getattr(plain, k)}
        return json.dumps(given, ensure_ascii=False, sort_keys=True)

    def order(self, kind: str) -> tuple[str, ...]:
        """The sections of a briefing of this kind, in order."""
        if self.sections:
            return tuple(s for s in self.sections if s in SECTIONS[kind])
        own = BEFORE if kind == "meeting" and self.view == "before" else SECTIONS[kind]
        return tuple(s for s in own if s not in OPTIONAL)

    def own_words(self, section: str) -> list[str]:
        return [words for key, words in self.paragraphs if key == section and words.strip()]


def choices_from(given: Choices | Mapping[str, Any] | str | None) -> Choices:
    """Choices from a mapping or kept JSON. Raises UsageError with the first thing that cannot be used."""
    if isinstance(given, Choices):
        return given
    try:
        values = dict(json.loads(given) if isinstance(given, str) else given or {})
    except (ValueError, TypeError, RecursionError) as fault:
        raise UsageError("The choices of this briefing cannot be read.", "Choose again and keep them anew.") from fault
    values = fitted(Choices, values)
    for name, allowed in _WORDS.items():
        if name in values and values[name] not in allowed:
            raise UsageError(f"“{values[name]}” cannot be chosen for {name}.", f"Choose one of: {', '.join(allowed)}.")
    for name in ("start", "end"):
        if values.get(name):
            values[name] = parse_date(values[name])
    choices = Choices(**values)
    if choices.start and choices.end and earliest(choices.start) > latest(choices.end):
        raise UsageError("The span of time ends before it starts.", "Check the two dates.")
    return choices


def require_kind(kind: str) -> str:
    """The kind if there is one of that name. Raises UsageError else."""
    if kind not in BRIEFING_KINDS:
        raise UsageError(f"“{kind}” is no kind of briefing.", f"Choose one of: {', '.join(BRIEFING_KINDS)}.")
    return kind
