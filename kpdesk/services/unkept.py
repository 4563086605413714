"""What a person typed and did not keep yet, put by for the next time the case is opened; see ``store.unkept``."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kpdesk.services.choices import Choice
from kpdesk.store import unkept
from kpdesk.store.case import CaseFile

_CHOICE = "~choice"


class Shelf:
    """Where one open case puts by what was typed. ``keep`` may be called from a thread."""

    def __init__(self, case: CaseFile) -> None:
        names = case.sealed_as()
        self._case, self._key = str(case.path.absolute()), case.key
        self._path = unkept.shelf(names[0] if names else "", case.path)

    def keep(self, typed: dict[str, Any]) -> bool:
        """Put this by instead of what was there; False where that failed. Nothing typed leaves nothing behind."""
        if not typed:
            unkept.drop(self._path)
            return True
        words = json.dumps({"case": self._case, "typed": typed}, ensure_ascii=False, default=_plain)
        return unkept.write(self._path, words, self._key)

    def holds(self) -> bool:
        """Whether anything is put by."""
        return self._path.exists()

    def typed(self) -> dict[str, Any]:
        """What was put by; {} for nothing. What a case that was moved left behind at its old place comes with it."""
        if self._path.exists():
            return _found(unkept.read(self._path, self._key))[1]
        for other in unkept.others(self._path):
            place, typed = _found(unkept.read(other, self._key))
            if typed and not Path(place).exists():
                unkept.drop(other)
                self.keep(typed)
                return typed
        return {}


def forget(case: CaseFile) -> None:
    """Drop what was put by for a case: after erasing, since it may hold what was erased."""
    names = case.sealed_as()
    unkept.drop(unkept.shelf(names[0] if names else "", case.path))


def _plain(value: object) -> Any:
    if isinstance(value, Choice):
        return {_CHOICE: asdict(value)}
    raise TypeError(f"{type(value).__name__} cannot be put by")


def _found(words: str | None) -> tuple[str, dict[str, Any]]:
    try:
        found = json.loads(words or "{}", object_hook=_choices)
        place, typed = found.get("case", ""), found.get("typed", {})
        return (place, typed) if isinstance(place, str) and isinstance(typed, dict) else ("", {})
    except (ValueError, TypeError, AttributeError, RecursionError):
        return "", {}


def _choices(found: dict[str, Any]) -> Any:
    if found.keys() != {_CHOICE}:
        return found
    given = found[_CHOICE]
    return Choice(**{**given, "names": tuple((text, kind) for text, kind in given["names"])})
