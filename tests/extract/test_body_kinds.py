"""Kinds of bodies that no list knows."""

import pytest

from kpdesk.extract.body_kinds import body_kind
from tests.extract.readings import needs_model, read


@needs_model
@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Ministry of Stones", "government"),
        ("Plateau Rights Watch", "ngo"),
        ("Plateau Mining Ltd", "company"),
        ("Plateau Jewellers Association", "organisation"),
        ("Plateau Voices Network", "ngo"),
    ],
)
def test_a_body_shows_its_kind_by_its_words(words, kind):
    """Its own words come before those around it."""
    text = f"The {words} met."
    assert body_kind(words, read(text), 4, 4 + len(words)) == kind
