"""The check of a case that is open, on a copy: a check keeps its snapshot for as long as it reads, and no save waits so long.

The copy lies beside the backups, protected as the case is, and goes when the check ends; one that a killed program left
goes with what else is left there.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

from kpdesk.domain.health import CheckReport
from kpdesk.errors import CaseFileError
from kpdesk.store import backup, leftovers
from kpdesk.store.case import CaseFile
from kpdesk.store.check_apart import check_apart
from kpdesk.store.files import private

COPYING = 0.1  # of the way
Progress = Callable[[float], None]


def check_open(case: CaseFile, *, progress: Progress = lambda share: None, saving_may_wait: bool = True) -> CheckReport:
    """Verify an open case while it is worked in.

    Where there is no room for a copy, or what is damaged cannot be copied, the file itself is read, and saving waits;
    unless it may not: CaseFileError then.
    """
    with contextlib.ExitStack() as ends:
        try:
            copy = ends.enter_context(_copied(case, lambda share: progress(COPYING * share)))
        except OSError as fault:
            if not (saving_may_wait and case.in_place):
                raise CaseFileError(
                    f"{case.path.name} could not be checked: {fault.strerror or fault}.",
                    "Free some space for a copy of it, then check it.",
                ) from fault
        except CaseFileError:
            if not (saving_may_wait and case.in_place):
                raise
        else:
            return check_apart(copy, key=case.key, progress=lambda share: progress(COPYING + (1 - COPYING) * share))
    return check_apart(case.path, key=case.key, progress=progress)


@contextlib.contextmanager
def _copied(case: CaseFile, progress: Progress) -> Iterator[Path]:
    folder = backup.folder_of(case)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    leftovers.sweep(folder)
    with leftovers.at_work(folder):
        path = private(folder / f"checked-{secrets.token_hex(8)}.part")
        try:
            backup.copy_open(case, path, progress=progress)
            yield path
        finally:
            for made in (path, path.with_name(path.name + "-journal")):
                made.unlink(missing_ok=True)
