"""Letters of one script that look like those of another: a name written with them is not what it seems."""

from __future__ import annotations

import re
import unicodedata

# Small letters that are drawn like Latin ones (a selection of Unicode's list of confusables).
_SEEN_AS = str.maketrans(
    "аеорсухіјѕԁһӏкмтнвгпԛԝ" + "αονρικτυχγ",
    "aeopcyxijsdhlkmthbrnqw" + "aovpiktuxy",
)
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")


def as_seen(folded: str) -> str:
    """A folded name as the eye reads it: look-alike letters of other scripts are Latin ones."""
    return folded if folded.isascii() else folded.translate(_SEEN_AS)


def strangers(name: str) -> str:
    """What to say of a word that mixes scripts which look alike; "" where none does."""
    for word in re.findall(r"\w+", name):
        known = {script: ch for ch in word if (script := _script(ch))}
        if len(known) > 1:
            first, second = (script.capitalize() for script in list(known)[:2])
            return f"“{word}” mixes {first} and {second} letters that look alike."
    return ""


def _script(letter: str) -> str:
    if not letter.isalpha():
        return ""
    word = unicodedata.name(letter, "").partition(" ")[0]
    return word if word in _SCRIPTS else ""
