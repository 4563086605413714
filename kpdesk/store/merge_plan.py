"""What merging a copy back would write: three ways, by record ids, from the last change that both logs share.

What only one side changed is taken; fields that only one side changed are put together; what both changed
differently is a conflict for a person, record by record or field by field. A removal takes with it what rests on the
record; where the other side changed or added any of that, the removal itself is the question, so that no answer is
undone by another. What was erased here stays erased.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from kpdesk.domain.records import RECORDS
from kpdesk.domain.values import as_values
from kpdesk.domain.wording import counted
from kpdesk.errors import CaseFileError, DamagedError
from kpdesk.store import change_log
from kpdesk.store.case import CaseFile
from kpdesk.store.check_apart import Progress, check_apart
from kpdesk.store.tables import REFERRERS, change_set

Key = tuple[str, str]  # kind, record id
# Both accepted the same proposal at different hours: that is no question for a person.
_KEPT_HERE = frozenset({"decided_at", "decided_by", "machine_said"})
Values = dict[str, Any]
Links = tuple[tuple[Key, str, str], ...]  # record, field, id that stands in it
# kind -> (field, kind that it leads to, what a removal there does to the record)
LINKS: dict[str, tuple[tuple[str, str, str], ...]] = {
    cls.KIND: tuple((r.field, to, r.rule) for to, each in REFERRERS.items() for r in each if r.kind == cls.KIND)
    for cls in RECORDS
}


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
    back: Mapping[Key, Mapping[Key, Values]]  # record removed here -> all that comes back with it, as the copy has it
    links: Mapping[Key, Links]  # record removed on one side -> the links that its removal empties
    erased: int = 0  # records of the copy that were erased here


class _Side:
    """One of the two copies, as a merge reads it."""

    def __init__(self, case: CaseFile, same: Mapping[str, str]) -> None:
        self.case = case
        self._same = same  # id -> the id that stands for it in the other copy
        self._known: dict[Key, Values | None] = {}

    def values(self, key: Key) -> Values | None:
        """The record's values; None where it is not there."""
        if key not in self._known:
            self.read(key[0], (key[1],))
        return self._known[key]

    def read(self, kind: str, ids: Iterable[str]) -> None:
        ids = tuple(ids)
        found = self.case.get_many(kind, ids)
        for i in ids:
            self._known[kind, i] = self._mapped(as_values(found[i])) if i in found else None

    def _mapped(self, values: Values) -> Values:
        return {n: self._same.get(v, v) if isinstance(v, str) and n.endswith("_id") else v for n, v in values.items()}

    def above(self, key: Key) -> list[Key]:
        """What this record rests on."""
        values = self.values(key) or {}
        return [(to, values[name]) for name, to, rule in LINKS[key[0]] if rule == "remove" and values.get(name)]

    def linked(self, key: Key, rule: str) -> list[tuple[Key, str]]:
        """(record, field) of what links to this one and goes, or lets go, with it."""
        found = []
        for r in REFERRERS[key[0]]:
            if r.rule == rule:
                found += [((r.kind, each.id), r.field) for each in self.case.all(r.kind, **{r.field: key[1]})]
        return found

    def below(self, key: Key) -> dict[Key, None]:
        """This record and all that rests on it, in order."""
        found, front = {key: None}, [key]
        while front:
            for resting, _ in self.linked(front.pop(), "remove"):
                if resting not in found:
                    found[resting] = None
                    front.append(resting)
        return found


def plan(case: CaseFile, other: CaseFile, *, progress: Progress = lambda share: None) -> Plan:
    """Compare. Raises CaseFileError where ``other`` is no copy of this case, DamagedError where it is not whole."""
    seq = _shared(case, other)
    if not seq:
        raise CaseFileError(f"{other.path.name} is not a copy of this case.", "Only a copy of it can be merged back.")
    _require_whole(other, progress)
    return _Comparison(case, other, seq).plan()


def _require_whole(other: CaseFile, progress: Progress) -> None:
    """What was altered in the copy past kpdesk must not come over and get a true hash here."""
    report = check_apart(other.path, key=other.key, progress=progress)
    if not report.ok:
        raise DamagedError(
            f"{other.path.name} is damaged, so nothing of it was taken: {report.findings[0].message}",
            "Ask for another copy; a check says all that is wrong with this one.",
        )


class _Comparison:
    """Collects a plan: first record by record, then what a removal takes with it."""

    def __init__(self, case: CaseFile, other: CaseFile, seq: int) -> None:
        same = _same_issues(case, other)
        self._seq, self._other = seq, other
        self._here, self._there = _Side(case, {}), _Side(other, same)
        self._base, self._their_base = _before(case, seq), _before(other, seq)
        self._erased = change_log.erased(case)
        self._touched = [k for k in self._their_base if k[1] not in same and k not in self._erased]
        self._writes: dict[Key, Values] = {}
        self._gone: dict[Key, None] = {}  # removed there, here still
        self._asked_here: list[Key] = []  # changed here or new, and rests on what was removed there
        self._asked_there: list[Key] = []
        self._conflicts: list[Conflict] = []

    def plan(self) -> Plan:
        for kind in {kind for kind, _ in self._touched}:
            for side in (self._here, self._there):
                side.read(kind, (i for k, i in self._touched if k == kind))
        for key in self._touched:
            self._take(key)
        removals, kept = self._removed_there()
        back, returned = self._removed_here()
        return Plan(
            seq=self._seq, head=self._here.case.history(limit=1)[0].seq, writes=self._writes, removals=removals,
            conflicts=tuple(self._conflicts), back=back, links={**kept, **returned},
            erased=sum(k in self._erased for k in self._their_base),
        )  # fmt: skip

    def _take(self, key: Key) -> None:
        here, there = self._here.values(key), self._there.values(key)
        before = self._base.get(key, self._their_base.get(key))
        if there in (here, before):
            return
        if there is None:
            self._gone[key] = None
            if key in self._base or self._new_on(key):
                self._asked_here.append(key)
        elif here is None:
            if key in self._base:
                self._asked_there.append(key)
            else:
                self._writes[key] = there
        elif key not in self._base:
            self._writes[key] = there
        else:
            self._both(key, before or {}, here, there)

    def _both(self, key: Key, was: Values, here: Values, there: Values) -> None:
        """Put fields together; fields that both changed differently become one conflict."""
        clashing = {
            name: (was.get(name), here[name], there[name])
            for name in here
            if name not in _KEPT_HERE and here[name] != there[name] != was.get(name) != here[name]
        }
        joined = {name: there[name] if here[name] == was.get(name) else here[name] for name in here}
        if joined != here:
            self._writes[key] = joined
        if clashing:
            self._conflicts.append(Conflict(record=key, name=_name(here), fields=clashing))

    def _new_on(self, key: Key) -> bool:
        """Whether records rest on this one here that the other copy never had."""
        return any(
            self._base.get(resting, ...) is None and not self._other.history(limit=1, kind=resting[0], record_id=resting[1])
            for resting, _ in self._here.linked(key, "remove")
        )  # fmt: skip

    def _removed_there(self) -> tuple[tuple[Key, ...], dict[Key, Links]]:
        """(what goes unasked, links by the record whose removal is asked about)."""
        gone = self._gone.__contains__
        asked = _by_root(self._asked_here, lambda key: _roots(key, self._here, away=gone, removed=gone))
        spared: set[Key] = set()
        links = {}
        for root, because in asked.items():
            below = self._here.below(root)
            spared |= below.keys()
            links[root] = tuple((k, name, key[1]) for key in below for k, name in self._here.linked(key, "clear"))
            self._ask(root, self._here, "there", because)
        return tuple(k for k in self._gone if k not in spared), links

    def _removed_here(self) -> tuple[dict[Key, Mapping[Key, Values]], dict[Key, Links]]:
        """(what would come back, the links to it) by the record whose removal is asked about."""

        def removed(key: Key) -> bool:
            return key not in self._writes and key not in self._erased and self._there.values(key) is not None

        def roots(key: Key) -> set[Key]:
            return _roots(key, self._there, away=lambda k: self._here.values(k) is None, removed=removed)

        asked = _by_root((*self._asked_there, *self._writes), roots)
        back: dict[Key, Mapping[Key, Values]] = {}
        links = {}
        for root, because in asked.items():
            coming: dict[Key, Values] = {}
            for key in self._there.below(root):
                values = self._there.values(key)
                if values is not None and self._here.values(key) is None and key not in self._erased:
                    coming[key] = values
            back[root] = coming
            links[root] = tuple((k, name, key[1]) for key in coming for k, name in self._there.linked(key, "clear"))
            self._ask(root, self._there, "here", because)
        return back, links

    def _ask(self, root: Key, side: _Side, removed: str, because: list[Key]) -> None:
        name, resting = _name(side.values(root)), sum(key != root for key in because)
        where = "here" if removed == "there" else "in the copy"
        with_it = f" (with {counted(resting, 'record')} changed or added {where})" if resting else ""
        self._conflicts.append(Conflict(record=root, name=name + with_it, removed=removed))


def _roots(key: Key, side: _Side, *, away: Callable[[Key], bool], removed: Callable[[Key], bool]) -> set[Key]:
    """The topmost removed records that this one rests on, or it is; what is ``away`` is climbed through."""
    up: set[Key] = set()
    for above in side.above(key):
        if away(above):
            up |= _roots(above, side, away=away, removed=removed)
    return up or ({key} if removed(key) else set())


def _by_root(keys: Iterable[Key], roots: Callable[[Key], set[Key]]) -> dict[Key, list[Key]]:
    found: dict[Key, list[Key]] = {}
    for key in keys:
        for root in sorted(roots(key)):
            found.setdefault(root, []).append(key)
    return found


def _shared(case: CaseFile, other: CaseFile) -> int:
    """The last change that both logs have in common; 0 where there is none."""
    mine, theirs = (_chains(c) for c in (case, other))
    return max((seq for seq, chain in theirs.items() if mine.get(seq) == chain), default=0)


def _chains(case: CaseFile) -> dict[int, str]:
    with case.reading() as connection:
        return {r.seq: r.chain for r in connection.execute(sa.select(change_set.c.seq, change_set.c.chain))}


def _before(case: CaseFile, seq: int) -> dict[Key, Values | None]:
    """Record touched since change ``seq`` -> its values then, in order of the log. Erased ones stay out."""
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
    return {key: values for key, values in first.items() if key not in erased}


def _same_issues(case: CaseFile, other: CaseFile) -> dict[str, str]:
    """Issues that both made under one key: their id -> ours."""
    ours = {issue.key: issue.id for issue in case.all("issue")}
    return {i.id: ours[i.key] for i in other.all("issue") if i.key in ours and ours[i.key] != i.id}


def _name(values: Values | None) -> str:
    for name in ("name", "title", "label", "content", "text", "phrase"):
        if values and values.get(name):
            return str(values[name])[:80]
    return "a record"
