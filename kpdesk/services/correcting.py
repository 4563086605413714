"""Correcting one record in the words of its form: fields, links to choose or make, dates in one line.

``values`` are what a form gives by field name: text, a Choice (None clears), and for some kinds fields that
live in records beside it: role, of and dates of an actor; issues and tags of a statement.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from kpdesk.domain.changes import Changes
from kpdesk.domain.dates import parse_date, show
from kpdesk.domain.records import Affiliation, StatementIssue, Tag, Tagging
from kpdesk.errors import ConflictError, UsageError
from kpdesk.services.choices import Choice, country_code, country_name, issue_id
from kpdesk.services.review import write_edited
from kpdesk.services.tagging import resolve_actor, resolve_meeting
from kpdesk.store.case import CaseFile
from kpdesk.store.unit import Unit

Values = Mapping[str, Any]
_ACTORS = frozenset({
    "member_id", "of_id", "chair_id", "host_id", "actor_id", "speaker_id", "on_behalf_of_id", "holder_id",
    "claimed_by_id", "claimant_id",
})  # fmt: skip
_MEETINGS = frozenset({"meeting_id", "said_at_id", "run_up_to_id"})
_LINKED = {**dict.fromkeys(_ACTORS, "actor"), **dict.fromkeys(_MEETINGS, "meeting"), "issue_id": "issue"}
_BESIDE = frozenset({"role_title", "role_of", "role_dates", "issues", "tags", "when"})
_REQUIRED = {"holder_id": "A position needs a holder.", "actor_id": "Say who it was.",
             "meeting_id": "Say which meeting it was.", "member_id": "Say who it is.", "of_id": "Say what it belongs to.",
             "issue_id": "A position needs an issue."}  # fmt: skip


def correct(case: CaseFile, kind: str, record_id: str, values: Values, *, who: str = "person") -> Changes:
    """Save a form as one deed: what changed is edited, the rest accepted. Raises UsageError with what is wrong."""
    record = case.get(kind, record_id)
    if record is None:
        raise ConflictError("This is no longer in the case.", "History can bring it back.")
    with case.unit("Edited", who=who) as unit:
        changed = replace(record, **_fields(unit, values))
        if "when" in values:
            with _beside_field("when"):
                changed = _dated(changed, values["when"])
        also = _beside(unit, changed, values)
        write_edited(unit, (changed, *also), who)
    return unit.changes


def _fields(unit: Unit, values: Values) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in values.items():
        if name not in _BESIDE:
            with _beside_field(name):
                found[name] = _field(unit, name, value)
    return found


@contextmanager
def _beside_field(name: str) -> Iterator[None]:
    """Faults tell the field in which the value was given."""
    try:
        yield
    except UsageError as fault:
        fault.field = name
        raise


def _field(unit: Unit, name: str, value: Any) -> Any:
    if name in _REQUIRED and value is None:
        raise UsageError(_REQUIRED[name])
    if name in _ACTORS:
        return resolve_actor(unit, value)
    if name in _MEETINGS:
        return resolve_meeting(unit, value)
    if name == "issue_id" and isinstance(value, Choice):
        return issue_id(value)
    if name == "country" and value:
        return country_code(value)
    if name in ("said_on", "as_of"):
        return parse_date(value) if value else None
    return value


def _dated(record: Any, words: str) -> Any:
    """Start and end from one line: "20–23 June 2011", "Nov 2011", or nothing."""
    start, _, end = (parse_date(words) if words.strip() else "").partition("/")
    return replace(record, start=start or None, end=end or None)


def _beside(unit: Unit, record: Any, values: Values) -> list[Any]:
    also: list[Any] = []
    if record.KIND == "actor" and "role_title" in values:
        also += _role(unit, record, values)
    if record.KIND == "statement" and "issues" in values:
        _set_issues(unit, record.id, values["issues"])
    if "tags" in values:
        set_tags(unit, record.KIND, record.id, values["tags"])
    return also


def _role(unit: Unit, actor: Any, values: Values) -> list[Any]:
    """The affiliation shown with an actor: changed, added, or removed where both its fields were emptied."""
    title, body = values["role_title"].strip(), values.get("role_of")
    known = [a for a in unit.all("affiliation", member_id=actor.id) if a.state != "rejected"]
    old = known[0] if known else None
    if body is None:
        if old is not None and not title:
            unit.remove("affiliation", old.id)
        elif title:
            with _beside_field("role_of"):
                raise UsageError("A role belongs to an organisation.", "Say of what.")
        return []
    of_id = resolve_actor(unit, body)
    made = (
        replace(old, role=title, of_id=of_id) if old else Affiliation(member_id=actor.id, of_id=of_id or "", role=title)
    )
    with _beside_field("role_dates"):
        made = _dated(made, values.get("role_dates", "") or "")
    if old is None:
        unit.add(made)
        return []
    return [made]


def _set_issues(unit: Unit, statement_id: str, chosen: Sequence[Choice]) -> None:
    with _beside_field("issues"):
        wanted = {issue_id(c) for c in chosen}
    old = {link.issue_id: link for link in unit.all("statement_issue", statement_id=statement_id)}
    for new in wanted - old.keys():
        unit.add(StatementIssue(statement_id=statement_id, issue_id=str(new)))
    unit.remove_all("statement_issue", [old[i].id for i in old.keys() - wanted])


def set_tags(unit: Unit, kind: str, record_id: str, names: Sequence[str]) -> None:
    """Give a record exactly these tags; new ones are made."""
    labels = {t.name.casefold(): t for t in unit.all("tag")}
    owner: dict[str, Any] = {f"{kind}_id": record_id}
    old = {tagging.tag_id: tagging for tagging in unit.all("tagging", **owner)}
    wanted: set[str] = set()
    for name in names:
        if words := " ".join(name.split()):
            label = labels.get(words.casefold()) or unit.add(Tag(name=words))
            labels[words.casefold()] = label
            wanted.add(label.id)
    unit.add_all(Tagging(tag_id=tag_id, **owner) for tag_id in wanted - old.keys())
    unit.remove_all("tagging", [old[i].id for i in old.keys() - wanted])


# what a form starts from


def form_values(case: CaseFile, kind: str, record_id: str) -> dict[str, Any]:
    """The record's fields as a form shows them: choices for links, dates in words, countries by name."""
    record = case.get(kind, record_id)
    role = _role_of(case, record_id) if kind == "actor" else None
    linked = _linked(case, record, role)
    values: dict[str, Any] = {}
    for name in record.__dataclass_fields__:
        value = getattr(record, name)
        if name in _LINKED:
            value = _choice(linked, value)
        elif name == "country":
            value = country_name(value)
        elif name in ("said_on", "as_of"):
            value = show(value) if value else ""
        values[name] = value
    if kind in ("meeting", "affiliation"):
        values["when"] = span_words(record.start, record.end)
    if kind == "actor":
        values["role_title"] = role.role if role else ""
        values["role_of"] = _choice(linked, role.of_id) if role else None
        values["role_dates"] = span_words(role.start, role.end) if role else ""
    if kind == "statement":
        links = case.all("statement_issue", statement_id=record_id)
        issues = case.get_many("issue", [i.issue_id for i in links])
        values["issues"] = [Choice(name=i.label, record_id=i.id) for i in issues.values()]
        taggings = case.all("tagging", statement_id=record_id)
        values["tags"] = [t.name for t in case.get_many("tag", [g.tag_id for g in taggings]).values()]
    return values


def _linked(case: CaseFile, record: Any, role: Any) -> dict[str, Any]:
    """Every record that the form names, by id, one reading a kind."""
    wanted: dict[str, set[str]] = {}
    for holder in (record, role):
        for name, kind in _LINKED.items():
            if value := getattr(holder, name, None):
                wanted.setdefault(kind, set()).add(value)
    return {i: r for kind, ids in wanted.items() for i, r in case.get_many(kind, sorted(ids)).items()}


def span_words(start: str | None, end: str | None) -> str:
    """Start and end as one line that ``correct`` reads back."""
    if start and end and start != end:
        return show(f"{start}/{end}")
    return show(start or end or "") if start or end else ""


def _choice(linked: dict[str, Any], record_id: str | None) -> Choice | None:
    other = linked.get(record_id or "")
    if other is None:
        return None
    name = other.label if other.KIND == "issue" else other.name
    return Choice(name=name, record_id=other.id, sort=getattr(other, "kind", ""))


def _role_of(case: CaseFile, actor_id: str) -> Any:
    """The affiliation that is shown with an actor; None where there is none."""
    return next((a for a in case.all("affiliation", member_id=actor_id) if a.state != "rejected"), None)
