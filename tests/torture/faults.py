"""Full disks and I/O errors at every operation: a known error, everything before it kept, and work goes on after."""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Callable
from pathlib import Path

from kpdesk.errors import KpdeskError
from kpdesk.services import backups, checking, recovery
from kpdesk.store.case import CaseFile
from tests.torture import deeds
from tests.torture.rounds import Acknowledge, Blow, in_child, round_of
from tests.torture.shim import FULL, IOERR, Op, at_operation, installed
from tests.torture.tally import Tally

TOLD = 7  # the exit code of a process that met a known fault


def disk_full(folder: Path, tally: Tally, *, blows: int) -> None:
    """SQLite told that the disk is full at every write in turn; then a real limit on the file's size."""
    real = blows // 5
    _each(folder, tally, "disk_full", blows - real, ("write",), lambda op: FULL, lasting=True)
    _real_limits(folder, tally, real)


def io_errors(folder: Path, tally: Tally, *, blows: int) -> None:
    """Reads, writes, syncs, truncations and deletes that fail, once or from then on."""
    kinds = ("read", "write", "sync", "truncate", "delete")
    _each(folder, tally, "io_errors", blows, kinds, lambda op: IOERR[op.what], lasting=None)


def _each(
    folder: Path, tally: Tally, name: str, blows: int, kinds: tuple[str, ...], fail: Callable[[Op], int],
    *, lasting: bool | None,
) -> None:  # fmt: skip
    for passphrase, mine in ((None, blows - blows // 4), (deeds.PASSPHRASE, blows // 4)):
        for blow in round_of(folder, "faulty", mine, passphrase=passphrase, kinds=kinds):
            stays = blow.n % 2 == 0 if lasting is None else lasting
            _strike(blow, tally, name, at_operation(blow.step, fail, kinds=kinds, lasting=stays))


def _strike(blow: Blow, tally: Tally, name: str, on: Callable[[Op], int]) -> None:
    where, done = f"{name} at {blow.step} of {blow.steps}", 0
    case = CaseFile.open(blow.path, passphrase=blow.passphrase)
    installed().on = on
    try:
        for n, deed in enumerate(deeds.DEEDS, 1):
            deed(case)
            done = n
    except KpdeskError:
        tally.add(name)
    except Exception as fault:
        tally.bad("unexpected_exceptions", f"{where}: {fault!r}")
    finally:
        installed().on = None
    try:
        _goes_on(case, blow.states, tally, where, done)
    finally:
        case.close()
    verdict = deeds.verdict(blow.path, blow.passphrase, blow.states, len(blow.states) - 1)
    tally.judged(verdict, f"{where}, after going on")


def _goes_on(case: CaseFile, states: list[str], tally: Tally, where: str, done: int) -> None:
    """With the fault gone, the same open case is whole, and the remaining deeds can be done."""
    from tests.builders import fingerprint

    try:
        state = fingerprint(case)
        if state not in states[done : done + 2]:
            tally.bad("lost", f"{where}: {done} deeds were done")
            return
        done = done if state == states[done] else done + 1
        report = checking.check(case)
        if not report.ok:
            tally.bad("corrupt", f"{where}: {report.findings[0].message}")
        for deed in deeds.DEEDS[done:]:
            deed(case)
    except Exception as fault:
        tally.bad("unexpected_exceptions", f"{where}, going on: {fault!r}")


def _real_limits(folder: Path, tally: Tally, blows: int) -> None:
    """A process whose files may not grow past a size: saving, backing up and copying fail with a sentence."""
    chance = random.Random(9)
    for blow in round_of(folder, "limited", blows):
        limit = blow.path.stat().st_size + chance.randrange(0, 120_000)
        acknowledged, code = in_child(_within(blow.path, limit))
        if code == TOLD:
            tally.add("disk_full")
        elif code:
            tally.bad("unexpected_exceptions", f"limit {limit}: exit {code}")
        tally.judged(deeds.verdict(blow.path, None, blow.states, acknowledged), f"limit of {limit} bytes")
        for left in folder.glob("*limited*.part"):
            tally.bad("corrupt", f"{left.name} was left")


def _within(path: Path, limit: int) -> Callable[[Acknowledge], None]:
    """All deeds, a backup and a copy, by a process whose files may not grow past ``limit`` bytes."""
    import resource

    def work(acknowledge: Acknowledge) -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        case = CaseFile.open(path)
        try:
            for number, deed in enumerate(deeds.DEEDS, 1):
                deed(case)
                acknowledge(number)
            backups.back_up(case, "full")
            recovery.save_copy(case, path.with_name("copy of limited.kpdesk"))
        except KpdeskError:
            os._exit(TOLD)

    return work
