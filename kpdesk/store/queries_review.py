"""The read side of reviewing: the marks of a text, the queue in order, and the words of its rows, all in SQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from kpdesk.domain.queue import QUEUE_KINDS, SCOPES, QueueFilter, QueueKey
from kpdesk.domain.records import ANCHOR_OWNERS
from kpdesk.store.case import CaseFile
from kpdesk.store.tables import TABLES

T = TABLES
CHUNK = 500
_KIND_RANK = {"actor": 0, "affiliation": 1, "meeting": 2, "statement": 3, "echo": 4, "participation": 5, "position": 6}
# For each kind, the columns that tie it to an actor, a meeting, an issue.
_ACTOR = {
    "actor": ("id",), "affiliation": ("member_id", "of_id"), "meeting": ("chair_id", "host_id"),
    "participation": ("actor_id",), "statement": ("speaker_id", "on_behalf_of_id"),
    "position": ("holder_id", "claimed_by_id"), "outcome": ("claimant_id",),
}  # fmt: skip
_MEETING = {"meeting": ("id",), "participation": ("meeting_id",), "statement": ("said_at_id", "run_up_to_id")}
_WORDS = {"actor": "name", "meeting": "name", "statement": "content"}


def marks_of_text(case: CaseFile, text_version_id: str) -> list[tuple[Any, ...]]:
    """(anchor id, start, end, role, kind, record id, state, stance, label) of every anchor in a text."""
    anchor = T["anchor"]
    found: list[tuple[Any, ...]] = []
    with case.reading() as connection:
        for kind in ANCHOR_OWNERS:
            owner, joined, label = _labelled(kind)
            query = (
                sa.select(
                    anchor.c.id, anchor.c.start, anchor.c.end, anchor.c.role, sa.literal(kind), owner.c.id,
                    owner.c.state, owner.c.stance if kind == "position" else sa.null(), label,
                )
                .select_from(joined.join(anchor, anchor.c[f"{kind}_id"] == owner.c.id))
                .where(anchor.c.text_version_id == text_version_id)
            )  # fmt: skip
            found.extend(tuple(row) for row in connection.execute(query))
    return found


def _labelled(kind: str) -> tuple[sa.Table, Any, Any]:
    """The owner's table, a join that reaches its name, and the name's column."""
    owner, actor, meeting = T[kind], T["actor"], T["meeting"]
    if kind in ("actor", "meeting"):
        return owner, owner, owner.c.name
    if kind == "statement":
        return owner, owner.outerjoin(actor, actor.c.id == owner.c.speaker_id), actor.c.name
    if kind == "position":
        return owner, owner.join(actor, actor.c.id == owner.c.holder_id), actor.c.name
    if kind == "affiliation":
        return owner, owner.join(actor, actor.c.id == owner.c.member_id), actor.c.name
    if kind == "participation":
        return owner, owner.join(meeting, meeting.c.id == owner.c.meeting_id), meeting.c.name
    return owner, owner, sa.literal("")


# the queue


def queue_keys(case: CaseFile, wanted: QueueFilter) -> list[QueueKey]:
    """Every record of the queue, in its order. An actor's own proposed affiliations are decided with the actor."""
    kinds = wanted.kinds or tuple(QUEUE_KINDS)
    with case.reading() as connection:
        sources = _source_ranks(connection)
        found = [
            QueueKey(kind, row[0], row[1], row[2] if row[2] is not None else 1.0, row[3], row[4], row[5] or 0)
            for kind in kinds
            for row in connection.execute(_queue_query(kind, wanted))
        ]
    last = len(sources)

    def reading(key: QueueKey) -> tuple[int, int, int, str]:
        return sources.get(key.source_id or "", last), key.start, _KIND_RANK.get(key.kind, 9), key.record_id

    found.sort(key=reading)
    if wanted.order == "doubtful":
        found.sort(key=lambda key: key.score)
    elif wanted.order == "sure":
        found.sort(key=lambda key: -key.score)
    return found


def _source_ranks(connection: sa.Connection) -> dict[str, int]:
    source = T["source"]
    rows = connection.execute(sa.select(source.c.id).order_by(source.c.added_at, source.c.id))
    return {row.id: rank for rank, row in enumerate(rows)}


def _queue_query(kind: str, wanted: QueueFilter) -> sa.Select:
    """id, state, score, source, text version and start of the first characters of one kind's records."""
    table, anchor, version = T[kind], T["anchor"], T["text_version"]
    mine = anchor.alias("mine")
    first = sa.select(sa.func.min(mine.c.id)).where(mine.c[f"{kind}_id"] == table.c.id)
    if wanted.source_id:
        first = first.where(mine.c.text_version_id.in_(_versions(wanted.source_id)))
    joined = table.outerjoin(anchor, anchor.c.id == first.scalar_subquery()).outerjoin(
        version, version.c.id == anchor.c.text_version_id
    )
    states = SCOPES[wanted.scope]
    query = (
        sa.select(
            table.c.id, table.c.state, table.c.score, version.c.source_id, anchor.c.text_version_id, anchor.c.start
        )
        .select_from(joined)
        # "= 'proposed'" written out lets SQLite take the index of what is undecided.
        .where(table.c.state == states[0] if len(states) == 1 else table.c.state.in_(states))
    )
    if states != ("proposed",):
        query = query.where(table.c.made_by != "person")
    for condition in _conditions(kind, table, wanted):
        query = query.where(condition)
    return query


def _versions(source_id: str) -> sa.Select:
    version = T["text_version"]
    return sa.select(version.c.id).where(version.c.source_id == source_id)


def _conditions(kind: str, table: sa.Table, wanted: QueueFilter) -> Iterable[sa.ColumnElement[bool]]:
    if kind == "affiliation" and wanted.scope in ("undecided", "all"):
        actor = T["actor"]
        open_member = sa.select(actor.c.id).where(actor.c.id == table.c.member_id, actor.c.state == "proposed")
        yield ~sa.and_(table.c.state == "proposed", sa.exists(open_member))
    if wanted.source_id:
        mine = T["anchor"].alias("here")
        here = sa.select(mine.c.id).where(
            mine.c[f"{kind}_id"] == table.c.id, mine.c.text_version_id.in_(_versions(wanted.source_id))
        )
        own = table.c.source_id == wanted.source_id if "source_id" in table.c else sa.false()
        yield sa.or_(own, sa.exists(here))
    if wanted.actor_id:
        yield _tied(table, _ACTOR.get(kind, ()), wanted.actor_id, *_through_statement(kind, table, wanted.actor_id))
    if wanted.meeting_id:
        yield _tied(table, _MEETING.get(kind, ()), wanted.meeting_id, *_about(kind, table, wanted.meeting_id))
    if wanted.issue_id:
        yield _of_issue(kind, table, wanted.issue_id)
    for word in wanted.words.split():
        yield _has_word(kind, table, word)


def _tied(table: sa.Table, columns: Sequence[str], record_id: str, *more: Any) -> sa.ColumnElement[bool]:
    return sa.or_(sa.false(), *[table.c[name] == record_id for name in columns], *more)


def _through_statement(kind: str, table: sa.Table, actor_id: str) -> list[Any]:
    statement = T["statement"]
    spoken = sa.select(statement.c.id).where(statement.c.speaker_id == actor_id)
    return [table.c.statement_id.in_(spoken)] if kind == "echo" else []


def _about(kind: str, table: sa.Table, meeting_id: str) -> list[Any]:
    link = T["statement_meeting"]
    about = sa.select(link.c.statement_id).where(link.c.meeting_id == meeting_id)
    return [table.c.id.in_(about)] if kind == "statement" else []


def _of_issue(kind: str, table: sa.Table, issue_id: str) -> sa.ColumnElement[bool]:
    if kind == "position":
        return table.c.issue_id == issue_id
    if kind == "statement":
        link = T["statement_issue"]
        return table.c.id.in_(sa.select(link.c.statement_id).where(link.c.issue_id == issue_id))
    if kind == "outcome":
        item = T["agenda_item"]
        return table.c.agenda_item_id.in_(sa.select(item.c.id).where(item.c.issue_id == issue_id))
    return sa.false()


def _has_word(kind: str, table: sa.Table, word: str) -> sa.ColumnElement[bool]:
    """The record's own words, or the names of the actors that it ties together."""
    actor = T["actor"]
    named = sa.select(actor.c.id).where(actor.c.name.icontains(word, autoescape=True))
    own = [table.c[_WORDS[kind]].icontains(word, autoescape=True)] if kind in _WORDS else []
    tied = [table.c[name].in_(named) for name in _ACTOR.get(kind, ()) if name != "id"]
    return sa.or_(sa.false(), *own, *tied)


def records_in(case: CaseFile, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Any]:
    """The records of these (kind, id) keys; keys that are not there are left out."""
    by_kind: dict[str, list[str]] = {}
    for kind, record_id in keys:
        by_kind.setdefault(kind, []).append(record_id)
    return {(kind, i): r for kind, ids in by_kind.items() for i, r in case.get_many(kind, ids).items()}


def count(case: CaseFile, source_id: str | None = None) -> int:
    """How many rows the plain queue has; of one source when given."""
    counts, wanted = [], QueueFilter(source_id=source_id)
    for kind in QUEUE_KINDS:
        table = T[kind]
        query = sa.select(sa.func.count()).select_from(table).where(table.c.state == "proposed")
        for condition in _conditions(kind, table, wanted):
            query = query.where(condition)
        counts.append(query.scalar_subquery())
    with case.reading() as connection:
        return sum(connection.execute(sa.select(*counts)).one())


def undecided_in(source: Any) -> sa.ColumnElement[int]:
    """The rows that the plain queue has of one source, for a list's column: found by the source's own anchors.

    ``source`` is the column of the list that holds the source's id.
    """
    anchor, version, actor = T["anchor"], T["text_version"], T["actor"]
    total: Any = sa.literal(0)
    for kind in QUEUE_KINDS:
        table = T[kind].alias(f"open_{kind}")
        waits = [table.c.state == "proposed"]
        if kind == "affiliation":  # decided with the member while that one is undecided
            member = sa.select(actor.c.id).where(actor.c.id == table.c.member_id, actor.c.state == "proposed")
            waits.append(~sa.exists(member))
        anchored = (
            sa.select(sa.func.count(table.c.id.distinct()))
            .select_from(
                version.join(anchor, anchor.c.text_version_id == version.c.id).join(
                    table, table.c.id == anchor.c[f"{kind}_id"]
                )
            )
            .where(version.c.source_id == source, *waits)
        )
        if "source_id" in table.c:
            anchored = anchored.where(table.c.source_id != source)
            own = sa.select(sa.func.count()).select_from(table).where(table.c.source_id == source, *waits)
            total = total + own.scalar_subquery()
        total = total + anchored.scalar_subquery()
    return total


# completion


def actors_named(case: CaseFile, words: str, most: int) -> list[Any]:
    """Actors by any of their names: (id, name, kind, text), the best known first; refused ones are left out."""
    actor, name, anchor = T["actor"], T["name"], T["anchor"]
    used = sa.select(sa.func.count()).select_from(anchor).where(anchor.c.actor_id == actor.c.id).scalar_subquery()
    query = (
        sa.select(actor.c.id, actor.c.name, actor.c.kind, sa.func.min(name.c.text).label("text"))
        .select_from(actor.outerjoin(name, sa.and_(name.c.actor_id == actor.c.id, _all_words(name.c.text, words))))
        .where(actor.c.state != "rejected", sa.or_(_all_words(actor.c.name, words), name.c.id.is_not(None)))
        .group_by(actor.c.id)
        .order_by(actor.c.name.istartswith(words.strip(), autoescape=True).desc(), used.desc(), actor.c.name)
        .limit(most)
    )
    with case.reading() as connection:
        return list(connection.execute(query))


def meetings_named(case: CaseFile, words: str, most: int) -> list[Any]:
    """Meetings by name or place: (id, name, kind, start), the latest first; refused ones are left out."""
    meeting = T["meeting"]
    query = (
        sa.select(meeting.c.id, meeting.c.name, meeting.c.kind, meeting.c.start)
        .where(
            meeting.c.state != "rejected",
            _all_words(meeting.c.name + " " + meeting.c.place + " " + sa.func.coalesce(meeting.c.start, ""), words),
        )
        .order_by(meeting.c.start.desc().nulls_last(), meeting.c.name)
        .limit(most)
    )
    with case.reading() as connection:
        return list(connection.execute(query))


def reference_keys(case: CaseFile, kind: str) -> set[str]:
    """Keys of the reference set that the case has taken over already."""
    column = T[kind].c.reference
    with case.reading() as connection:
        return {row[0] for row in connection.execute(sa.select(column).where(column.is_not(None)))}


def _all_words(column: Any, words: str) -> sa.ColumnElement[bool]:
    return sa.and_(sa.true(), *[column.icontains(word, autoescape=True) for word in words.split()])
