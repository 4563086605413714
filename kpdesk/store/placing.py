"""A finished case file takes its place: nobody has open what lies there, and that is kept beside, with its journal.

Every case file that is made aside gets its name here: a copy that is saved, a case that is rescued, put back from a
backup, or begun under a name that is taken. A journal left under that name would be played into the new file at its
first opening, so it is played back before, or goes with the old one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from kpdesk.errors import AlreadyOpen, CaseFileError
from kpdesk.store import aside
from kpdesk.store.files import appearing, real
from kpdesk.store.lock import WriteLock, identity, is_open_here


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


def _require(target: Path, replace: bool) -> None:
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
        raise CaseFileError(
            f"{target.name} cannot be written here: {fault.strerror or fault}.",
            "Check that its folder is there and may be written to.",
        ) from fault
    try:
        yield
    finally:
        lock.release()
