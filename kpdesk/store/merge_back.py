"""Merge a copy of a case back into it: three ways, by record ids, from the last change that both logs share.

What only one side changed is taken; fields that only one side changed are put together; what both changed
differently is a conflict for a person, record by record or field by field.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from kpdesk.domain.changes import Changes
from kpdesk.domain.records import RECORDS
from kpdesk.domain.values import as_values, from_values
from kpdesk.errors import CaseFileError, ConflictError, UsageError
from kpdesk.store import change_log
from kpdesk.store.case import CaseFile
from kpdesk.store.tables import REFERRERS, change_set

Key = tuple[str, str]  # kind, record id
# Both accepted the same proposal at different hours: that is no question for a person.
_KEPT_HERE = frozenset({"decided_at", "decided_by", "machine_said"})
Values = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """One record that both sides changed. ``fields`` maps a field to (before, here, there); empty: one side removed it."""

    record: Key
    name: str
    removed: str = ""  # "", "here", "there"
    fields: Mapping[str, tuple[Any, Any, Any]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a merge would write, apart from its conflicts. ``seq`` numbers the last change that both share."""

    seq: int
    head: int  # our last change when the plan was made
    writes: Mapping[Key, Values]  # as they will be here
    removals: tuple[Key, ...]
    conflicts: tuple[Conflict, ...]
    theirs: Mapping[Key, Values | None]


def plan(case: CaseFile, other: CaseFile) -> Plan:
    """Compare. Raises CaseFileError where ``other`` is no copy of this case."""
    seq = _shared(case, other)
    if not seq:
        raise CaseFileError(f"{other.path.name} is not a copy of this case.", "Only a copy of it can be merged back.")
    base, ours_touched = _before(case, seq)
    their_base, theirs_touched = _before(other, seq)
    same_issue = _same_issues(case, other)
    # What was erased here stays erased, whatever the copy did with it since; what rests on it finds nothing to rest on.
    candidates = theirs_touched - change_log.erased(case)
    theirs = {k: _present(other, k, same_issue) for k in candidates if k[1] not in same_issue}
    writes: dict[Key, Values] = {}
    removals: list[Key] = []
    conflicts: list[Conflict] = []
    for key, there in theirs.items():
        here, before = _present(case, key, {}), base.get(key, their_base.get(key))
        if there in (here, before):
            continue
        if key not in ours_touched:
            if there is not None:
                writes[key] = there
            elif hangs := _new_here(case, other, key):
                conflicts.append(
                    Conflict(record=key, name=f"{_name(here)} ({hangs} records rest on it)", removed="there")
                )
            else:
                removals.append(key)
        elif here is None or there is None:
            conflicts.append(Conflict(record=key, name=_name(here or there), removed="there" if here else "here"))
        else:
            _both(key, before, here, there, writes, conflicts)
    head = case.history(limit=1)[0].seq
    return Plan(
        seq=seq, head=head, writes=writes, removals=tuple(removals), conflicts=tuple(conflicts), theirs=theirs
    )  # fmt: skip


def _both(
    key: Key, before: Values | None, here: Values, there: Values, writes: dict[Key, Values], conflicts: list[Conflict]
) -> None:
    """Put fields together; fields that both changed differently become one conflict."""
    was = before or {}
    clashing = {
        name: (was.get(name), here[name], there[name])
        for name in here
        if name not in _KEPT_HERE and here[name] != there[name] != was.get(name) != here[name]
    }
    joined = {name: there[name] if here[name] == was.get(name) else here[name] for name in here}
    if joined != here:
        writes[key] = joined
    if clashing:
        conflicts.append(Conflict(record=key, name=_name(here), fields=clashing))


def merge(case: CaseFile, other: CaseFile, made: Plan, decisions: Mapping[tuple[str, ...], str]) -> Changes:
    """Write a plan as one deed that undo takes back. ``decisions``: (kind, id) or (kind, id, field) -> here or there.

    Raises UsageError while a conflict is undecided, ConflictError where the case changed since the plan was made.
    """
    if case.history(limit=1)[0].seq != made.head:
        raise ConflictError("The case was changed since the copies were compared.", "Compare them again.")
    writes, removals = dict(made.writes), list(made.removals)
    for conflict in made.conflicts:
        _decide(case, conflict, made, decisions, writes, removals)
    _without_missing_links(case, writes, removals)
    with case.unit(f"Merged {other.path.name} back") as unit:
        for digest in _blobs_needed(writes):
            with contextlib.suppress(CaseFileError):
                unit.keep_blob(other.blob(digest))
        there_now = {key for key in writes if _present(case, key, {}) is not None}
        for kind, record_id in removals:
            unit.remove(kind, record_id)
        unit.add_all([from_values(kind, v) for (kind, i), v in writes.items() if (kind, i) not in there_now])
        unit.put_all([from_values(kind, v) for (kind, i), v in writes.items() if (kind, i) in there_now])
    return unit.changes


def _decide(
    case: CaseFile, conflict: Conflict, made: Plan, decisions: Mapping[tuple[str, ...], str],
    writes: dict[Key, Values], removals: list[Key],
) -> None:  # fmt: skip
    key = conflict.record
    if conflict.removed:
        chosen = _chosen(decisions, key, conflict)
        there = made.theirs[key]
        if chosen == "there" and there is None:
            removals.append(key)
        elif chosen == "there" and there is not None:
            writes[key] = there
        return
    for name, (_, _, there) in conflict.fields.items():
        if _chosen(decisions, (*key, name), conflict, otherwise=decisions.get(key)) == "there":
            writes[key] = {**(writes.get(key) or _present(case, key, {}) or {}), name: there}


def _chosen(
    decisions: Mapping[tuple[str, ...], str], of: tuple[str, ...], conflict: Conflict, otherwise: str | None = None
) -> str:
    chosen = decisions.get(of, otherwise)
    if chosen not in ("here", "there"):
        raise UsageError(f"“{conflict.name}” was changed in both copies.", "Choose which one counts.")
    return chosen


def _shared(case: CaseFile, other: CaseFile) -> int:
    """The last change that both logs have in common; 0 where there is none."""
    mine, theirs = (_chains(c) for c in (case, other))
    return max((seq for seq, chain in theirs.items() if mine.get(seq) == chain), default=0)


def _chains(case: CaseFile) -> dict[int, str]:
    with case.reading() as connection:
        return {r.seq: r.chain for r in connection.execute(sa.select(change_set.c.seq, change_set.c.chain))}


def _before(case: CaseFile, seq: int) -> tuple[dict[Key, Values | None], set[Key]]:
    """(record -> its values at change ``seq``, records touched since); those that were erased since stay out."""
    first: dict[Key, Values | None] = {}
    erased: set[Key] = set()
    with case.reading() as connection:
        query = sa.select(change_set.c.seq).where(change_set.c.seq > seq).order_by(change_set.c.seq)
        for (number,) in connection.execute(query).all():
            for item in change_log.changes_of(connection, number):
                key = (item.kind, item.record_id)
                first.setdefault(key, item.before)
                if item.redacted:
                    erased.add(key)
    known = {key: values for key, values in first.items() if key not in erased}
    return known, set(known)


def _present(case: CaseFile, key: Key, same_issue: Mapping[str, str]) -> Values | None:
    record = case.get(*key)
    if record is None:
        return None
    values = as_values(record)
    return {n: same_issue.get(v, v) if isinstance(v, str) and n.endswith("_id") else v for n, v in values.items()}


def _same_issues(case: CaseFile, other: CaseFile) -> dict[str, str]:
    """Issues that both made under one key: their id -> ours."""
    ours = {issue.key: issue.id for issue in case.all("issue")}
    return {i.id: ours[i.key] for i in other.all("issue") if i.key in ours and ours[i.key] != i.id}


def _new_here(case: CaseFile, other: CaseFile, key: Key) -> int:
    """How many records rest on this one here that the other copy never had."""
    count = 0
    for referrer in REFERRERS[key[0]]:
        if referrer.rule == "remove":
            resting = case.all(referrer.kind, **{referrer.field: key[1]})
            logged = {i for i in (r.id for r in resting) if _knew(other, referrer.kind, i)}
            count += sum(r.id not in logged for r in resting)
    return count


def _knew(case: CaseFile, kind: str, record_id: str) -> bool:
    return bool(case.history(limit=1, kind=kind, record_id=record_id))


def _without_missing_links(case: CaseFile, writes: dict[Key, Values], removals: list[Key]) -> None:
    """Drop what rests on a record that stays removed; empty the links that may be empty."""
    links = {cls.KIND: [(r.kind, r.field, r.rule) for r in REFERRERS[cls.KIND]] for cls in RECORDS}
    changed = True
    while changed:
        changed = False
        for target, referrers in links.items():
            for kind, name, rule in referrers:
                for key, values in list(writes.items()):
                    if key[0] != kind or not values[name] or _will_be(case, (target, values[name]), writes, removals):
                        continue
                    changed = True
                    if rule == "remove":
                        del writes[key]
                    else:
                        writes[key] = {**values, name: None}


def _will_be(case: CaseFile, key: Key, writes: Mapping[Key, Values], removals: list[Key]) -> bool:
    return key in writes or (key not in removals and case.get(*key) is not None)


def _blobs_needed(writes: Mapping[Key, Values]) -> set[str]:
    names = ("text_sha256", "received_sha256")
    return {values[name] for (kind, _), values in writes.items() if kind == "text_version" for name in names}


def _name(values: Values | None) -> str:
    for name in ("name", "title", "label", "content", "text", "phrase"):
        if values and values.get(name):
            return str(values[name])[:80]
    return "a record"
