"""What kills and faults share: a fresh case for every blow, the step to strike at, and work in a process of its own."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from kpdesk.store.case import CaseFile
from tests.torture import deeds
from tests.torture.shim import Op, installed

Acknowledge = Callable[[int], None]


@dataclass(frozen=True)
class Blow:
    """One blow of a round: ``path`` is a fresh copy of the case, ``states`` are known by the deeds done."""

    path: Path
    passphrase: str | None
    states: list[str]
    n: int
    step: int  # of ``steps``, spread evenly over the round
    steps: int


def round_of(
    folder: Path, name: str, count: int, *, passphrase: str | None = None, kinds: Collection[str] = ()
) -> Iterator[Blow]:
    """``count`` blows on the same case, at operations of these kinds in turn; what a blow leaves is taken away after it."""
    base = deeds.base_case(folder, passphrase)
    states = deeds.known_states(base, passphrase)
    steps = _operations(base, passphrase, kinds) if kinds else 0
    for n in range(count):
        path = folder / f"{name}.kpdesk"
        shutil.copy(base, path)
        yield Blow(path, passphrase, states, n, 1 + n * steps // count, steps)
        for left in folder.glob(f"*{path.name}*"):
            left.unlink()
    base.unlink()


def _operations(base: Path, passphrase: str | None, kinds: Collection[str]) -> int:
    """How many operations of these kinds all deeds take."""
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


def in_child(work: Callable[[Acknowledge], None], *, kill_after: float | None = None) -> tuple[int, int]:
    """(last number acknowledged, exit code; negative: the signal) of work in a process of its own."""
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
    if kill_after is not None:
        time.sleep(kill_after)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    said = b""
    while part := os.read(reader, 4096):
        said += part
    os.close(reader)
    _, status = os.waitpid(child, 0)
    return (said[-1] if said else 0), os.waitstatus_to_exitcode(status)
