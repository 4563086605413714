"""The check of a case in a process of its own: a large one would slow every page of the window for minutes.

The key goes through the pipe, never onto a command line. The child works with low priority, and ends when it is stopped.
"""

from __future__ import annotations

import contextlib
import json
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kpdesk.domain.health import CheckReport, Finding
from kpdesk.errors import CaseFileError
from kpdesk.store.check import check
from kpdesk.store.protection import Key

CHILD = Path(__file__).with_name("check_child.py")
HERE_BELOW = 8 * 1024 * 1024  # bytes; so much is checked sooner than a process starts
LOOK_SECONDS = 0.1  # how soon a stop is heard
Progress = Callable[[float], None]


def check_apart(path: Path, *, key: Key | None = None, progress: Progress = lambda share: None) -> CheckReport:
    """What ``check`` finds; ``progress`` may raise to stop it. Raises CaseFileError where the process ends without an answer."""
    if path.stat().st_size < HERE_BELOW:
        return check(path, key=key, progress=progress)
    asked = json.dumps({"path": str(path), "key": key.as_sql() if key else None})
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
    child = subprocess.Popen(
        [sys.executable, "-I", str(CHILD)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        creationflags=flags,
    )  # fmt: skip
    assert child.stdin is not None and child.stdout is not None
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(child.stdout, lines), name="kpdesk-check", daemon=True).start()
    try:
        with contextlib.suppress(OSError):  # one that died at once is told below
            child.stdin.write(asked.encode() + b"\n")
            child.stdin.flush()
        return _answer(lines, progress)
    finally:
        child.kill()
        child.wait()
        child.stdin.close()
        child.stdout.close()


def _answer(lines: queue.SimpleQueue[bytes], progress: Progress) -> CheckReport:
    share = 0.0
    while True:
        progress(share)
        try:
            line = lines.get(timeout=LOOK_SECONDS)
        except queue.Empty:
            continue
        if not line:
            raise CaseFileError(
                "The check ended without a result; the computer may be short of memory.",
                "Close other programs, then try again.",
            )
        told = json.loads(line)
        if isinstance(told, float):
            share = told
        else:
            return report_from(told)


def _listen(outgoing: Any, lines: queue.SimpleQueue[bytes]) -> None:
    with contextlib.suppress(ValueError, OSError):  # closed while waiting
        for line in outgoing:
            lines.put(line)
    lines.put(b"")


def as_json(report: CheckReport) -> dict[str, Any]:
    """A report as the child tells it."""
    findings = [[f.area, f.message, f.record, f.repairable] for f in report.findings]
    return {"findings": findings, "counts": report.counts}


def report_from(told: dict[str, Any]) -> CheckReport:
    """The report that ``as_json`` was made from."""
    findings = tuple(
        Finding(area=area, message=message, record=tuple(record) if record else None, repairable=repairable)
        for area, message, record, repairable in told["findings"]
    )
    return CheckReport(findings=findings, counts=told["counts"])
