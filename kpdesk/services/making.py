"""Records made, changed, linked and removed by hand. Every value is checked before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from kpdesk.domain.changes import Changes
from kpdesk.domain.dates import earliest, latest, parse_date
from kpdesk.domain.records import REVIEWED_KINDS, Record, Reviewed
from kpdesk.domain.review import edited
from kpdesk.domain.vocabulary import ALLOWED
from kpdesk.domain.wording import counted
from kpdesk.errors import KpdeskError, UsageError
from kpdesk.services.rereading import Earlier
from kpdesk.store.case import CaseFile

DATE_FIELDS = frozenset({"published", "accessed", "start", "end", "said_on", "as_of"})


@dataclass(frozen=True)
class Problem:
    """What keeps one field from being saved, in words for beside the field."""

    field: str
    message: str


def tidy(record: Record) -> tuple[Record, list[Problem]]:
    """The record with dates in their canonical spelling, and what is wrong with it."""
    problems: list[Problem] = []
    fixed: dict[str, object] = {}
    for f in fields(record):
        value = getattr(record, f.name)
        if f.name in DATE_FIELDS and value:
            try:
                fixed[f.name] = parse_date(value)
            except KpdeskError as fault:
                problems.append(Problem(f.name, str(fault)))
        allowed = ALLOWED.get((record.KIND, f.name))
        if allowed and value not in allowed:
            problems.append(Problem(f.name, f"Choose one of: {', '.join(allowed.values())}."))
        if f.name in ("name", "text", "phrase", "label") and isinstance(value, str) and not value.strip():
            problems.append(Problem(f.name, "Write a name." if f.name == "name" else "Write something here."))
        if f.metadata.get("required") and not value:
            problems.append(Problem(f.name, "Choose one."))
    tidied = replace(record, **fixed)  # type: ignore[arg-type]
    start, end = getattr(tidied, "start", None), getattr(tidied, "end", None)
    if isinstance(start, str) and isinstance(end, str) and not problems and earliest(start) > latest(end):
        problems.append(Problem("end", "It ends before it starts. Check the two dates."))
    return tidied, problems


def _checked(record: Record) -> Record:
    tidied, problems = tidy(record)
    if problems:
        raise UsageError(problems[0].message)
    return tidied


def add(case: CaseFile, *records: Record, label: str | None = None) -> Changes:
    """Add records made by a person, as one deed. Raises UsageError with the first problem."""
    checked = [_checked(r) for r in records]
    with case.unit(label or f"Added {called(checked[0])}") as unit:
        unit.add_all(checked)
    return unit.changes


def change(case: CaseFile, *records: Record, label: str | None = None) -> Changes:
    """Save changed records. What a machine had proposed becomes *edited* and remembers what it had said."""
    checked = [_checked(r) for r in records]
    with case.unit(label or f"Changed {called(checked[0])}") as unit:
        for record in checked:
            old = unit.get(record.KIND, record.id)
            unit.put(
                edited(old, record, who="person", at=unit.at)
                if isinstance(record, Reviewed) and old is not None
                else record
            )
    return unit.changes


def would_go(case: CaseFile, kind: str, ids: list[str]) -> int:
    """How many records ``remove`` would take, about: with a text what was said in it goes."""
    return len(ids) + (case.count("statement", source_id=tuple(ids[:1000])) if kind == "source" else 0)


def remove(case: CaseFile, kind: str, ids: list[str]) -> Changes:
    """Remove records with what rests only on them; undo brings all of it back."""
    first = case.get(kind, ids[0]) if ids else None
    if first is None:
        raise UsageError("There is nothing to remove here.")
    what = called(first) if len(ids) == 1 else counted(len(ids), kind.replace("_", " "))
    what = f"the text {what}" if kind == "source" and len(ids) == 1 else what
    with case.unit(f"Removed {what}") as unit:
        if kind == "source":  # proposals that rest on nothing else have no characters behind them any more
            for source_id in ids:
                Earlier(unit, source_id, "").drop_what_was_not_found()
        unit.remove_all(kind, ids)
        with_it = unit.removed(REVIEWED_KINDS) - (len(ids) if kind in REVIEWED_KINDS else 0)
        if with_it > 0:
            rest = "rests" if with_it == 1 else "rest"
            unit.label += f" and {counted(with_it, 'record')} that {rest} only on {'it' if len(ids) == 1 else 'them'}"
    return unit.changes


def called(record: Record) -> str:
    """What a sentence calls the record: its name, or its kind."""
    for field in ("name", "title", "label", "text", "content", "phrase"):
        value = getattr(record, field, None)
        if value:
            short = value if len(value) <= 60 else value[:59] + "…"
            return f"“{short}”" if field in ("title", "content", "text", "phrase") else short
    kind = record.KIND.replace("_", " ")
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
