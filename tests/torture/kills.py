"""Kill -9: real processes, killed at every operation on the files and at random moments, in deeds and in keeping work."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

from kpdesk.services import backups, checking, erasing, evidence, protection
from kpdesk.store.case import CaseFile
from tests.builders import fingerprint
from tests.torture import deeds
from tests.torture.rounds import Blow, in_child, round_of
from tests.torture.shim import Op, at_operation, installed
from tests.torture.tally import Tally

CHANGING = ("open", "write", "truncate", "sync", "delete")


def _die(op: Op) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def _deeds_on(path: Path, passphrase: str | None, number: int | None) -> Callable[[Callable[[int], None]], None]:
    def work(acknowledge: Callable[[int], None]) -> None:
        case = CaseFile.open(path, passphrase=passphrase)
        if number is not None:
            installed().on = at_operation(number, _die, kinds=CHANGING)
        for n, deed in enumerate(deeds.DEEDS, 1):
            deed(case)
            acknowledge(n)

    return work


def run(folder: Path, tally: Tally, *, kills: int) -> None:
    """Three fifths at every step of the deeds, one fifth at random moments, one fifth in keeping work."""
    installed()  # before any fork, so that children have it too
    for passphrase, share in ((None, 0.6), (deeds.PASSPHRASE, 0.2)):
        mine = int(kills * share)
        chance = random.Random(mine)
        whole = 0.0
        for blow in round_of(folder, "killed", mine + 1, passphrase=passphrase, kinds=CHANGING):
            if blow.n == 0:  # one that lives, for the time that the deeds take
                started = time.monotonic()
                _one(blow, tally, None, None)
                whole = time.monotonic() - started
            elif blow.n % 4 == 0:
                _one(blow, tally, None, chance.uniform(0, whole))
            else:
                _one(blow, tally, blow.step, None)
    keeping(folder, tally, kills=kills - tally.counts["kills"])  # type: ignore[operator]


def _one(blow: Blow, tally: Tally, number: int | None, after: float | None) -> None:
    acknowledged, code = in_child(_deeds_on(blow.path, blow.passphrase, number), kill_after=after)
    tally.add("kills", int(code < 0))
    if code > 0:
        tally.bad("unexpected_exceptions", f"killed at {number or after}: exit {code}")
    tally.judged(deeds.verdict(blow.path, blow.passphrase, blow.states, acknowledged), f"killed at {number or after}")


def _keepers(path: Path) -> dict[str, Callable[[], object]]:
    """Work on a whole file: each leaves the case as it was or as it should be, never in between."""

    def opened(deed: Callable[[CaseFile], object]) -> Callable[[], object]:
        def do() -> None:
            with CaseFile.open(path) as case:
                deed(case)

        return do

    return {
        "backup": opened(lambda case: backups.back_up(case, "torture")),
        "restore": lambda: backups.restore(path, backups.backups_of_path(path)[0]),
        "protect": lambda: protection.protect(path, deeds.PASSPHRASE),
        "evidence": opened(lambda case: evidence.write_package(case, path.with_name("out.zip"), force=True)),
        "erase": opened(lambda case: erasing.erase(case, [("source", case.all("source")[0].id)])),
    }


def keeping(folder: Path, tally: Tally, *, kills: int) -> None:
    """Kill backups, restores, encryption, exports and erasing at random moments and steps."""
    base = deeds.base_case(folder, None)
    with CaseFile.open(base) as case:
        for deed in deeds.DEEDS:
            deed(case)
        before = fingerprint(case)
    names = list(_keepers(base))
    chance = random.Random(5)
    done = tries = 0
    while done < kills and tries < kills * 3 + 10:
        name = names[tries % len(names)]
        tries += 1
        inside = folder / "keeping"
        inside.mkdir()
        path = inside / "kept.kpdesk"
        shutil.copy(base, path)
        with CaseFile.open(path) as case:
            backups.back_up(case, "first")

        at_step = tries % 2 == 1

        def work(acknowledge, name: str = name, path: Path = path, at_step: bool = at_step) -> None:
            if at_step:
                installed().on = at_operation(chance.randrange(1, 60), _die, kinds=CHANGING)
            _keepers(path)[name]()

        _, code = in_child(work, kill_after=None if at_step else chance.uniform(0.005, 0.25))
        chance.random()
        done += code < 0
        tally.add("kills", int(code < 0))
        _judge_keeping(name, path, before, tally)
        shutil.rmtree(inside)
        shutil.rmtree(Path(os.environ["KPDESK_DATA"]), ignore_errors=True)
    base.unlink()


def _judge_keeping(name: str, path: Path, before: str, tally: Tally) -> None:
    try:
        passphrase = deeds.PASSPHRASE if _is_protected(path) else None
        with CaseFile.open(path, passphrase=passphrase) as case:
            report, state = checking.check(case), fingerprint(case)
            if not report.ok:
                tally.bad("corrupt", f"killed in {name}: {report.findings[0].message}")
            elif state != before and not (name == "erase" and case.history(limit=1)[0].deed == "erase"):
                tally.bad("lost", f"killed in {name}")
            for kept in backups.backups_of(case):
                found = checking.check_file(kept.path)
                if not found.ok:
                    tally.bad("corrupt", f"a backup after a kill in {name}: {found.findings[0].message}")
        package = path.with_name("out.zip")
        if package.exists() and evidence.verify_package(package):
            tally.bad("corrupt", "an evidence package after a kill")
    except Exception as fault:
        tally.bad("corrupt", f"killed in {name}: {fault!r}")


def _is_protected(path: Path) -> bool:
    with path.open("rb") as handle:
        return not handle.read(16).startswith(b"SQLite format 3")
