"""The filters that one record suggests for the queue, the words of an empty one, and what a decision can teach."""

from __future__ import annotations

from functools import partial
from typing import Any

from kpdesk.desktop.desk import Desk
from kpdesk.domain.vocabulary import STANCES
from kpdesk.services import learning, review

_TIES = (
    ("speaker_id", "actor"), ("holder_id", "actor"), ("claimed_by_id", "actor"), ("actor_id", "actor"),
    ("member_id", "actor"), ("of_id", "actor"), ("meeting_id", "meeting"), ("said_at_id", "meeting"),
    ("issue_id", "issue"),
)  # fmt: skip


def hints(case: Any, record: Any, source_id: str | None) -> list[tuple[str, dict[str, str]]]:
    """Words for a menu, each with the fields of a ``QueueFilter`` that it sets."""
    ties = [("id", record.KIND)] if record.KIND in ("actor", "meeting") else []
    ties += [(field, kind) for field, kind in _TIES if getattr(record, field, None)]
    found: list[tuple[str, dict[str, str]]] = []
    source = case.get("source", source_id)
    if source is not None:
        found.append((f"Only “{cut(source.title)}”", {"source_id": source.id}))
    for field, kind in ties:
        other = case.get(kind, getattr(record, field))
        if other is not None:
            name = other.label if kind == "issue" else other.name
            found.append((f"Only {cut(name)}", {f"{kind}_id": other.id}))
    return found


def cut(words: str, most: int = 40) -> str:
    """The words on one line, with an ellipsis where they are too long."""
    line = " ".join(words.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def hidden_words(count: int) -> str:
    """How many proposals a filter hides."""
    return f"{count:,} proposal{'s are' if count != 1 else ' is'} hidden by it."


def nothing_words(*, reading: bool) -> tuple[str, str]:
    """Why nothing is to decide: all is decided, or a text is being read just now."""
    if reading:
        return "Nothing to decide yet.", "A text is being read; what is found in it appears here."
    return "Nothing to decide.", "Every proposal in this case has been decided."


def offer_phrase(desk: Desk, position_id: str) -> None:
    """A corrected stance can teach: offered in the message, never done unasked."""
    found = review.correction(desk.case, position_id) if position_id else None
    if found is None:
        return
    phrase, _, stance = found
    learn = partial(desk.do, learning.teach_phrase, *found)
    words = f"Set the stance to {STANCES[stance].lower()}. “{cut(phrase)}” can mean this from now on."
    desk.say(words, "ok", [("Undo", desk.undo), ("Learn it", learn)])
