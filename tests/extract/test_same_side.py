"""Sides that repeat or turn another's."""

import pytest

from kpdesk.extract import same_side
from tests.extract.readings import needs_model, read

pytestmark = needs_model


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("So does Ghana.", [(["Ghana"], 1)]),
        ("Ghana agreed.", [(["Ghana"], 1)]),
        ("Ghana and Togo disagreed.", [(["Ghana", "Togo"], -1)]),
        ("Ghana followed suit.", [(["Ghana"], 1)]),
        ("Ghana did not.", [(["Ghana"], -1)]),
        ("Ghana agreed to a visit.", []),
        ("Ghana exports gold.", []),
    ],
)
def test_short_answers_are_heard(text, wanted):
    """Whoever answers takes the side, or the other."""
    reading = read(text)
    found = [([t.text for t in who], sign) for who, sign, _, _ in same_side.find(reading, reading.sents[0])]
    assert found == wanted
