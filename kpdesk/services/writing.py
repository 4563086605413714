"""Files that a person keeps: written aside, flushed to the disk, then given their name; nothing is ever half there.

Everything that is no case file and goes where a person said is written here, and never over a case or what belongs to one.
"""

from __future__ import annotations

import contextlib
import os
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from kpdesk.errors import KpdeskError, UsageError
from kpdesk.store.files import being_written, free_name, sync_folder
from kpdesk.store.placing import require_no_case

_LONGEST_NAME = 120  # bytes of UTF-8; with a suffix this stays below every file system's limit
_RESERVED = re.compile(r"(?i)^(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?$")


def write_file(path: Path | str, data: bytes, *, force: bool = False) -> Path:
    """Write ``data`` under ``path`` and return it.

    Raises UsageError where the file is there already (unless ``force``) and KpdeskError where it cannot be
    written; then nothing is left behind, and an older file stays as it was.
    """
    path = require_free(path, force=force)
    try:
        with being_written(path) as aside:
            with aside.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            _name(aside, path, force=force)
    except FileExistsError as fault:
        raise UsageError(f"{path.name} is there already.", "Add --force to replace it.") from fault
    except OSError as fault:
        raise KpdeskError(f"{path.name} could not be written: {fault.strerror or fault}.", _advice(path)) from fault
    with contextlib.suppress(OSError):  # the file is there; only a power cut could take its name yet
        sync_folder(path.parent)
    return path


def require_free(path: Path | str, *, force: bool = False) -> Path:
    """The path. Raises UsageError where a folder, a case or something of one lies there, or a file and no ``force``."""
    path = Path(path)
    if path.is_dir():
        raise UsageError(f"{path.name} is a folder.", "Name a file to write to.")
    require_no_case(path)
    if path.exists() and not force:
        raise UsageError(f"{path.name} is there already.", "Add --force to replace it, or choose another name.")
    return path


def _name(aside: Path, path: Path, *, force: bool) -> None:
    """Give the finished file its name; without ``force`` never over a file that came in between."""
    if force:
        aside.replace(path)
        return
    try:
        os.link(aside, path)
    except FileExistsError:
        raise
    except OSError:  # file systems without hard links
        if path.exists():
            raise FileExistsError(path) from None
        aside.replace(path)


def _advice(path: Path) -> str:
    if not path.parent.is_dir():
        return f"The folder {path.parent.name} is not there; make it first."
    return "Check that the folder can be written to and the disk has room, then try again."


def meant(typed: Path | str, endings: Sequence[str]) -> Path:
    """The path that was meant by a name typed in the system's dialog: the first of ``endings`` is added where none is there.

    The dialog has asked about the name that was typed, not about this one: where something lies there, a number is added.
    """
    path = Path(typed)
    if path.suffix.lower() in endings:
        return path
    return free_name(path.with_name(path.name + endings[0]))


def file_name(words: str, suffix: str = "") -> str:
    """A name for a file from any words: no path in it, nothing a system reserves, never empty, never too long."""
    folded = unicodedata.normalize("NFKC", words)
    kept = "".join(c if c.isalnum() or c in "-_., ()'&+" else " " for c in folded)
    name = " ".join(kept.split()).strip(" .")
    name = name.encode("utf-8", "ignore")[:_LONGEST_NAME].decode("utf-8", "ignore").strip(" .")
    if not name or _RESERVED.match(name):
        name = f"file {name}".strip()
    return name + suffix
