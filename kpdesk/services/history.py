"""Undo, redo, taking back, and the history as sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from kpdesk.domain.changes import Change, Changes, ChangeSet
from kpdesk.domain.values import as_values, from_values
from kpdesk.errors import ConflictError
from kpdesk.services.making import called
from kpdesk.store import queries
from kpdesk.store.case import CaseFile


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the history."""

    seq: int
    at: str  # UTC, ISO 8601
    who: str
    sentence: str
    count: int
    taken_back: bool
    can_take_back: bool


def undo(case: CaseFile) -> Changes:
    """Take back the last deed."""
    return case.undo()


def turned_words(label: str) -> str:
    """What an undo or redo did, as a sentence; one that takes a whole reading back says that it did."""
    reading = re.fullmatch(r"(Undid|Redid): kpdesk proposed ([\d,]+ records?) in (.+)", label)
    if reading is None:
        return f"{label}."
    turned, count, title = reading.groups()
    verb = "Took back" if turned == "Undid" else "Brought back"
    return f"{verb} what kpdesk proposed in {title} ({count})."


def redo(case: CaseFile) -> Changes:
    """Do again what was taken back last."""
    return case.redo()


def take_back(case: CaseFile, seq: int) -> Changes:
    """Take back one deed of any age."""
    return case.take_back(seq)


def next_undo(case: CaseFile) -> str | None:
    """What undo would take back, in words; None where there is nothing."""
    entry = case.can_undo
    return entry.label if entry else None


def next_redo(case: CaseFile) -> str | None:
    entry = case.can_redo
    return entry.label.removeprefix("Undid: ") if entry else None


def entries(
    case: CaseFile, *, limit: int = 100, before_seq: int | None = None, kind: str | None = None,
    record_id: str | None = None,
) -> list[Entry]:  # fmt: skip
    """The history, newest first; of one record when it is given."""
    return [_entry(s) for s in case.history(limit=limit, before_seq=before_seq, kind=kind, record_id=record_id)]


def _entry(change_set: ChangeSet) -> Entry:
    who = "" if change_set.who == "person" else change_set.who
    return Entry(
        seq=change_set.seq, at=change_set.at, who=who, sentence=change_set.label, count=change_set.count,
        taken_back=change_set.taken_back_by is not None,
        can_take_back=change_set.taken_back_by is None and change_set.seq > 1 and change_set.deed == "do",
    )  # fmt: skip


def states_of(case: CaseFile, kind: str, record_id: str, *, limit: int = 200) -> list[tuple[ChangeSet, Change]]:
    """Every state that one record had, newest first, with the deed that made it."""
    sets = {s.seq: s for s in case.history(limit=limit, kind=kind, record_id=record_id)}
    return [(sets[seq], change) for seq, change in queries.changes_of_record(case, kind, record_id) if seq in sets]


def restore(case: CaseFile, kind: str, record_id: str, seq: int) -> Changes:
    """Bring one record back to how it was after change set ``seq``, as a deed of its own."""
    change = next((c for n, c in queries.changes_of_record(case, kind, record_id) if n == seq), None)
    if change is None or change.after is None:
        raise ConflictError("There is no such earlier state of this record.")
    record = from_values(kind, change.after)
    current = case.get(kind, record_id)
    if current is not None and as_values(current) == change.after:
        raise ConflictError("The record is in that state now.")
    state = next(s for s in case.history(limit=1, before_seq=seq + 1))
    with case.unit(f"Restored {called(record)} to its state of {_day_and_time(state.at)}") as unit:
        if current is None:
            unit.add(record)
        else:
            unit.put(record)
    return unit.changes


def _day_and_time(at: str) -> str:
    then = datetime.fromisoformat(at).astimezone()
    return f"{then.day} {then:%B %Y, %H:%M}"
