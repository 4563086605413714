"""Deciding what a machine proposed: accept, reject, edit, reopen. One call is one deed, however many records.

A record that is accepted brings along what it rests on: a statement its speaker, a participation its meeting.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from kpdesk.analysis.names import similar
from kpdesk.domain.changes import Changes
from kpdesk.domain.records import Actor, Name, Record, Reviewed
from kpdesk.domain.review import accepted, edited, rejected, reopened
from kpdesk.domain.vocabulary import DECIDED, STANCES
from kpdesk.errors import ConflictError, UsageError
from kpdesk.services.making import called, tidy
from kpdesk.store.case import CaseFile
from kpdesk.store.unit import Unit

Key = tuple[str, str]
# What a record cannot stand without: its fields, the kind they point to, what a sentence calls the other.
RESTS_ON: dict[str, tuple[tuple[str, str, str], ...]] = {
    "affiliation": (("member_id", "actor", "member"), ("of_id", "actor", "organisation")),
    "participation": (("meeting_id", "meeting", "meeting"), ("actor_id", "actor", "actor")),
    "meeting": (("chair_id", "actor", "chair"), ("host_id", "actor", "host")),
    "statement": (("speaker_id", "actor", "speaker"), ("on_behalf_of_id", "actor", "principal")),
    "echo": (("statement_id", "statement", "statement"),),
    "position": (("holder_id", "actor", "holder"), ("claimed_by_id", "actor", "claimant")),
    "outcome": (("claimant_id", "actor", "claimant"),),
}
# What makes no sense once the record is refused.
FALLS_WITH: dict[str, tuple[tuple[str, str], ...]] = {
    "actor": (
        ("affiliation", "member_id"), ("affiliation", "of_id"), ("participation", "actor_id"),
        ("position", "holder_id"),
    ),
    "meeting": (("participation", "meeting_id"),),
    "statement": (("echo", "statement_id"),),
}  # fmt: skip


def accept(case: CaseFile, keys: Sequence[Key], *, who: str = "person") -> Changes:
    """Accept proposals, and with each what it rests on. Raises ConflictError where there is nothing to accept."""
    with case.unit("Accepted", who=who) as unit:
        records = _found(unit, keys)
        along = _accept_all(unit, records, who)
        unit.label = _accepted_words(unit, records, along)
    return unit.changes


def reject(case: CaseFile, keys: Sequence[Key], *, who: str = "person") -> Changes:
    """Refuse proposals, and with each the proposals that only make sense with it. They are kept as refused."""
    with case.unit("Rejected", who=who) as unit:
        records = _found(unit, keys)
        given = {(r.KIND, r.id) for r in records}
        fallen = {
            (r.KIND, r.id): r
            for record in records
            for kind, field in FALLS_WITH.get(record.KIND, ())
            for r in unit.all(kind, **{field: record.id}, state="proposed")
        }
        more = [r for key, r in fallen.items() if key not in given]
        _put(unit, [rejected(r, who=who, at=unit.at) for r in (*records, *more)])
        label = f"Rejected {_what(unit, records)}"
        unit.label = label + (f" and {_proposals(len(more))} that rest on {_it(records)}" if more else "")
    return unit.changes


def reopen(case: CaseFile, keys: Sequence[Key]) -> Changes:
    """Put decided records back among what is to decide. Records that a person made stay as they are."""
    with case.unit("Reopened") as unit:
        records = [r for r in _found(unit, keys) if r.made_by != "person"]
        if not records:
            raise ConflictError("You made this record; there is nothing to decide.", "Edit it, or remove it.")
        _put(unit, [reopened(r) for r in records])
        unit.label = f"Put {_what(unit, records)} back among what is to decide"
    return unit.changes


def edit(
    case: CaseFile,
    record: Reviewed,
    *,
    also: Sequence[Record] = (),
    new: Sequence[Record] = (),
    remove: Sequence[Key] = (),
    who: str = "person",
) -> Changes:
    """Save a record as a person corrected it, with records changed, added or removed along with it, as one deed.

    What the machine had said is kept. A renamed actor keeps its old name as a learnt one.
    """
    with case.unit("Edited", who=who) as unit:
        unit.add_all([_checked(r) for r in new])
        for kind, record_id in remove:
            unit.remove(kind, record_id)
        write_edited(unit, (record, *also), who)
    return unit.changes


def write_edited(unit: Unit, records: Sequence[Any], who: str = "person") -> None:
    """Inside a unit: save corrected records, the first of which gives the deed its name."""
    changed = []
    for given in records:
        tidied = _checked(given)
        old = unit.get(given.KIND, given.id)
        if old is None:
            raise ConflictError(f"{called(given)} is no longer in this case.", "History can bring it back.")
        if isinstance(tidied, Reviewed):
            tidied = edited(old, tidied, who=who, at=unit.at)
        if isinstance(tidied, Actor) and tidied.name != old.name:
            _learn_old_name(unit, old, tidied)
        changed.append(unit.put(tidied))
    _accept_all(unit, [r for r in changed if isinstance(r, Reviewed)], who)
    unit.label = f"Edited {_what(unit, [changed[0]])}"


def set_stance(case: CaseFile, kind: str, record_id: str, stance: str) -> Changes:
    """Say which stance a position (or the one position of a statement) takes. Raises UsageError where none is."""
    if stance not in STANCES:
        raise UsageError(f"There is no stance “{stance}”.", f"Choose one of: {', '.join(STANCES.values())}.")
    position = case.get("position", record_id) if kind == "position" else None
    if kind == "statement":
        held = [case.get("position", p.position_id) for p in case.all("position_statement", statement_id=record_id)]
        position = held[0] if len(held) == 1 else None
        if len(held) > 1:
            raise UsageError("This statement shows several positions.", "Choose one of them in the list.")
    if position is None:
        raise UsageError("A stance belongs to a position.", "Choose a position, or tag the words with T, then P.")
    return edit(case, replace(position, stance=stance))


def correction(case: CaseFile, position_id: str) -> tuple[str, str, str] | None:
    """What a corrected stance could teach: (phrase, issue id, stance); None where nothing was corrected."""
    position = case.get("position", position_id)
    if position is None or "stance" not in (position.machine_said or ""):
        return None
    anchors = sorted(case.all("anchor", position_id=position_id), key=lambda a: (a.ordinal, a.start))
    phrase = " ".join(anchors[0].quote.split()) if anchors else ""
    return (phrase, position.issue_id, position.stance) if 2 <= len(phrase) <= 200 else None


_CAME = {
    "attended": "attended", "hosted": "hosted", "chaired": "chaired", "boycotted": "boycotted",
    "walked_out": "walked out of", "will_attend": "will attend", "will_boycott": "will boycott",
    "excluded": "was excluded from",
}  # fmt: skip

# inside


def _found(unit: Unit, keys: Sequence[Key]) -> list[Reviewed]:
    by_kind: dict[str, list[str]] = {}
    for kind, record_id in dict.fromkeys(keys):
        by_kind.setdefault(kind, []).append(record_id)
    records: dict[Key, Reviewed] = {}
    for kind, ids in by_kind.items():
        for part in _parts(ids):
            records.update({(kind, r.id): r for r in unit.all(kind, id=tuple(part))})
    found = [records[key] for key in dict.fromkeys(keys) if key in records]
    if not found:
        raise ConflictError("This is no longer in the case.", "History can bring it back.")
    return found


def _accept_all(unit: Unit, records: Sequence[Reviewed], who: str) -> list[tuple[str, Any]]:
    """Accept records and what they rest on; returns what came along as (what a sentence calls it, record)."""
    done = {(r.KIND, r.id) for r in records}
    along: list[tuple[str, Any]] = []
    layer: list[Any] = list(records)
    while layer:
        # A role is on the card of the actor that was decided, not on that of a speaker who came along.
        found = _foundations(unit, layer, with_roles=not along)
        wanted = [pair for pair in found if (pair[1].KIND, pair[1].id) not in done]
        layer = []
        for word, record in wanted:
            if (record.KIND, record.id) not in done:
                done.add((record.KIND, record.id))
                along.append((word, record))
                layer.append(record)
    every = [*records, *[r for _, r in along]]
    _put(unit, [accepted(r, who=who, at=unit.at) for r in every if r.state not in DECIDED])
    _learn_names(unit, [r.id for r in every if isinstance(r, Actor) and r.made_by != "person"])
    return along


def _foundations(unit: Unit, records: Iterable[Any], *, with_roles: bool) -> list[tuple[str, Any]]:
    """Undecided records that these rest on; with roles, also the affiliations that are shown with an actor."""
    wanted: dict[str, dict[str, str]] = {}
    actors: list[str] = []
    for record in records:
        for field, kind, word in RESTS_ON.get(record.KIND, ()):
            if other := getattr(record, field):
                wanted.setdefault(kind, {}).setdefault(other, word)
        if record.KIND == "actor" and with_roles:
            actors.append(record.id)
    found: list[tuple[str, Any]] = []
    for kind, words in wanted.items():
        for part in _parts(list(words)):
            found += [(words[r.id], r) for r in unit.all(kind, id=tuple(part)) if r.state not in DECIDED]
    for part in _parts(actors):
        found += [("role", a) for a in unit.all("affiliation", member_id=tuple(part), state="proposed")]
    return found


def _put(unit: Unit, records: Sequence[Record]) -> None:
    for part in _parts(records):
        unit.put_all(part)


def _parts(items: Sequence[Any], size: int = 400) -> Iterable[Sequence[Any]]:
    return (items[i : i + size] for i in range(0, len(items), size))


def _checked(record: Record) -> Record:
    tidied, problems = tidy(record)
    if problems:
        raise UsageError(problems[0].message)
    return tidied


def _learn_names(unit: Unit, actor_ids: Sequence[str]) -> None:
    """An accepted actor's other spellings teach the next extraction."""
    for part in _parts(actor_ids):
        unit.put_all([replace(n, learnt=True) for n in unit.all("name", actor_id=tuple(part), learnt=False)])


def _learn_old_name(unit: Unit, old: Actor, new: Actor) -> None:
    known = {new.name.casefold()} | {n.text.casefold() for n in unit.all("name", actor_id=old.id)}
    if old.name.casefold() not in known:
        unit.add(Name(actor_id=old.id, text=old.name, kind=name_kind(old.name, new.name), learnt=True))


def name_kind(written: str, name: str) -> str:
    """What sort of other name ``written`` is for somebody called ``name``."""
    if written.isupper() and len(written) <= 8 and " " not in written:
        return "acronym"
    if set(written.casefold().split()) < set(name.casefold().split()):
        return "short"
    return "misspelling" if similar(written, name)[0] >= 0.8 else "full"


# words


def _accepted_words(unit: Unit, records: Sequence[Reviewed], along: Sequence[tuple[str, Any]]) -> str:
    if len(records) > 1:
        more = f" and {_records(len(along))} they rest on" if along else ""
        return f"Accepted {_proposals(len(records))}{more}"
    what = _what(unit, records)
    if not along:
        return f"Accepted {what}"
    if along[0][0] == "role":
        roles = [r.role for _, r in along if r.KIND == "affiliation" and r.role]
        bodies = [r.name for _, r in along if r.KIND == "actor"]
        role = f" and the role {roles[0]}" if len(roles) == 1 else f" and {_records(len(along))} about it"
        return f"Accepted {what}{role}" + (f" at {bodies[0]}" if len(roles) == 1 and len(bodies) == 1 else "")
    named = [f"{word} {called(r)}" for word, r in along if word != "role"][:2]
    if records[0].KIND == "participation":
        return f"Accepted {what}, and with it {' and '.join(f'the {word}' for word, _ in along[:2])}"
    what = "the statement" if records[0].KIND == "statement" and along[0][0] == "speaker" else what
    return f"Accepted {what} and its {' and '.join(named)}"


def _what(unit: Unit, records: Sequence[Any]) -> str:
    """What a sentence calls the records: one by its name or by whom it is about, more by their number."""
    if len(records) > 1:
        return _proposals(len(records))
    record = records[0]
    if record.KIND in ("actor", "meeting"):
        return called(record)
    if record.KIND == "participation":
        who, meeting = unit.get("actor", record.actor_id), unit.get("meeting", record.meeting_id)
        return f"that {called(who)} {_CAME[record.how]} {called(meeting)}"
    about = {"statement": "speaker_id", "position": "holder_id", "affiliation": "member_id"}.get(record.KIND)
    actor = unit.get("actor", getattr(record, about)) if about else None
    word = {"echo": "repeat", "affiliation": "role"}.get(record.KIND, record.KIND)
    return f"the {word} of {called(actor)}" if actor is not None else f"the {word}"


def _proposals(count: int) -> str:
    return f"{count:,} proposal{'s' if count != 1 else ''}"


def _records(count: int) -> str:
    return f"{count:,} record{'s' if count != 1 else ''}"


def _it(records: Sequence[Any]) -> str:
    return "it" if len(records) == 1 else "them"
