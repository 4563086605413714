"""What was typed and not kept lies beside the case, readable to its key alone."""

from __future__ import annotations

import pytest

from kpdesk.store import unkept
from kpdesk.store.driver import sqlite
from kpdesk.store.protection import Key

WORDS = '{"paste": "Quillfeather said nothing"}'


@pytest.mark.parametrize("key", [None, Key.fresh("five words that nobody guesses")], ids=["plain", "protected"])
def test_what_was_written_is_read_again(tmp_path, monkeypatch, key: Key | None) -> None:
    """The last of it; after a drop there is nothing."""
    monkeypatch.setenv("KPDESK_DATA", str(tmp_path))
    kept = unkept.shelf("ab" * 32, tmp_path / "case.kpdesk")
    assert unkept.read(kept, key) is None
    assert unkept.write(kept, "first", key) and unkept.write(kept, WORDS, key)
    assert unkept.read(kept, key) == WORDS
    unkept.drop(kept)
    assert unkept.read(kept, key) is None and list(kept.parent.iterdir()) == []


def test_a_protected_one_is_nowhere_plain_and_opens_to_no_other_key(tmp_path) -> None:
    """Not to none, not to another; and with a key that was wiped nothing is written at all."""
    kept, key = tmp_path / "x.unkept", Key.fresh("five words that nobody guesses")
    assert unkept.write(kept, WORDS, key)
    assert [f for f in tmp_path.iterdir() if b"Quillfeather" in f.read_bytes()] == []
    assert unkept.read(kept, None) is None and unkept.read(kept, Key.fresh("five others")) is None
    key.wipe()
    assert not unkept.write(kept, WORDS, key) and unkept.read(kept, key) is None


def test_a_damaged_one_is_written_anew(tmp_path) -> None:
    """It is read as nothing, and does not stop the next."""
    kept = tmp_path / "x.unkept"
    kept.write_bytes(b"not a database at all" * 400)
    assert unkept.read(kept, None) is None
    assert unkept.write(kept, WORDS, None) and unkept.read(kept, None) == WORDS


def test_it_follows_a_change_of_pass_phrase(tmp_path) -> None:
    """Nothing of it stays as it was."""
    kept, key = tmp_path / "x.unkept", Key.fresh("five words that nobody guesses")
    unkept.write(kept, WORDS, None)
    unkept.carry_over(kept, None, key)
    assert unkept.read(kept, key) == WORDS and b"Quillfeather" not in kept.read_bytes()
    unkept.carry_over(kept, key, None)
    assert unkept.read(kept, None) == WORDS


def test_what_cannot_be_written_is_said(tmp_path) -> None:
    """A folder that is a file, say."""
    (tmp_path / "file").write_text("")
    assert not unkept.write(tmp_path / "file" / "x.unkept", WORDS, None)


def test_a_lock_in_the_middle_of_a_write_loses_nothing_and_opens_nothing(tmp_path, monkeypatch) -> None:
    """The disk stalls, the lock wipes the key of the case: the words come under their own key, never under zeros."""
    words = "five words that nobody guesses"
    kept, key = tmp_path / "x.unkept", Key.fresh(words)
    assert unkept.write(kept, "first", key)
    wiping = unkept.read

    def stalled(path, given):  # type: ignore[no-untyped-def]
        key.wipe()
        return wiping(path, given)

    with monkeypatch.context() as disk:
        disk.setattr(unkept, "read", stalled)
        assert unkept.write(kept, WORDS, key)
    again = Key(words, key.salt)
    assert unkept.read(kept, again) == WORDS
    connection = sqlite.connect(str(kept))
    connection.execute(f"PRAGMA key=\"x'{'00' * 32}{key.salt.hex()}'\"")
    with pytest.raises(sqlite.DatabaseError):
        connection.execute("SELECT words FROM typed")
    connection.close()
