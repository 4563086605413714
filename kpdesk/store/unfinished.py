"""Notes of the files that are being written, in the program's own folder: what a kill leaves is found, wherever it lies.

A half copy, package or rescue may lie in any folder that a person chose, and hold a protected case's words in plain.
Each note is held by a lock, which the system frees when its process ends; a note that nobody holds names what to remove.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

from kpdesk.errors import AlreadyOpen
from kpdesk.store.lock import WriteLock
from kpdesk.store.places import data_folder

_LONGEST_STEM = 50  # characters of the target's name in the part's; at four bytes each still below every limit
_NAME = re.compile(r"(?s).+\.[0-9a-f]{8}\.part")  # a note that names anything else is none of ours


def part_of(target: Path) -> Path:
    """A name beside ``target`` for what is to become it; no two writers share one."""
    return target.with_name(f"{target.name[:_LONGEST_STEM]}.{secrets.token_hex(4)}.part")


@contextlib.contextmanager
def noted(part: Path) -> Iterator[None]:
    """Around the writing of ``part``. Where no note can be made the work goes on without."""
    note = _folder() / secrets.token_hex(8)
    lock = WriteLock(note)
    try:
        with contextlib.suppress(OSError):
            note.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock.take()
            with note.open("xb") as file:
                file.write(os.fsencode(part.absolute()))
                file.flush()
                os.fsync(file.fileno())
        yield
    finally:
        with contextlib.suppress(OSError):
            note.unlink(missing_ok=True)
        lock.release()
        with contextlib.suppress(OSError):  # where the folder keeps no locks, the try has left its file
            lock.path.unlink(missing_ok=True)


def sweep() -> None:
    """Remove what killed programs left half written. What somebody is at work on stays, and what cannot be removed."""
    folder = _folder()
    with contextlib.suppress(OSError):
        there = {path.name.removeprefix(".").removesuffix(".lock") for path in folder.iterdir()}
        for name in sorted(there):
            _settle(folder / name)


def _settle(note: Path) -> None:
    lock = WriteLock(note)
    try:
        lock.take()
    except (AlreadyOpen, OSError):
        return
    with contextlib.suppress(OSError):
        part = Path(os.fsdecode(note.read_bytes())) if note.exists() else Path()
        if _NAME.fullmatch(part.name) and not part.is_dir():
            for left in (part, part.with_name(f"{part.name}-journal"), WriteLock(part).path):
                left.unlink(missing_ok=True)
        note.unlink(missing_ok=True)
    lock.release()


def _folder() -> Path:
    return data_folder() / "unfinished"
