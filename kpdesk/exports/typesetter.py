"""Typst in a process of its own: what takes too long, too much memory or is no longer wanted ends there, not here.

The child lives as long as its typesetter and keeps what it set, so that the next page costs only what changed.
"""

from __future__ import annotations

import contextlib
import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from kpdesk.errors import KpdeskError

CHILD = Path(__file__).with_name("typesetter_child.py")
SECONDS = 120.0  # a briefing of 300 sections takes two
MOST_BYTES = 4 * 1024**3  # of address space; such a briefing takes a tenth of it
LOOK_SECONDS = 0.1  # how soon a stop is heard


class Refused(Exception):
    """Typst does not set it; ``words`` are all that it says, ``first`` its first sentence."""

    def __init__(self, words: str, first: str) -> None:
        super().__init__(first)
        self.words, self.first = words, first


class Typesetter:
    """Sets ``main`` with other data each time. Not for two threads at once. Close it after use."""

    def __init__(self, main: Path, fonts: Path, *, seconds: float = SECONDS, most_bytes: int = MOST_BYTES) -> None:
        self._start = {"main": str(main), "root": str(main.parent), "fonts": str(fonts), "bytes": most_bytes}
        self._seconds = seconds
        self._child: _Child | None = None

    def close(self) -> None:
        """End the child, whatever it does."""
        child, self._child = self._child, None
        if child is not None:
            child.end()

    def set(
        self, data: str, *, moment: datetime, system: bool, look: Callable[[], object] = lambda: None, **how: Any
    ) -> list[bytes]:
        """The pages or the file. ``system``: with the system's fonts too. ``look`` may raise to stop it.

        Raises Refused where Typst says no, KpdeskError where it took too long or its process died.
        """
        if self._child is None or not self._child.lives:
            self.close()
            self._child = _Child(self._start)
        asked = {"system": system, "moment": moment.isoformat(), "how": how}
        try:
            answer = self._child.ask(asked, data.encode(), self._seconds, look)
        except BaseException:  # also a stop: what it makes now is for nobody
            self.close()
            raise
        if isinstance(answer, Refused):
            raise answer
        return answer


class _Child:
    """The process and the thread that listens to it."""

    def __init__(self, start: dict[str, Any]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-I", str(CHILD)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
        self._answers: queue.SimpleQueue[list[bytes] | Refused | None] = queue.SimpleQueue()
        threading.Thread(target=self._listen, name="kpdesk-typesetter", daemon=True).start()
        self._send(json.dumps(start).encode() + b"\n")

    @property
    def lives(self) -> bool:
        return self._process.poll() is None

    def ask(
        self, asked: dict[str, Any], data: bytes, seconds: float, look: Callable[[], object]
    ) -> list[bytes] | Refused:
        end = time.monotonic() + seconds
        line = json.dumps({**asked, "size": len(data)}).encode() + b"\n"
        # Written aside: a child that died does not read, and a stop is to be heard meanwhile.
        threading.Thread(target=self._send, args=(line + data,), daemon=True).start()
        while True:
            look()
            with contextlib.suppress(queue.Empty):
                answer = self._answers.get(timeout=LOOK_SECONDS)
                break
            if time.monotonic() > end:
                raise KpdeskError(
                    f"Setting the briefing took longer than {seconds:.0f} seconds and was stopped.",
                    "Narrow it to fewer records or sections, or make HTML.",
                )
        if answer is None:
            raise KpdeskError(
                "Setting the briefing needed too much memory, or failed inside Typst.",
                "Narrow it to fewer records or sections, or make HTML.",
            )
        return answer

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _send(self, message: bytes) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(OSError, ValueError):  # the child ended; who listens says so
            self._process.stdin.write(message)
            self._process.stdin.flush()

    def _listen(self) -> None:
        coming = self._process.stdout
        assert coming is not None
        with contextlib.suppress(OSError, ValueError):
            for line in coming:
                told = json.loads(line)
                made = [coming.read(size) for size in told["sizes"]]
                self._answers.put(Refused(told["refused"], told["first"]) if "refused" in told else made)
        self._answers.put(None)
