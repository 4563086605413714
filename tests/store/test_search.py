"""The full-text index: folded letters, quoted tokens, kept inside the deed that changes the records."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from kpdesk.store import search
from kpdesk.store.driver import sqlite
from tests.builders import a_full_case, an_actor


def found(case, match: str) -> int:
    with case.reading() as connection:
        query = sa.text("SELECT count(*) FROM search_index WHERE search_index MATCH :match")
        return connection.execute(query, {"match": match}).scalar_one()


@pytest.mark.parametrize(
    ("words", "without", "prefix", "expression"),
    [
        (["ban"], [], False, '"ban"'),
        (["Ban", "export*"], [], False, '"ban" AND "export"*'),
        (["ban", "exp"], [], True, '"ban" AND "exp"*'),
        (["ban"], ["x", "y z"], False, '("ban") NOT ("x" OR "y z")'),
        (['a"b'], [], False, '"a""b"'),
        (["***", "()"], [], False, ""),
        ([], ["x"], False, ""),
        (["ＡＢＣ"], [], False, '"abc"'),
    ],
)
def test_words_become_quoted_tokens(words, without, prefix: bool, expression: str) -> None:
    """Nothing of a person's words is read as FTS5's own language."""
    assert search.match_expression(words, without, last_is_prefix=prefix) == expression


@given(st.lists(st.text(max_size=12), max_size=4), st.lists(st.text(max_size=6), max_size=2), st.booleans())
def test_every_expression_is_one_that_sqlite_takes(words, without, prefix: bool) -> None:
    """Tried on the engine itself."""
    expression = search.match_expression(words, without, last_is_prefix=prefix)
    if expression:
        connection = sqlite.connect(":memory:")
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(title, body)")
        connection.execute("SELECT * FROM t WHERE t MATCH ?", (expression,)).fetchall()
        connection.close()


def test_the_index_follows_every_deed_and_its_undo(tmp_path: Path) -> None:
    """Added, renamed, undone, removed; nothing of a failed deed."""
    with a_full_case(tmp_path) as case:
        actor = an_actor(name="Zanele Dube")
        with case.unit("Added") as unit:
            unit.add(actor)
        assert found(case, '"zanele"') == 1
        case.undo()
        assert found(case, '"zanele"') == 0
        case.redo()
        with pytest.raises(RuntimeError), case.unit("Fails") as unit:
            unit.remove("actor", actor.id)
            raise RuntimeError
        assert found(case, '"zanele"') == 1


def test_a_rebuilt_index_finds_the_same(tmp_path: Path) -> None:
    """From the records alone."""
    with a_full_case(tmp_path) as case:
        before = {w: found(case, f'"{w}"') for w in ("sithole", "windhoek", "table", "cafe", "example")}
        assert min(before.values()) > 0
        with case._engine.connect().execution_options(writing=True, recorded=True) as connection, connection.begin():
            total = search.rebuild(connection)
        assert total == sum(case.count(kind) for kind in search.INDEXED)
        assert {w: found(case, f'"{w}"') for w in before} == before


def test_half_characters_are_folded_into_something_that_can_be_asked_for():
    """A lone surrogate in a search field is no error."""
    assert search.match_expression(["0\ud800"]).encode("utf-8")
