"""Backups as a person sees them: listed, told apart, restored, found when the case no longer opens."""

from __future__ import annotations

import pytest

from kpdesk.errors import BackupDamaged, KpdeskError
from kpdesk.services import backups
from kpdesk.store import backup
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


def _rotten(kept: backups.Backup) -> None:
    data = bytearray(kept.path.read_bytes())
    data[100:4096] = bytes(3996)
    kept.path.write_bytes(data)


WORDS = "five words that nobody guesses"


@pytest.mark.parametrize("passphrase", [None, WORDS], ids=["plain", "protected"])
def test_whole_is_said_of_what_was_read_back_just_now(tmp_path, passphrase: str | None) -> None:
    """The newest one that is whole is offered; one found damaged is noted, and never offered again."""
    case = a_full_case(tmp_path, passphrase=passphrase)
    assert backups.newest_whole(case.path) is None
    older = backups.back_up(case)
    newer = backups.back_up(case)
    _rotten(newer)
    case.close()
    found = backups.newest_whole(case.path, key=backups.key_of(case))
    assert found is not None and found.kept.path == older.path and found.kept.checked > older.at
    assert found.sentence.endswith("was checked and is whole.")
    there = backups.backups_of_path(case.path)
    assert [bool(kept.damaged) for kept in there] == [True, False]
    assert backups.newest_whole(case.path, before=found.kept, key=backups.key_of(case)) is None


def test_reading_back_can_be_stopped(tmp_path) -> None:
    """Then nothing is known of the backup that was not known before; the next one is not read either."""
    with a_full_case(tmp_path) as case:
        kept = backups.back_up(case)

    class Stopped(Exception):
        pass

    def stop(_share: float) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        backups.newest_whole(case.path, progress=stop)
    assert backups.backups_of_path(case.path) == [kept]


def test_a_protected_one_that_was_not_read_says_when_it_was(tmp_path) -> None:
    """Without the pass-phrase nothing is claimed about today."""
    with a_full_case(tmp_path, passphrase=WORDS) as case:
        kept = backups.back_up(case)
    found = backups.newest_whole(case.path)
    assert found is not None and found.kept.path == kept.path and not found.verified
    assert found.sentence.endswith("was whole when it was made; it opens with its pass-phrase.")


@pytest.mark.parametrize("passphrase", [None, WORDS], ids=["plain", "protected"])
def test_a_rotten_backup_is_not_put_back(tmp_path, passphrase: str | None) -> None:
    """It is named, and the case is byte for byte what it was."""
    with a_full_case(tmp_path, passphrase=passphrase) as case:
        kept = backups.back_up(case)
    before = case.path.read_bytes()
    data = bytearray(kept.path.read_bytes())
    data[-4096:] = bytes(4096)
    kept.path.write_bytes(data)
    with pytest.raises(BackupDamaged, match=r"The backup of today, .* is damaged"):
        backups.restore(case.path, kept, key=backups.key_of(case))
    assert case.path.read_bytes() == before
    assert [found for found in tmp_path.iterdir() if "restor" in found.name] == []


def test_a_backup_that_is_damaged_pushes_none_out_and_is_replaced_when_one_is_due(tmp_path) -> None:
    """It counts neither as the newest of its day nor as the last one."""
    with a_full_case(tmp_path) as case:
        kept = backups.back_up(case)
        _rotten(kept)
        with pytest.raises(BackupDamaged):
            backups.verify(kept)
        assert backups.back_up_if_due(case) is not None


def test_before_a_large_deed_the_case_is_copied_and_the_copy_is_read_back_while_the_deed_is_done(tmp_path) -> None:
    """It holds what was there before; a second deed soon after does not fill the disk with another."""
    with a_full_case(tmp_path) as case:
        then = fingerprint(case)
        copied = backups.begin_before(case, "merging actors")
        assert copied is not None and backups.backups_of(case) == []
        put(case, an_actor())
        assert backups.begin_before(case, "removing 60 records") is None
        assert backups.read_back(copied) is not None
        put(case, an_actor())
        assert backups.begin_before(case, "removing 60 records") is None
        (kept,) = backups.backups_of(case)
        assert kept.why == "before merging actors"
        with CaseFile.open(kept.path, read_only=True) as copy:
            assert fingerprint(copy) == then


def test_a_copy_that_nobody_reads_back_goes_and_the_next_deed_makes_its_own(tmp_path) -> None:
    """The window was closed meanwhile."""
    with a_full_case(tmp_path) as case:
        copied = backups.begin_before(case, "merging actors")
        folder = backup.folder_of(case)
        assert [path.suffix for path in folder.iterdir()] == [".part"]
        del copied
        assert list(folder.iterdir()) == []
        assert backups.begin_before(case, "merging actors") is not None


def test_where_a_backup_is_under_way_no_second_is_made_or_waited_for(tmp_path) -> None:
    """A large deed had one copied when the timer asks for one; the reading back may take minutes."""
    with a_full_case(tmp_path) as case:
        copied = backups.begin_before(case, "merging actors")
        assert copied is not None
        assert backups.back_up_if_due(case) is None
        backups.read_back(copied)
        del copied
        assert [kept.why for kept in backups.backups_of(case)] == ["before merging actors"]


@pytest.mark.parametrize("at", [0.0, 0.3, 0.6, 0.9])
def test_a_backup_that_is_stopped_leaves_nothing_and_takes_nothing_away(tmp_path, at: float) -> None:
    """While it copies and while it reads back."""

    class Asked(KpdeskError):
        pass

    def stop(share: float) -> None:
        if share >= at:
            raise Asked("Stopped.")

    with a_full_case(tmp_path) as case:
        kept = backups.back_up(case)
        put(case, an_actor())
        with pytest.raises(Asked):
            backups.back_up_if_due(case, minutes=0, progress=stop)
        assert backups.backups_of(case) == [kept]
        assert sorted(path.suffix for path in kept.path.parent.iterdir()) == [".json", ".kpdesk"]
        assert backups.back_up_if_due(case, minutes=0) is not None
