"""Actors that turn out to be one, or two: merge with preview, split, and "not the same as". All undoable."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kpdesk.domain.changes import Changes
from kpdesk.domain.records import Actor, Anchor, Distinction, Name
from kpdesk.domain.wording import counted
from kpdesk.errors import ConflictError, UsageError
from kpdesk.services.history import Entry, entries
from kpdesk.store.case import CaseFile, now
from kpdesk.store.unit import Unit

# Every field by which a record belongs to an actor; a merge moves them all.
LINKS = (
    ("affiliation", "member_id"), ("affiliation", "of_id"), ("meeting", "chair_id"), ("meeting", "host_id"),
    ("outcome", "claimant_id"), ("participation", "actor_id"), ("statement", "speaker_id"),
    ("statement", "on_behalf_of_id"), ("position", "holder_id"), ("position", "claimed_by_id"), ("anchor", "actor_id"),
    ("tagging", "actor_id"),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a merge would do: names gained, records moved by kind, and stances that would stand side by side."""

    keep: Actor
    gone: Actor
    names: tuple[str, ...]
    moves: dict[str, int]
    clashes: tuple[str, ...]
    told_apart: bool


def preview(case: CaseFile, keep_id: str, gone_id: str) -> Preview:
    """What merging ``gone`` into ``keep`` would do. Writes nothing."""
    keep, gone = _two(case, keep_id, gone_id)
    moves: dict[str, int] = {}
    for kind, field in LINKS:
        if kind not in ("anchor", "tagging"):
            moves[kind] = moves.get(kind, 0) + case.count(kind, **{field: gone_id})
    moves["meeting"] = len(_meetings(case, gone_id))
    moves.pop("participation")
    moves["appearance"] = case.count("anchor", actor_id=gone_id)
    return Preview(
        keep=keep, gone=gone, names=_gained(case, keep, gone), moves={k: n for k, n in moves.items() if n},
        clashes=_clashes(case, keep_id, gone_id), told_apart=_told_apart(case, keep_id, gone_id),
    )  # fmt: skip


def _gained(case: CaseFile, keep: Actor, gone: Actor) -> tuple[str, ...]:
    """The names that ``keep`` does not have yet, each once, as ``_gather_names`` tells them apart."""
    found = {name.casefold(): name for name in (gone.name, *(n.text for n in case.all("name", actor_id=gone.id)))}
    have = {keep.name.casefold(), *(n.text.casefold() for n in case.all("name", actor_id=keep.id))}
    return tuple(name for folded, name in found.items() if folded not in have)


def _meetings(case: CaseFile, actor_id: str) -> set[str]:
    led = [m.id for field in ("chair_id", "host_id") for m in case.all("meeting", **{field: actor_id})]
    return {*led, *(p.meeting_id for p in case.all("participation", actor_id=actor_id))}


def merge(case: CaseFile, keep_id: str, gone_id: str, *, name: str | None = None) -> Changes:
    """Merge one actor into another: its records move, its names become the other's, it goes."""
    keep, gone = _two(case, keep_id, gone_id)
    if _told_apart(case, keep_id, gone_id):
        raise ConflictError(
            f"You said that {keep.name} and {gone.name} are not the same actor.",
            "Withdraw that on the actor's page first.",
        )
    counts = preview(case, keep_id, gone_id).moves
    told = [counted(counts[k], k) for k in ("statement", "meeting", "position") if k in counts]
    label = f"Merged {gone.name} into {keep.name}" + (f" ({', '.join(told)})" if told else "")
    with case.unit(label) as unit:
        _move_all(unit, keep_id, gone_id)
        _gather_names(unit, keep, gone, name or keep.name)
        unit.remove("actor", gone_id)
        unit.put(_completed(keep, gone, name))
    return unit.changes


def split(case: CaseFile, actor_id: str, anchors: Sequence[Anchor], *, name: str, kind: str | None = None) -> Changes:
    """Make a second actor of some of an actor's mentions, with the statements that these speak."""
    actor = case.get("actor", actor_id)
    if actor is None or not name.strip():
        raise UsageError("The new actor needs a name.", "Write how it is called.")
    made = Actor(name=name.strip(), kind=kind or actor.kind)
    with case.unit(f"Split {made.name} from {actor.name}") as unit:
        unit.add(made)
        unit.put_all([replace(a, actor_id=made.id) for a in anchors])
        places = {(a.text_version_id, a.start, a.end) for a in anchors}
        spoken = [
            s
            for s in unit.all("statement", speaker_id=actor_id)
            if any(
                (a.text_version_id, a.start, a.end) in places
                for a in unit.all("anchor", statement_id=s.id, role="speaker")
            )
        ]
        unit.put_all([replace(s, speaker_id=made.id) for s in spoken])
        unit.put_all(
            [replace(n, actor_id=made.id) for n in unit.all("name", actor_id=actor_id) if _same(n.text, made.name)]
        )
        unit.add(Distinction(actor_id=actor_id, other_id=made.id, decided_at=now()))
    return unit.changes


def _same(a: str, b: str) -> bool:
    return a.strip().casefold() == b.strip().casefold()


def namesake(case: CaseFile, actor_id: str, name: str) -> Actor | None:
    """Another actor that has this very name: whoever renames onto it may mean a merge."""
    ids = {n.actor_id for n in case.all("name") if _same(n.text, name)}
    others = [a for a in case.all("actor", state=("proposed", "accepted", "edited")) if a.id != actor_id]
    return next((a for a in others if _same(a.name, name)), None) or next((a for a in others if a.id in ids), None)


def merges_of(case: CaseFile, actor_id: str) -> list[Entry]:
    """The merges into this actor that stand; ``history.take_back`` of one separates the two again."""
    told = entries(case, kind="actor", record_id=actor_id, limit=500)
    return [e for e in told if e.sentence.startswith("Merged ") and not e.taken_back and e.can_take_back]


def same_after_all(case: CaseFile, actor_id: str, other_id: str) -> Changes:
    """Withdraw that two actors are different."""
    one, other = _two(case, actor_id, other_id)
    with case.unit(f"Withdrew that {one.name} and {other.name} are different") as unit:
        for a, b in ((actor_id, other_id), (other_id, actor_id)):
            unit.remove_all("distinction", [d.id for d in unit.all("distinction", actor_id=a, other_id=b)])
    return unit.changes


def not_the_same(case: CaseFile, actor_id: str, other_id: str) -> Changes:
    """Keep that these two are different; they are not suggested or joined again."""
    one, other = _two(case, actor_id, other_id)
    if _told_apart(case, actor_id, other_id):
        return Changes()
    with case.unit(f"Told {one.name} and {other.name} apart") as unit:
        unit.add(Distinction(actor_id=actor_id, other_id=other_id, decided_at=now()))
    return unit.changes


def _two(case: CaseFile, one_id: str, other_id: str) -> tuple[Actor, Actor]:
    one, other = case.get("actor", one_id), case.get("actor", other_id)
    if one is None or other is None:
        raise ConflictError("One of the two actors is no longer in this case.", "History can bring it back.")
    if one_id == other_id:
        raise UsageError("These are one actor already.", "Choose two.")
    return one, other


def _told_apart(case: CaseFile, one_id: str, other_id: str) -> bool:
    return bool(
        case.all("distinction", actor_id=one_id, other_id=other_id)
        or case.all("distinction", actor_id=other_id, other_id=one_id)
    )


def _clashes(case: CaseFile, keep_id: str, gone_id: str) -> tuple[str, ...]:
    issues = {i.id: i.label for i in case.all("issue")}
    mine = {(p.issue_id, p.as_of): p.stance for p in case.all("position", holder_id=keep_id)}
    found = []
    for p in case.all("position", holder_id=gone_id):
        other = mine.get((p.issue_id, p.as_of))
        if other and other != p.stance:
            found.append(f"{issues[p.issue_id]}, {p.as_of or 'no date'}: {other} and {p.stance}; both are kept")
    return tuple(found)


def _move_all(unit: Unit, keep_id: str, gone_id: str) -> None:
    for kind, field in LINKS:
        unit.relink(kind, field, gone_id, keep_id)
    for d in (*unit.all("distinction", actor_id=gone_id), *unit.all("distinction", other_id=gone_id)):
        swapped = {f: keep_id if getattr(d, f) == gone_id else getattr(d, f) for f in ("actor_id", "other_id")}
        unit.put(replace(d, **swapped))
    # An actor belongs to itself no more than it meets itself or holds one office twice.
    for a in unit.all("affiliation", member_id=keep_id, of_id=keep_id):
        unit.remove("affiliation", a.id)
    _join_twins(unit, unit.all("participation", actor_id=keep_id), lambda p: (p.meeting_id, p.how))
    belonging = {a.id: a for f in ("member_id", "of_id") for a in unit.all("affiliation", **{f: keep_id})}
    _join_twins(unit, belonging.values(), lambda a: (a.member_id, a.of_id, a.role.strip().casefold()))


def _join_twins(unit: Unit, records: Iterable[Any], what: Callable[[Any], Hashable]) -> None:
    """Of records that say the same, keep the one that a person decided, with the evidence and the dates of all.

    Two that name different dates are two, and what was rejected stays out.
    """
    groups: dict[Hashable, list[Any]] = {}
    for record in sorted(records, key=lambda r: r.state == "proposed"):
        kept = groups.setdefault((record.state == "rejected", what(record)), [])
        at = next((n for n, other in enumerate(kept) if _dates_agree(other, record)), None)
        if at is None:
            kept.append(record)
            continue
        missing = {f: getattr(record, f) for f in ("start", "end") if getattr(kept[at], f, "") is None}
        kept[at] = unit.put(replace(kept[at], **missing))
        _hand_over(unit, record, kept[at].id)


def _dates_agree(one: Any, other: Any) -> bool:
    pairs = ((getattr(one, f, None), getattr(other, f, None)) for f in ("start", "end"))
    return all(a == b or not (a and b) for a, b in pairs)


def _hand_over(unit: Unit, twin: Any, kept_id: str) -> None:
    """Remove a record, its evidence going to another of its kind; the same characters are not kept twice."""
    owner = f"{twin.KIND}_id"
    have = {(a.text_version_id, a.start, a.end, a.role) for a in unit.all("anchor", **{owner: kept_id})}
    more = [
        replace(a, **{owner: kept_id})
        for a in unit.all("anchor", **{owner: twin.id})
        if (a.text_version_id, a.start, a.end, a.role) not in have
    ]
    unit.put_all(more)
    unit.remove(twin.KIND, twin.id)


def _gather_names(unit: Unit, keep: Actor, gone: Actor, chosen: str) -> None:
    have = {chosen.casefold()} | {n.text.casefold() for n in unit.all("name", actor_id=keep.id)}
    for name in unit.all("name", actor_id=gone.id):
        if name.text.casefold() in have:
            unit.remove("name", name.id)
        else:
            unit.put(replace(name, actor_id=keep.id, learnt=True))
            have.add(name.text.casefold())
    for text in (keep.name, gone.name):
        if text.casefold() not in have:
            acronym = text.isupper() and " " not in text
            unit.add(Name(actor_id=keep.id, text=text, kind="acronym" if acronym else "full", learnt=True))
            have.add(text.casefold())


def _completed(keep: Actor, gone: Actor, name: str | None) -> Actor:
    note = "\n".join(n for n in (keep.note, gone.note) if n)
    return replace(
        keep, name=name or keep.name, country=keep.country or gone.country, note=note,
        reference=keep.reference or gone.reference,
    )  # fmt: skip
