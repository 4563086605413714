"""By what words erased records were known, and where these words still stand in what is not erased.

Words are compared folded (letter forms, letter case, kinds of blanks). Short ones must stand alone: “Ana” is not in
“banana”; longer ones are found inside others too, where many languages add an ending.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

import sqlalchemy as sa

from kpdesk.store.search import fold
from kpdesk.store.tables import TABLES, blob, change, change_set

Key = tuple[str, str]  # kind, record id
_NAMING = {"actor": "name", "name": "text", "meeting": "name", "source": "title"}
_TOLD = ("name", "title", "label", "text", "content", "phrase")  # the fields by which a deed's label calls a record
_SHORT = 4  # characters; so short a word must stand alone
_CUT = 20  # characters; labels tell long titles and contents by their beginning
_AT_ONCE = 40  # words in one question to SQLite


def names_of(values: Iterable[tuple[str, str]]) -> tuple[frozenset[str], frozenset[str]]:
    """(names, all words that labels may tell) of records given as (kind, JSON of their values)."""
    names: set[str] = set()
    told: set[str] = set()
    for kind, spelt in values:
        held = json.loads(spelt)
        words = {name: plain(str(held[name])) for name in _TOLD if held.get(name)}
        told |= {w for w in words.values() if len(w) > 1}
        if len(name := words.get(_NAMING.get(kind, ""), "")) > 1:
            names.add(name)
    return frozenset(names), frozenset(told)


def plain(text: str) -> str:
    """Folded, in one line."""
    return " ".join(fold(text).split())


def matcher(words: Collection[str]) -> re.Pattern[str]:
    """Finds any of these (``plain``) in a ``plain`` text; nothing where there are none."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(_one(w) for w in longest_first) or r"(?!)")


def _one(word: str) -> str:
    alone = len(word) <= _SHORT and word.isascii()  # other scripts may put no blank beside a word
    return rf"(?<!\w){re.escape(word)}(?!\w)" if alone else re.escape(word)


def holds(words: str, names: Collection[str]) -> bool:
    """Whether JSON or a text holds any of these names."""
    return bool(matcher(names).search(plain(_written(words))))


def labels_with(connection: sa.Connection, told: Collection[str]) -> list[int]:
    """Numbers of the change sets whose labels tell any of these words, long ones by their beginning."""
    found = matcher({word[:_CUT].rstrip() for word in told})
    rows = connection.execute(sa.select(change_set.c.seq, change_set.c.label).where(change_set.c.label.is_not(None)))
    return [row.seq for row in rows if found.search(plain(row.label))]


def standing(connection: sa.Connection, names: Collection[str]) -> dict[str, int]:
    """Where any of these names still stands: kind of record, “text” or “value” (of the history) -> how often."""
    if not names:
        return {}
    look, count = matcher(names), Counter[str]()
    for kind, table in TABLES.items():
        words = [c for c in table.c if isinstance(c.type, (sa.Text, sa.JSON)) and not _is_mark(c.name)]
        count[kind] = len(_rows(connection, table.c.id, words, names, look))
    count["text"] = len(_rows(connection, blob.c.sha256, [blob.c.data], names, look))
    count["value"] = len(_rows(connection, change.c.id, [change.c.before, change.c.after], names, look))
    return {kind: n for kind, n in count.items() if n}


def _is_mark(column: str) -> bool:
    return column in ("id", "content_hash", "state") or column.endswith(("_id", "_sha256", "_at"))


def _rows(
    connection: sa.Connection, mark: sa.ColumnElement, columns: list, names: Collection[str], look: re.Pattern[str]
) -> set:
    """The marks of rows one of whose columns holds a name: SQLite looks roughly, what it finds is looked at closely."""
    found = set()
    for part in _parts(sorted(names)) if columns else ():
        rough = [sa.cast(column, sa.Text).like(f"%{_rough(name)}%") for column in columns for name in part]
        for row in connection.execute(sa.select(mark, *columns).where(sa.or_(*rough))):
            if any(look.search(plain(_written(value))) for value in row[1:] if value):
                found.add(row[0])
    return found


def _parts(names: list[str]) -> Iterator[list[str]]:
    return (names[i : i + _AT_ONCE] for i in range(0, len(names), _AT_ONCE))


def _rough(name: str) -> str:
    """For LIKE, which knows the two cases of ASCII letters only: all else in the name may be anything."""
    return re.sub("[^a-z0-9]+", "%", name)


def _written(value: str | bytes | list[str]) -> str:
    """A column's words; JSON's escapes of blanks and quotes, which may stand inside a name, are undone."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    text = value if isinstance(value, str) else "\n".join(value)
    return re.sub(r"\\[nrt]", " ", text).replace('\\"', '"')
