"""The read side of the lists: sorting, filtering and paging in SQL, plain tuples out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa

from kpdesk.domain.changes import Change
from kpdesk.domain.finding import Criteria
from kpdesk.domain.listing import LISTS, ListPage, ListQuery
from kpdesk.store import change_log
from kpdesk.store.case import CaseFile
from kpdesk.store.queries_find import dated
from kpdesk.store.queries_review import undecided_in
from kpdesk.store.tables import TABLES, change, change_set

T = TABLES


def _count(table: str, column: str, of: sa.ColumnElement, *where: Any) -> sa.ScalarSelect:
    t = T[table]
    return sa.select(sa.func.count()).select_from(t).where(t.c[column] == of, *where).scalar_subquery()


def _sources() -> tuple[dict[str, Any], Any]:
    source, statement = T["source"], T["statement"]
    columns = {
        "title": source.c.title, "outlet": source.c.outlet, "published": source.c.published, "kind": source.c.kind,
        "statements": _count("statement", "source_id", source.c.id, statement.c.state != "rejected"),
        "undecided": undecided_in(source.c.id), "address": source.c.address,
    }  # fmt: skip
    return columns, source


def _actors() -> tuple[dict[str, Any], Any]:
    actor, name = T["actor"], T["name"]
    names = sa.select(sa.func.group_concat(name.c.text, ", ")).where(name.c.actor_id == actor.c.id).scalar_subquery()
    columns = {
        "name": actor.c.name, "kind": actor.c.kind, "country": actor.c.country, "names": names,
        "statements": _count("statement", "speaker_id", actor.c.id, T["statement"].c.state != "rejected"),
        "positions": _count("position", "holder_id", actor.c.id, T["position"].c.state != "rejected"),
        "appearances": _count("anchor", "actor_id", actor.c.id),
        "state": actor.c.state,
    }  # fmt: skip
    return columns, actor


def _meetings() -> tuple[dict[str, Any], Any]:
    meeting, statement = T["meeting"], T["statement"]
    said = _count("statement", "said_at_id", meeting.c.id, statement.c.state != "rejected") + _count(
        "statement_meeting", "meeting_id", meeting.c.id
    )
    columns = {
        "name": meeting.c.name, "kind": meeting.c.kind, "place": meeting.c.place, "start": meeting.c.start,
        "end": meeting.c.end,
        "participants": _count("participation", "meeting_id", meeting.c.id, T["participation"].c.state != "rejected"),
        "statements": said, "state": meeting.c.state,
    }  # fmt: skip
    return columns, meeting


def _statements() -> tuple[dict[str, Any], Any]:
    statement, source, actor = T["statement"], T["source"], T["actor"]
    # Outer joins, though every statement has a source: SQLite leaves out those that a query does not look at.
    joined = statement.outerjoin(source, source.c.id == statement.c.source_id).outerjoin(
        actor, actor.c.id == statement.c.speaker_id
    )
    columns = {
        "speaker": actor.c.name, "content": statement.c.content, "said_on": statement.c.said_on,
        "mode": statement.c.mode, "outlet": source.c.outlet, "published": source.c.published,
        "source": source.c.title, "state": statement.c.state,
    }  # fmt: skip
    return columns, joined


def _positions() -> tuple[dict[str, Any], Any]:
    position, issue, source = T["position"], T["issue"], T["source"]
    holder, claimant = T["actor"].alias("holder"), T["actor"].alias("claimant")
    joined = (
        position.outerjoin(holder, holder.c.id == position.c.holder_id)
        .outerjoin(issue, issue.c.id == position.c.issue_id)
        .outerjoin(claimant, claimant.c.id == position.c.claimed_by_id)
        .outerjoin(source, source.c.id == position.c.source_id)
    )
    columns = {
        "holder": holder.c.name, "issue": issue.c.label, "stance": position.c.stance, "as_of": position.c.as_of,
        "claimed_by": claimant.c.name, "source": source.c.title, "state": position.c.state,
    }  # fmt: skip
    return columns, joined


_LISTS = {
    "sources": (_sources, "source", "published"),
    "actors": (_actors, "actor", "name"),
    "meetings": (_meetings, "meeting", "start"),
    "statements": (_statements, "statement", "said_on"),
    "positions": (_positions, "position", "as_of"),
}


def list_page(case: CaseFile, query: ListQuery) -> ListPage:
    """The rows of a list that a query asks for, and how many there are in all.

    The rows of the page are found first, then their columns are read: counts are taken of one page, not of all.
    Whoever scrolls far is served from the list's order, kept until something is written.
    """
    build, record, first_sort = _LISTS[query.kind]
    columns, from_ = build()
    table = T[record]
    conditions = _conditions(query, columns, table)
    sort = columns[query.sort or first_sort]
    order = sort.desc().nulls_last() if query.descending else sort.asc().nulls_last()
    ids = sa.select(table.c.id).select_from(from_).where(*conditions).order_by(order, table.c.id)
    wanted = [table.c.id, *[columns[c.key].label(c.key) for c in LISTS[query.kind]]]
    with case.reading() as connection:
        kept = _kept_order(case, connection, query)
        if kept.ids is None and query.offset >= FAR:
            kept.ids = [row[0] for row in connection.execute(ids)]
            kept.total = len(kept.ids)
        if kept.ids is not None:
            end = None if query.limit < 0 else query.offset + query.limit
            page = kept.ids[query.offset : end]
        else:
            page = [row[0] for row in connection.execute(ids.offset(query.offset).limit(query.limit))]
        if kept.total is None:
            kept.total = _total(connection, query, table, from_, conditions)
        found: dict[str, tuple[object, ...]] = {}
        for part in (page[i : i + 500] for i in range(0, len(page), 500)):
            rows = connection.execute(sa.select(*wanted).select_from(from_).where(table.c.id.in_(part)))
            found |= {row[0]: tuple(row) for row in rows}
    return ListPage(columns=LISTS[query.kind], rows=tuple(found[i] for i in page), total=kept.total)


FAR = 2000  # rows from the top; nearer ones are found as fast without keeping anything


@dataclass
class _Order:
    """One list as it stood after change set ``key[0]``: how many rows, and (once somebody scrolled far) their ids."""

    key: tuple[object, ...]
    total: int | None = None
    ids: list[str] | None = None


_kept: WeakKeyDictionary[CaseFile, _Order] = WeakKeyDictionary()


def _kept_order(case: CaseFile, connection: sa.Connection, query: ListQuery) -> _Order:
    """What is kept of this list; nothing yet where another list was asked for, or something was written since."""
    last = connection.execute(sa.select(sa.func.max(change_set.c.seq))).scalar()
    equals = tuple(sorted((name, repr(value)) for name, value in query.equals.items()))
    key = (last, query.kind, query.words, equals, query.span, query.sort, query.descending)
    kept = _kept.get(case)
    if kept is None or kept.key != key:
        kept = _kept[case] = _Order(key)
    return kept


def _total(connection: sa.Connection, query: ListQuery, table: sa.Table, from_: Any, conditions: list[Any]) -> int:
    count = sa.select(sa.func.count())
    if query.words.split() or query.equals or query.span:
        return connection.execute(count.select_from(from_).where(*conditions)).scalar_one()
    total = connection.execute(count.select_from(table)).scalar_one()
    if "state" in table.c:  # a small index knows the rejected ones
        total -= connection.execute(count.select_from(table).where(sa.text("state = 'rejected'"))).scalar_one()
    return total


# For each list, the columns whose text a filter looks into: its own, and those of records that it links to.
_OWN = {"source": ("title", "outlet", "published", "address"), "actor": ("name", "country"),
        "meeting": ("name", "place", "start"), "statement": ("content", "said_on"), "position": ("as_of", "stance")}  # fmt: skip
_LINKED = {
    "statement": (("speaker_id", "actor", ("name",)), ("source_id", "source", ("title", "outlet"))),
    "position": (
        ("holder_id", "actor", ("name",)), ("claimed_by_id", "actor", ("name",)), ("issue_id", "issue", ("label",)),
        ("source_id", "source", ("title",)),
    ),
}  # fmt: skip


def _conditions(query: ListQuery, columns: dict[str, Any], table: sa.Table) -> list[Any]:
    conditions = [_holds(table, word) for word in query.words.split()]
    for key, value in query.equals.items():
        column = columns.get(key)
        if column is None:
            column = table.c[key]
        conditions.append(column.in_(value) if isinstance(value, tuple) else column == value)
    if query.span is not None:
        conditions.append(_in_span(table, Criteria(since=query.span[0], until=query.span[1])))
    if "state" in table.c and "state" not in query.equals:
        conditions.append(table.c.state != "rejected")
    return conditions


def _in_span(table: sa.Table, span: Criteria) -> sa.ColumnElement[bool]:
    """By the record's own date; actors by their statements and positions of that time."""
    own = dated(table.name, table, span)
    if own is not None:
        return own
    found: list[Any] = []
    for kind, field in (("statement", "speaker_id"), ("position", "holder_id")):
        other = T[kind]
        then: Any = dated(kind, other, span)
        found.append(table.c.id.in_(sa.select(other.c[field]).where(then, other.c.state != "rejected")))
    return sa.or_(*found)


def _holds(table: sa.Table, word: str) -> sa.ColumnElement[bool]:
    """Whether a row, or what it links to, holds the word somewhere. LIKE ignores the case of plain letters."""
    alike = f"%{word.replace(chr(92), chr(92) * 2).replace('%', chr(92) + '%').replace('_', chr(92) + '_')}%"
    found: list[sa.ColumnElement[bool]] = [table.c[name].like(alike, escape="\\") for name in _OWN[table.name]]
    for field, kind, names in _LINKED.get(table.name, ()):
        other = T[kind]
        named = sa.or_(*[other.c[name].like(alike, escape="\\") for name in names])
        found.append(table.c[field].in_(sa.select(other.c.id).where(named)))
    if table.name == "actor":
        name = T["name"]
        found.append(table.c.id.in_(sa.select(name.c.actor_id).where(name.c.text.like(alike, escape="\\"))))
    return sa.or_(*found)


def changes_of_record(case: CaseFile, kind: str, record_id: str) -> list[tuple[int, Change]]:
    """(sequence number, change) of every write to one record, newest first."""
    with case.reading() as connection:
        mine = sa.select(change).where(change_log.of_record(record_id, kind))
        rows = connection.execute(mine.order_by(change.c.id.desc()))
        return [
            (
                r.seq,
                Change(
                    kind=kind, record_id=record_id, before=json.loads(r.before) if r.before else None,
                    after=json.loads(r.after) if r.after else None, redacted=bool(r.redacted),
                ),
            )
            for r in rows
        ]  # fmt: skip


def only_in_source(case: CaseFile, kind: str, source_id: str) -> set[str]:
    """Ids of actors or meetings that rest on the texts of this source and on no other."""
    anchor, version = T["anchor"], T["text_version"]
    owner = anchor.c[f"{kind}_id"]
    mine = sa.select(version.c.id).where(version.c.source_id == source_id)
    here = sa.select(owner).where(anchor.c.text_version_id.in_(mine), owner.is_not(None))
    elsewhere = sa.select(owner).where(owner.in_(here), anchor.c.text_version_id.not_in(mine))
    with case.reading() as connection:
        return {row[0] for row in connection.execute(here)} - {row[0] for row in connection.execute(elsewhere)}
