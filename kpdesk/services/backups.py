"""Backups as a person sees them: made on opening, on a timer and before large deeds; listed, compared, restored."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from kpdesk.errors import BackupDamaged, CaseFileError, OlderFormat, PassphraseNeeded
from kpdesk.store import backup, schema
from kpdesk.store.backup import Backup
from kpdesk.store.case import CaseFile
from kpdesk.store.files import appearing, free_name, readable_as
from kpdesk.store.protection import Key

MOST_TRIED = 5  # newest backups
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


def restore(path: Path | str, kept: Backup, *, passphrase: str | None = None, key: object = None) -> Path:
    """Put a backup in the place of a closed case; today's file stays beside it under the returned name.

    ``key`` is what ``key_of`` gave while the case was open, so that a protected one need not ask again.
    """
    with _named(kept):
        return backup.restore(kept.path, Path(path), passphrase=passphrase, key=cast("Any", key))


def key_of(case: CaseFile) -> object:
    """What opens the backups of a protected case that is open now; opaque, in memory only. None for a plain one."""
    return case.key


def copy_beside(path: Path | str, kept: Backup) -> Path:
    """Write a backup beside its case under a name that says what it is; the backup itself is never worked in."""
    path = Path(path)
    when = kept.at.astimezone()
    target = free_name(path.with_name(f"{path.stem} (backup of {when:%Y-%m-%d %H.%M}){path.suffix}"))
    try:
        with appearing(target) as part:
            shutil.copyfile(kept.path, part)
            readable_as(path, part)
    except OSError as fault:
        raise CaseFileError(
            f"The copy could not be written: {fault.strerror or fault}.", "Free some space in the folder of the case."
        ) from fault
    return target


def day_and_time(kept: Backup) -> str:
    """When it was made: “today, 14:00”; the date for older ones."""
    return _spoken(kept.at)


def _spoken(at: datetime) -> str:
    when = at.astimezone()
    days = (datetime.now().astimezone().date() - when.date()).days
    day = {0: "today", 1: "yesterday"}.get(days, f"{when.day} {when:%B %Y}")
    return f"{day}, {when:%H:%M}"


def verify(kept: Backup, *, passphrase: str | None = None, key: object = None) -> Backup:
    """Read a backup back now. Raises BackupDamaged, PassphraseNeeded."""
    with _named(kept):
        return backup.verify(kept, passphrase=passphrase, key=cast("Any", key))


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A backup to go back to. ``verified``: it was read back just now; else its pass-phrase is wanted for that."""

    kept: Backup
    verified: bool

    @property
    def sentence(self) -> str:
        if self.verified:
            return f"The backup of {day_and_time(self.kept)}, was checked and is whole."
        when = "it was made" if self.kept.checked == self.kept.at else f"it was read last, {_spoken(self.kept.checked)}"
        return f"The backup of {day_and_time(self.kept)}, was whole when {when}; it opens with its pass-phrase."


def newest_whole(
    path: Path | str, *, before: Backup | None = None, passphrase: str | None = None, key: object = None
) -> Offer | None:
    """The newest backup (older than ``before``) of a case by where it lies: each is read back until one is whole."""
    for kept in backups_of_path(path):
        if kept.damaged or (before is not None and kept.at >= before.at):
            continue
        try:
            return Offer(kept=verify(kept, passphrase=passphrase, key=key), verified=True)
        except PassphraseNeeded:
            return Offer(kept=kept, verified=False)
        except CaseFileError:
            continue
    return None


def shows_damage(path: Path | str, passphrase: str) -> bool:
    """Whether a pass-phrase that does not open a case opens a backup made with the same salt.

    Then it is the right one, and the beginning of the file is damaged: by itself that looks like a wrong pass-phrase.
    """
    salt = schema.look_before_opening(Path(path))
    key = Key.of_file(passphrase, salt)
    for kept in backups_of_path(path)[:MOST_TRIED]:
        with suppress(CaseFileError):
            if schema.look_before_opening(kept.path) == salt:
                with suppress(OlderFormat):
                    CaseFile.open(kept.path, read_only=True, key=key).close()
                return True
    return False


@contextmanager
def _named(kept: Backup) -> Iterator[None]:
    """What is damaged is named: this backup, not the case."""
    try:
        yield
    except BackupDamaged as fault:
        words = f"The backup of {day_and_time(kept)}, is damaged. Nothing was changed."
        raise BackupDamaged(words) from fault
