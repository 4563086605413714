"""Changes: what a write tells every screen."""

from __future__ import annotations

from kpdesk.domain.changes import Changes


def test_changes_say_which_kinds_they_touch() -> None:
    """A screen asks before it reloads."""
    changes = Changes(seq=3, ids={"actor": frozenset({"a"}), "name": frozenset({"n"})})
    assert changes.kinds == {"actor", "name"}
    assert changes.touches("name", "meeting") and not changes.touches("meeting")


def test_no_change_touches_nothing() -> None:
    """Sequence number 0."""
    assert Changes().seq == 0 and not Changes().touches("actor")
