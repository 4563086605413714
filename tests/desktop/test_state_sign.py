"""The state as a word in a ring: dashed only where a machine proposed."""

from kpdesk.desktop import theme
from kpdesk.desktop.state_sign import StatePill


def inked(pill, state):
    """The share of the upper edge of the ring that is inked."""
    pill.set_state(state)
    pill.resize(pill.sizeHint())
    image = pill.grab().toImage()
    ink = theme.colour(state)
    row = [image.pixelColor(x, 1) for x in range(14, image.width() - 14)]
    return sum(abs(c.lightness() - ink.lightness()) < 60 for c in row) / len(row)


def test_proposed_is_dashed_and_decided_is_solid(qtbot):
    """By form, not by colour alone; the word is there for screen readers too."""
    pill = StatePill()
    qtbot.addWidget(pill)
    assert inked(pill, "accepted") == 1.0
    assert inked(pill, "proposed") < 0.9
    assert pill.accessibleName() == "proposed"
