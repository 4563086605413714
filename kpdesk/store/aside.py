"""Today's file under a second name, while another takes its place: at no moment is there none, and none is torn."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from datetime import datetime
from pathlib import Path

from kpdesk.store.driver import FAULTS
from kpdesk.store.engine import connect
from kpdesk.store.files import appearing, free_name, readable_as, sync_folder
from kpdesk.store.lock import identity

_WHY = re.compile(r" \((?:before restoring|replaced), \d{4}-\d\d-\d\d \d\d\.\d\d\)( \(\d+\))?")


def name_for(path: Path, why: str) -> Path:
    """A free name beside a case for the file as it is now; ``why`` is one of those that ``_WHY`` knows again."""
    stamp = datetime.now().strftime("%Y-%m-%d %H.%M")
    return free_name(path.with_name(f"{path.stem} ({why}, {stamp}){path.suffix}"))


def settle(path: Path) -> None:
    """Let SQLite play a journal back that a killed program left; it needs no key for that.

    A journal that is left would be played into the file that comes into this place; one that is deleted by us
    would leave this file torn. Where SQLite cannot play it (the file can only be read), it stays.
    """
    if path.exists() and journal(path).exists():
        with contextlib.suppress(*FAULTS):
            connect(path).close()


def keep(path: Path, target: Path) -> None:
    """Give today's file its second name, and with it a journal that cannot be played back."""
    if path.exists():
        try:
            os.link(path, target)
        except OSError:  # a file system without links
            with appearing(target) as part:
                shutil.copyfile(path, part)
                readable_as(path, part)
    if journal(path).exists():
        journal(path).replace(journal(target))
    sync_folder(target.parent)  # a power cut must not keep the coming rename and lose this name


def take_back(path: Path, target: Path) -> None:
    """Undo ``keep``, for a file that did not come into this place."""
    if journal(target).exists():
        journal(target).replace(journal(path))
    target.unlink(missing_ok=True)


def forget_unfinished(path: Path) -> None:
    """Take the second name away that is left where a program was killed before the new file came into this place.

    The caller holds the write lock, so nothing is about to take its place. A name that somebody else gave the file stays.
    """
    real = Path(os.path.realpath(path))
    if not real.exists() or real.stat().st_nlink == 1:
        return
    for other in list(real.parent.iterdir()):
        told = other.name.removeprefix(real.stem).removesuffix(real.suffix)
        if _WHY.fullmatch(told) and not other.is_symlink() and identity(other) == identity(real):
            take_back(real, other)


def journal(path: Path) -> Path:
    """Where SQLite keeps what an unfinished deed changed."""
    return path.with_name(path.name + "-journal")
