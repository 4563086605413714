"""Pronouns, descriptions and crowds lead to actors."""

import pytest

from tests.extract.readings import cast_of, needs_model, read

pytestmark = needs_model


def who(text, words):
    """The names of the actors that a phrase means."""
    reading = read(text)
    _, describer = cast_of(reading)
    at = text.rindex(words)
    return [a.name for a in describer.actors(reading.span(at, at + len(words)))]


@pytest.mark.parametrize(
    ("text", "words", "names"),
    [
        ("Ana Ruvo met John Sorel. She said no.", "She", ["Ana Ruvo"]),
        ("The Plateau Council met. It rejected the text.", "It", ["Plateau Council"]),
        ("The Plateau Council met. The council rejected the text.", "The council", ["Plateau Council"]),
        ("The Kimberley Process met. The scheme failed.", "The scheme", ["Kimberley Process"]),
        ("Most Western nations still bar them.", "Most Western nations", ["Western nations"]),
        (
            "A member of the Zimbabwean delegation said no.",
            "A member of the Zimbabwean delegation",
            ["member of the Zimbabwean delegation"],
        ),
        (
            "Zimbabwe and other African countries said no.",
            "Zimbabwe and other African countries",
            ["Zimbabwe", "African countries"],
        ),
    ],
)
def test_words_without_a_name_mean_somebody(text, words, names):
    """As a reader takes them."""
    assert who(text, words) == names


def test_civil_society_is_one_crowd():
    """NGOs, civil society and the coalition are one, other groups are not."""
    reading = read("Civil society groups left. The NGOs said no. The coalition will stay away. Other groups stayed.")
    cast, _ = cast_of(reading)
    crowds = [a for a in cast.actors.values() if a.family]
    assert len(crowds) == 1
    assert len(crowds[0].mentions) == 3
