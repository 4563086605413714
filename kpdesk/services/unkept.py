"""What a person typed and did not keep yet, put by for the next time the case is opened; see ``store.unkept``."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kpdesk.services.choices import Choice
from kpdesk.store import naming, unkept
from kpdesk.store.case import CaseFile

_CHOICE = "~choice"


class Shelf:
    """Where one open case puts by what was typed. ``keep`` may be called from a thread."""

    def __init__(self, case: CaseFile) -> None:
        self._first, self._case, self._key = _first(case), case.path, case.key
        self._path = unkept.shelf(self._first, self._case)

    def keep(self, typed: dict[str, Any]) -> bool:
        """Put this by instead of what was there; False where that failed. Nothing typed leaves nothing behind."""
        if not typed:
            unkept.drop(self._path)
            return True
        words = json.dumps({"case": str(self._case), "typed": typed}, ensure_ascii=False, default=_plain)
        return unkept.write(self._path, words, self._key)

    def holds(self) -> bool:
        """Whether anything is put by."""
        return self._path.exists()

    def typed(self) -> dict[str, Any]:
        """What was put by; {} for nothing. What a case that was moved left behind at its old place comes with it."""
        if self._path.exists():
            return _found(unkept.read(self._path, self._key))
        for other in unkept.shelves_of(self._first, self._case, self._key)[1:]:
            if typed := _found(unkept.read(other, self._key)):
                unkept.drop(other)
                self.keep(typed)
                return typed
        return {}


def forget(case: CaseFile, names: Collection[str]) -> list[Path]:
    """After erasing: drop what was put by for a case, and for copies of it where it holds one of these names.

    Returns what cannot be looked into, for copies with another pass-phrase.
    """
    first = _first(case)
    for kept in unkept.shelves_of(first, case.path, case.key):
        unkept.drop(kept)
    closed = []
    for kept in unkept.others(unkept.shelf(first, case.path)):
        words = unkept.read(kept, case.key) or unkept.read(kept, None)
        if words is None:
            closed.append(kept)
        elif naming.holds(words, names):
            unkept.drop(kept)
    return closed


def _first(case: CaseFile) -> str:
    """The first link of the case's log, which all its copies share; "" where it cannot be told."""
    ends = case.sealed_as()
    return ends[0] if ends else ""


def _plain(value: object) -> Any:
    if isinstance(value, Choice):
        return {_CHOICE: asdict(value)}
    raise TypeError(f"{type(value).__name__} cannot be put by")


def _found(words: str | None) -> dict[str, Any]:
    try:
        typed = json.loads(words or "{}", object_hook=_choices).get("typed", {})
        return typed if isinstance(typed, dict) else {}
    except (ValueError, TypeError, AttributeError, RecursionError):
        return {}


def _choices(found: dict[str, Any]) -> Any:
    if found.keys() != {_CHOICE}:
        return found
    given = found[_CHOICE]
    return Choice(**{**given, "names": tuple((text, kind) for text, kind in given["names"])})
