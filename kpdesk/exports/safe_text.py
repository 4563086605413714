"""Text from anywhere made fit to print: what would reorder a line, break a format or print nothing is shown instead.

A sign that cannot be printed appears as its number, ``[U+202E]``: a reader sees that something stood there.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urlsplit

# Embeddings, overrides and isolates of the bidirectional algorithm: they reorder what stands around them.
_REORDERING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_SHOWN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
    + _REORDERING
    + "\u206a-\u206f\ufff9-\ufffb\ufffe\uffff\U000e0001-\U000e007f"
    + "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"  # private use: PDF/A refuses them
    + "".join(f"{chr(p * 0x10000 + 0xFFFE)}{chr(p * 0x10000 + 0xFFFF)}" for p in range(1, 17))
    + "]"
)
_PLAIN = re.compile("[\x20-\x7e\xa1-\u02ff\u0370-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*")
_BREAKS = re.compile("(?:\r\n|[\r\n\x85\u2028\u2029\t ])+")
_LONG = re.compile(r"[^\s\u200b]{61,}")
_STEP = 30
_HYPHENED = re.compile(r"((?<![^\s])[^\s\-\u200b]{1,24}(?:-[^\s\-\u200b]{1,24}){1,3}(?![^\s]))")
FIRST_ISOLATE, END_ISOLATE = "\u2068", "\u2069"


def fit(text: str) -> str:
    """One line of text in which every character can be printed or is shown by its number."""
    if not text:
        return ""
    text = _BREAKS.sub(" ", text)
    if _PLAIN.fullmatch(text):
        return text
    text = text.encode("utf-8", "replace").decode("utf-8").replace("\ufeff", "")
    return _SHOWN.sub(lambda m: by_number(m[0]), text)


def by_number(characters: str) -> str:
    """Characters as their numbers: ``[U+202E]``."""
    return "".join(f"[U+{ord(c):04X}]" for c in characters)


def breakable(text: str) -> str:
    """The text with places to break in words that no line could hold (zero-width spaces)."""
    return _LONG.sub(lambda m: "\u200b".join(m[0][i : i + _STEP] for i in range(0, len(m[0]), _STEP)), text)


def pieces(text: str) -> list[str]:
    """The text in pieces of which every second is a word with hyphens, not to be broken at the end of a line."""
    return _HYPHENED.split(text)


def reads_right_to_left(text: str) -> bool:
    """Whether any letter in it runs from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(c) in ("R", "AL") for c in text)


def isolated(text: str) -> str:
    """The text fenced off where its direction could reorder the line around it."""
    return f"{FIRST_ISOLATE}{text}{END_ISOLATE}" if reads_right_to_left(text) else text


def safe_link(address: str) -> str | None:
    """The address in ASCII if it is one that may be followed (http, https, mailto), else None."""
    address = address.strip()
    if not address or len(address) > 2000 or _SHOWN.search(address) or any(c.isspace() for c in address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https", "mailto") or not (parts.netloc or parts.path):
        return None
    if parts.scheme.lower() != "mailto" and not parts.netloc:
        return None
    return quote(address.encode("utf-8", "replace"), safe="%/:?#[]@!$&'()*+,;=~-._")
