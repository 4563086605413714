"""What the review page reads: the queue, its rows in words, the marks of a text, and one record in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kpdesk.analysis.spans import ReaderSpan
from kpdesk.domain.changes import Changes
from kpdesk.domain.dates import show
from kpdesk.domain.queue import QueueFilter, QueueKey, QueueRow
from kpdesk.domain.records import REVIEWED_KINDS, Anchor
from kpdesk.domain.review import machine_reading
from kpdesk.domain.vocabulary import ACTOR_KINDS, MEETING_KINDS, MODES, OUTCOMES, PARTICIPATIONS, STANCES
from kpdesk.services.choices import country_name
from kpdesk.store import queries_review
from kpdesk.store.case import CaseFile

Key = tuple[str, str]
KIND_WORDS = {
    "actor": "Actor", "affiliation": "Affiliation", "meeting": "Meeting", "participation": "Who came",
    "outcome": "Outcome", "statement": "Statement", "echo": "Repeat", "position": "Position",
}  # fmt: skip
FIELD_WORDS = {
    "name": "Name", "kind": "Kind", "country": "Country", "note": "Note", "member_id": "Who", "of_id": "Of",
    "role": "Role", "start": "From", "end": "To", "series": "Series", "place": "Place", "chair_id": "Chair",
    "host_id": "Host", "meeting_id": "Meeting", "actor_id": "Actor", "how": "How", "speaker_id": "Speaker",
    "on_behalf_of_id": "On behalf of", "content": "Words", "mode": "Mode", "told_to": "Told to", "said_on": "Said on",
    "said_at_id": "Said at", "run_up_to_id": "In the run-up to", "holder_id": "Holder", "issue_id": "Issue",
    "stance": "Stance", "as_of": "As of", "claimed_by_id": "Claimed by", "result": "Result", "claimant_id": "Told by",
    "reference": "Reference", "when_phrase": "Date read from", "when_why": "Why this date",
    "said_on_phrase": "Date read from", "said_on_why": "Why this date",
}  # fmt: skip
_LINKS = {
    "member_id": "actor", "of_id": "actor", "chair_id": "actor", "host_id": "actor", "meeting_id": "meeting",
    "actor_id": "actor", "speaker_id": "actor", "on_behalf_of_id": "actor", "said_at_id": "meeting",
    "run_up_to_id": "meeting", "holder_id": "actor", "issue_id": "issue", "claimed_by_id": "actor",
    "claimant_id": "actor",
}  # fmt: skip
_VALUE_WORDS = {"stance": STANCES, "how": PARTICIPATIONS, "mode": MODES, "result": OUTCOMES}
_DATES = ("start", "end", "said_on", "as_of")


@dataclass(frozen=True, kw_only=True)
class Details:
    """One record in words, for the hover card and the review card."""

    record: Any
    kind_words: str  # "Actor · person"
    title: str
    lines: tuple[tuple[str, str], ...] = ()  # label, value
    score_words: str = ""  # "likely, 0.82"
    made_by: str = ""
    decided: str = ""  # "accepted by you, 23 November 2026"
    machine_said: tuple[tuple[str, str], ...] = ()  # field, as the machine had it
    anchors: tuple[Anchor, ...] = field(default=())


def keys(case: CaseFile, wanted: QueueFilter) -> list[QueueKey]:
    """The records of the queue, in its order."""
    return queries_review.queue_keys(case, wanted)


def states_after(case: CaseFile, changes: Changes) -> dict[Key, str]:
    """The states of all records of the queue's kinds that a deed touched and that are still there."""
    kinds = [kind for kind in REVIEWED_KINDS if kind in changes.ids]
    return {(k, i): r.state for k in kinds for i, r in case.get_many(k, sorted(changes.ids[k])).items()}


def count(case: CaseFile) -> int:
    """How many decisions wait in the whole case."""
    return queries_review.count(case)


def spans(case: CaseFile, text_version_id: str) -> list[ReaderSpan]:
    """Every anchor in a text, as the reader marks it."""
    return [
        ReaderSpan(
            anchor_id=row[0], start=row[1], end=row[2], role=row[3], kind=row[4], record_id=row[5], state=row[6],
            stance=row[7], label=row[8] or "",
        )
        for row in queries_review.marks_of_text(case, text_version_id)
    ]  # fmt: skip


def rows(case: CaseFile, wanted: Sequence[Key]) -> dict[Key, QueueRow]:
    """The rows of these records in words."""
    records = queries_review.records_in(case, wanted)
    linked = _linked(case, list(records.values()))
    return {key: _row(record, linked) for key, record in records.items()}


def details(case: CaseFile, kind: str, record_id: str) -> Details | None:
    """One record in full; None where it is gone."""
    record = case.get(kind, record_id)
    if record is None:
        return None
    linked = _linked(case, [record])
    row = _row(record, linked)
    anchors = case.all("anchor", **{f"{kind}_id": record_id})
    order = {"content": 0, "evidence": 1, "mention": 2}
    return Details(
        record=record, kind_words=kind_words(record), title=row.title, lines=tuple(_lines(case, record, linked)),
        score_words=score_words(record.score), made_by="" if record.made_by == "person" else record.made_by,
        decided=_decided(record), machine_said=tuple(_said(case, record)),
        anchors=tuple(sorted(anchors, key=lambda a: (order.get(a.role, 3), a.text_version_id, a.start))),
    )  # fmt: skip


def kind_words(record: Any) -> str:
    """ "Actor · person"."""
    sort = {"actor": ACTOR_KINDS, "meeting": MEETING_KINDS}.get(record.KIND, {}).get(getattr(record, "kind", ""), "")
    word = KIND_WORDS[record.KIND]
    if record.KIND == "statement":
        sort = MODES.get(record.mode, "")
    return f"{word} · {_lower(sort)}" if sort else word


def score_words(score: float | None) -> str:
    """A score as a word and a figure: "likely, 0.82"."""
    if score is None:
        return ""
    word = "very likely" if score >= 0.9 else "likely" if score >= 0.7 else "perhaps" if score >= 0.5 else "doubtful"
    return f"{word}, {score:.2f}"


def _lower(words: str | None) -> str:
    words = words or ""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def _linked(case: CaseFile, records: Sequence[Any]) -> dict[str, Any]:
    """Every actor, meeting, issue and statement that these records name, by id."""
    wanted: dict[str, set[str]] = {}
    for record in records:
        for name, kind in (*_LINKS.items(), ("statement_id", "statement"), ("agenda_item_id", "agenda_item")):
            if value := getattr(record, name, None):
                wanted.setdefault(kind, set()).add(value)
    found: dict[str, Any] = {}
    for kind, ids in wanted.items():
        found |= case.get_many(kind, sorted(ids))
    actors = [r.id for r in records if r.KIND == "actor"]
    for part in (actors[i : i + 400] for i in range(0, len(actors), 400)):
        roles = case.all("affiliation", member_id=tuple(part), state=("proposed", "accepted", "edited"))
        found |= {f"role {a.member_id}": a for a in reversed(roles)}
        bodies = [a.of_id for a in roles if a.of_id]
        found |= case.get_many("actor", bodies) if bodies else {}
    speakers = [r.speaker_id for r in found.values() if r.KIND == "statement" and r.speaker_id]
    return found | case.get_many("actor", speakers) if speakers else found


def _name(linked: dict[str, Any], record_id: str | None, otherwise: str = "") -> str:
    record = linked.get(record_id or "")
    return str(getattr(record, "name", None) or getattr(record, "label", None) or otherwise)


def _row(record: Any, linked: dict[str, Any]) -> QueueRow:
    title, about = _SPEAK[record.KIND](record, linked)
    sort = record.kind if record.KIND in ("actor", "meeting") else ""
    return QueueRow(
        kind=record.KIND, record_id=record.id, state=record.state, title=title, about=about, sort=sort,
        stance=getattr(record, "stance", None),
    )  # fmt: skip


def _actor(record: Any, linked: dict[str, Any]) -> tuple[str, str]:
    role = linked.get(f"role {record.id}")
    words = _lower(ACTOR_KINDS.get(record.kind, record.kind))
    if role is not None:
        what = ", ".join(w for w in (role.role, _name(linked, role.of_id)) if w)
        return record.name, what or words
    return record.name, f"{words} · new" if record.state == "proposed" else words


def _meeting(record: Any, linked: dict[str, Any]) -> tuple[str, str]:
    when = _when(record.start, record.end) or "no date yet"
    return record.name, f"{MEETING_KINDS.get(record.kind, '')} · {when}"


def _statement(record: Any, linked: dict[str, Any]) -> tuple[str, str]:
    told = f" · told {record.told_to}" if record.told_to else f" · {MODES.get(record.mode, '')}"
    return f"“{record.content}”", _name(linked, record.speaker_id, "no speaker") + told


def _position(record: Any, linked: dict[str, Any]) -> tuple[str, str]:
    claimed = f"says {_name(linked, record.claimed_by_id)}" if record.claimed_by_id else "claimed by holder"
    title = f"{_name(linked, record.holder_id)} → {_name(linked, record.issue_id)}"
    return title, f"{_lower(STANCES.get(record.stance, ''))} · {claimed}"


def _affiliation(record: Any, linked: dict[str, Any]) -> tuple[str, str]:
    what = ", ".join(w for w in (record.role or "belongs to", _name(linked, record.of_id)) if w)
    return _name(linked, record.member_id), what


def _participation(record: Any, linked: dict[str, Any]) -> tuple[str, str]:
    how = PARTICIPATIONS.get(record.how, record.how)
    return f"{_name(linked, record.actor_id)} {how}", _name(linked, record.meeting_id)


def _echo(record: Any, linked: dict[str, Any]) -> tuple[str, str]:
    statement = linked.get(record.statement_id)
    words = statement.content if statement else ""
    return f"“{words}”", f"{_name(linked, getattr(statement, 'speaker_id', None), 'no speaker')} · printed again"


def _outcome(record: Any, linked: dict[str, Any]) -> tuple[str, str]:
    item = linked.get(record.agenda_item_id)
    told = f"says {_name(linked, record.claimant_id)}" if record.claimant_id else "no claimant"
    return f"{getattr(item, 'title', '') or 'Outcome'}: {OUTCOMES.get(record.result, '').lower()}", told


_SPEAK = {
    "actor": _actor, "meeting": _meeting, "statement": _statement, "position": _position, "echo": _echo,
    "affiliation": _affiliation, "participation": _participation, "outcome": _outcome,
}  # fmt: skip


def _when(start: str | None, end: str | None) -> str:
    if not start and not end:
        return ""
    if start and end and start != end:
        return show(f"{start}/{end}")
    return show(start or end or "")


def _lines(case: CaseFile, record: Any, linked: dict[str, Any]) -> list[tuple[str, str]]:
    """What was read, field by field, for the hover card; empty fields are left out."""
    if record.KIND == "actor":
        role = linked.get(f"role {record.id}")
        read = ", ".join(w for w in (role.role, _name(linked, role.of_id)) if w) if role else ""
        return [pair for pair in (("Read", read), ("Country", country_name(record.country))) if pair[1]]
    if record.KIND == "position":
        source = case.get("source", record.source_id)
        claimant = _name(linked, record.claimed_by_id, "the holder itself")
        return [
            ("Holder", _name(linked, record.holder_id)), ("Claimed by", claimant),
            ("Reported in", source.outlet or source.title if source else ""),
            ("As of", show(record.as_of) if record.as_of else "no date"),
        ]  # fmt: skip
    if record.KIND == "meeting":
        return [("When", _when(record.start, record.end) or "no date"), ("Read from", record.when_phrase)]
    if record.KIND == "statement":
        pairs = [("Speaker", _name(linked, record.speaker_id, "no speaker"))]
        pairs += [("Said on", show(record.said_on))] if record.said_on else []
        pairs += [("Said at", _name(linked, record.said_at_id))] if record.said_at_id else []
        return pairs
    return [("", _row(record, linked).about)]


def _decided(record: Any) -> str:
    if not record.decided_at:
        return "made by you" if record.made_by == "person" else ""
    who = "you" if record.decided_by in (None, "person") else record.decided_by
    return f"{record.state} by {who}, {show(record.decided_at[:10])}"


def _said(case: CaseFile, record: Any) -> list[tuple[str, str]]:
    """What the machine had said in the fields that a person changed, in words."""
    found = []
    for name, value in machine_reading(record).items():
        words = str(value) if value else "nothing"
        if name in _LINKS and value:
            other = case.get(_LINKS[name], str(value))
            words = getattr(other, "name", None) or getattr(other, "label", None) or "a record that is gone"
        elif name in _VALUE_WORDS:
            words = _VALUE_WORDS[name].get(words, words)
        elif name == "kind":
            words = (ACTOR_KINDS | MEETING_KINDS).get(words, words)
        elif name == "country":
            words = country_name(words) if value else words
        elif name in _DATES and value:
            words = show(str(value))
        found.append((FIELD_WORDS.get(name, name.replace("_", " ").capitalize()), words))
    return found
