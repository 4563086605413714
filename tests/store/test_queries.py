"""Lists in SQL: every column sorts and filters, pages join without gap, counts leave rejected records out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kpdesk.domain.listing import LISTS, ListQuery
from kpdesk.domain.records import Name, new_id
from kpdesk.store import queries, queries_review
from tests.builders import a_full_case, a_meeting, a_position, a_statement, an_actor, an_anchor, put


@pytest.fixture
def case(tmp_path: Path):
    with a_full_case(tmp_path) as case:
        yield case


def titles(case, **query) -> list[object]:
    return [row[1] for row in queries.list_page(case, ListQuery(**query)).rows]


@pytest.mark.parametrize("kind", sorted(LISTS))
def test_every_column_sorts_both_ways(kind: str, case) -> None:
    """And the rows are the same ones."""
    for n in range(3):
        put(case, a_meeting(name=f"Meeting {n}", start=None))
        a_statement(case, speaker=put(case, an_actor(name=f"Actor {n}")), said_on=None)
        a_position(case, holder=case.all("actor")[0])
    for column in LISTS[kind]:
        up = queries.list_page(case, ListQuery(kind=kind, sort=column.key))
        down = queries.list_page(case, ListQuery(kind=kind, sort=column.key, descending=True))
        assert {r[0] for r in up.rows} == {r[0] for r in down.rows}
        assert len(up.rows) == up.total
        at = 1 + [c.key for c in LISTS[kind]].index(column.key)
        known = [r[at] for r in up.rows if r[at] is not None]
        assert known == sorted(known)
        assert [r[at] is None for r in up.rows] == sorted(r[at] is None for r in up.rows), "what is unknown comes last"


def test_pages_join_without_gap_or_overlap(case) -> None:
    """Also where many rows are equal in the sorted column."""
    for n in range(25):
        put(case, a_meeting(name=f"Meeting {n}"))
    whole = [r[0] for r in queries.list_page(case, ListQuery(kind="meetings", sort="place", limit=-1)).rows]
    parts = [
        r[0]
        for offset in range(0, 30, 7)
        for r in queries.list_page(case, ListQuery(kind="meetings", sort="place", offset=offset, limit=7)).rows
    ]
    assert parts == whole
    assert len(set(whole)) == 26


def test_who_scrolls_far_sees_the_same_rows_and_what_was_written_since(case, monkeypatch) -> None:
    """Pages served from the kept order are those of the query; a write ends it."""
    monkeypatch.setattr(queries, "FAR", 5)
    for n in range(12):
        put(case, a_meeting(name=f"Meeting {n:02}"))
    query = ListQuery(kind="meetings", sort="name", limit=4)
    whole = titles(case, kind="meetings", sort="name", limit=-1)
    paged = [t for at in (0, 8, 4, 12) for t in titles(case, kind="meetings", sort="name", limit=4, offset=at)]
    assert sorted(paged) == whole
    put(case, a_meeting(name="Meeting 12"))
    page = queries.list_page(case, replace(query, offset=12))
    assert page.total == 14
    assert "Meeting 12" in [r[1] for r in page.rows]
    assert queries.list_page(case, replace(query, words="Meeting 03")).total == 1
    case.undo()
    assert queries.list_page(case, query).total == 13


def test_counts_of_a_row_leave_rejected_records_out(case) -> None:
    """Statements, positions, places and other names of an actor."""
    ana = case.all("actor")[0]
    a_statement(case, speaker=ana, state="rejected", made_by="model 1")
    put(case, Name(actor_id=ana.id, text="A. Sithole"))
    (row,) = [r for r in queries.list_page(case, ListQuery(kind="actors")).rows if r[0] == ana.id]
    assert row[1:] == ("Ana Sithole", "person", None, "Sithole, A. Sithole", 1, 0, 1, "accepted")


def test_rejected_records_are_left_out_unless_asked_for(case) -> None:
    """Of rows and totals alike."""
    put(case, an_actor(name="Blood Diamonds", state="rejected", made_by="model 1"))
    page = queries.list_page(case, ListQuery(kind="actors"))
    assert page.total == len(page.rows) == 2
    every = queries.list_page(case, ListQuery(kind="actors", equals={"state": ("rejected", "accepted")}))
    assert every.total == len(every.rows) == 3


@pytest.mark.parametrize(
    ("kind", "words", "count"),
    [
        ("actors", "sith", 1), ("actors", "SITHOLE ana", 1), ("actors", "nobody", 0), ("actors", "%", 0),
        ("actors", "_", 0), ("actors", "\\", 0), ("statements", "table sithole", 1), ("statements", "example", 1),
        ("positions", "examplia export", 1), ("meetings", "windhoek 2011", 1), ("sources", "monitors", 1),
        ("sources", "' OR 1=1 --", 0),
    ],
)  # fmt: skip
def test_each_word_must_stand_somewhere_in_the_row(kind: str, words: str, count: int, case) -> None:
    """In any column, any case, in any order; wildcards are letters."""
    page = queries.list_page(case, ListQuery(kind=kind, words=words))
    assert (page.total, len(page.rows)) == (count, count)


def test_exact_filters_by_column_and_by_field(case) -> None:
    """A column of the list, a field of the record, or any of several values."""
    assert titles(case, kind="actors", equals={"kind": "government"}) == ["Government of Examplia"]
    assert len(titles(case, kind="actors", equals={"kind": ("government", "person")})) == 2
    speaker = case.all("statement")[0].speaker_id
    assert titles(case, kind="statements", equals={"speaker_id": speaker}) == ["Ana Sithole"]


def test_a_text_waits_for_as_many_decisions_as_review_shows_for_it(case) -> None:  # type: ignore[no-untyped-def]
    """Actors, meetings and roles that are named in it too, not only what is said."""
    source = case.all("source")[0]
    sent = put(case, an_actor(name="The envoy", state="proposed"))
    for quote in ("Ana Sithole", "Sithole said"):
        put(case, an_anchor(case, source, quote, actor_id=sent.id, role="mention"))
    said = case.all("statement")[0]
    put(case, replace(said, id=new_id(), state="proposed"))
    number = [c.key for c in LISTS["sources"]].index("undecided") + 1
    rows = queries.list_page(case, ListQuery(kind="sources")).rows
    assert {r[0]: r[number] for r in rows} == {r[0]: queries_review.count(case, str(r[0])) for r in rows}
    assert [r[number] for r in rows] == [2]
