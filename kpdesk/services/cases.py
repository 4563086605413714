"""Making, opening and closing case files."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, cast

from kpdesk.domain.changes import Changes
from kpdesk.domain.records import CaseSettings
from kpdesk.errors import PassphraseNeeded, UsageError
from kpdesk.store import unfinished
from kpdesk.store.case import CaseFile
from kpdesk.store.faults import damaged
from kpdesk.store.files import readable_as
from kpdesk.store.placing import SUFFIX, taking_place


def path_of(path: Path | str) -> Path:
    """Where a new case of this name will lie: the ending is added where it is missing."""
    path = Path(path)
    return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)


def create(path: Path | str, *, name: str | None = None, passphrase: str | None = None) -> CaseFile:
    """A new case file with the issues of the field in it; none where that fails. The name defaults to the file's."""
    path = path_of(path)
    case = CaseFile.create(path, name=name or path.stem, passphrase=passphrase)
    try:
        return _with_issues(case)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def create_instead(path: Path | str) -> tuple[CaseFile, Path | None]:
    """A new case where another file may lie, which is kept beside under the name that is returned, with its journal.

    Raises AlreadyOpen where somebody has that file open. If the new case cannot be made, all is as it was.
    """
    path = path_of(path)
    if not path.exists():
        return create(path), None
    with taking_place(path, replace=True) as place:
        _with_issues(CaseFile.create(place.part, name=path.stem, over_empty=True)).close()
        readable_as(path, place.part)
    return CaseFile.open(path), place.kept


def _with_issues(case: CaseFile) -> CaseFile:
    """The case with the issues of the field; closed where they cannot be added."""
    try:
        from kpdesk.services.knowledge import issue_records  # here: to open a case needs no reference set

        with case.unit("Added the issues of the Kimberley Process", who="kpdesk") as unit:
            unit.add_all(issue_records())
    except BaseException:
        case.close()
        raise
    return case


def open_case(
    path: Path | str, *, read_only: bool = False, passphrase: str | None = None, key: object = None
) -> CaseFile:
    """Open a case file. Raises CaseFileError with what to do where it cannot be used.

    ``key`` (from ``backups.key_of``) opens another file of a protected case that is or was open, without asking.
    """
    unfinished.sweep()
    try:
        return CaseFile.open(path, read_only=read_only, passphrase=passphrase, key=cast("Any", key))
    except PassphraseNeeded:
        from kpdesk.services import backups

        if passphrase and backups.shows_damage(path, passphrase):
            raise damaged(Path(path).name) from None
        raise


def mark(case: CaseFile | None) -> str:
    """A word for this case and its copies that tells nothing of it, for what is kept outside of it; "" for none."""
    ends = case.sealed_as() if case is not None else None
    return hashlib.sha256(ends[0].encode("utf-8")).hexdigest()[:16] if ends else ""


def change_settings(case: CaseFile, settings: CaseSettings) -> Changes:
    """Keep the case's own settings (name, languages, reference set, house style)."""
    if not settings.name.strip():
        raise UsageError("A case needs a name.", "Write one.")
    with case.unit("Changed the settings of this case") as unit:
        unit.put(settings)
    return unit.changes
