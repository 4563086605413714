"""Erasing as a deed: what went is counted, what still holds it is named."""

from __future__ import annotations

from kpdesk.services import backups, erasing
from tests.builders import a_full_case, an_actor, put


def test_backups_that_still_hold_it_are_named_and_can_be_removed(tmp_path) -> None:
    """Erasing in the case alone would be half the work."""
    with a_full_case(tmp_path) as case:
        actor = put(case, an_actor(name="Erase Me"))
        backups.back_up(case)
        report = erasing.erase(case, [("actor", actor.id)])
        assert report.message.startswith("Erased 1 records") and "1 backups still hold" in report.message
        assert erasing.remove_backups(report.backups) == 1
        assert backups.backups_of(case) == []
