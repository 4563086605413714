"""The child process of pattern_search: a pattern comes in, then lists of texts; first matches go out. Standard library only."""

from __future__ import annotations

import json
import re
import sys
from typing import BinaryIO


def work(incoming: BinaryIO, outgoing: BinaryIO) -> None:
    """Answer line by line until the parent goes away. The first answer is "" or what is wrong with the pattern."""

    def tell(answer: object) -> None:
        outgoing.write(json.dumps(answer).encode() + b"\n")
        outgoing.flush()

    try:
        look = re.compile(json.loads(incoming.readline()), re.IGNORECASE | re.MULTILINE)
    except (re.error, RecursionError, OverflowError) as fault:
        tell(getattr(fault, "msg", None) or "it is too large")
        return
    tell("")
    for line in incoming:
        found = (look.search(text) for text in json.loads(line))
        tell([m.span() if m and m.group() else None for m in found])


if __name__ == "__main__":
    work(sys.stdin.buffer, sys.stdout.buffer)
