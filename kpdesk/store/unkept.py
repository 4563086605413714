"""What was typed and not kept yet, over a crash: one small file for each case in the program's data folder.

It is no part of the case and has no history. It is opened with the key of its case, so that the words of a protected
one are never written plain.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from pathlib import Path

from kpdesk.errors import PassphraseNeeded
from kpdesk.store.driver import FAULTS
from kpdesk.store.engine import connect
from kpdesk.store.files import real
from kpdesk.store.places import data_folder
from kpdesk.store.protection import Key

SUFFIX = ".unkept"


def shelf(first: str, path: Path) -> Path:
    """The file for the case whose log begins with ``first``, where it lies now: copies of a case have one each."""
    digest = hashlib.sha256(str(real(path)).encode("utf-8", "surrogatepass")).hexdigest()
    return data_folder() / "unkept" / f"{first[:32]}-{digest[:16]}{SUFFIX}"


def others(kept: Path) -> list[Path]:
    """Shelves of the same case at other places, from which it may have been moved."""
    first = kept.name.split("-")[0]
    return [found for found in sorted(kept.parent.glob(f"{first}-*{SUFFIX}")) if found != kept] if first else []


def shelves_of(first: str, path: Path, key: Key | None) -> list[Path]:
    """The shelf of the file at ``path`` and those of the same case that were its own: written for it under another
    spelling of its place, or for a place where no file lies any more. Not those of copies that are there."""
    own = shelf(first, path)
    return [own, *(kept for kept in others(own) if _was_of(read(kept, key), path))]


def _was_of(words: str | None, path: Path) -> bool:
    place = place_in(words)
    return bool(place) and (not Path(place).exists() or real(place) == real(path))


def place_in(words: str | None) -> str:
    """Where the case lay for which these words were put by; "" where they do not tell."""
    try:
        place = json.loads(words or "{}").get("case", "")
    except (ValueError, AttributeError, RecursionError):
        return ""
    return place if isinstance(place, str) else ""


def write(kept: Path, words: str, key: Key | None) -> bool:
    """Replace what is kept there; False where that failed: with a key that was wiped before, or by the disk.

    What was there before is still there then, unless nobody could read it. A lock that does not wait for a slow disk
    wipes the key of the case in the middle of this, so it works with a copy, which goes with the work.
    """
    own = key.copy() if key is not None else None
    try:
        return _write(kept, words, own)
    finally:
        if own is not None:
            own.wipe()


def _write(kept: Path, words: str, key: Key | None) -> bool:
    if key is not None and key.wiped:
        return False
    try:
        kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if kept.exists() and read(kept, key) is None:
            drop(kept)  # of another pass-phrase, or damaged: nobody can read it any more
        with contextlib.closing(connect(kept, key=key)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("CREATE TABLE IF NOT EXISTS typed (words TEXT NOT NULL)")
            connection.execute("DELETE FROM typed")
            connection.execute("INSERT INTO typed VALUES (?)", (words,))
            connection.execute("COMMIT")
    except (OSError, *FAULTS):
        return False
    return True


def read(kept: Path, key: Key | None) -> str | None:
    """What is kept there; None where nothing is, or nothing that this key opens."""
    if not kept.exists():
        return None
    try:  # not read-only: a program that was killed while it wrote leaves a journal to be played back
        with contextlib.closing(connect(kept, key=key)) as connection:
            row = connection.execute("SELECT words FROM typed").fetchone()
    except (OSError, PassphraseNeeded, *FAULTS):
        return None
    return row[0] if row else ""


def drop(kept: Path) -> None:
    """Nothing is kept there any more."""
    for gone in (kept, kept.with_name(kept.name + "-journal")):
        with contextlib.suppress(OSError):
            gone.unlink()


def carry_over(kept: Path, before: Key | None, after: Key | None) -> None:
    """The pass-phrase of the case changed: what is kept follows, and nothing of it stays as it was."""
    words = read(kept, before)
    drop(kept)
    if words:
        write(kept, words, after)
