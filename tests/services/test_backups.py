"""Backups as a person sees them: listed, told apart, restored, found when the case no longer opens."""

from __future__ import annotations

from kpdesk.errors import DamagedError
from kpdesk.services import backups
from kpdesk.store.case import CaseFile
from tests.builders import a_full_case, an_actor, fingerprint, put


def test_back_up_list_compare_and_restore(tmp_path) -> None:
    """The whole way from a backup to being back at it."""
    case = a_full_case(tmp_path)
    kept = backups.back_up(case)
    then = fingerprint(case)
    assert backups.what_would_change(case, kept) == ["Nothing: the case is as this backup has it."]
    put(case, an_actor(name="Later"))
    assert backups.what_would_change(case, kept) == ["Actor: 1 would go."]
    assert [b.path for b in backups.backups_of(case)] == [kept.path]
    case.close()
    aside = backups.restore(case.path, kept)
    with CaseFile.open(case.path) as again:
        assert fingerprint(again) == then
    assert aside.exists()


def test_the_timer_makes_a_backup_only_when_something_changed(tmp_path) -> None:
    """Nothing new, nothing copied."""
    with a_full_case(tmp_path) as case:
        assert backups.back_up_if_due(case) is not None
        assert backups.back_up_if_due(case, minutes=0) is None
        put(case, an_actor())
        assert backups.back_up_if_due(case, minutes=0) is not None


def test_a_damaged_case_is_answered_with_its_last_good_backup(tmp_path) -> None:
    """The sentence names the backup's time."""
    case = a_full_case(tmp_path)
    fault = DamagedError("x is damaged.", "Hint.")
    assert backups.advice(case.path, fault) == "x is damaged. Hint."
    backups.back_up(case)
    case.close()
    assert "was checked and is whole" in backups.advice(case.path, fault)
