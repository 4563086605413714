"""Salvage: what can be read comes over, verified; what cannot is counted, and nothing hangs in the air."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from kpdesk.errors import CaseFileError, PassphraseNeeded
from kpdesk.store import schema
from kpdesk.store.case import CaseFile
from kpdesk.store.check import check
from kpdesk.store.recover import recover
from tests.builders import a_full_case, an_actor, fingerprint, put


def _case(tmp_path: Path, passphrase: str | None, more: int = 150) -> tuple[Path, str]:
    case = a_full_case(tmp_path, passphrase=passphrase)
    for n in range(more):
        put(case, an_actor(name=f"Actor {n}", note="words " * 20))
    path, whole = case.path, fingerprint(case)
    case.close()
    return path, whole


def _recover(path: Path, passphrase: str | None):
    target = path.with_name("rescued.kpdesk")
    salt = path.read_bytes()[:16] if passphrase else b""
    found = recover(path, target, passphrase=passphrase, salt=salt)
    return found, target


def test_a_whole_case_is_rescued_whole(tmp_path, passphrase) -> None:
    """Equal records, and nothing is said to be lost."""
    path, before = _case(tmp_path, passphrase, more=5)
    found, target = _recover(path, passphrase)
    with CaseFile.open(target, passphrase=passphrase) as rescued:
        assert fingerprint(rescued) == before and found.whole
        assert check(target, key=rescued.key).ok


def test_zeroed_pages_cost_only_what_lay_on_them(tmp_path, passphrase) -> None:
    """A few pages of zeros: nearly all records come over, the rescued case is whole, the damaged file is untouched."""
    path, _ = _case(tmp_path, passphrase)
    data = bytearray(path.read_bytes())
    chance = random.Random(5)
    for page in chance.sample(range(150, len(data) // 4096), 3):
        data[page * 4096 : page * 4096 + 4096] = bytes(4096)
    path.write_bytes(data)
    found, target = _recover(path, passphrase)
    assert path.read_bytes() == data
    with CaseFile.open(target, passphrase=passphrase) as rescued:
        assert rescued.count("actor") >= 140 and found.saved["actor"] == rescued.count("actor")
        assert check(target, key=rescued.key).ok


def test_a_file_cut_off_gives_what_is_left_of_it(tmp_path, passphrase) -> None:
    """SQLite alone refuses a truncated file; the rescue reads what the kept pages hold, of a protected one too."""
    path, _ = _case(tmp_path, passphrase)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * 0.9)])
    _, target = _recover(path, passphrase)
    with CaseFile.open(target, passphrase=passphrase) as rescued:
        assert rescued.count("actor") > 40
        assert check(target, key=rescued.key).ok


def test_a_record_that_does_not_fit_its_hash_comes_from_the_log(tmp_path, passphrase) -> None:
    """The altered value is left, the logged one taken."""
    path, before = _case(tmp_path, passphrase, more=3)
    with (
        CaseFile.open(path, passphrase=passphrase) as case,
        case._engine.connect().execution_options(writing=True, recorded=True) as connection,
        connection.begin(),
    ):
        connection.exec_driver_sql("UPDATE actor SET name = 'Rotten'")
    found, target = _recover(path, passphrase)
    with CaseFile.open(target, passphrase=passphrase) as rescued:
        assert fingerprint(rescued) == before and found.from_log == 5


def test_nothing_readable_is_told_and_leaves_no_file(tmp_path: Path) -> None:
    """A file of noise gives a sentence, not an empty case."""
    path = tmp_path / "noise.kpdesk"
    path.write_bytes(schema.SQLITE_MAGIC + random.Random(1).randbytes(40_000))
    with pytest.raises(CaseFileError):
        recover(path, tmp_path / "out.kpdesk")
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_file()) == ["noise.kpdesk"]


def test_a_wrong_pass_phrase_is_asked_for_again(tmp_path: Path) -> None:
    """Whether it is wrong or the first page is lost cannot be told; both are said."""
    path, _ = _case(tmp_path, "five words that don't match", more=0)
    with pytest.raises(PassphraseNeeded, match="with this pass-phrase"):
        recover(path, tmp_path / "out.kpdesk", passphrase="other words", salt=path.read_bytes()[:16])


def test_a_killed_case_is_rescued_as_its_journal_gives_it_back(killed, passphrase) -> None:
    """What an unfinished deed had taken out of the file comes over; file and journal stay as they are."""
    path, then = killed
    held = [Path(f"{path}{end}").read_bytes() for end in ("", "-journal")]
    found, target = _recover(path, passphrase)
    with CaseFile.open(target, passphrase=passphrase) as rescued:
        assert fingerprint(rescued) == then and found.whole
    assert [Path(f"{path}{end}").read_bytes() for end in ("", "-journal")] == held


@pytest.mark.skipif(os.name == "nt", reason="locks of POSIX belong to a process")
def test_a_rescue_of_an_open_case_drops_none_of_its_locks(tmp_path: Path) -> None:
    """While a deed is being done, another program cannot begin to write, also after the rescue closed the file."""
    words = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')"
    with a_full_case(tmp_path) as case, case.unit("At work") as unit:
        unit.add(an_actor(name="New"))
        recover(case.path, tmp_path / "rescued.kpdesk")
        done = subprocess.run([sys.executable, "-c", words, case.path], capture_output=True, text=True)
    assert "database is locked" in done.stderr
