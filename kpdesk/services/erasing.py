"""Erase permanently: not undo, not the bin. What goes is named before, what keeps it is named after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpdesk.domain.changes import Changes
from kpdesk.store import backup
from kpdesk.store.backup import Backup
from kpdesk.store.case import CaseFile
from kpdesk.store.erase import erase as store_erase


@dataclass(frozen=True, kw_only=True)
class ErasedReport:
    """What went, and which backups still hold it."""

    changes: Changes
    message: str
    backups: tuple[Backup, ...]


def erase(case: CaseFile, records: Sequence[tuple[str, str]]) -> ErasedReport:
    """Erase records ((kind, id)) with all that rests on them, their texts, index entries and values in the log."""
    done = store_erase(case, records)
    kept = tuple(backup.backups_in(backup.folder_of(case)))
    message = f"Erased {done.records} records, {done.texts} texts and {done.log_values} values in the history for good."
    if kept:
        message += f" {len(kept)} backups still hold them, the newest of {kept[0].at.astimezone():%Y-%m-%d %H:%M}."
    return ErasedReport(changes=done.changes, message=message, backups=kept)


def remove_backups(backups: Sequence[Backup]) -> int:
    """Delete backups that still hold what was erased; how many went."""
    for kept in backups:
        backup.remove(kept)
    return len(backups)
