"""Word lists: closed, and about fields that records have, with defaults that are allowed."""

from __future__ import annotations

import dataclasses

from kpdesk.domain.records import BY_KIND, REVIEWED_KINDS, Reviewed
from kpdesk.domain.vocabulary import ALLOWED, DECIDED, STANCE_SIGNS, STANCES, STATES


def test_every_word_list_is_about_a_field_and_allows_its_default() -> None:
    """A record made without naming the field can be written."""
    for (kind, name), words in ALLOWED.items():
        fields = {f.name: f for f in dataclasses.fields(BY_KIND[kind])}
        default = fields[name].default
        assert default is dataclasses.MISSING or default in words, (kind, name)


def test_states_and_signs_are_complete() -> None:
    """Each stance has a sign, each decided state is a state."""
    assert set(STANCE_SIGNS) == set(STANCES) and set(DECIDED) < set(STATES)
    assert Reviewed(id="x").state in STATES and REVIEWED_KINDS
