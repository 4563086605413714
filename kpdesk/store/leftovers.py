"""What interrupted work left in the folder of a case's backups: half copies, copies without a card, unpacked old ones.

Whoever makes files there holds a lock on the folder, which the operating system frees when the program is killed. So
what is no backup while nobody holds it belongs to nobody.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

if os.name != "nt":
    import fcntl

FINISHED = 3600  # seconds; where a folder cannot be locked, what is younger may be somebody's work


@contextlib.contextmanager
def at_work(folder: Path) -> Iterator[None]:
    """Around all that makes files in the folder, which must be there."""
    with contextlib.ExitStack() as ends:
        with contextlib.suppress(OSError):  # a file system without such locks
            _lock(folder, ends, wait=True)
        yield


def sweep(folder: Path) -> None:
    """Remove what interrupted work left; nothing while anybody is at work there."""
    with contextlib.ExitStack() as ends:
        oldest = time.time()
        try:
            if not _lock(folder, ends, wait=False):
                oldest -= FINISHED
        except OSError:
            return
        for left in interrupted(folder):
            with contextlib.suppress(OSError):
                if left.stat().st_mtime <= oldest:
                    remove(left)


def interrupted(folder: Path) -> list[Path]:
    """What is neither a backup with its card nor a card; also what somebody is at work on just now."""
    there = sorted(folder.iterdir()) if folder.is_dir() else []
    return [path for path in there if path.suffix != ".json" and not _has_card(path)]


def _has_card(path: Path) -> bool:
    return path.suffix == ".kpdesk" and path.with_suffix(".json").exists()


def remove(path: Path) -> None:
    """Delete a file, or a folder with all in it; gone already is as good."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _lock(folder: Path, ends: contextlib.ExitStack, *, wait: bool) -> bool:
    """Share the folder's lock, or without waiting have it alone. False where the system has none for folders.

    Raises OSError where it cannot be had.
    """
    if os.name == "nt":  # pragma: no cover
        return False
    handle = os.open(folder, os.O_RDONLY)
    ends.callback(os.close, handle)
    fcntl.flock(handle, fcntl.LOCK_SH if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    return True
