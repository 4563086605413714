"""A copy of an open case under another name: made by the store, so that nothing reads past SQLite."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kpdesk.errors import CaseFileError
from kpdesk.store import backup
from kpdesk.store.case import CaseFile


def save_copy(case: CaseFile, path: Path, *, progress: Callable[[float], None] = lambda share: None) -> Path:
    """Write the copy aside and rename it; a protected case stays protected. Raises CaseFileError."""
    if path.exists() and path.samefile(case.path):
        raise CaseFileError("This is the case itself.", "Choose another name for the copy.")
    part = path.with_name(path.name + ".part")
    try:
        part.unlink(missing_ok=True)
        backup.copy(case.path, part, key=case.key, progress=progress)
        part.replace(path)
    except OSError as fault:
        part.unlink(missing_ok=True)
        raise CaseFileError(f"No copy could be saved there: {fault.strerror}.", "Choose another place.") from fault
    return path
