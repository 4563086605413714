"""One writer at a time: a lock file beside the case that names its owner and frees itself when the owner dies.

The operating system's lock on that file is what counts, so a killed program leaves nothing stale behind; the
words in it only tell a second opener whom to ask. SQLite's own locks remain the guarantee for the data.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import platform
import threading
from datetime import datetime
from pathlib import Path
from typing import IO

from kpdesk.errors import AlreadyOpen

if os.name == "nt":  # pragma: no cover
    import msvcrt
else:
    import fcntl

_TAKEN = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK)  # the system's words for “another holds it”

# Files that this process has open through SQLite. Opening and closing one of them by another way would drop
# SQLite's own locks (POSIX locks belong to the process, not to the handle), so nothing may do that.
_open_here: dict[tuple[int, int], tuple[int, bytes]] = {}
_guard = threading.Lock()


def identity(path: Path) -> tuple[int, int] | None:
    """Device and inode of a file: the same through every name and link; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def entered(path: Path, salt: bytes = b"") -> tuple[int, int] | None:
    """Note that SQLite has this file open in this process. Give the result to ``left`` later."""
    key = identity(path)
    if key is not None:
        with _guard:
            _open_here[key] = (_open_here.get(key, (0, b""))[0] + 1, salt)
    return key


def left(key: tuple[int, int] | None) -> None:
    """Take back one ``entered``."""
    with _guard:
        count, salt = _open_here.pop(key, (0, b"")) if key else (0, b"")
        if key and count > 1:
            _open_here[key] = (count - 1, salt)


def is_open_here(path: Path) -> bool:
    """Whether this process has the file open, so that its bytes may not be read past SQLite."""
    with _guard:
        return identity(path) in _open_here


def salt_here(path: Path) -> bytes:
    """The salt of a file that is open here; b"" for a plain one."""
    with _guard:
        return _open_here[identity(path) or (0, 0)][1]


class WriteLock:
    """Held by the one who may write. ``take`` raises AlreadyOpen with the owner's name."""

    def __init__(self, path: Path) -> None:
        # Through symbolic links, so that two names of one file meet at one lock.
        real = Path(os.path.realpath(path))
        self.path = real.with_name(f".{real.name}.lock")
        self._handle: IO[str] | None = None

    def take(self) -> None:
        """Take the lock. Raises AlreadyOpen, or OSError where the folder cannot be written to or keeps no locks."""
        while True:
            handle = self.path.open("a+", encoding="utf-8")
            try:
                _lock(handle)
            except OSError as fault:
                owner = _owner(handle)
                handle.close()
                if fault.errno not in _TAKEN:  # a share that keeps no locks: nobody has it open, as far as can be told
                    raise
                raise AlreadyOpen(
                    f"Another kpdesk has this case open{owner}.", "Close it there, or open it here for reading only."
                ) from None
            if identity(self.path) == _identity_of(handle):
                break
            handle.close()  # its owner removed it between our open and our lock: try the new one
        handle.seek(0)
        handle.truncate()
        about = {
            "pid": os.getpid(),
            "host": platform.node(),
            "since": datetime.now().isoformat(timespec="minutes"),
        }
        with contextlib.suppress(OSError):  # on a full disk nobody can be told who it is; the lock holds all the same
            os.write(handle.fileno(), json.dumps(about).encode())
        self._handle = handle

    def release(self) -> None:
        """Let go and leave no file behind. Harmless when not held."""
        handle, self._handle = self._handle, None
        if handle is None:
            return
        with contextlib.suppress(OSError):
            if os.name != "nt":
                self.path.unlink()  # while still locked, so that no one else can be holding it
        handle.close()
        if os.name == "nt":  # pragma: no cover
            with contextlib.suppress(OSError):
                self.path.unlink()


def _lock(handle: IO[str]) -> None:
    if os.name == "nt":  # pragma: no cover
        handle.seek(4096)
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _identity_of(handle: IO[str]) -> tuple[int, int]:
    found = os.fstat(handle.fileno())
    return found.st_dev, found.st_ino


def _owner(handle: IO[str]) -> str:
    try:
        handle.seek(0)
        about = json.loads(handle.read(2000))
        since = str(about["since"]).replace("T", ", ")
        where = "" if about["host"] == platform.node() else f" on {about['host']}"
        return f" (since {since}, process {int(about['pid'])}{where})"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
