"""Keys by words and facets, and the texts and places that hits are made of."""

from __future__ import annotations

from pathlib import Path

from kpdesk.domain.finding import Criteria
from kpdesk.store import queries_find
from tests.builders import TEXT, a_full_case, a_source, an_actor, put, text_of


def test_better_matches_come_first_and_many_are_newest_first(tmp_path: Path, monkeypatch) -> None:
    """A word in a name weighs more than one in a long text."""
    with a_full_case(tmp_path) as case:
        named = put(case, an_actor(name="Table"))
        keys, total = queries_find.find_keys(case, Criteria(words="table"), limit=10)
        assert total == 3
        assert keys[0] == ("actor", named.id)
        monkeypatch.setattr(queries_find, "RANKED_UP_TO", 0)
        newest = put(case, an_actor(name="Table again"))
        keys, _ = queries_find.find_keys(case, Criteria(words="table"), limit=2)
        assert keys == [("actor", newest.id), ("actor", named.id)]


def test_texts_are_the_newest_and_places_the_first(tmp_path: Path) -> None:
    """One query for many records."""
    with a_full_case(tmp_path) as case:
        source = case.all("source")[0]
        other = a_source(case, text="Another 💎 text.")
        texts = queries_find.texts_of(case, [source.id, other.id])
        assert texts == {
            source.id: (text_of(case, source).id, TEXT),
            other.id: (text_of(case, other).id, "Another 💎 text."),
        }
        said = case.all("statement")[0]
        ((version, start, end, words),) = queries_find.first_places(case, "statement", [said.id])[said.id]
        assert case.text(version)[start:end] == words == said.content


def test_candidates_fit_the_facets_alone(tmp_path: Path) -> None:
    """Words are for the regular expression to try."""
    with a_full_case(tmp_path) as case:
        assert len(queries_find.candidates(case, Criteria(words="[", kinds=("source",)), limit=9)) == 1
        assert queries_find.candidates(case, Criteria(kinds=("actor",), stance="oppose"), limit=9) == []
