"""What a write tells the rest of the program, and how the log keeps it.

``Changes`` goes to every screen; ``ChangeSet`` and ``Change`` are what undo, redo, history and audit read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What one write touched. ``ids`` maps a record kind to the ids written; ``seq`` 0 means nothing was written."""

    seq: int = 0
    label: str = ""
    ids: dict[str, frozenset[str]] = field(default_factory=dict)

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(self.ids)

    def touches(self, *kinds: str) -> bool:
        return any(kind in self.ids for kind in kinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One record in one change set: its fields before and after (None: it was not there)."""

    kind: str
    record_id: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    redacted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSet:
    """One deed. ``deed`` is do, undo, redo or erase; ``undoes`` is the set that an undo takes back or a redo brings back."""

    seq: int
    at: str  # UTC, ISO 8601
    who: str
    label: str
    deed: str = "do"
    undoes: int | None = None
    count: int = 0
    taken_back_by: int | None = None
