"""Backups: whole copies through SQLite's backup interface, verified before they count, thinned by age.

A backup of a protected case is protected with the same pass-phrase. Only a verified one ever makes another go.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import tempfile
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from kpdesk.errors import BackupDamaged, CaseFileError, DamagedError, FileMoved, OlderFormat, PassphraseNeeded
from kpdesk.store import leftovers, migrations, schema, thinning
from kpdesk.store.case import CaseFile
from kpdesk.store.check_apart import check_apart
from kpdesk.store.copies import STAMP, Progress, copy
from kpdesk.store.engine import BUSY_SECONDS, connect
from kpdesk.store.faults import told, writing_to
from kpdesk.store.files import appearing, free_name, readable_as, real
from kpdesk.store.places import data_folder
from kpdesk.store.placing import taking_place
from kpdesk.store.protection import Key
from kpdesk.store.seal import names_of
from kpdesk.store.tables import TABLES

COUNTED = ("source", "actor", "meeting", "statement", "position")


@dataclass(frozen=True, kw_only=True)
class Backup:
    """One copy that was verified when it was made. ``counts`` is empty for protected cases, whose numbers are nobody's
    business either. ``damaged`` says what was found when it was read back after that; "" where it was whole.
    """

    path: Path
    at: datetime  # UTC
    why: str = ""
    seq: int = 0  # the last change that it holds
    size: int = 0  # bytes
    counts: dict[str, int] = field(default_factory=dict)
    checked: datetime  # UTC; when it was read back last
    damaged: str = ""

    @property
    def protected(self) -> bool:
        """Whether a pass-phrase opens it: the one that held when it was made."""
        try:
            return bool(schema.look_before_opening(self.path))
        except CaseFileError:
            return False


def folder_of(case: CaseFile) -> Path:
    """The folder with this case's backups; the same for every copy and name of the case."""
    with case.reading() as connection:
        first, _ = names_of(connection)
    folder = data_folder() / "backups" / first[:32]
    pointer = _pointer(case.path)
    with contextlib.suppress(OSError):  # only a convenience: finds the folder when the case cannot be opened
        pointer.parent.mkdir(parents=True, exist_ok=True)
        if not pointer.exists() or pointer.read_bytes() != folder.name.encode("ascii"):
            pointer.write_text(folder.name, "ascii")
    return folder


def folder_by_path(path: Path) -> Path | None:
    """The backups of a case that can no longer be opened, by where it lay when it was last backed up."""
    try:
        name = _pointer(path).read_text("ascii")
    except (OSError, ValueError):
        return None
    return None if Path(name).name != name else data_folder() / "backups" / name


def _pointer(path: Path) -> Path:
    digest = hashlib.sha256(str(real(path)).encode("utf-8", "surrogatepass")).hexdigest()
    return data_folder() / "backups" / "by-path" / digest[:32]


def backups_in(folder: Path | None) -> list[Backup]:
    """Backups, newest first. What has no valid card beside it is not one."""
    found = []
    for card in folder.glob("*.json") if folder and folder.is_dir() else ():
        try:
            about = json.loads(card.read_text("utf-8"))
            path = card.with_suffix(".kpdesk")
            size = path.stat().st_size
            at = datetime.strptime(card.stem, STAMP).replace(tzinfo=UTC)
            checked = datetime.fromisoformat(about["checked"]) if "checked" in about else at
            found.append(
                Backup(
                    path=path, at=at, why=about["why"], seq=about["seq"], size=size, counts=about["counts"],
                    checked=checked.astimezone(UTC), damaged=str(about.get("damaged", "")),
                )
            )  # fmt: skip
        except (OSError, ValueError, LookupError, TypeError):
            continue
    return sorted(found, key=lambda b: b.at, reverse=True)


def back_up(
    case: CaseFile,
    why: str,
    *,
    folder: Path | None = None,
    now: datetime | None = None,
    progress: Progress = lambda share: None,
) -> Backup:
    """Make one backup, verify it, then thin the old ones. Raises CaseFileError where it cannot be kept or is damaged."""
    *_, made = in_two_steps(case, why, folder=folder, now=now, progress=progress)
    assert made is not None
    return made


def in_two_steps(
    case: CaseFile,
    why: str,
    *,
    folder: Path | None = None,
    now: datetime | None = None,
    progress: Progress = lambda share: None,
) -> Generator[Backup | None, Progress | None]:
    """The same as a generator: the first step copies, which is soon done and gives None; the second reads the copy back.

    The second may be sent a progress of its own. Let go before its end, or where a progress raises, it leaves nothing.
    """
    folder = folder or folder_of(case)
    now = now or datetime.now(UTC)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        leftovers.sweep(folder)
        path = folder / f"{now.strftime(STAMP)}.kpdesk"
        with leftovers.at_work(folder):
            with appearing(path) as part:
                copy(case.path, part, key=case.key, progress=lambda share: progress(share / 2))
                later = (yield None) or progress
                about = _verified(part, case.key, lambda share: later((1 + share) / 2))
            card: dict[str, Any] = {"why": why, **about}
            with appearing(path.with_suffix(".json")) as part:
                part.write_text(json.dumps(card), "utf-8")
    except OSError as fault:
        raise CaseFileError(
            f"The backup could not be written: {fault.strerror or fault}.", "Free some space; older backups are kept."
        ) from fault
    size = path.stat().st_size
    made = Backup(path=path, at=now, why=why, seq=about["seq"], size=size, counts=about["counts"], checked=now)
    _thin(folder, now)
    yield made


def copy_open(case: CaseFile, target: Path, *, progress: Progress = lambda share: None) -> None:
    """Copy an open case to a new file; one whose file was moved or deleted through the connection that is still open."""
    if case.in_place:
        copy(case.path, target, key=case.key, progress=progress)
        return
    with _still_open(case) as connection, told(case.path), writing_to(target):
        reading = connection.connection.driver_connection
        assert reading is not None
        writing = connect(target, key=case.key)
        try:
            reading.backup(writing, pages=-1)
        finally:
            writing.close()


@contextlib.contextmanager
def _still_open(case: CaseFile) -> Iterator[sa.Connection]:
    """A connection of a case that was moved. None can be made any more: where all are at work, one is waited for."""
    end = time.monotonic() + BUSY_SECONDS
    with contextlib.ExitStack() as ends:
        while True:
            try:
                connection = ends.enter_context(case.reading())
                break
            except FileMoved:
                if time.monotonic() > end:
                    raise
                time.sleep(0.02)
        yield connection


def _problem(path: Path, key: Key | None, progress: Progress = lambda share: None) -> str:
    """Read all of a copy back: what is wrong with it first of all, "" where it is whole."""
    report = check_apart(path, key=key, progress=progress)
    return report.findings[0].message if report.findings else ""


def _require_whole(path: Path, key: Key | None, progress: Progress = lambda share: None) -> None:
    if problem := _problem(path, key, progress):
        raise DamagedError(problem)


def _verified(path: Path, key: Key | None, progress: Progress) -> dict[str, Any]:
    """What a new backup holds, once it was read back and found whole. Raises DamagedError where it is not."""
    if problem := _problem(path, key, progress):
        raise DamagedError(
            f"The case is damaged, so this backup was not kept; the older ones are. {problem}",
            "Run the check, or restore the last backup.",
        )
    connection = connect(path, read_only=True, key=key)
    try:
        seq = connection.execute("SELECT max(seq) FROM change_set").fetchone()[0] or 0
        counts = {kind: connection.execute(f"SELECT count(*) FROM {kind}").fetchone()[0] for kind in COUNTED}
    finally:
        connection.close()
    return {"seq": seq, "counts": {} if key else counts}


def _thin(folder: Path, now: datetime) -> None:
    there = {backup.at: backup for backup in backups_in(folder) if not backup.damaged}  # one that is pushes none out
    for moment in thinning.to_remove(there, now):
        remove(there[moment])


def remove(kept: Backup) -> None:
    """Delete one backup; its card first, without which the file is none."""
    kept.path.with_suffix(".json").unlink(missing_ok=True)
    leftovers.remove(kept.path)


def is_due(case: CaseFile, *, minutes: int = 30, now: datetime | None = None) -> bool:
    """Whether anything changed since the last backup and that one is old enough (or lies in the future)."""
    there = [kept for kept in backups_in(folder_of(case)) if not kept.damaged]
    last_change = case.history(limit=1)[0].seq
    if not there or there[0].seq == last_change:
        return not there
    age = ((now or datetime.now(UTC)) - there[0].at).total_seconds()
    return age >= minutes * 60 or age < 0


def verify(
    kept: Backup, *, passphrase: str | None = None, key: Key | None = None, progress: Progress = lambda share: None
) -> Backup:
    """Read a backup back where it lies; when that was, and what was found, stays with it.

    Raises BackupDamaged where it is not whole, PassphraseNeeded where it opens with another pass-phrase.
    """
    with _read_back(kept.path, passphrase, key), _readable(kept.path, passphrase, key) as case:
        _require_whole(case.path, case.key, progress)
    _note(kept.path)
    return next((now for now in backups_in(kept.path.parent) if now.path == kept.path), kept)


@contextlib.contextmanager
def _read_back(backup: Path, passphrase: str | None, key: Key | None) -> Iterator[None]:
    """Around the reading of a backup: that it is damaged is noted on its card, and told as its own fault."""
    try:
        yield
    except (DamagedError, PassphraseNeeded) as fault:
        if isinstance(fault, PassphraseNeeded) and not _fits(key, passphrase, backup):
            raise
        _note(backup, damaged=str(fault))
        raise BackupDamaged("This backup is damaged, so it was not used.", str(fault)) from fault


def _fits(key: Key | None, passphrase: str | None, backup: Path) -> bool:
    """Whether a key opens a backup by its salt: where it does not all the same, the first page is damaged."""
    return passphrase is None and key is not None and not key.wiped and key.salt == schema.look_before_opening(backup)


def _note(backup: Path, *, damaged: str = "") -> None:
    """Write on a backup's card that it was read back now. Where that cannot be written, the next reading tells it again."""
    card = backup.with_suffix(".json")
    with contextlib.suppress(OSError, ValueError):
        about = json.loads(card.read_text("utf-8")) | {"checked": datetime.now(UTC).isoformat(), "damaged": damaged}
        with leftovers.at_work(card.parent), appearing(card) as part:
            part.write_text(json.dumps(about), "utf-8")


def restore(backup: Path, path: Path, *, passphrase: str | None = None, key: Key | None = None) -> Path:
    """Put a backup in the place of a case that is closed; returns where today's file now lies, beside it.

    A backup of an older format is brought up to date in its new place, and stays as it is in its own. Today's file is
    never deleted; a journal beside it is played back first. Raises AlreadyOpen where the case is open, BackupDamaged
    where the backup is not whole: today's file is as it was then.
    """
    path = real(path)  # never a link in place of the file that it leads to
    try:
        return _put_in_place(backup, path, passphrase, key)
    except OSError as fault:
        raise CaseFileError(
            f"The backup could not be put back: {fault.strerror or fault}. {path.name} is as it was.",
            "Check that its folder may be written to and the disk has room.",
        ) from fault


def _put_in_place(backup: Path, path: Path, passphrase: str | None, key: Key | None) -> Path:
    with taking_place(path, why="before restoring", replace=True) as place:
        given, older = key, False
        with _read_back(backup, passphrase, given):
            try:
                with CaseFile.open(backup, read_only=True, passphrase=passphrase, key=key) as kept:
                    key = kept.key
            except OlderFormat:
                older = True
            shutil.copyfile(backup, place.part)
            if older:
                key = _brought_up(place.part, passphrase, key)
            _require_whole(place.part, key)
        _note(backup)
        if path.exists():
            shutil.copymode(path, place.part)  # who may read it is as before
    return place.aside


def _brought_up(copy: Path, passphrase: str | None, key: Key | None) -> Key | None:
    """Bring a copy of a backup to today's format; returns the key that opens it. The backup itself is the old one kept."""
    salt = schema.look_before_opening(copy)
    if passphrase or not (key is not None and key.salt == salt):
        key = Key.of_file(passphrase, salt) if salt and passphrase else None
    migrations.upgrade(copy, key=key, keep=False)
    return key


def differences(case: CaseFile, backup: Path, *, passphrase: str | None = None) -> dict[str, tuple[int, int, int]]:
    """Kind -> (records that would go, change back, come back) if this backup took the place of the case."""
    found: dict[str, tuple[int, int, int]] = {}
    with _readable(backup, passphrase, case.key) as old:
        for kind in TABLES:
            here, there = hashes(case, kind), hashes(old, kind)
            changed = sum(here[i] != there[i] for i in here.keys() & there.keys())
            row = (len(here.keys() - there.keys()), changed, len(there.keys() - here.keys()))
            if any(row):
                found[kind] = row
    return found


@contextlib.contextmanager
def _readable(backup: Path, passphrase: str | None, key: Key | None) -> Iterator[CaseFile]:
    """A backup open for reading; one of an older format through a copy in today's, which goes afterwards."""
    with contextlib.ExitStack() as ends:
        try:
            yield ends.enter_context(CaseFile.open(backup, read_only=True, passphrase=passphrase, key=key))
        except OlderFormat:
            ends.enter_context(leftovers.at_work(backup.parent))
            folder = ends.enter_context(tempfile.TemporaryDirectory(dir=backup.parent))
            copied = Path(shutil.copyfile(backup, Path(folder) / backup.name))
            key = _brought_up(copied, passphrase, key)
            yield ends.enter_context(CaseFile.open(copied, read_only=True, key=key))


def hashes(case: CaseFile, kind: str) -> dict[str, str]:
    """Record id -> content hash of everything of one kind."""
    table = TABLES[kind]
    with case.reading() as connection:
        rows = connection.exec_driver_sql(f'SELECT id, content_hash FROM "{table.name}"')
        return {row[0]: row[1] for row in rows}


def keep_beside(case: CaseFile, why: str) -> Path:
    """Copy a case as it is, damage included, to a free name beside it."""
    target = free_name(case.path.with_name(f"{case.path.stem} ({why}){case.path.suffix}"))
    try:
        with appearing(target) as part:
            copy(case.path, part, key=case.key)
            readable_as(case.path, part)
    except OSError as fault:
        raise CaseFileError(f"No copy could be made beside the case: {fault.strerror}.", "Free some space.") from fault
    return target
