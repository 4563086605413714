"""Write the plan of a merge: one deed, with what a person decided about its conflicts."""

from __future__ import annotations

from collections.abc import Mapping

from kpdesk.domain.changes import Changes
from kpdesk.domain.values import as_values, blobs_named, from_values
from kpdesk.errors import ConflictError, UsageError
from kpdesk.store import change_log
from kpdesk.store.case import CaseFile
from kpdesk.store.merge_plan import LINKS, Conflict, Key, Plan, Values
from kpdesk.store.unit import Unit

Decisions = Mapping[tuple[str, ...], str]


def merge(case: CaseFile, other: CaseFile, made: Plan, decisions: Decisions) -> Changes:
    """Write a plan as one deed that undo takes back. ``decisions``: (kind, id) or (kind, id, field) -> here or there.

    Raises UsageError while a conflict is undecided, ConflictError where the case changed since the plan was made.
    """
    with case.unit(f"Merged {other.path.name} back") as unit:
        if change_log.history(unit.connection, limit=1)[0].seq != made.head:
            raise ConflictError("The case was changed since the copies were compared.", "Compare them again.")
        writes, removals, staying = dict(made.writes), list(made.removals), []
        for conflict in made.conflicts:
            if conflict.removed:
                stays = _decide_removal(conflict, made, decisions, writes, removals)
                staying += [conflict.record] if stays else []
        for root in staying:
            _link_again(unit, made, root, writes)
        for conflict in made.conflicts:
            _decide_fields(unit, conflict, decisions, writes)
        _without_missing_links(unit, writes)
        for digest in {d for (kind, _), values in writes.items() for d in blobs_named(kind, values)}:
            if not unit.has_blob(digest):
                unit.keep_blob(other.blob(digest))
        there_now = {key for key in writes if unit.get(*key) is not None}
        unit.add_all([from_values(kind, v) for (kind, i), v in writes.items() if (kind, i) not in there_now])
        unit.put_all([from_values(kind, v) for (kind, i), v in writes.items() if (kind, i) in there_now])
        for kind, record_id in removals:  # last: what went over to another record is not taken along
            unit.remove(kind, record_id)
    return unit.changes


def _decide_removal(
    conflict: Conflict, made: Plan, decisions: Decisions, writes: dict[Key, Values], removals: list[Key]
) -> bool:
    """Whether a record that one side removed will be there."""
    chosen = _chosen(decisions, conflict.record, conflict)
    if chosen == "here":
        return conflict.removed == "there"
    if conflict.removed == "there":
        removals.append(conflict.record)
        return False
    writes |= made.back[conflict.record]
    return True


def _link_again(unit: Unit, made: Plan, root: Key, writes: dict[Key, Values]) -> None:
    """The removal did not count after all, so neither do the links that it emptied."""
    for key, name, record_id in made.links.get(root, ()):
        values = writes.get(key) or _present(unit, key)
        if values is not None and values[name] is None:
            writes[key] = {**values, name: record_id}


def _decide_fields(unit: Unit, conflict: Conflict, decisions: Decisions, writes: dict[Key, Values]) -> None:
    key = conflict.record
    for name, (_, _, there) in conflict.fields.items():
        if _chosen(decisions, (*key, name), conflict, otherwise=decisions.get(key)) == "there":
            writes[key] = {**(writes.get(key) or _present(unit, key) or {}), name: there}


def _chosen(decisions: Decisions, of: tuple[str, ...], conflict: Conflict, otherwise: str | None = None) -> str:
    chosen = decisions.get(of, otherwise)
    if chosen not in ("here", "there"):
        raise UsageError(f"“{conflict.name}” was changed in both copies.", "Choose which one counts.")
    return chosen


def _present(unit: Unit, key: Key) -> Values | None:
    record = unit.get(*key)
    return None if record is None else as_values(record)


def _without_missing_links(unit: Unit, writes: dict[Key, Values]) -> None:
    """Drop what rests on a record that stays removed; empty the links that may be empty."""
    present: dict[Key, bool] = {}

    def there(key: Key) -> bool:
        if key not in present:
            present[key] = unit.get(*key) is not None
        return key in writes or present[key]

    changed = True
    while changed:
        changed = False
        for key in list(writes):
            for name, to, rule in LINKS[key[0]]:
                link = writes[key][name]
                if not link or there((to, link)):
                    continue
                changed = True
                if rule == "remove":
                    del writes[key]
                    break
                writes[key] = {**writes[key], name: None}
