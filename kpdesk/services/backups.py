"""Backups as a person sees them: made on opening, on a timer and before large deeds; listed, compared, restored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from kpdesk.errors import DamagedError
from kpdesk.store import backup
from kpdesk.store.backup import Backup
from kpdesk.store.case import CaseFile

Progress = Callable[[float], None]


def backups_of(case: CaseFile) -> list[Backup]:
    """The backups of this case, newest first; each says when, why and how many records it holds."""
    return backup.backups_in(backup.folder_of(case))


def backups_of_path(path: Path | str) -> list[Backup]:
    """The backups of a case that cannot be opened any more, found by where it lies."""
    return backup.backups_in(backup.folder_by_path(Path(path)))


def back_up(case: CaseFile, why: str = "by hand", *, progress: Progress = lambda share: None) -> Backup:
    """Back up now. Safe in a thread: reading and writing go on. Raises DamagedError where the case is not whole."""
    return backup.back_up(case, why, progress=progress)


def back_up_if_due(case: CaseFile, why: str = "on a timer", *, minutes: int = 30) -> Backup | None:
    """Back up where something changed since the last one and that is ``minutes`` old."""
    return backup.back_up(case, why) if backup.is_due(case, minutes=minutes) else None


def what_would_change(case: CaseFile, kept: Backup, *, passphrase: str | None = None) -> list[str]:
    """Sentences on what restoring this backup would do to the records of today."""
    lines = []
    for kind, (gone, changed, back) in backup.differences(case, kept.path, passphrase=passphrase).items():
        parts = [(gone, "would go"), (changed, "would be as they were"), (back, "would come back")]
        said = ", ".join(f"{n} {what}" for n, what in parts if n)
        lines.append(f"{kind.replace('_', ' ').capitalize()}: {said}.")
    return lines or ["Nothing: the case is as this backup has it."]


def restore(path: Path | str, kept: Backup, *, passphrase: str | None = None) -> Path:
    """Put a backup in the place of a closed case; today's file stays beside it under the returned name."""
    return backup.restore(kept.path, Path(path), passphrase=passphrase)


def last_good(path: Path | str) -> Backup | None:
    """The newest backup of a case by where it lies: what to offer when the case is damaged."""
    found = backups_of_path(path)
    return found[0] if found else None


def advice(path: Path | str, fault: DamagedError) -> str:
    """The sentence for a damaged case that names the backup to go back to."""
    kept = last_good(path)
    if kept is None:
        return str(fault)
    when: datetime = kept.at.astimezone()
    return f"The case file is damaged. The backup of {when.day} {when:%B %Y, %H:%M} was checked and is whole."
