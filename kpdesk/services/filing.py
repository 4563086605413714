"""Keeping a record from a form: links chosen by name are resolved, new ones written, all as one deed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from kpdesk.domain.changes import Changes
from kpdesk.domain.records import Issue, Record, Reviewed
from kpdesk.errors import UsageError
from kpdesk.services.choices import Choice
from kpdesk.services.making import Problem, called, tidy
from kpdesk.services.review import write_edited
from kpdesk.services.tagging import resolve_actor, resolve_meeting
from kpdesk.store.case import CaseFile
from kpdesk.store.unit import Unit

Links = Mapping[str, Choice | None]
_STANDS_IN = "to be made"


@dataclass(frozen=True, kw_only=True)
class Kept:
    """The record as it was written."""

    record: Any
    changes: Changes


def problems(record: Record, links: Links | None = None) -> list[Problem]:
    """What keeps the record from being kept, for beside its fields. ``links`` are those not yet resolved."""
    named = {name: (choice.record_id or _STANDS_IN) if choice else None for name, choice in (links or {}).items()}
    return tidy(replace(record, **named))[1]


def keep(case: CaseFile, record: Record, links: Links | None = None, *, new: bool = False) -> Kept:
    """Add or save a record with its links. Raises UsageError with the first problem; nothing is written then."""
    found = problems(record, links)
    if found:
        raise UsageError(found[0].message)
    with case.unit(f"Added {called(record)}") as unit:
        kinds = {f.name: f.metadata.get("to") for f in fields(record)}
        ids = {name: _resolved(unit, str(kinds[name]), choice) for name, choice in (links or {}).items()}
        filled = tidy(replace(record, **ids))[0]
        if new:
            unit.add(filled)
            unit.label = f"Added {_in_words(unit, filled)}"
        elif isinstance(filled, Reviewed):
            write_edited(unit, [filled])
        else:
            unit.put(filled)
            unit.label = f"Edited {_in_words(unit, filled)}"
    return Kept(record=filled, changes=unit.changes)


def _resolved(unit: Unit, kind: str, choice: Choice | None) -> str | None:
    if kind == "actor":
        return resolve_actor(unit, choice)
    if kind == "meeting":
        return resolve_meeting(unit, choice)
    if kind == "issue":
        return _issue(unit, choice)
    return choice.record_id if choice else None


def _issue(unit: Unit, choice: Choice | None) -> str | None:
    if choice is None or choice.record_id:
        return choice.record_id if choice else None
    key = re.sub(r"\W+", "-", choice.name.casefold()).strip("-") or "issue"
    return unit.add(Issue(key=key, label=choice.name)).id


def _in_words(unit: Unit, record: Any) -> str:
    if record.KIND == "position":
        holder, issue = unit.get("actor", record.holder_id), unit.get("issue", record.issue_id)
        return f"the position of {holder.name} on {issue.label}"
    if record.KIND == "affiliation":
        member, body = unit.get("actor", record.member_id), unit.get("actor", record.of_id)
        return f"{member.name} at {body.name}"
    if record.KIND == "participation":
        actor, meeting = unit.get("actor", record.actor_id), unit.get("meeting", record.meeting_id)
        return f"{actor.name} to {meeting.name}"
    return called(record)
