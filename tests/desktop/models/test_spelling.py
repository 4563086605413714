"""How values are written on the screen."""

from __future__ import annotations

import pytest

from kpdesk.desktop.models import spelling


@pytest.mark.parametrize(
    ("kind", "key", "value", "words"),
    [
        ("meeting", "start", "2011-06", "June 2011"),
        ("actor", "country", "ZW", "Zimbabwe"),
        ("actor", "kind", "ngo", "NGO"),
        ("position", "stance", "unclear", "Not clear"),
        ("source", "statements", 0, ""),
        ("source", "statements", 1200, "1,200"),
        ("statement", "content", "two\nlines", "two lines"),
        ("statement", "said_on", None, ""),
    ],
)
def test_codes_become_words(kind: str, key: str, value: object, words: str) -> None:
    """No raw field, ISO code or id on the screen."""
    assert spelling.cell(kind, key, value) == words


def test_what_is_no_date_is_shown_as_it_is() -> None:
    """Never a fault in a list."""
    assert spelling.date("soon") == "soon"


def test_every_stance_has_its_sign() -> None:
    """Painted, not taken from a font."""
    pictures = [spelling.stance_picture(s) for s in ("support", "oppose", "mixed", "unclear")]
    assert all(p is not None and not p.isNull() for p in pictures)
    assert spelling.stance_picture("other") is None
