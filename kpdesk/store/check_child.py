"""The child process of ``check_apart``: a path and a key come in, shares of the way and then the report go out."""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path
from typing import BinaryIO


def work(incoming: BinaryIO, outgoing: BinaryIO) -> None:
    """Answer one question; each answer is a line of JSON."""
    from kpdesk.store.check import check
    from kpdesk.store.check_apart import as_json
    from kpdesk.store.protection import Key, leave_no_core

    leave_no_core()
    asked = json.loads(incoming.readline())
    threading.Thread(target=_end_with, args=(incoming,), daemon=True).start()

    def tell(answer: object) -> None:
        outgoing.write(json.dumps(answer).encode() + b"\n")
        outgoing.flush()

    key = Key.from_sql(asked["key"]) if asked["key"] else None
    tell(as_json(check(Path(asked["path"]), key=key, progress=lambda share: tell(float(share)))))


def _end_with(parent: BinaryIO) -> None:
    """A parent that was killed wants no answer, and a key must not outlive it."""
    parent.read()
    os._exit(1)


if __name__ == "__main__":
    sys.path.append(str(Path(__file__).parents[2]))  # where kpdesk runs from its sources, without an installation
    if hasattr(os, "nice"):
        os.nice(10)
    work(sys.stdin.buffer, sys.stdout.buffer)
