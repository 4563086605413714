"""A finished case file takes its place: nobody has open what lies there, and that is kept beside, with its journal.

Every case file that is made aside gets its name here: a copy that is saved, a case that is rescued, put back from a
backup, or begun under a name that is taken. A journal left under that name would be played into the new file at its
first opening, so it is played back before, or goes with the old one. What is no case file takes no case's place.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from kpdesk.errors import AlreadyOpen, CaseFileError, UsageError
from kpdesk.store import aside
from kpdesk.store.files import appearing, real
from kpdesk.store.lock import WriteLock, identity, is_open_here
from kpdesk.store.places import data_folder
from kpdesk.store.protection import PAGE, looks_encrypted
from kpdesk.store.schema import SQLITE_MAGIC
from kpdesk.store.tables import APPLICATION_ID

SUFFIX = ".kpdesk"
_NO_LOCKS = (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL)
_OF_A_CASE = re.compile(r"\.(?P<lock>.+)\.lock|(?P<journal>.+)-(?:journal|wal|shm)", re.IGNORECASE)
_OWN_FOLDER = "That folder is kpdesk's own, where it keeps backups."


@dataclass
class Place:
    """``part`` is where to write; ``aside`` the free name under which what lies in the place is kept."""

    part: Path
    aside: Path

    @property
    def kept(self) -> Path | None:
        """Where what lay there is found after the block; None where there was nothing to keep."""
        return self.aside if self.aside.exists() else None


@contextmanager
def taking_place(
    target: Path,
    *,
    why: str = "replaced",
    replace: bool,
    locked: bool = False,
    needless: Callable[[Path], bool] = lambda old: False,
) -> Iterator[Place]:
    """Write a case file to ``part``; when the block ends it lies at ``target``, and what lay there beside it.

    ``why`` stands in the kept file's name. What ``needless`` is true of is replaced and not kept. ``locked``: the
    caller holds the lock of that place. Whatever ends it, and when: all is as it was, or done. Raises CaseFileError
    where something is there and ``replace`` is not set, AlreadyOpen where somebody has it open.
    """
    target = real(target)
    _require(target, replace)
    with nullcontext() if locked else _locked(target):
        _require(target, replace)  # nobody of ours came in between
        aside.settle(target)
        aside.forget_unfinished(target)
        today = identity(target)
        kept = aside.name_for(target, why)
        try:
            with appearing(target) as part:
                yield Place(part, kept)
                if today is None or aside.journal(target).exists() or not needless(target):
                    aside.keep(target, kept)
        except BaseException:
            if identity(target) == today:
                aside.take_back(target, kept)
            raise


def require_no_case(target: Path) -> None:
    """Before something else is written under a name that a person chose. Raises UsageError where it would go over a
    case file, open or not, here or elsewhere, over what SQLite or kpdesk keeps beside one, or into kpdesk's own folder.
    """
    name, target = target.name, real(target)
    if name.casefold().endswith(SUFFIX) or target.name.casefold().endswith(SUFFIX):
        raise UsageError(f"{name} is the name of a case file.", "Choose another name.")
    if _belongs(target):
        raise UsageError(f"{name} is a name that belongs to a case file.", "Choose another name.")
    if _in_own_folder(target):
        raise UsageError(_OWN_FOLDER, "Choose another folder.")
    if is_open_here(target) or (target.is_file() and (_is_open_elsewhere(target) or _looks_like_a_case(target))):
        raise UsageError(f"{name} is a case file and is not replaced by something else.", "Choose another name.")


def _belongs(target: Path) -> bool:
    """Whether this is the name of a journal or of a lock, of a file that is there or of a case that may come."""
    found = _OF_A_CASE.fullmatch(target.name)
    owner = found and (found["lock"] or found["journal"])
    return bool(owner) and (owner.casefold().endswith(SUFFIX) or target.with_name(owner).exists())


def _in_own_folder(target: Path) -> bool:
    return real(data_folder()) in target.parents


def _is_open_elsewhere(target: Path) -> bool:
    lock = WriteLock(target)
    if not lock.path.exists():
        return False
    try:
        lock.take()
    except (AlreadyOpen, OSError):
        return True
    lock.release()
    return False


def _looks_like_a_case(target: Path) -> bool:
    try:
        with target.open("rb") as file:
            head = file.read(PAGE)
    except OSError:  # it cannot be read; whether it can be replaced is for the writing to tell
        return False
    marked = head.startswith(SQLITE_MAGIC) and int.from_bytes(head[68:72], "big") == APPLICATION_ID
    return marked or looks_encrypted(head, target.stat().st_size)


def _require(target: Path, replace: bool) -> None:
    if _in_own_folder(target):
        raise CaseFileError(_OWN_FOLDER, "Choose another folder.")
    if target.is_dir():
        raise CaseFileError(f"{target.name} is a folder.", "Choose another name.")
    if target.exists() and not replace:
        raise CaseFileError(f"{target.name} is there already.", "Choose another name.")
    if is_open_here(target):
        raise AlreadyOpen(f"{target.name} is open here.", "Choose another name, or close it first.")


@contextmanager
def _locked(target: Path) -> Iterator[None]:
    lock = WriteLock(target)
    try:
        lock.take()
    except OSError as fault:
        if fault.errno in _NO_LOCKS:  # a copy may go where there are none: nobody writes to a case there
            lock.path.unlink(missing_ok=True)
            yield
            return
        raise CaseFileError(
            f"{target.name} cannot be written here: {fault.strerror or fault}.",
            "Check that its folder is there and may be written to.",
        ) from fault
    try:
        yield
    finally:
        lock.release()
