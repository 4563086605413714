"""A person's own regular expression over many texts, in a process of its own: one that never ends can be stopped."""

from __future__ import annotations

import multiprocessing
import re
from collections.abc import Sequence
from multiprocessing.connection import Connection


def matching(pattern: str, texts: Sequence[str], *, seconds: float) -> tuple[list[int], int]:
    """(numbers of the texts in which the pattern occurs, how many were tried before the time was up).

    Case does not count. Raises re.error for a pattern that cannot be read.
    """
    re.compile(pattern)
    if not texts:
        return [], 0
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    worker = context.Process(target=_work, args=(theirs, pattern, list(texts), seconds), daemon=True)
    worker.start()
    theirs.close()
    found: list[int] = []
    tried = 0
    try:
        # Starting a process takes a while on slow machines; the time counts from its first word.
        while ours.poll(seconds + (10 if tried == 0 else 0)):
            told = ours.recv()
            if told is None:
                break
            tried, hits = told
            found += hits
    except EOFError:
        pass
    finally:
        worker.kill()
        worker.join()
        ours.close()
    return found, tried


def _work(pipe: Connection, pattern: str, texts: list[str], seconds: float) -> None:
    """Runs in the other process: tells after every text how far it is."""
    import time

    look = re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    pipe.send((0, []))
    stop = time.monotonic() + seconds
    for number, text in enumerate(texts, 1):
        hit = look.search(text)
        pipe.send((number, [number - 1] if hit else []))
        if time.monotonic() > stop:
            return
    pipe.send(None)
