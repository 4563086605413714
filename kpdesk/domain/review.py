"""What a decision does to a record: accepted, edited or rejected, by whom and when, and what the machine had said."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import TypeVar

from kpdesk.domain.records import Reviewed
from kpdesk.domain.values import kept_object

R = TypeVar("R", bound=Reviewed)
_OF_REVIEW = frozenset({"id", *(f.name for f in fields(Reviewed))})


def accepted(record: R, *, who: str, at: str) -> R:
    """The record as a person accepted it; one that was edited stays edited."""
    state = "edited" if record.machine_said else "accepted"
    return replace(record, state=state, decided_by=who, decided_at=at)


def rejected(record: R, *, who: str, at: str) -> R:
    """The record as a person refused it. It is kept, so that it is not proposed again."""
    return replace(record, state="rejected", decided_by=who, decided_at=at)


def reopened(record: R) -> R:
    """The record undecided again."""
    return replace(record, state="proposed", decided_by=None, decided_at=None)


def edited(old: R, new: R, *, who: str, at: str) -> R:
    """``new`` as the person's version of ``old``. The machine's first reading of each changed field is kept."""
    if old.made_by == "person":
        return replace(new, state="accepted", decided_by=old.decided_by, decided_at=old.decided_at)
    said = kept_object(old.machine_said)
    for f in fields(old):
        before, after = getattr(old, f.name), getattr(new, f.name)
        if f.name not in _OF_REVIEW and before != after:
            said.setdefault(f.name, before)
    said = {name: value for name, value in said.items() if getattr(new, name) != value}
    state = "edited" if said else "accepted"
    return replace(
        new, state=state, decided_by=who, decided_at=at,
        machine_said=json.dumps(said, ensure_ascii=False, sort_keys=True) if said else None,
    )  # fmt: skip


def machine_reading(record: Reviewed) -> dict[str, object]:
    """The fields that a person changed, as the machine had them."""
    return kept_object(record.machine_said)
