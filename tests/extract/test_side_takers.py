"""Who stands behind a verb that takes a side."""

import pytest

from kpdesk.extract.side_takers import SideTakers
from tests.extract.readings import cast_of, needs_model, read

pytestmark = needs_model


@pytest.mark.parametrize(
    ("text", "verb", "names"),
    [
        ("The proposal was backed by Canada, Norway and Israel.", "backed", ["Canada", "Norway", "Israel"]),
        ("Canada and Norway backed the proposal.", "backed", ["Canada", "Norway"]),
        ("The Kimberley Process met. Participants agreed on a text.", "agreed", ["Kimberley Process"]),
        ("The Kimberley Process met. Every member must agree on a text.", "agree", []),
    ],
)
def test_subjects_and_agents_take_the_side(text, verb, names):
    """All of a list; the process where its members decide, nobody where it is only supposed."""
    reading = read(text)
    cast, describer = cast_of(reading)
    takers = SideTakers(reading, cast, describer)
    assert [a.name for a in takers.doers(reading.token(text.rindex(verb)))] == names
