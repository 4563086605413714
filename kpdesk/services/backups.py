"""Backups as a person sees them: made on opening, on a timer and before large deeds; listed, compared, restored."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
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
INTERRUPTED = "interrupted"  # why there is a file that is no backup
Told = Callable[[float, str], None]
TIMED, BULK = 30, 10  # minutes between two backups: while working; before deeds that change much
MANY = 50  # records; a deed on more of them is one that changes much
Steps = Generator[Backup | None, Progress | None]
_turn, _copied = threading.Lock(), threading.Event()  # held while one is made; set once it is copied


def backups_of(case: CaseFile) -> list[Backup]:
    """The backups of this case, newest first; each says when, why and how many records it holds."""
    return backup.backups_in(backup.folder_of(case))


def all_in(folder: Path) -> list[Backup]:
    """Backups and what else lies there, half copies or copies whose card is lost: it may hold as much; newest first."""
    found = backup.backups_in(folder)
    known = {kept.path for kept in found}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix == ".json" or path in known:
            continue
        with suppress(OSError):
            held = path.stat()
            at = datetime.fromtimestamp(held.st_mtime, UTC)
            found.append(Backup(path=path, at=at, why=INTERRUPTED, size=held.st_size, checked=at))
    return sorted(found, key=lambda b: b.at, reverse=True)


def backups_of_path(path: Path | str) -> list[Backup]:
    """The backups of a case that cannot be opened any more, found by where it lies."""
    return backup.backups_in(backup.folder_by_path(Path(path)))


def back_up(case: CaseFile, why: str = "by hand", *, progress: Progress = lambda share: None) -> Backup:
    """Back up now. Safe in a thread: reading and writing go on. Raises DamagedError where the case is not whole."""
    return backup.back_up(case, why, progress=progress)


def back_up_if_due(
    case: CaseFile, why: str = "on a timer", *, minutes: int = TIMED, progress: Progress = lambda share: None
) -> Backup | None:
    """Back up where something changed since the last one and that is ``minutes`` old, unless one is under way."""
    return [None, *_in_turn(case, why, minutes, progress)][-1]


def begin_before(case: CaseFile, deed: str, *, progress: Told = lambda share, words: None) -> Steps | None:
    """Copy the case before a deed that changes much, where a backup is due; ``read_back`` makes one of the copy.

    Reading it back takes far longer than copying, and the deed need not wait for it. Let go, the copy is deleted.
    """
    if case.read_only:
        return None  # the deed itself says so
    steps = _in_turn(case, f"before {deed}", BULK, lambda share: progress(share, "backing up first"))
    return steps if next(steps, steps) is None else None


def read_back(steps: Steps, *, progress: Progress = lambda share: None) -> Backup | None:
    """Verify a copy from ``begin_before``; from then on it is a backup."""
    return steps.send(progress)


def _in_turn(case: CaseFile, why: str, minutes: int, progress: Progress) -> Steps:
    """A backup in two steps where one is due. One under way will do as soon as it is copied: it has the case as it was
    a moment ago."""
    while not _turn.acquire(timeout=0.1):
        progress(0.0)
        if _copied.is_set():
            return
    try:
        if backup.is_due(case, minutes=minutes):
            steps = backup.in_two_steps(case, why, progress=progress)
            next(steps)
            _copied.set()
            later = yield None
            yield steps.send(later or progress)
    finally:
        _copied.clear()
        _turn.release()


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
    return spoken(kept.at)


def spoken(at: datetime) -> str:
    """“today, 14:00”; the date for older moments."""
    when = at.astimezone()
    days = (datetime.now().astimezone().date() - when.date()).days
    day = {0: "today", 1: "yesterday"}.get(days, f"{when.day} {when:%B %Y}")
    return f"{day}, {when:%H:%M}"


def verify(
    kept: Backup, *, passphrase: str | None = None, key: object = None, progress: Progress = lambda share: None
) -> Backup:
    """Read a backup back now. Raises BackupDamaged, PassphraseNeeded."""
    with _named(kept):
        return backup.verify(kept, passphrase=passphrase, key=cast("Any", key), progress=progress)


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A backup to go back to. ``verified``: it was read back just now; else its pass-phrase is wanted for that."""

    kept: Backup
    verified: bool

    @property
    def sentence(self) -> str:
        if self.verified:
            return f"The backup of {day_and_time(self.kept)}, was checked and is whole."
        when = "it was made" if self.kept.checked == self.kept.at else f"it was read last, {spoken(self.kept.checked)}"
        return f"The backup of {day_and_time(self.kept)}, was whole when {when}; it opens with its pass-phrase."


def newest_whole(
    path: Path | str, *, before: Backup | None = None, passphrase: str | None = None, key: object = None,
    progress: Progress = lambda share: None,
) -> Offer | None:  # fmt: skip
    """The newest backup (older than ``before``) of a case by where it lies: each is read back until one is whole."""
    for kept in backups_of_path(path):
        if kept.damaged or (before is not None and kept.at >= before.at):
            continue
        try:
            return Offer(kept=verify(kept, passphrase=passphrase, key=key, progress=progress), verified=True)
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
