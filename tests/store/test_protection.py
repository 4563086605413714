"""Keys: the standard format, nothing shown of them, and bytes that are told from noise."""

from __future__ import annotations

import pickle
import random
import sys
import traceback
from pathlib import Path

import pytest

from kpdesk.store.case import CaseFile
from kpdesk.store.driver import sqlite
from kpdesk.store.protection import Key, looks_encrypted, strength
from tests.builders import a_case, a_full_case

SECRET = 'it\'s a pass "phrase" ✶'


def test_any_sqlcipher_tool_opens_the_file_with_the_passphrase_alone(tmp_path: Path) -> None:
    """No side file, no format of our own."""
    with a_full_case(tmp_path, passphrase=SECRET) as case:
        path = case.path
    connection = sqlite.connect(str(path))
    quoted = SECRET.replace("'", "''")
    connection.execute(f"PRAGMA key='{quoted}'")
    assert connection.execute("SELECT count(*) FROM actor").fetchone() == (2,)
    assert connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
    connection.close()


def test_neither_words_nor_key_show_anywhere(tmp_path: Path, caplog, capfd, monkeypatch) -> None:
    """Not in repr, engine address, error, traceback, log or on the terminal; no log file; and a key is not pickled."""
    (elsewhere := tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(elsewhere)
    with a_full_case(tmp_path, passphrase=SECRET) as case:
        key = case.key
        assert key is not None
        shown = [repr(key), str(key), repr(case._engine), str(case._engine.url), repr(case), repr(vars(case))]
        with pytest.raises(TypeError):
            pickle.dumps(key)
    try:
        CaseFile.open(case.path, passphrase=SECRET + "x")
    except Exception:
        shown.append(traceback.format_exc())
    out, err = capfd.readouterr()
    shown += [out, err, caplog.text]
    assert (out, err) == ("", "") and list(elsewhere.iterdir()) == []
    hidden = (SECRET, key._bytes.hex(), repr(key._bytes))
    assert not [h for h in hidden for s in shown if h in s]


def test_no_word_of_a_protected_case_is_on_the_disk_while_it_is_written(tmp_path: Path) -> None:
    """File and journal hold no plain words in the middle of a deed."""
    with a_full_case(tmp_path, passphrase=SECRET) as case, case.unit("Long") as unit:
        from tests.builders import an_actor

        for n in range(50):
            unit.add(an_actor(name=f"Quillfeather {n}", note="Sithole " * 500))
        seen = b"".join(p.read_bytes() for p in tmp_path.iterdir() if p.is_file() and p.suffix != ".lock")
        assert len(seen) > 500_000
        assert b"Sithole" not in seen and b"Quillfeather" not in seen and b"SQLite format" not in seen


def test_noise_in_whole_pages_looks_encrypted_and_other_files_do_not() -> None:
    """HTML, archives, zeros and odd sizes are told from an encrypted page."""
    noise = random.Random(3).randbytes(4096)
    assert looks_encrypted(noise, 8192)
    assert not looks_encrypted(noise, 8000)
    assert not looks_encrypted(b"PK" + noise[2:], 8192)
    assert not looks_encrypted(b"<html>" * 700, 8192)
    assert not looks_encrypted(bytes(4096), 8192)
    assert not looks_encrypted(b"", 0)


def test_short_passphrases_get_advice() -> None:
    """Five words are enough; a name and a year are not."""
    assert strength("marange2011")
    assert strength("correct horse battery staple lamp") == ""


def test_the_same_words_typed_on_another_system_open_it(tmp_path) -> None:
    """é as one sign, or as e with an accent."""
    a_case(tmp_path, passphrase="caf\u00e9 owners of Mutare").close()
    with CaseFile.open(tmp_path / "test.kpdesk", passphrase="cafe\u0301 owners of Mutare") as case:
        assert case.encrypted


def test_a_new_salt_never_looks_like_an_archive_or_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    """One case in thirteen thousand would be refused as no case file, for ever."""
    salts = iter([b"PK" + bytes(14), b"\xff\xd8" + bytes(14), b"salt of its own."])
    monkeypatch.setattr("os.urandom", lambda number: next(salts))
    assert Key.fresh("five words").salt == b"salt of its own."


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_a_process_that_has_a_case_open_leaves_no_core(tmp_path: Path) -> None:
    """Whatever the limit was before."""
    import resource

    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
    with a_case(tmp_path):
        assert resource.getrlimit(resource.RLIMIT_CORE) == (0, hard)
