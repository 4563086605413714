"""Restoring, cut short at any step: the case is as it was or as the backup has it, and today's file is never lost."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kpdesk.errors import CaseFileError
from kpdesk.store import aside, backup
from kpdesk.store.case import CaseFile
from kpdesk.store.check import check
from kpdesk.store.engine import connect
from kpdesk.store.protection import Key
from tests.builders import an_actor, fingerprint, put
from tests.torture.rounds import in_child
from tests.torture.shim import installed

TOUCHES = ("os.link", "os.rename", "os.remove", "os.chmod", "shutil.copyfile", "shutil.copymode")
WRITES = ("write", "truncate", "sync", "delete")


def torn(path: Path, key: Key | None) -> Path:
    """A copy of a case with a hot journal, as a program leaves it that is killed while it saves."""
    made = path.with_name("torn.kpdesk")
    connection = connect(path, key=key)
    connection.execute("PRAGMA cache_size=2")
    connection.execute("PRAGMA cache_spill=1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE actor SET name = name || 'x'")
    connection.execute("UPDATE anchor SET quote = quote || 'x'")
    connection.execute("INSERT INTO blob(sha256, data) VALUES ('x', randomblob(300000))")
    shutil.copy(path, made)
    shutil.copy(f"{path}-journal", f"{made}-journal")
    connection.execute("ROLLBACK")
    connection.close()
    assert not check_alone(made, key)
    return made


def check_alone(path: Path, key: Key | None) -> bool:
    """Whether a file would be whole without the journal beside it."""
    alone = Path(shutil.copy(path, path.with_name("alone.kpdesk")))
    try:
        return check(alone, key=key).ok
    finally:
        alone.unlink()


def _killed_at(number: int, deed: Callable[[], object]) -> int:
    """Exit code of a process of its own that does ``deed`` and is killed at its n-th touch of a file."""
    left = [number]

    def touch(*_: object) -> int:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    def work(_acknowledge: object) -> None:
        sys.addaudithook(lambda event, _args: touch() and None if event in TOUCHES else None)
        installed().on = lambda op: touch() if op.what in WRITES else 0
        deed()

    return in_child(work)[1]


def _judge(path: Path, key: Key | None, then: str, now: str) -> str:
    """Open the case as a person would the next day; "now" or "then", what it holds."""
    with CaseFile.open(path, key=key) as case:
        assert not case.read_only
        state = fingerprint(case)
        assert check(path, key=key).ok
    assert state in (then, now)
    others = [p for p in path.parent.glob(f"{path.stem} (before*") if not p.name.endswith((".part", "-journal"))]
    kept = []
    for other in others:
        with CaseFile.open(other, key=key) as old:
            kept.append(fingerprint(old))
            assert check(other, key=key).ok
    assert state == now or now in kept
    return "now" if state == now else "then"


@pytest.mark.parametrize("hot", [False, True], ids=["settled", "with a journal"])
@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
@pytest.mark.skipif(os.name == "nt", reason="forks")
def test_a_restore_killed_at_any_step_leaves_a_whole_case(full, monkeypatch, tmp_path, hot: bool, links: bool) -> None:
    """It opens for writing under its own name; where it is restored, the file of today lies beside it, whole."""
    kept, then = backup.back_up(full, "x"), fingerprint(full)
    put(full, an_actor(name="Later"))
    now, key, source = fingerprint(full), full.key, full.path
    full.close()
    if hot:
        source = torn(source, key)
    if not links:

        def refuse(*_: object) -> None:
            raise PermissionError(1, "Operation not permitted")

        monkeypatch.setattr(os, "link", refuse)
    seen, number, code = [], 0, -1
    while code < 0:
        number += 1
        folder = tmp_path / f"at {number}"
        folder.mkdir()
        path = folder / "case.kpdesk"
        shutil.copy(source, path)
        if hot:
            shutil.copy(f"{source}-journal", f"{path}-journal")
        code = _killed_at(number, lambda path=path: backup.restore(kept.path, path, key=key))
        seen.append(_judge(path, key, then, now))
        shutil.rmtree(folder)
    assert code == 0 and seen[0] == "now" and seen[-1] == "then" and number > 5


@pytest.mark.parametrize("fails", ["link and copy", "replace"])
def test_a_restore_that_fails_leaves_the_case_alone_with_its_name(full, again, passphrase, monkeypatch, fails) -> None:
    """A full disk, a folder that lets nothing be renamed: a sentence, the case as it was, nothing beside it."""
    kept, path = backup.back_up(full, "x"), full.path
    put(full, an_actor(name="Later"))
    now = fingerprint(full)
    full.close()
    there = {p.name for p in path.parent.iterdir()}

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    copyfile = shutil.copyfile
    with monkeypatch.context() as disk:
        if fails == "replace":
            disk.setattr(Path, "replace", refuse)
        else:
            disk.setattr(os, "link", refuse)
            disk.setattr(shutil, "copyfile", lambda a, b: refuse() if a == path else copyfile(a, b))
        with pytest.raises(CaseFileError, match=r"No space left on device\. full\.kpdesk is as it was"):
            backup.restore(kept.path, path, passphrase=passphrase)
    assert {p.name for p in path.parent.iterdir()} == there
    with again(path) as case:
        assert fingerprint(case) == now and not case.read_only


def test_a_name_that_a_person_gave_is_left(full, again) -> None:
    """Two hard links that no restore made: the case is still refused for writing, and both names stay."""
    path = full.path
    full.close()
    twin = path.with_name("full (before restoring, long ago).kpdesk")
    os.link(path, twin)
    with pytest.raises(CaseFileError, match="two names"):
        again(path)
    assert twin.exists()


def test_a_journal_that_cannot_be_played_goes_with_the_old_file(full, again, passphrase, monkeypatch) -> None:
    """It would be played into the restored file; taking the second name away gives it back."""
    kept, then = backup.back_up(full, "x"), fingerprint(full)
    path = full.path
    full.close()
    monkeypatch.setattr(aside, "settle", lambda path: None)
    journal = Path(f"{path}-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"x" * 600)
    aside.keep(path, second := aside.name_for(path, "before restoring"))
    assert not journal.exists()
    aside.forget_unfinished(path)
    assert journal.exists() and not second.exists()
    old = backup.restore(kept.path, path, passphrase=passphrase)
    assert not journal.exists() and Path(f"{old}-journal").exists()
    with again(path) as case:
        assert fingerprint(case) == then


def test_a_journal_without_its_case_is_not_played_into_the_backup(full, again, passphrase) -> None:
    """The case file was deleted, its journal was not."""
    kept, then = backup.back_up(full, "x"), fingerprint(full)
    path = full.path
    full.close()
    made = torn(path, full.key)
    made.unlink()
    backup.restore(kept.path, made, passphrase=passphrase)
    with again(made) as case:
        assert fingerprint(case) == then and check(made, key=case.key).ok
