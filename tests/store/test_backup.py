"""Backups: whole, verified, in the case's own folder; restoring never deletes; a damaged case pushes nothing out."""

from __future__ import annotations

import dataclasses
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kpdesk.errors import AlreadyOpen, CaseFileError, DamagedError, PassphraseNeeded
from kpdesk.store import backup, check_apart, copies
from kpdesk.store.case import CaseFile
from kpdesk.store.check import check
from kpdesk.store.engine import connect
from kpdesk.store.places import data_folder
from tests.builders import an_actor, fingerprint, put


def test_a_backup_holds_the_same_records_and_is_whole(full, passphrase) -> None:
    """Equal records, a clean check, protected where the case is."""
    kept = backup.back_up(full, "by hand")
    with CaseFile.open(kept.path, read_only=True, passphrase=passphrase) as copy:
        assert fingerprint(copy) == fingerprint(full)
        assert check(copy.path, key=copy.key).ok
    assert [b.path for b in backup.backups_in(backup.folder_of(full))] == [kept.path]
    if passphrase:
        assert kept.counts == {} and b"Sithole" not in kept.path.read_bytes()
        with pytest.raises(PassphraseNeeded):
            CaseFile.open(kept.path)
    else:
        assert kept.counts["actor"] == 2


def test_restoring_brings_back_and_keeps_todays_file_beside(full, again, passphrase) -> None:
    """The case is as the backup has it; what was there lies beside under a telling name."""
    kept, then = backup.back_up(full, "before"), fingerprint(full)
    put(full, an_actor(name="Later"))
    now, path = fingerprint(full), full.path
    full.close()
    aside = backup.restore(kept.path, path, passphrase=passphrase)
    with again(path) as case, again(aside) as old:
        assert (fingerprint(case), fingerprint(old)) == (then, now)
    assert "before restoring" in aside.name


def test_a_case_that_is_open_is_not_replaced(full, passphrase) -> None:
    """Restoring under an open window would pull the file away beneath it."""
    kept = backup.back_up(full, "x")
    with pytest.raises(AlreadyOpen):
        backup.restore(kept.path, full.path, passphrase=passphrase)


def test_a_hot_journal_goes_with_the_old_file(full, again, passphrase) -> None:
    """A journal left beside the restored file would be played into it."""
    kept, path = backup.back_up(full, "x"), full.path
    full.close()
    Path(f"{path}-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"x" * 600)
    backup.restore(kept.path, path, passphrase=passphrase)
    assert not Path(f"{path}-journal").exists()
    with again(path):
        assert check(path, key=full.key).ok


def test_a_damaged_case_pushes_no_backup_out(full) -> None:
    """The new backup is refused and every older one stays, however old."""
    old = datetime.now(UTC) - timedelta(days=900)
    for n in range(3):
        backup.back_up(full, "old", now=old + timedelta(minutes=n))
    with full._engine.connect().execution_options(writing=True, recorded=True) as connection, connection.begin():
        connection.exec_driver_sql("UPDATE actor SET name = 'Rotten'")
    there = backup.backups_in(backup.folder_of(full))
    with pytest.raises(DamagedError, match="not kept"):
        backup.back_up(full, "now")
    assert backup.backups_in(backup.folder_of(full)) == there and there
    assert not list(backup.folder_of(full).glob("*.part*"))


def test_a_large_case_is_read_back_as_thoroughly_as_a_small_one(full, monkeypatch) -> None:
    """SQLite alone sees no changed value: above some size a rotten case once counted as a whole backup."""
    monkeypatch.setattr(check_apart, "HERE_BELOW", 0)
    shares: list[float] = []
    kept = backup.back_up(full, "whole", progress=shares.append)
    assert shares == sorted(shares) and shares[-1] > 0.5
    with full._engine.connect().execution_options(writing=True, recorded=True) as connection, connection.begin():
        connection.exec_driver_sql("UPDATE actor SET name = 'Rotten'")
    with pytest.raises(DamagedError, match="not kept"):
        backup.back_up(full, "now")
    assert [there.path for there in backup.backups_in(backup.folder_of(full))] == [kept.path]


def test_old_backups_are_thinned_and_the_files_go_with_their_cards(case) -> None:
    """Of many on one old day the newest stays."""
    day = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
    for minute in range(4):
        backup.back_up(case, "old", now=day + timedelta(minutes=minute))
    backup.back_up(case, "now", now=day + timedelta(days=10))
    folder = backup.folder_of(case)
    assert [b.at.minute for b in backup.backups_in(folder)] == [0, 3]
    assert len(list(folder.iterdir())) == 4


def test_a_backup_is_due_after_changes_and_time_or_when_the_clock_went_back(case) -> None:
    """No change, no backup; a change and half an hour, or a clock before the last one: due."""
    assert backup.is_due(case)
    now = datetime.now(UTC)
    backup.back_up(case, "x", now=now)
    assert not backup.is_due(case, now=now + timedelta(days=9))
    put(case, an_actor())
    assert not backup.is_due(case, now=now + timedelta(minutes=5))
    assert backup.is_due(case, now=now + timedelta(minutes=31))
    assert backup.is_due(case, now=now - timedelta(days=30))


def test_writing_goes_on_while_a_backup_is_made(full, again) -> None:
    """Deeds during the copying are saved; the backup is one state of the case."""
    done = threading.Event()

    def write() -> None:
        for n in range(10):
            put(full, an_actor(name=f"during {n}"))
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    kept = backup.back_up(full, "meanwhile")
    writer.join()
    assert done.is_set() and full.count("actor") == 12
    assert check(kept.path, key=full.key).ok


def test_what_a_backup_would_change_is_counted(full, passphrase) -> None:
    """Records that would go, change back, come back."""
    kept = backup.back_up(full, "x")
    (meeting,) = full.all("meeting")
    with full.unit("Later") as unit:
        unit.add(an_actor(name="New"))
        unit.put(dataclasses.replace(meeting, note="later"))
        unit.remove_all("name", [n.id for n in full.all("name")])
    found = backup.differences(full, kept.path, passphrase=passphrase)
    assert found == {"actor": (1, 0, 0), "meeting": (0, 1, 0), "name": (0, 0, 1)}


def test_a_folder_that_cannot_be_made_is_told(case, tmp_path: Path) -> None:
    """A sentence, and no half-made file."""
    blocked = tmp_path / "file"
    blocked.write_text("x")
    with pytest.raises(CaseFileError, match="could not be written"):
        backup.back_up(case, "x", folder=blocked / "sub")


def test_backups_of_a_case_that_no_longer_opens_are_found_by_its_place(full) -> None:
    """The way back must not need the damaged file."""
    kept, path = backup.back_up(full, "x"), full.path
    full.close()
    path.write_bytes(b"damaged")
    assert backup.backups_in(backup.folder_by_path(path))[0].path == kept.path


@pytest.mark.parametrize("damaged", [b"\xff\x00", b"../../elsewhere"])
def test_a_damaged_note_of_where_backups_lie_stops_no_backup(full, damaged: bytes) -> None:
    """The restore window once met it with an error of the program."""
    kept = backup.back_up(full, "by hand")
    for note in (data_folder() / "backups" / "by-path").iterdir():
        note.write_bytes(damaged)
    assert backup.folder_by_path(full.path) is None
    backup.back_up(full, "again")
    assert backup.folder_by_path(full.path) == kept.path.parent


def test_a_lock_in_the_middle_of_a_backup_leaves_none_that_zeros_would_open(full, passphrase, monkeypatch) -> None:
    """The lock does not wait for a slow disk: the key is wiped when the case was opened and the backup was not yet."""
    if passphrase is None:
        pytest.skip("a plain case is not locked")
    folder = backup.folder_of(full)

    def opened(path: Path, **how: object) -> object:
        made = connect(path, **how)
        full.key.wipe()
        return made

    monkeypatch.setattr(copies, "connect", opened)
    with pytest.raises(PassphraseNeeded, match="locked"):
        backup.back_up(full, "on a timer")
    assert [left for left in folder.iterdir() if left.is_file()] == []


def test_backups_are_found_by_any_spelling_of_the_place(full, tmp_path) -> None:
    """Through “..” and, where there are links, through one."""
    backup.back_up(full, "by hand")
    (tmp_path / "sub").mkdir()
    spelt = tmp_path / "sub" / ".." / full.path.name
    assert backup.folder_by_path(spelt) == backup.folder_by_path(full.path) == backup.folder_of(full)
