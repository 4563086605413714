"""The full-text index, kept inside the same transaction as the records that it finds.

Text is folded (NFKC, case) before it is indexed, so that full-width, presentation and cased forms find each other;
the tokenizer drops diacritics. No user text ever reaches FTS5's query language except as quoted tokens.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

import sqlalchemy as sa

from kpdesk.domain.changes import Change
from kpdesk.store.tables import TABLES, blob, search_row

INDEXED = ("source", "statement", "actor", "meeting", "position")
Document = tuple[str, str | None, str, str]  # record id, source id, title, body
CHUNK = 400
# What of each record is in its document: a change of anything else leaves the index as it is.
_WRITTEN = {
    "source": ("title", "outlet", "author", "note"), "statement": ("content", "note", "source_id"),
    "actor": ("name", "note"), "meeting": ("name", "place", "series", "note"), "position": ("note", "source_id"),
    "name": ("text", "actor_id"), "text_version": ("text_sha256", "source_id", "number"),
}  # fmt: skip


def fold(text: str) -> str:
    """One form for texts that a person would call the same letters."""
    whole = text.encode("utf-8", "replace").decode("utf-8")  # half characters are in no file, so in no index
    return unicodedata.normalize("NFKC", whole).casefold()


def match_expression(words: Sequence[str], without: Sequence[str] = (), *, last_is_prefix: bool = False) -> str:
    """An FTS5 expression of quoted phrases; "" where nothing remains to match. A trailing * asks for a prefix."""
    wanted = [_quoted(w, last_is_prefix and n == len(words) - 1) for n, w in enumerate(words)]
    unwanted = [_quoted(w, False) for w in without]
    positive = " AND ".join(w for w in wanted if w)
    negative = " OR ".join(w for w in unwanted if w)
    return f"({positive}) NOT ({negative})" if positive and negative else positive


def _quoted(word: str, prefix: bool) -> str:
    prefix = prefix or word.endswith("*")
    folded = fold(word.replace("\0", " ")).rstrip("*")
    if not any(ch.isalnum() for ch in folded):
        return ""
    return '"' + folded.replace('"', '""') + '"' + ("*" if prefix and folded[-1].isalnum() else "")


def refresh(connection: sa.Connection, changes: Iterable[Change]) -> None:
    """Bring the index up to date with what one unit of work changed."""
    targets: dict[str, set[str]] = {}
    for item in changes:
        kind, owner = item.kind, "id"
        if kind not in _WRITTEN or _reads_the_same(item):
            continue
        if kind == "name":
            kind, owner = "actor", "actor_id"
        elif kind == "text_version":
            kind, owner = "source", "source_id"
        for values in (item.before, item.after):
            if values:
                targets.setdefault(kind, set()).add(values[owner])
    for kind, ids in targets.items():
        _reindex(connection, kind, sorted(ids))


def _reads_the_same(item: Change) -> bool:
    before, after = item.before, item.after
    return before is not None and after is not None and all(before[n] == after[n] for n in _WRITTEN[item.kind])


def rebuild(connection: sa.Connection) -> int:
    """Make the whole index anew from the records; the number of documents."""
    connection.exec_driver_sql("INSERT INTO search_index(search_index) VALUES('delete-all')")
    connection.execute(search_row.delete())
    total = 0
    for kind in INDEXED:
        ids = [row[0] for row in connection.execute(sa.select(TABLES[kind].c.id))]
        total += len(ids)
        for part in _chunks(ids):
            _write(connection, kind, _documents(connection, kind, part))
    return total


def _reindex(connection: sa.Connection, kind: str, ids: Sequence[str]) -> None:
    for part in _chunks(ids):
        here = sa.and_(search_row.c.kind == kind, search_row.c.record_id.in_(part))
        rows = [(row[0],) for row in connection.execute(sa.select(search_row.c.id).where(here))]
        if rows:
            connection.exec_driver_sql("DELETE FROM search_index WHERE rowid = ?", rows)
            connection.execute(search_row.delete().where(here))
        _write(connection, kind, _documents(connection, kind, part))


def _write(connection: sa.Connection, kind: str, documents: Sequence[Document]) -> None:
    if not documents:
        return
    first = (connection.execute(sa.select(sa.func.max(search_row.c.id))).scalar() or 0) + 1
    connection.execute(
        search_row.insert(),
        [
            {"id": first + n, "kind": kind, "record_id": record_id, "source_id": source_id}
            for n, (record_id, source_id, _, _) in enumerate(documents)
        ],
    )
    connection.exec_driver_sql(
        "INSERT INTO search_index(rowid, title, body) VALUES (?, ?, ?)",
        [(first + n, fold(title), fold(body)) for n, (_, _, title, body) in enumerate(documents)],
    )


def documents_of(connection: sa.Connection, kind: str, ids: Sequence[str]) -> Iterator[Document]:
    """What the index should hold for these records (for check), a few hundred at a time."""
    return (d for part in _chunks(ids) for d in _documents(connection, kind, part))


def _documents(connection: sa.Connection, kind: str, ids: Sequence[str]) -> list[Document]:
    table = TABLES[kind]
    query = sa.select(table).where(table.c.id.in_(ids))
    if kind == "source":
        texts = _texts(connection, ids)
        return [
            (r.id, r.id, r.title, " ".join((r.outlet, r.author, r.note, texts.get(r.id, ""))))
            for r in connection.execute(query)
        ]
    if kind == "statement":
        return [(r.id, r.source_id, "", f"{r.content} {r.note}") for r in connection.execute(query)]
    if kind == "position":
        return [(r.id, r.source_id, "", r.note) for r in connection.execute(query)]
    if kind == "meeting":
        return [(r.id, None, r.name, f"{r.place} {r.series} {r.note}") for r in connection.execute(query)]
    names = TABLES["name"]
    also: dict[str, list[str]] = {}
    for row in connection.execute(sa.select(names.c.actor_id, names.c.text).where(names.c.actor_id.in_(ids))):
        also.setdefault(row.actor_id, []).append(row.text)
    return [(r.id, None, r.name, " ".join([*also.get(r.id, []), r.note])) for r in connection.execute(query)]


def _texts(connection: sa.Connection, source_ids: Sequence[str]) -> dict[str, str]:
    version = TABLES["text_version"]
    query = (
        sa.select(version.c.source_id, blob.c.data)
        .join(blob, blob.c.sha256 == version.c.text_sha256)
        .where(version.c.source_id.in_(source_ids))
        .order_by(version.c.number)
    )
    return {row.source_id: row.data.decode("utf-8") for row in connection.execute(query)}


def _chunks(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[i : i + CHUNK] for i in range(0, len(ids), CHUNK))
