"""Full disks and I/O errors at every operation: a known error, everything before it kept, and work goes on after."""

from __future__ import annotations

import os
import random
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

from kpdesk.errors import KpdeskError
from kpdesk.services import backups, checking, recovery
from kpdesk.store.case import CaseFile
from tests.torture import deeds
from tests.torture.shim import FULL, IOERR, Op, at_operation, installed
from tests.torture.tally import Tally


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
        base = deeds.base_case(folder, passphrase)
        states = deeds.known_states(base, passphrase)
        steps = _operations(base, passphrase, kinds)
        for n in range(mine):
            path = folder / "faulty.kpdesk"
            shutil.copy(base, path)
            on = at_operation(
                1 + n * steps // mine, fail, kinds=kinds, lasting=n % 2 == 0 if lasting is None else lasting
            )
            _blow(path, passphrase, states, tally, name, on, f"{name} at {1 + n * steps // mine} of {steps}")
            for left in folder.glob("*faulty*"):
                left.unlink()
        base.unlink()


def _operations(base: Path, passphrase: str | None, kinds: tuple[str, ...]) -> int:
    count = 0

    def on(op: Op) -> int:
        nonlocal count
        count += op.what in kinds
        return 0

    path = base.with_name("count.kpdesk")
    shutil.copy(base, path)
    with CaseFile.open(path, passphrase=passphrase) as case:
        installed().on = on
        for deed in deeds.DEEDS:
            deed(case)
        installed().on = None
    path.unlink()
    return count


def _blow(path: Path, passphrase, states, tally: Tally, name: str, on, where: str) -> None:
    done = 0
    case = CaseFile.open(path, passphrase=passphrase)
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
        _goes_on(case, states, tally, where, done)
    finally:
        case.close()
    tally.judged(deeds.verdict(path, passphrase, states, len(states) - 1), f"{where}, after going on")


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
    import resource

    base = deeds.base_case(folder, None)
    states = deeds.known_states(base, None)
    start, chance = base.stat().st_size, random.Random(9)
    for n in range(blows):
        path = folder / "limited.kpdesk"
        shutil.copy(base, path)
        limit = start + chance.randrange(0, 120_000)

        def work(acknowledge: Callable[[int], None], path: Path = path, limit: int = limit, n: int = n) -> None:
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
                os._exit(7)

        acknowledged, status = _in_child(work)
        if status == 7:
            tally.add("disk_full")
        elif status:
            tally.bad("unexpected_exceptions", f"limit {limit}: exit {status}")
        tally.judged(deeds.verdict(path, None, states, acknowledged), f"limit of {limit} bytes")
        for left in folder.glob("*limited*"):
            if left.suffix == ".part":
                tally.bad("corrupt", f"{left.name} was left")
            left.unlink()
    base.unlink()


def _in_child(work: Callable[[Callable[[int], None]], None]) -> tuple[int, int]:
    """(last number acknowledged, exit status) of work in a process of its own."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.close(reader)
            work(lambda n: os.write(writer, bytes([n])) and None)
            code = 0
        finally:
            os._exit(code)
    os.close(writer)
    said = b""
    while part := os.read(reader, 4096):
        said += part
    os.close(reader)
    _, status = os.waitpid(child, 0)
    return (said[-1] if said else 0), os.waitstatus_to_exitcode(status)
