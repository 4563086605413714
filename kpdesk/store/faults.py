"""What SQLite reports, told in words that say what to do. Unknown faults pass through: they are bugs."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from kpdesk.errors import CaseFileError, DamagedError, DiskFault, FileMoved, PassphraseNeeded, ReadOnlyError
from kpdesk.store.driver import Error

_SIGNS_OF_DAMAGE = ("malformed", "could not decode", "unsupported file format", "no such table", "no such column")
_DAMAGED = "Restore a backup, or run “kpdesk recover” to save what can be read into a new file."


def damaged(name: str) -> DamagedError:
    """The file's own structure or a value in it is not what was written."""
    return DamagedError(f"{name} is damaged.", _DAMAGED)


def passphrase_needed(name: str) -> PassphraseNeeded:
    """The same words whether no pass-phrase was given or a wrong one: nothing is told about how wrong."""
    return PassphraseNeeded(f"{name} is protected.", "Type its pass-phrase; capital and small letters differ.")


def moved(name: str) -> FileMoved:
    """Another file lies where the open one lay, or none."""
    return FileMoved(
        f"{name} was moved, deleted or replaced while it was open.",
        "Nothing is written to the other file. Save a copy elsewhere to go on.",
    )


def not_a_case(name: str) -> CaseFileError:
    return CaseFileError(f"{name} is not a case file.", "Nothing was changed in it.")


def cannot_be_made(name: str, fault: OSError) -> CaseFileError:
    return CaseFileError(f"{name} cannot be made here: {fault.strerror}.", "Choose a folder that may be written to.")


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn the driver's known errors into CaseFileError with a hint."""
    try:
        yield
    except (Error, DBAPIError, UnicodeDecodeError) as fault:
        known = _known(fault, path)
        if known is None:
            raise
        raise known from fault


@contextmanager
def writing_to(target: Path) -> Iterator[None]:
    """Around the making of a copy: a full disk is the copy's then, and an I/O error, which SQLite does not place, loses
    no change of the case.
    """
    try:
        yield
    except Error as fault:
        if "disk is full" in str(fault):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target)) from fault
        if "disk I/O error" in str(fault):
            raise CaseFileError(
                "The disk reported an error while a copy of the case was being made. The case itself is as it was.",
                "Check the disk that it lies on and the one for the copy, then try again.",
            ) from fault
        raise


def _known(fault: Exception, path: Path) -> CaseFileError | None:
    original = getattr(fault, "orig", fault)
    code = getattr(original, "sqlite_errorname", "") or ""
    words = str(original).lower()
    name = path.name
    if "FULL" in code or "database or disk is full" in words:
        return DiskFault(
            f"The disk that holds {name} is full. The last change was not saved; everything before it was.",
            "Free some space, then try again, or save a copy elsewhere.",
        )
    if "BUSY" in code or "database is locked" in words:
        return CaseFileError(f"Another program is writing to {name}.", "Close it there, then try again.")
    if "DBMOVED" in code:
        return moved(name)
    if "READONLY" in code or "readonly database" in words:
        return ReadOnlyError(f"{name} can only be read.", "To change things, save a copy.")
    if "NOTADB" in code or "not a database" in words:
        return not_a_case(name)
    if isinstance(original, UnicodeDecodeError) or "CORRUPT" in code or "FORMAT" in code:
        return damaged(name)
    if any(sign in words for sign in _SIGNS_OF_DAMAGE):
        return damaged(name)
    if "CANTOPEN" in code or "unable to open" in words:
        return CaseFileError(f"{name} cannot be opened.", "Check that the folder is there and may be written to.")
    if "IOERR" in code or "disk i/o error" in words:
        return DiskFault(
            f"The disk reported an error while {name} was being read or written. The last change was not saved.",
            "Check the disk and its free space, then try again, or save a copy elsewhere.",
        )
    return None
