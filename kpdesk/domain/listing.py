"""What a list shows: columns as data, a query as a value, a page of rows as plain tuples.

Sorting, filtering and paging happen in the store; the window and the command line only name them.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``key`` names it in queries and JSON, ``title`` on the screen; ``align`` left or right."""

    key: str
    title: str
    width: int = 160
    align: str = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListQuery:
    """Which rows of a list, in which order. ``equals`` holds exact filters by column key (a tuple: any of them).

    ``span`` holds two partial dates: only what was published, said or held between them; actors by what they said
    or where they stood then.
    """

    kind: str  # sources, actors, meetings, statements, positions
    words: str = ""  # each must occur somewhere in the row
    equals: dict[str, object] = field(default_factory=dict)
    span: tuple[str, str] | None = None
    sort: str = ""
    descending: bool = False
    offset: int = 0
    limit: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """Rows ``offset`` and following; each row starts with the record's id, then the columns in order."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[object, ...], ...]
    total: int


LISTS: dict[str, tuple[Column, ...]] = {
    "sources": (
        Column("title", "Title", 320),
        Column("outlet", "Outlet", 160),
        Column("published", "Published", 132),
        Column("kind", "Kind", 104),
        Column("statements", "Statements", 88, "right"),
        Column("undecided", "To decide", 80, "right"),
        Column("address", "Address", 200),
    ),
    "actors": (
        Column("name", "Name", 240),
        Column("kind", "Kind", 144),
        Column("country", "Country", 144),
        Column("names", "Also written", 200),
        Column("statements", "Statements", 88, "right"),
        Column("positions", "Positions", 80, "right"),
        Column("appearances", "Appearances", 96, "right"),
        Column("state", "State", 112),
    ),
    "meetings": (
        Column("name", "Name", 280),
        Column("kind", "Kind", 128),
        Column("place", "Place", 140),
        Column("start", "From", 132),
        Column("end", "To", 132),
        Column("participants", "Participants", 96, "right"),
        Column("statements", "Statements", 88, "right"),
        Column("state", "State", 112),
    ),
    "statements": (
        Column("speaker", "Speaker", 176),
        Column("content", "Statement", 400),
        Column("said_on", "Said on", 132),
        Column("mode", "Mode", 80),
        Column("outlet", "Outlet", 144),
        Column("published", "Published", 132),
        Column("source", "Source", 200),
        Column("state", "State", 112),
    ),
    "positions": (
        Column("holder", "Holder", 176),
        Column("issue", "Issue", 216),
        Column("stance", "Stance", 104),
        Column("as_of", "As of", 132),
        Column("claimed_by", "Claimed by", 160),
        Column("source", "Source", 216),
        Column("state", "State", 112),
    ),
}
