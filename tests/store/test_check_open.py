"""An open case is checked on a copy: saving goes on, the copy is protected as the case is, and none is left."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from kpdesk.store import backup, check_open, leftovers
from kpdesk.store.check import check
from tests.builders import an_actor, put
from tests.torture.rounds import in_child


def test_saving_goes_on_while_a_check_runs(full) -> None:
    """A check of a large case takes minutes; a save in the middle of it ended with “Another program is writing”."""
    before, names = check(full.path, key=full.key), []

    def save(share: float) -> None:
        if share > 0.5 and not names:
            names.append(f"saved at {share}")
            put(full, an_actor(name=names[0]))

    report = check_open.check_open(full, progress=save)
    assert report == before and report.ok  # of one state, whatever was saved since
    assert full.count("actor", name=names[0]) == 1


def test_damage_is_found_as_by_a_check_of_the_file_itself(full) -> None:
    """Structure, records, links: what is wrong is wrong in the copy too."""
    with full._engine.connect().execution_options(writing=True, recorded=True) as connection, connection.begin():
        connection.exec_driver_sql("UPDATE actor SET name = 'Rotten'")
        connection.exec_driver_sql("UPDATE meeting SET series = 'Rotten'")
    report = check_open.check_open(full)
    assert not report.ok and report == check(full.path, key=full.key)


def test_nothing_is_left_of_the_copy(full, passphrase, monkeypatch) -> None:
    """It lies beside the backups, is no backup, holds no plain word of a protected case, and goes."""
    folder, looked = backup.folder_of(full), []
    real = check_open.check_apart

    def look(path: Path, **how: object) -> object:
        assert backup.backups_in(folder) == []
        looked.append(path.parent == folder and (b"Sithole" in path.read_bytes()) is (passphrase is None))
        return real(path, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(check_open, "check_apart", look)
    assert check_open.check_open(full).ok
    assert looked == [True] and list(folder.iterdir()) == []


def test_a_copy_that_cannot_be_written_is_done_without(full, monkeypatch) -> None:
    """On a full disk the file itself is read: better that a save waits than that damage goes unseen."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "copy_open", refuse)
    assert check_open.check_open(full).ok
    assert list(backup.folder_of(full).iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="forks")
def test_the_copy_of_a_killed_check_goes_before_the_next(full, monkeypatch) -> None:
    """One that another program reads at this moment stays."""
    folder = backup.folder_of(full)

    def killed(_acknowledge: object) -> None:
        monkeypatch.setattr(check_open, "check_apart", lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
        check_open.check_open(full)

    assert in_child(killed)[1] == -signal.SIGKILL
    assert [p.suffix for p in folder.iterdir()] == [".part"]
    with check_open._copied(full, lambda share: None) as used:
        assert list(folder.iterdir()) == [used]
        leftovers.sweep(folder)
        assert used.exists()
    assert list(folder.iterdir()) == []
