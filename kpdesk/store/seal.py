"""The seal of a plain case: the hash of its whole file as it was when it was last closed.

Record hashes show every altered value; the seal also shows a changed byte where SQLite keeps nothing. It lies in
the program's data folder, holds hashes only, and counts for this very state of the file: it is dropped before the
first write of a session and made anew at its end. Protected files need none, every page of theirs is sealed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from pathlib import Path

import sqlalchemy as sa

from kpdesk.store import lock
from kpdesk.store.places import data_folder
from kpdesk.store.tables import APPLICATION_ID, FORMAT_VERSION, change_set

HEADER = 100
LARGEST = 512 * 1024 * 1024  # bytes; hashing more would make closing slow


def names_of(connection: sa.Connection) -> tuple[str, str]:
    """(first, last) link of the chain: which case this is, and which state of it."""
    ends = sa.select(sa.func.min(change_set.c.seq), sa.func.max(change_set.c.seq))
    first, last = connection.execute(ends).one()
    query = sa.select(change_set.c.seq, change_set.c.chain).where(change_set.c.seq.in_((first, last)))
    chain = {row.seq: row.chain for row in connection.execute(query)}
    return chain.get(first, ""), chain.get(last, "")


def _place(first: str) -> Path:
    return data_folder() / "seals" / f"{first[:32]}.json"


def drop(first: str) -> None:
    """Before the file is written: a crash must leave no seal of an older state."""
    with contextlib.suppress(OSError):
        _place(first).unlink()


def make(path: Path, first: str, last: str) -> None:
    """Seal a file that is closed. Failing is harmless: the case then has no seal."""
    with contextlib.suppress(OSError):
        if not first or lock.is_open_here(path) or path.stat().st_size > LARGEST:
            return
        header, digest = _read(path)
        place = _place(first)
        place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_suffix(f".{os.getpid()}.part")
        part.write_text(json.dumps({"last": last, "header": header.hex(), "sha256": digest}), "ascii")
        part.replace(place)


def _read(path: Path) -> tuple[bytes, str]:
    with path.open("rb") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
        handle.seek(0)
        return handle.read(HEADER), digest


def findings(path: Path, first: str, last: str) -> list[str]:
    """Sentences on bytes that no write of kpdesk left so; none for a file that is open here or has no seal."""
    if lock.is_open_here(path):
        return []
    header, digest = _read(path)
    found = _header(header, path.stat().st_size)
    try:
        kept = json.loads(_place(first).read_text("ascii"))
        sealed = kept["last"] == last and kept["header"] == header.hex()
    except (OSError, ValueError, LookupError, TypeError):
        return found
    if sealed and kept["sha256"] != digest:
        found.append("Bytes of the file changed after kpdesk last closed it.")
    return found


def _header(head: bytes, size: int) -> list[str]:
    """The fixed fields of SQLite's file header, which SQLite itself does not all look at."""

    def number(at: int) -> int:
        return int.from_bytes(head[at : at + 4], "big")

    as_made = {
        "page size": head[16:18] == b"\x10\x00",
        "format": head[18:24] == bytes((1, 1, 0, 64, 32, 32)),
        "change counter": head[24:28] == head[92:96],
        "size": number(28) * 4096 == size,
        "schema format": number(44) == 4 and number(56) == 1,
        "vacuum mode": number(52) == number(64) == number(48) == 0,
        "marks": (number(60), number(68)) == (FORMAT_VERSION, APPLICATION_ID),
        "reserved bytes": not any(head[72:92]),
    }
    return [f"The file's header is not as it was written ({name})." for name, good in as_made.items() if not good]
