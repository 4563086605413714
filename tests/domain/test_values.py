"""Values: what JSON gives back is what went in, and equal values have one spelling and one hash."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpdesk.domain.finding import Criteria
from kpdesk.domain.records import RECORDS, Actor, Issue, Name
from kpdesk.domain.values import as_values, canonical, content_hash, field_names, fitted, from_values, kept_object


@given(st.text(), st.lists(st.text(), max_size=4))
def test_a_record_survives_json(label: str, phrases: list[str]) -> None:
    """Tuples, flags and any characters."""
    issue = Issue(key="k", label=label, phrases=tuple(phrases))
    assert from_values("issue", json.loads(canonical(as_values(issue)))) == issue
    name = Name(actor_id="a", text=label, learnt=True)
    assert from_values("name", json.loads(canonical(as_values(name)))) == name


def test_order_of_keys_does_not_matter_and_every_field_does() -> None:
    """One hash for equal values, another for any difference."""
    values = as_values(Actor(name="A"))
    shuffled = dict(reversed(values.items()))
    assert content_hash("actor", values) == content_hash("actor", shuffled)
    assert content_hash("actor", {**values, "note": "x"}) != content_hash("actor", values)
    assert content_hash("meeting", values) != content_hash("actor", values)


def test_unknown_fields_are_refused() -> None:
    """A value of a later format is not dropped in silence."""
    with pytest.raises(TypeError):
        from_values("actor", {"name": "A", "of_tomorrow": 1})


def test_every_kind_names_its_fields() -> None:
    """In the order of the class, the id first."""
    assert all(field_names(cls.KIND)[0] == "id" for cls in RECORDS)


@pytest.mark.parametrize("text", ["", "no JSON", "[1]", "7", "[" * 50_000, '{"a": ', None])
def test_a_text_field_that_keeps_no_object_keeps_nothing(text: str | None) -> None:
    """A case that others wrote may hold anything there, with hashes that fit."""
    assert kept_object(text) == {}


def test_only_what_fits_its_field_is_taken() -> None:
    """Of a kept search: names that are known, with values of their types; lists become tuples."""
    given = {
        "words": 7,
        "outlet": "AIM",
        "kinds": ["actor"],
        "named": [["actor", "x"]],
        "pattern": 1,
        "state": None,
        "z": 1,
    }
    assert fitted(Criteria, given) == {"outlet": "AIM", "kinds": ("actor",), "named": (("actor", "x"),), "state": None}
    assert fitted(Criteria, {"kinds": [7], "named": [["actor"]], "tag_id": []}) == {}
