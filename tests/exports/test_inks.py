"""Print takes the light theme's colours; a difference is a choice, named here."""

import re
from pathlib import Path

from kpdesk.exports.inks import DARKER_IN_PRINT, INKS

THEME = Path(__file__).parents[2] / "kpdesk" / "desktop" / "theme.py"


def test_print_uses_the_light_tokens_of_the_window():
    """One look on screen and on paper; read as text, so that no window is needed."""
    light = dict(re.findall(r'"([a-z.0-9]+)": \("(#[0-9A-F]{6})", "#[0-9A-F]{6}"\)', THEME.read_text("utf-8")))
    assert len(light) > 40
    assert {t for t, ink in INKS.items() if light.get(t) != ink} == DARKER_IN_PRINT
