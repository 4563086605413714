"""Which kind of body a name belongs to, where no list knows it: by its own words, then by the words around it."""

from __future__ import annotations

import re

from kpdesk.extract.reading import Reading
from kpdesk.extract.words import COMPANY_WORDS, INTERGOVERNMENTAL_WORDS, MINISTRY_NOUNS, NGO_WORDS, ORGANISATION_WORDS


def body_kind(words: str, reading: Reading, start: int, end: int) -> str:
    """The kind of a body that no list knows: by its own words, then by the words around it."""
    own = list(re.findall(r"\w+", words.casefold()))
    bag = set(own)
    if bag & MINISTRY_NOUNS or "government" in bag:
        return "government"
    if bag & {"nations", "intergovernmental", "interstate"} or bag & INTERGOVERNMENTAL_WORDS:
        return "intergovernmental"
    if bag & NGO_WORDS:
        return "ngo"
    if own and (
        own[-1] in COMPANY_WORDS - {"group", "mining", "bank"} or bag & {"ltd", "limited", "plc", "corp", "corporation"}
    ):
        return "company"
    around = reading.text[max(0, start - 45) : start].casefold() + " | " + reading.text[end : end + 60].casefold()
    if re.search(
        r"\b(?:ngo|campaign(?:ers?|ing)? group|advocacy|rights group|charity|non-?profit|watchdog|civil society|activist|environmental group|group)\b",
        around,
    ):
        return "ngo"
    if {"committee", "plenary"} & bag or "working group" in words.casefold():
        return (
            "intergovernmental" if reading.gazetteer and "kimberl" in reading.text[:3000].casefold() else "organisation"
        )
    if re.search(r"\b(?:company|miner|firm|mining giant|jeweller|producer|exporter)\b", around):
        return "company"
    if bag & ORGANISATION_WORDS:
        return "organisation"
    return "company" if own and own[-1] in COMPANY_WORDS else "organisation"
