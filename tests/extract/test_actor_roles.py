"""Roles and affiliations from titles, appositions, of-phrases and relative clauses."""

import pytest

from kpdesk.extract import actor_roles
from tests.extract.readings import cast_of, needs_model, read


@needs_model
@pytest.mark.parametrize(
    ("text", "role", "body"),
    [
        ("Plateau Trust research director Ana Ruvo said no.", "research director", "Plateau Trust"),
        ("Ana Ruvo, director of the Plateau Trust, said no.", "director", "Plateau Trust"),
        ("Ana Ruvo of the Plateau Trust said no.", None, "Plateau Trust"),
        ("The Plateau Trust's director Ana Ruvo said no.", "director", "Plateau Trust"),
        ("Ana Ruvo, who heads the Plateau Trust, said no.", None, "Plateau Trust"),
        ("The Plateau Trust met. Its spokeswoman, Ana Ruvo, said no.", "spokeswoman", "Plateau Trust"),
        ("Ana Ruvo (Plateau Trust) said no.", None, "Plateau Trust"),
        ("Ana Ruvo, chairwoman, Plateau Trust, said no.", "chairwoman", "Plateau Trust"),
        (
            "The talks of the Kimberley Process failed, said the chairwoman, Ana Ruvo.",
            "chairwoman",
            "Kimberley Process",
        ),
    ],
)
def test_the_words_beside_a_name_give_role_and_body(text, role, body):
    """Each way in which the news says who somebody is."""
    reading = read(text)
    cast, _ = cast_of(reading)
    actor_roles.add(reading, cast)
    (person,) = cast.of_kind("person")
    assert person.affiliation is not None and person.affiliation.name == body
    if role:
        assert (person.role or "").endswith(role)
