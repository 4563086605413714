"""Words of saying that take a side themselves."""

import pytest

from kpdesk.extract import stance


def test_cues_take_sides_themselves():
    """Rejecting and welcoming differ from saying."""
    assert [stance.attitude(c) for c in ("rejected", "welcomed", "said", "warned", "called upon")] == [-1, 1, 0, -1, 1]


@pytest.mark.parametrize(("cue", "wanted"), [("did not support", -1), ("refused to back", -1), ("did not oppose", 1)])
def test_denials_turn_a_cue(cue, wanted):
    """Not supporting is not supporting."""
    assert stance.attitude(cue) == wanted
