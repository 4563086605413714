"""Actors without a name."""

import pytest

from tests.extract.readings import cast_of, needs_model, read

pytestmark = needs_model


@pytest.mark.parametrize(
    ("text", "words", "name", "kind"),
    [
        ("Several activists said no.", "Several activists", "activists", "group"),
        ("A diplomat who asked not to be named said no.", "A diplomat", "diplomat", "person"),
        ("The ministry said no.", "The ministry", "ministry", "government"),
    ],
)
def test_who_speaks_without_a_name_is_an_actor_of_a_kind(text, words, name, kind):
    """Named by the words without article or number."""
    reading = read(text)
    _, describer = cast_of(reading)
    at = text.index(words)
    (actor,) = describer.actors(reading.span(at, at + len(words)))
    assert (actor.name, actor.kind, actor.named) == (name, kind, False)
