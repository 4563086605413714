"""The read side of the search page: which records hold some words and fit some facets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa

from kpdesk.domain.finding import Criteria, tokens
from kpdesk.store.case import CaseFile
from kpdesk.store.search import match_expression
from kpdesk.store.tables import TABLES, blob, search_row

T = TABLES
RANKED_UP_TO = 8000  # more than that are shown newest first: ranking all of them would take too long
Key = tuple[str, str]
Condition = sa.ColumnElement[bool]


def find_keys(case: CaseFile, wanted: Criteria, *, limit: int, typing: bool = False) -> tuple[list[Key], int]:
    """(kind, id) of the best records, and how many fit. ``typing``: the last word may be a beginning."""
    words, without = tokens(wanted.words)
    match = match_expression(words, without, last_is_prefix=typing and not wanted.words.endswith((" ", '"', "\u201d")))
    if words and not match:
        return [], 0
    facets = _kinds(wanted)
    if not facets:
        return [], 0
    # Driven from the full-text index: it knows in milliseconds which rows hold the words.
    index = sa.table("search_index", sa.column("rowid", sa.Integer))
    rows = index.join(search_row, search_row.c.id == index.c.rowid) if match else search_row
    conditions: list[Any] = [sa.or_(*facets)]
    if match:
        conditions.append(sa.text("search_index MATCH :match").bindparams(match=match))
    query = sa.select(search_row.c.kind, search_row.c.record_id).select_from(rows).where(*conditions)
    newest = (index.c.rowid if match else search_row.c.id).desc()
    with case.reading() as connection:
        if match and wanted.narrowed:
            # The facets cost more than the words: they are tried once, for the count and for the rows.
            scored = query.add_columns(sa.text("bm25(search_index, 8.0, 1.0) AS score")).order_by(newest)
            every = list(connection.execute(scored).all())
            if len(every) <= RANKED_UP_TO:
                every.sort(key=lambda row: row.score)
            return [(row.kind, row.record_id) for row in every[:limit]], len(every)
        count = sa.select(sa.func.count()).select_from(rows).where(*conditions)
        total = connection.execute(count).scalar_one()
        ranked = match and total <= RANKED_UP_TO
        order = [sa.text("bm25(search_index, 8.0, 1.0)"), search_row.c.id] if ranked else [newest]
        return [(row.kind, row.record_id) for row in connection.execute(query.order_by(*order).limit(limit))], total


def candidates(case: CaseFile, wanted: Criteria, *, limit: int) -> list[Key]:
    """Records that fit the facets, whatever their words: what a regular expression is tried on."""
    facets = _kinds(wanted)
    if not facets:
        return []
    query = sa.select(search_row.c.kind, search_row.c.record_id).where(sa.or_(*facets)).limit(limit)
    with case.reading() as connection:
        return [(row.kind, row.record_id) for row in connection.execute(query)]


def texts_of(case: CaseFile, source_ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """(text version id, text) of the newest version of each source."""
    version = T["text_version"]
    query = (
        sa.select(version.c.source_id, version.c.id, blob.c.data)
        .join(blob, blob.c.sha256 == version.c.text_sha256)
        .where(version.c.source_id.in_(source_ids))
        .order_by(version.c.number)
    )
    with case.reading() as connection:
        return {row[0]: (row[1], row[2].decode("utf-8")) for row in connection.execute(query)}


def first_places(case: CaseFile, kind: str, ids: Sequence[str]) -> dict[str, list[tuple[str, int, int, str]]]:
    """For each record its places (text version, start, end, words): content, evidence or mention first, as in the text."""
    anchor = T["anchor"]
    owner = anchor.c[f"{kind}_id"]
    main = {"statement": "content", "position": "evidence"}.get(kind, "mention")
    query = (
        sa.select(owner, anchor.c.text_version_id, anchor.c.start, anchor.c.end, anchor.c.quote)
        .where(owner.in_(ids), anchor.c.role == main)
        .order_by(anchor.c.ordinal, anchor.c.start)
    )
    if kind in ("actor", "meeting"):  # one is enough, and an actor may have thousands
        first = sa.select(sa.func.min(anchor.c.id)).where(owner.in_(ids), anchor.c.role == main).group_by(owner)
        query = query.where(anchor.c.id.in_(first))
    found: dict[str, list[tuple[str, int, int, str]]] = {}
    with case.reading() as connection:
        for row in connection.execute(query):
            found.setdefault(row[0], []).append((row[1], row[2], row[3], row[4]))
    return found


def outlets(case: CaseFile) -> Sequence[str]:
    """Every outlet of the case, in order."""
    outlet = T["source"].c.outlet
    with case.reading() as connection:
        return [row[0] for row in connection.execute(sa.select(outlet).distinct().where(outlet != "").order_by(outlet))]


# facets


def _kinds(wanted: Criteria) -> list[Condition]:
    return [part for kind in wanted.kinds if (part := _of_kind(kind, wanted)) is not None]


def _of_kind(kind: str, wanted: Criteria) -> Condition | None:
    """The condition on a search row of this kind; None where no record of the kind can fit."""
    table = T[kind]
    conditions = _facets(kind, wanted)
    if conditions is None:
        return None
    here = search_row.c.kind == kind
    ids = search_row.c.record_id
    if conditions:
        here = sa.and_(here, ids.in_(sa.select(table.c.id).where(*conditions)))
    if "state" in table.c and not wanted.state and not wanted.rejected:
        # The few that were refused are known to a small index; those that stand are many.
        here = sa.and_(here, ids.not_in(sa.select(table.c.id).where(sa.text(f"{kind}.state = 'rejected'"))))
    return here


def _facets(kind: str, wanted: Criteria) -> list[Condition] | None:
    table = T[kind]
    conditions: list[Condition] = []
    if wanted.state:
        if "state" not in table.c:
            return None
        conditions.append(table.c.state == wanted.state)
    chosen: list[tuple[Callable[..., Condition | None], Any]] = [
        (_BUILD[key], [value])
        for key, value in (
            ("actor", wanted.actor_id), ("issue", wanted.issue_id), ("meeting", wanted.meeting_id),
            ("tag", wanted.tag_id), ("stance", wanted.stance),
        )
        if value
    ]  # fmt: skip
    chosen += [(_BUILD[key], _ids_named(key, value)) for key, value in wanted.named]
    if wanted.outlet:
        source = T["source"]
        chosen.append(
            (_source, sa.select(source.c.id).where(source.c.outlet.icontains(wanted.outlet, autoescape=True)))
        )
    if wanted.since or wanted.until:
        chosen.append((dated, wanted))
    for build, value in chosen:
        condition = build(kind, table, value)
        if condition is None:
            return None
        conditions.append(condition)
    return conditions


def _ids_named(key: str, words: str) -> sa.Select:
    """Records of this kind whose name holds every one of the words."""
    table = T[key]
    label = table.c.label if key == "issue" else table.c.name
    query = sa.select(table.c.id)
    for word in words.split():
        fits: list[Condition] = [label.icontains(word, autoescape=True)]
        if key == "actor":
            name = T["name"]
            fits.append(table.c.id.in_(sa.select(name.c.actor_id).where(name.c.text.icontains(word, autoescape=True))))
        elif key == "issue":
            fits.append(table.c.key == word)
        elif key == "meeting":
            fits.append(table.c.place.icontains(word, autoescape=True))
        query = query.where(sa.or_(*fits))
    return query


def _actor(kind: str, table: sa.Table, ids: Any) -> Condition:
    statement = T["statement"]
    spoke = sa.or_(statement.c.speaker_id.in_(ids), statement.c.on_behalf_of_id.in_(ids))
    if kind == "actor":
        return table.c.id.in_(ids)
    if kind == "statement":
        return spoke
    if kind == "position":
        return sa.or_(table.c.holder_id.in_(ids), table.c.claimed_by_id.in_(ids))
    if kind == "meeting":
        came = T["participation"]
        return table.c.id.in_(sa.select(came.c.meeting_id).where(came.c.actor_id.in_(ids)))
    return table.c.id.in_(sa.select(statement.c.source_id).where(spoke))


def _issue(kind: str, table: sa.Table, ids: Any) -> Condition | None:
    link, statement = T["statement_issue"], T["statement"]
    said = sa.select(link.c.statement_id).where(link.c.issue_id.in_(ids))
    if kind == "statement":
        return table.c.id.in_(said)
    if kind == "source":
        return table.c.id.in_(sa.select(statement.c.source_id).where(statement.c.id.in_(said)))
    return table.c.issue_id.in_(ids) if kind == "position" else None


def _stance(kind: str, table: sa.Table, stances: Any) -> Condition | None:
    position, link = T["position"], T["position_statement"]
    held = sa.select(position.c.id).where(position.c.stance.in_(stances), position.c.state != "rejected")
    if kind == "position":
        return table.c.stance.in_(stances)
    if kind == "statement":
        return table.c.id.in_(sa.select(link.c.statement_id).where(link.c.position_id.in_(held)))
    if kind == "source":
        return table.c.id.in_(sa.select(position.c.source_id).where(position.c.id.in_(held)))
    return None


def _meeting(kind: str, table: sa.Table, ids: Any) -> Condition | None:
    if kind == "statement":
        link = T["statement_meeting"]
        about = sa.select(link.c.statement_id).where(link.c.meeting_id.in_(ids))
        return sa.or_(table.c.said_at_id.in_(ids), table.c.run_up_to_id.in_(ids), table.c.id.in_(about))
    if kind == "actor":
        came = T["participation"]
        return table.c.id.in_(sa.select(came.c.actor_id).where(came.c.meeting_id.in_(ids)))
    if kind == "source":
        anchor, version = T["anchor"], T["text_version"]
        texts = sa.select(anchor.c.text_version_id).where(anchor.c.meeting_id.in_(ids))
        return table.c.id.in_(sa.select(version.c.source_id).where(version.c.id.in_(texts)))
    return table.c.id.in_(ids) if kind == "meeting" else None


def _tag(kind: str, table: sa.Table, ids: Any) -> Condition | None:
    tagging = T["tagging"]
    if f"{kind}_id" not in tagging.c:
        return None
    return table.c.id.in_(sa.select(tagging.c[f"{kind}_id"]).where(tagging.c.tag_id.in_(ids)))


def _source(kind: str, table: sa.Table, ids: Any) -> Condition | None:
    if kind == "source":
        return table.c.id.in_(ids)
    return table.c.source_id.in_(ids) if "source_id" in table.c else None


_DATE = {"source": "published", "statement": "said_on", "position": "as_of", "meeting": "start"}


def dated(kind: str, table: sa.Table, wanted: Criteria) -> Condition | None:
    """Whether a record's own date lies in the span of ``wanted``; None where its kind has none."""
    if kind not in _DATE:
        return None
    inside = _within(table.c[_DATE[kind]], wanted)
    if kind != "statement":
        return inside
    # A statement whose day is not known counts by the day it was published.
    source = T["source"]
    published = sa.select(source.c.id).where(_within(source.c.published, wanted))
    return sa.or_(inside, sa.and_(table.c.said_on.is_(None), table.c.source_id.in_(published)))


def _within(column: Any, wanted: Criteria) -> Condition:
    found: list[Condition] = [column.is_not(None)]
    if wanted.since:  # a month or year counts when it reaches into the span
        since = wanted.since.split("/")[0]
        found.append(sa.or_(column >= since, *[column == since[:n] for n in (4, 7) if n < len(since)]))
    if wanted.until:
        found.append(column <= wanted.until.split("/")[-1] + "~")
    return sa.and_(*found)


_BUILD = {"actor": _actor, "issue": _issue, "meeting": _meeting, "tag": _tag, "stance": _stance}
