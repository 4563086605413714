"""Names of countries for people: the case holds codes, the screen shows names."""

from __future__ import annotations

from functools import lru_cache

from kpdesk.extract import reference

_BEYOND = {"EU": "European Union"}


@lru_cache(maxsize=1)
def countries() -> dict[str, str]:
    """Code -> name of every country of the reference set, in the order of names."""
    found = {e.country: e.name for e in reference.load().section("countries") if e.country}
    return dict(sorted({**_BEYOND, **found}.items(), key=lambda pair: pair[1]))


def country_name(code: str | None) -> str:
    """The country's name; the code itself where the set does not know it; empty for none."""
    return countries().get(code, code) if code else ""


def country_code(words: str) -> str | None:
    """The code of a country as a person writes it: by name or code. None where it is not known."""
    folded = reference.fold(words)
    for code, name in countries().items():
        if folded in (reference.fold(name), code.casefold()):
            return code
    return reference.load().place_code(words) if folded else None
