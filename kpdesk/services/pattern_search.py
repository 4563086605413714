"""A person's regular expression, tried in a process of its own: one that never ends can be stopped there."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from kpdesk.domain.wording import counted
from kpdesk.services.hits import searched_texts
from kpdesk.store.case import CaseFile

WORKER = Path(__file__).with_name("pattern_worker.py")
ONE_TEXT_SECONDS = 1.0
AT_ONCE = 200  # records whose texts are read together
Key = tuple[str, str]


class PatternFault(ValueError):
    """The regular expression cannot be used; the text is a sentence for the person."""


@dataclass(frozen=True, kw_only=True)
class Matches:
    """The first match of each record that has one, as (start, end) code points of its searched text."""

    spans: dict[Key, tuple[int, int]] = field(default_factory=dict)
    note: str = ""


def matches(
    case: CaseFile, pattern: str, keys: Sequence[Key], *, seconds: float = 5.0, one_text: float = ONE_TEXT_SECONDS,
    stopped: Callable[[], bool] = lambda: False,
) -> Matches:  # fmt: skip
    """Try ``pattern`` (case ignored, ^ and $ at each line) on the texts of these records, in order.

    Raises PatternFault where it cannot be read, or where one text alone takes longer than ``one_text`` seconds.
    """
    end = time.monotonic() + seconds
    spans: dict[Key, tuple[int, int]] = {}
    at = alone_until = 0  # records before the second are asked for one by one
    with ExitStack() as workers:
        worker = workers.enter_context(_Worker(pattern, seconds=max(one_text, 2.0)))
        while at < len(keys):
            if time.monotonic() > end or stopped():
                return Matches(spans=spans, note=f"Stopped: {at:,} of {counted(len(keys), 'record')} were looked at.")
            part = keys[at : at + (1 if at < alone_until else AT_ONCE)]
            texts = searched_texts(case, part)
            answer = worker.ask([texts.get(key, "") for key in part], seconds=one_text + 1.0)
            if answer is None and len(part) > 1:  # one of them without end, or all of them a little slow?
                alone_until = at + len(part)
                workers.close()
                worker = workers.enter_context(_Worker(pattern, seconds=max(one_text, 2.0)))
                continue
            if answer is None:
                raise PatternFault(
                    "This regular expression takes too long on one of the texts. "
                    "Avoid repeats inside repeats, such as (a+)+."
                )
            spans |= {key: (span[0], span[1]) for key, span in zip(part, answer, strict=True) if span}
            at += len(part)
    return Matches(spans=spans)


class _Worker:
    """The child process and the thread that listens to it."""

    def __init__(self, pattern: str, *, seconds: float) -> None:
        self._child = subprocess.Popen(
            [sys.executable, "-I", str(WORKER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._answers: queue.Queue[bytes] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        told = self._exchange(pattern, seconds)
        if told is None:
            self._child.kill()
            raise PatternFault("This regular expression is too large to be used.")
        if told:
            self._child.kill()
            raise PatternFault(f"This regular expression cannot be read: {told}.")

    def __enter__(self) -> _Worker:
        return self

    def __exit__(self, *exc: object) -> None:
        self._child.kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                pipe.close()

    def ask(self, texts: list[str], *, seconds: float) -> list[list[int] | None] | None:
        """The first match in each text; None where the time ran out."""
        return self._exchange(texts, seconds)

    def _exchange(self, message: object, seconds: float):
        assert self._child.stdin is not None
        line = json.dumps(message).encode() + b"\n"
        # Written by another thread: a child that is busy with one text does not read the next ones.
        threading.Thread(target=self._write, args=(line,), daemon=True).start()
        try:
            answer = self._answers.get(timeout=seconds)
        except queue.Empty:
            return None
        return json.loads(answer) if answer else None

    def _write(self, line: bytes) -> None:
        try:
            assert self._child.stdin is not None
            self._child.stdin.write(line)
            self._child.stdin.flush()
        except (OSError, ValueError):  # the child was stopped meanwhile
            return

    def _listen(self) -> None:
        assert self._child.stdout is not None
        try:
            for line in self._child.stdout:
                self._answers.put(line)
        except ValueError:  # closed while waiting
            pass
        self._answers.put(b"")
