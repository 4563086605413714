"""Other files of the same case: copies that lie beside it, found by the first link of their change logs."""

from __future__ import annotations

import glob
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from kpdesk.store.case import CaseFile
from kpdesk.store.driver import FAULTS
from kpdesk.store.engine import connect
from kpdesk.store.lock import identity
from kpdesk.store.protection import Key
from kpdesk.store.seal import names_of
from kpdesk.store.tables import change_set


@dataclass(frozen=True, kw_only=True)
class Copy:
    """``seq`` is the last change that it holds; None where it is locked with another pass-phrase or unreadable."""

    path: Path
    seq: int | None


def copies_of(case: CaseFile, also: Iterable[Path] = ()) -> list[Copy]:
    """Files beside the case, and those named, that hold the same case; what cannot be read is told by its name."""
    with case.reading() as connection:
        first, _ = names_of(connection)
    folder = case.path.absolute().parent
    beside = sorted({*folder.glob("*.kpdesk*"), *folder.glob(f"{glob.escape(case.path.stem)}*.part")})
    found: dict[tuple[int, int], Copy] = {}
    for path in (*beside, *also):
        mark = identity(path)
        if mark is None or mark == identity(case.path) or mark in found or path.name.endswith(("-journal", ".lock")):
            continue
        if path.is_dir():
            continue
        chain, seq = _about(path, case.key)
        if chain == first:
            found[mark] = Copy(path=path, seq=seq)
        elif not chain and path.name.startswith(case.path.stem):
            found[mark] = Copy(path=path, seq=None)
    return list(found.values())


def holds_all_of(case: CaseFile, path: Path) -> bool:
    """Whether every change in that file is in the case too: an older state of it, of which nothing would be lost."""
    return _last_if_ours(case, path) > 0


def is_free_of(case: CaseFile, path: Path, first_seq: int, erased_seq: int = 0) -> bool:
    """Whether a file surely holds nothing of what came in with change ``first_seq`` and went with ``erased_seq`` (0: not yet).

    Numbers alone tell nothing of a copy or backup that went another way: its last change must be one of ours.
    """
    last = _last_if_ours(case, path)
    return 0 < last < first_seq or 0 < erased_seq <= last


def _last_if_ours(case: CaseFile, path: Path) -> int:
    """The number of that file's last change where the case has that very change too; else 0."""
    seq, chain = _asked(path, case.key, "SELECT seq, chain FROM change_set ORDER BY seq DESC LIMIT 1") or (0, "")
    with case.reading() as connection:
        ours = connection.execute(select(change_set.c.chain).where(change_set.c.seq == seq)).scalar()
    return seq if ours == chain else 0


def _about(path: Path, key: Key | None) -> tuple[str, int | None]:
    """(first link of the log, number of the last change); ("", None) where the file tells nothing."""
    ends = "SELECT (SELECT chain FROM change_set ORDER BY seq LIMIT 1), (SELECT max(seq) FROM change_set)"
    first, last = _asked(path, key, ends) or ("", None)
    return first or "", last


def _asked(path: Path, key: Key | None, question: str) -> tuple | None:
    """One row of a file, which may be protected with this key; None where it tells nothing."""
    for with_key in (key, None) if key is not None else (None,):
        try:
            connection = connect(path, read_only=True, key=with_key)
            try:
                return connection.execute(question).fetchone()
            finally:
                connection.close()
        except (*FAULTS, DBAPIError, TypeError):
            continue
    return None
