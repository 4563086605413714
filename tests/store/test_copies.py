"""Copies of a case: whole, step by step, and one kept before the format changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpdesk.errors import CaseFileError
from kpdesk.store import backup, copies
from kpdesk.store.backup import backups_in
from kpdesk.store.case import CaseFile
from tests.builders import fingerprint
from tests.torture.shim import IOERR, Op, dealing


def test_a_copy_of_an_open_case_holds_the_same_and_tells_how_far_it_is(full, tmp_path: Path, passphrase) -> None:
    """Made beside an open case, protected where that one is; the shares told end at the whole."""
    told: list[float] = []
    target = tmp_path / "copy.kpdesk"
    copies.copy(full.path, target, key=full.key, progress=told.append)
    with CaseFile.open(target, read_only=True, passphrase=passphrase) as copy:
        assert fingerprint(copy) == fingerprint(full)
    assert told[-1] == 1.0 and told == sorted(told)


def test_what_is_kept_before_the_format_changes_is_a_backup_of_the_case(full) -> None:
    """It lies among the case's backups and says why."""
    kept = copies.before_migration(full.path, key=full.key, version=7)
    assert [(b.path, b.why) for b in backups_in(kept.parent)] == [(kept, "before format 8")]


@pytest.mark.parametrize("kind", ["read", "write", "delete"])
def test_an_error_of_the_copys_disk_is_not_told_as_a_change_that_was_lost(full, kind: str) -> None:
    """A stick that was pulled out in the middle of a backup: the case is saved, whatever became of the copy."""
    folder = backup.folder_of(full)

    def fail(op: Op) -> int:
        return IOERR[kind] if op.what == kind and op.path.startswith(str(folder)) else 0

    with dealing(fail), pytest.raises(CaseFileError, match="a copy of the case was being made"):
        backup.back_up(full, "by hand")
    assert list(folder.iterdir()) == []
