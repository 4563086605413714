"""Pass-phrases: how a case file is encrypted, re-keyed and opened, with SQLCipher's own format and key derivation.

The key is derived once per opened case and given to each connection as raw bytes; any SQLCipher tool opens the
file with the pass-phrase alone. Keys live in memory only and never show in a repr, an address or a log.
"""

from __future__ import annotations

import hashlib
import math
import os
import unicodedata
from collections import Counter
from pathlib import Path

from kpdesk.errors import PassphraseNeeded
from kpdesk.store.driver import Connection

SALT_BYTES = 16
ROUNDS = 256_000  # SQLCipher 4's default, so that the pass-phrase alone opens the file elsewhere
PAGE = 4096
OTHER_FILES = (
    b"PK",
    b"\x1f\x8b",
    b"%P",
    b"\x89P",
    b"\xff\xd8",
)  # archives, PDF, pictures: noise after their first bytes


class Key:
    """A derived key with its salt. Shows nothing of itself."""

    __slots__ = ("_bytes", "_salt")

    def __init__(self, passphrase: str, salt: bytes) -> None:
        self._salt = salt
        # One system types é as one sign, another as two; the same words must open the case on both.
        words = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
        self._bytes = bytearray(hashlib.pbkdf2_hmac("sha512", words, salt, ROUNDS, 32))

    @classmethod
    def fresh(cls, passphrase: str) -> Key:
        """For a file that is to be made: with a salt of its own, which does not look like another kind of file."""
        salt = os.urandom(SALT_BYTES)
        while salt.startswith(OTHER_FILES):
            salt = os.urandom(SALT_BYTES)
        return cls(passphrase, salt)

    @classmethod
    def of_file(cls, passphrase: str, head: bytes) -> Key:
        """For a file that is there: its first bytes are the salt."""
        return cls(passphrase, head[:SALT_BYTES].ljust(SALT_BYTES, b"\0"))

    @classmethod
    def from_sql(cls, literal: str) -> Key:
        """From what ``as_sql`` gave, in another process of ours that it was piped to."""
        made, raw = cls.__new__(cls), bytes.fromhex(literal[3:-2])
        made._bytes, made._salt = bytearray(raw[:-SALT_BYTES]), raw[-SALT_BYTES:]
        return made

    @property
    def salt(self) -> bytes:
        return self._salt

    def copy(self) -> Key:
        """The same key with bytes of its own, for work that goes on while the case is locked; to be wiped after it."""
        made = Key.__new__(Key)
        made._bytes, made._salt = bytearray(self._bytes), self._salt
        return made

    def as_sql(self) -> str:
        """The literal that SQLCipher takes. Only for PRAGMA key and ATTACH; never log it.

        Raises PassphraseNeeded for a wiped one: written with it, a file would open to a key of zeros.
        """
        held = bytes(self._bytes)  # one step: a lock on another thread may wipe it at any moment
        if not any(held):
            raise PassphraseNeeded("The case was locked.", "Its pass-phrase opens it again.")
        return f"\"x'{held.hex()}{self._salt.hex()}'\""

    def fits(self, other: Key) -> bool:
        """Whether both come from the same pass-phrase and salt."""
        return self._bytes == other._bytes and self._salt == other._salt

    def wipe(self) -> None:
        """Overwrite it, for a case that is being locked; it opens nothing any more."""
        self._bytes[:] = bytes(len(self._bytes))

    @property
    def wiped(self) -> bool:
        return not any(self._bytes)

    def __repr__(self) -> str:
        return "Key(…)"

    def __reduce__(self) -> str:
        raise TypeError("a key is not stored")


def leave_no_core() -> None:
    """A crash of this process leaves no image of its memory, which holds texts and perhaps a key."""
    try:
        import resource
    except ImportError:  # pragma: no cover (Windows keeps none unless it was told to)
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def looks_encrypted(head: bytes, size: int) -> bool:
    """Whether bytes could be an encrypted case: whole pages and no pattern in the first one.

    Empty files, HTML, archives and pictures fail this; what passes it wrongly is asked for a pass-phrase.
    """
    if size == 0 or size % PAGE or len(head) < PAGE or head.startswith(OTHER_FILES):
        return False
    counts = Counter(head[:PAGE])
    entropy = -sum(n / PAGE * math.log2(n / PAGE) for n in counts.values())
    return entropy > 7.8  # 4,096 random bytes have about 7.95 bits each


def export(source: Connection, target: Path, key: Key | None) -> None:
    """Write everything that ``source`` holds into a new file under another key (or none); format marks included."""
    source.execute(f"ATTACH DATABASE ? AS rekeyed KEY {key.as_sql() if key else repr('')}", (str(target),))
    try:
        source.execute("SELECT sqlcipher_export('rekeyed')")
        for mark in ("user_version", "application_id"):
            value = source.execute(f"PRAGMA main.{mark}").fetchone()[0]
            source.execute(f"PRAGMA rekeyed.{mark}={int(value)}")
    finally:
        source.execute("DETACH DATABASE rekeyed")


def strength(passphrase: str) -> str:
    """What to say about a pass-phrase: "" where it is strong enough, else what would make it so."""
    words = passphrase.split()
    if len(words) >= 5 and len(passphrase) >= 20:
        return ""
    if len(passphrase) >= 16 and len(set(passphrase)) >= 10:
        return ""
    return "Five words that do not belong together are hard to guess and easy to keep."
