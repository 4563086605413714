"""What a source holds already when it is read again: decided records stay, undecided ones are found again or go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kpdesk.domain.draft import Span
from kpdesk.domain.records import ANCHOR_OWNERS, Anchor
from kpdesk.domain.stretches import Stretches
from kpdesk.store.unit import Unit

SAME = 0.5  # share of common characters from which two places are taken for one
_REFERS = {
    "actor": (
        ("affiliation", "member_id"), ("affiliation", "of_id"), ("meeting", "chair_id"), ("meeting", "host_id"),
        ("outcome", "claimant_id"), ("participation", "actor_id"), ("statement", "speaker_id"),
        ("statement", "on_behalf_of_id"), ("position", "holder_id"), ("position", "claimed_by_id"),
        ("tagging", "actor_id"), ("distinction", "actor_id"), ("distinction", "other_id"),
    ),
    "meeting": (
        ("participation", "meeting_id"), ("statement", "said_at_id"), ("statement", "run_up_to_id"),
        ("statement_meeting", "meeting_id"), ("agenda_item", "meeting_id"), ("tagging", "meeting_id"),
    ),
    "statement": (("echo", "statement_id"), ("position_statement", "statement_id"), ("tagging", "statement_id")),
}  # fmt: skip


def untouched(record: Any) -> bool:
    """Whether a machine made the record and nobody decided, corrected or reopened it with a correction."""
    undecided = record.state == "proposed" and record.made_by != "person"
    return undecided and not record.decided_at and not record.machine_said


class Earlier:
    """The records that rest on one source, with their anchors; which of them were found again is kept here."""

    def __init__(self, unit: Unit, source_id: str, version_id: str) -> None:
        self.unit, self.version_id = unit, version_id
        self._versions = {v.id for v in unit.all("text_version", source_id=source_id)}
        self.anchors: dict[tuple[str, str], list[Anchor]] = {}
        for anchor in unit.all("anchor", text_version_id=tuple(self._versions)):
            self.anchors.setdefault(anchor.owner, []).append(anchor)
        self.records: dict[str, dict[str, Any]] = {kind: self._of_kind(kind) for kind in ANCHOR_OWNERS}
        self.order = {kind: {i: n for n, i in enumerate(held)} for kind, held in self.records.items()}
        self.found: set[tuple[str, str]] = set()
        self._by_place: dict[tuple[str, str], Stretches[str]] = {}

    def _of_kind(self, kind: str) -> dict[str, Any]:
        ids = [owner_id for owner_kind, owner_id in self.anchors if owner_kind == kind]
        return {r.id: r for part in _parts(ids) for r in self.unit.all(kind, id=part)}

    def holds(self, kind: str, record_id: str) -> bool:
        return record_id in self.records[kind]

    def spans(self, kind: str, record_id: str, *roles: str) -> list[tuple[int, int]]:
        """Where a record's anchors of these roles lie in the newest text."""
        mine = self.anchors.get((kind, record_id), ())
        return [(a.start, a.end) for a in mine if a.role in roles and a.text_version_id == self.version_id]

    def pairs(
        self, kinds: Sequence[str], role: str, drafts: Mapping[str, Sequence[Span]]
    ) -> dict[str, tuple[str, Any]]:
        """Which draft is which record: draft id -> (kind, record), by the characters they share, best pairs first."""
        ranked = []
        for kind in kinds:
            met: dict[str, dict[str, None]] = {}
            places = self._places(kind, role)
            for draft_id, spans in drafts.items():
                for record_id in (i for s in spans for i in places.over(s.start, s.end)):
                    met.setdefault(record_id, {})[draft_id] = None
            for record_id in sorted(met, key=self.order[kind].__getitem__):
                record, there = self.records[kind][record_id], self.spans(kind, record_id, role)
                for draft_id in met[record_id]:
                    shared = common([(s.start, s.end) for s in drafts[draft_id]], there)
                    if shared >= SAME:
                        ranked.append((shared, not untouched(record), draft_id, kind, record))
        ranked.sort(key=lambda r: (r[0], r[1]), reverse=True)
        chosen: dict[str, tuple[str, Any]] = {}
        taken: set[str] = set()
        for _, _, draft_id, kind, record in ranked:
            if draft_id not in chosen and record.id not in taken:
                chosen[draft_id] = (kind, record)
                taken.add(record.id)
        return chosen

    def _places(self, kind: str, role: str) -> Stretches[str]:
        """The records of a kind by where their anchors of a role lie."""
        if (kind, role) not in self._by_place:
            self._by_place[kind, role] = Stretches(
                (start, end, i) for i in self.records[kind] for start, end in self.spans(kind, i, role)
            )
        return self._by_place[kind, role]

    def keep(self, kind: str, record_id: str) -> None:
        self.found.add((kind, record_id))

    def place_anchors(self, kind: str, record: Any, wanted: list[Anchor], *, more: bool = False) -> list[Anchor]:
        """The anchors to add to a record that is here already. An untouched record loses those not wanted any more;
        a decided one keeps its own, and takes new ones only where ``more`` (the mentions of an actor)."""
        mine = [a for a in self.anchors.get((kind, record.id), ()) if a.text_version_id == self.version_id]
        there = {(a.start, a.end, a.role) for a in mine}
        if untouched(record):
            keep = {(a.start, a.end, a.role) for a in wanted}
            self.unit.remove_all("anchor", [a.id for a in mine if (a.start, a.end, a.role) not in keep])
        elif not more:
            return []
        return [a for a in wanted if (a.start, a.end, a.role) not in there]

    def drop_what_was_not_found(self) -> int:
        """Remove untouched proposals of this source that the new reading does not make; how many went."""
        gone = 0
        for kind in ("participation", "affiliation", "echo", "position", "outcome", "statement", "meeting", "actor"):
            ids = [i for i, r in self.records[kind].items() if untouched(r) and (kind, i) not in self.found]
            free = [i for i in ids if not self._is_needed(kind, i)]
            self.unit.remove_all(kind, free)
            gone += len(free)
            if kind in ("meeting", "actor"):  # named no more in this text, but elsewhere
                stale = [a.id for i in ids if i not in free for a in self.anchors[kind, i]]
                self.unit.remove_all("anchor", stale)
        return gone

    def _is_needed(self, kind: str, record_id: str) -> bool:
        """Whether another text, or a record that stays, rests on this one."""
        anchors = self.unit.all("anchor", **{f"{kind}_id": record_id})
        if any(a.text_version_id not in self._versions for a in anchors):
            return True
        return any(self.unit.all(other, **{field: record_id}) for other, field in _REFERS.get(kind, ()))


def common(a: Sequence[tuple[int, int]], b: Sequence[tuple[int, int]]) -> float:
    """Characters in both sets of spans over characters in either."""
    if not a or not b:
        return 0.0
    places = Stretches((*y, y) for y in b)
    both = sum(min(x[1], y[1]) - max(x[0], y[0]) for x in a for y in places.over(*x))
    either = sum(x[1] - x[0] for x in a) + sum(y[1] - y[0] for y in b) - both
    return both / either if either > 0 else 0.0


def _parts(ids: list[str], size: int = 500) -> Iterable[tuple[str, ...]]:
    return (tuple(ids[i : i + size]) for i in range(0, len(ids), size))
