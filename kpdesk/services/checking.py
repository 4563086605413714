"""Verifying a case, and putting right what can be rebuilt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kpdesk.domain.health import CheckReport, Finding
from kpdesk.domain.wording import counted
from kpdesk.errors import DamagedError
from kpdesk.services import cases
from kpdesk.store import backup, schema, seal
from kpdesk.store.case import CaseFile
from kpdesk.store.check_apart import check_apart
from kpdesk.store.check_open import check_open
from kpdesk.store.protection import Key
from kpdesk.store.repair import repair as store_repair

Progress = Callable[[float], None]


def check(case: CaseFile, *, progress: Progress = lambda share: None) -> CheckReport:
    """Verify an open case: structure, links, hashes, texts, anchors, log, index. Saving goes on; safe in a thread."""
    return check_open(case, progress=progress)


def check_after_opening(case: CaseFile, *, progress: Progress = lambda share: None) -> str:
    """What is wrong with a case that was just opened, "" where it is whole: opening looks at its structure alone.

    Raises CaseFileError where there is no room to do it without holding up work.
    """
    report = check_open(case, progress=progress, saving_may_wait=False)
    if report.ok:
        return ""
    more = len(report.findings) - 1
    others = f" There {'is' if more == 1 else 'are'} {counted(more, 'more finding')}." if more else ""
    return f"{case.path.name} is not as it was written. {report.findings[0].message}{others}"


def mend(case: CaseFile, report: CheckReport | None = None) -> CheckReport:
    """Rebuild what can be rebuilt, and check again. A backup is made first where the case still allows one."""
    report = report or check(case)
    if not report.repairable:
        return report
    try:
        backup.back_up(case, "before repairing")
        kept = "A backup was made first."
    except DamagedError:  # what is damaged is not worth a backup; the file itself is copied beside it instead
        aside = backup.keep_beside(case, "before repairing")
        kept = f"The file as it was is kept as {aside.name}."
    done = store_repair(case, report)
    return replace(check(case), repaired=(kept, *done))


def check_file(
    path: Path | str, *, repair: bool = False, passphrase: str | None = None, progress: Progress = lambda share: None
) -> CheckReport:
    """Verify a case that is closed, whole bytes included. Raises CaseFileError where it is no case at all."""
    path = Path(path)
    salt = schema.look_before_opening(path)
    key = Key.of_file(passphrase, salt) if salt and passphrase else None
    try:
        with cases.open_case(path, read_only=not repair, passphrase=passphrase) as case:
            names = case.sealed_as()
            report = check_apart(path, key=case.key, progress=progress)  # nobody works in it meanwhile
            if repair:
                report = mend(case, report)
    except DamagedError as fault:
        found = check_apart(path, key=key, progress=progress)
        first = Finding(area="structure", message=str(fault))
        return replace(found, findings=(first, *found.findings))
    if names and not repair and not salt:
        bytes_changed = [Finding(area="structure", message=words) for words in seal.findings(path, *names)]
        report = replace(report, findings=(*report.findings, *bytes_changed))
    return report
