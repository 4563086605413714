"""Files that appear whole or not at all: written aside, brought to the disk, then renamed."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kpdesk.store.unfinished import noted, part_of


@contextmanager
def appearing(target: Path) -> Iterator[Path]:
    """A path beside ``target`` to write to; it becomes ``target`` when the block ends, or goes if it raises."""
    with being_written(target) as part:
        private(part)
        yield part
        sync(part)
        part.replace(target)
        sync_folder(target.parent)


@contextmanager
def being_written(target: Path) -> Iterator[Path]:
    """A name beside ``target``, noted so that nothing half written outlives a kill; what lies there at the end goes."""
    part = part_of(target)
    with noted(part):
        try:
            yield part
        finally:
            part.unlink(missing_ok=True)
            part.with_name(part.name + "-journal").unlink(missing_ok=True)


def real(path: Path | str) -> Path:
    """The file itself, through links and “..”: a file has one place, by which what belongs to it is found again."""
    return Path(os.path.realpath(path))


def private(path: Path) -> Path:
    """An empty file that only its owner may read, in place of what an interrupted write left under this name."""
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    return path


def readable_as(source: Path, copy: Path) -> None:
    """Who may read a copy is as with its source; only its owner where that cannot be told."""
    with contextlib.suppress(OSError):
        shutil.copymode(source, copy)


def sync(path: Path) -> None:
    """Wait until the file's bytes are on the disk."""
    with path.open("rb+") as handle:
        os.fsync(handle.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the folder's list of names is on the disk (Windows has no such call and needs none)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def free_name(path: Path) -> Path:
    """``path``, or the same name with a number where something is there already, or a journal that would be its own."""
    number, found = 2, path
    while os.path.lexists(found) or os.path.lexists(f"{found}-journal"):
        found = path.with_name(f"{path.stem} ({number}){path.suffix}")
        number += 1
    return found
