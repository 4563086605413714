"""Whole copies of a case file through SQLite's backup interface, and the one that is kept before its format changes."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from kpdesk.errors import CaseFileError, DamagedError
from kpdesk.store import leftovers
from kpdesk.store.engine import connect
from kpdesk.store.faults import told, writing_to
from kpdesk.store.files import appearing
from kpdesk.store.places import data_folder
from kpdesk.store.protection import Key

STEP_PAGES, STEP_SECONDS = 128, 0.002
STAMP = "%Y-%m-%dT%H-%M-%S-%fZ"  # a backup's name
Progress = Callable[[float], None]


def copy(source: Path, target: Path, *, key: Key | None, progress: Progress = lambda share: None) -> None:
    """Copy a case, open or not, page by page in small steps, so that others may read and write between them."""

    def step(status: int, remaining: int, total: int) -> None:
        progress((total - remaining) / total if total else 1.0)

    with told(source), writing_to(target):
        reading = connect(source, read_only=True, key=key)
        try:
            writing = connect(target, key=key)
            try:
                writing.execute("PRAGMA synchronous=OFF")  # synced as a whole before it is renamed
                reading.backup(writing, pages=STEP_PAGES, progress=step, sleep=STEP_SECONDS)
            finally:
                writing.close()
        finally:
            reading.close()


def before_migration(path: Path, *, key: Key | None, version: int) -> Path:
    """Keep a case of an older format as it is; SQLite's own check verifies the copy, ours knows today's format only."""
    connection = connect(path, read_only=True, key=key)
    try:
        first = connection.execute("SELECT chain FROM change_set ORDER BY seq LIMIT 1").fetchone()[0]
        seq = connection.execute("SELECT max(seq) FROM change_set").fetchone()[0]
    finally:
        connection.close()
    target = data_folder() / "backups" / first[:32] / f"{datetime.now(UTC).strftime(STAMP)}.kpdesk"
    try:
        _keep_old(path, target, key, {"why": f"before format {version + 1}", "seq": seq, "counts": {}})
    except OSError as fault:
        raise CaseFileError(
            f"The backup before the new format could not be written: {fault.strerror or fault}.",
            f"{path.name} is as it was. Free some space, then open it again.",
        ) from fault
    return target


def _keep_old(path: Path, target: Path, key: Key | None, card: dict[str, object]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    leftovers.sweep(target.parent)
    with leftovers.at_work(target.parent):
        _write_old(path, target, key, card)


def _write_old(path: Path, target: Path, key: Key | None, card: dict[str, object]) -> None:
    with appearing(target) as part:
        copy(path, part, key=key)
        connection = connect(part, read_only=True, key=key)
        said = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        connection.close()
        if said != "ok":
            raise DamagedError(f"{path.name} is damaged, so its format was not changed.", "Restore a backup.")
    with appearing(target.with_suffix(".json")) as part:
        part.write_text(json.dumps(card), "utf-8")
