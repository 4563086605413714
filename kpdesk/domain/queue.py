"""The review queue as values: what is asked of it, the keys that order it, the rows that are read."""

from __future__ import annotations

from dataclasses import dataclass

ORDERS = {"reading": "Reading order", "doubtful": "Least sure first", "sure": "Surest first"}
SCOPES: dict[str, tuple[str, ...]] = {
    "undecided": ("proposed",),
    "decided": ("accepted", "edited"),
    "rejected": ("rejected",),
    "all": ("proposed", "accepted", "edited", "rejected"),
}
SCOPE_WORDS = {"undecided": "To decide", "decided": "Decided", "rejected": "Rejected", "all": "All"}
QUEUE_KINDS = {
    "actor": "Actors",
    "affiliation": "Affiliations",
    "meeting": "Meetings",
    "participation": "Who came",
    "outcome": "Outcomes",
    "statement": "Statements",
    "echo": "Repeats",
    "position": "Positions",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFilter:
    """Which machine-made records, in which order. Empty fields do not filter."""

    order: str = "reading"
    scope: str = "undecided"
    kinds: tuple[str, ...] = ()
    source_id: str | None = None
    actor_id: str | None = None
    meeting_id: str | None = None
    issue_id: str | None = None
    words: str = ""

    @property
    def narrows(self) -> bool:
        """Whether it hides anything that a plain queue would show."""
        return bool(self.kinds or self.source_id or self.actor_id or self.meeting_id or self.issue_id or self.words)


@dataclass(frozen=True, slots=True)
class QueueKey:
    """One record in the queue and the place it is read at (its first characters; -1 where it has none)."""

    kind: str
    record_id: str
    state: str
    score: float
    source_id: str | None
    text_version_id: str | None
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """What one row of the queue says. ``sort`` is the actor's or meeting's own kind, ``stance`` a position's."""

    kind: str
    record_id: str
    state: str
    title: str
    about: str
    sort: str = ""
    stance: str | None = None
