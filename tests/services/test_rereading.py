"""How places are compared, and which records a new reading may touch."""

from __future__ import annotations

import pytest

from kpdesk.services.rereading import Earlier, common, untouched
from tests.builders import a_position, a_source, a_statement, an_actor, text_of
from tests.services.drafts import QUOTE, span


@pytest.mark.parametrize(
    ("a", "b", "share"),
    [
        ([(0, 10)], [(0, 10)], 1.0),
        ([(0, 10)], [(10, 20)], 0.0),
        ([(0, 10)], [(5, 10)], 0.5),
        ([(0, 4), (6, 10)], [(0, 10)], 0.8),
        ([], [(0, 3)], 0.0),
    ],
)
def test_places_are_compared_by_their_common_characters(a, b, share: float) -> None:
    """Common over all, discontinuous places too."""
    assert common(a, b) == pytest.approx(share)


def test_only_what_nobody_touched_may_be_replaced() -> None:
    """Decided, corrected and hand-made records stay."""
    fresh = an_actor(state="proposed", made_by="model 1")
    assert untouched(fresh)
    assert not untouched(an_actor(state="proposed"))
    assert not untouched(an_actor(state="proposed", made_by="model 1", decided_at="2026-01-01"))
    assert not untouched(an_actor(state="proposed", made_by="model 1", machine_said="{}"))
    assert not untouched(an_actor(state="accepted", made_by="model 1"))


def test_the_nearest_of_nested_statements_is_the_same_one(case) -> None:
    """An exact place wins over one that lies around it, whatever the order."""
    source = a_source(case)
    text = case.text(text_of(case, source).id)
    outer_words = text[text.index("We cannot") : text.index(" Caf")]
    outer = a_statement(case, source=source, words=outer_words)
    inner = a_statement(case, source=source, words=QUOTE)
    with case.unit("look") as unit:
        earlier = Earlier(unit, source.id, text_of(case, source).id)
        found = earlier.pairs(("statement",), "content", {"i": [span(text, QUOTE)], "o": [span(text, outer_words)]})
    assert {key: record.id for key, (_, record) in found.items()} == {"i": inner.id, "o": outer.id}


def test_what_a_person_made_is_never_withdrawn(case) -> None:
    """Nothing found again, nothing lost."""
    source = a_source(case)
    a_position(case, source=source, statement=a_statement(case, source=source))
    with case.unit("look") as unit:
        assert Earlier(unit, source.id, "").drop_what_was_not_found() == 0
    assert case.count("statement") == case.count("position") == 1
