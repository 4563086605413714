"""The child process of ``typesetter``: it keeps Typst's compilers, so that what did not change is not set again.

Asked by one line of JSON and so many bytes of data; answers by one line of JSON and the bytes of what was made.
"""

from __future__ import annotations

import datetime
import json
import sys
from typing import Any, BinaryIO

import typst


def work(incoming: BinaryIO, outgoing: BinaryIO) -> None:
    """Answer until the parent goes away. The first line says which file to set, from where, with what fonts."""
    start = json.loads(incoming.readline())
    _limit(start["bytes"])
    compilers: dict[bool, typst.Compiler] = {}
    for line in incoming:
        asked = json.loads(line)
        data = incoming.read(asked["size"]).decode()
        made: list[bytes] = []
        told: dict[str, Any] = {}
        try:
            system = asked["system"]
            if system not in compilers:
                compilers[system] = typst.Compiler(
                    start["main"], root=start["root"], font_paths=typst.Fonts(system, False, [start["fonts"]]),
                    package_path=start["root"], package_cache_path=start["root"],
                )  # fmt: skip
            moment = datetime.datetime.fromisoformat(asked["moment"])
            found: Any = compilers[system].compile(sys_inputs={"data": data}, timestamp=moment, **asked["how"])
            made = found if isinstance(found, list) else [found]
        except typst.TypstError as fault:
            told = {"refused": f"{fault.diagnostic}{fault}", "first": str(fault)}
        outgoing.write(json.dumps(told | {"sizes": [len(part) for part in made]}).encode() + b"\n")
        for part in made:
            outgoing.write(part)
        outgoing.flush()


def _limit(most: int) -> None:
    """More memory than this is not given to this process; what wants it ends, and nothing else."""
    try:
        import resource
    except ImportError:  # pragma: no cover (Windows has no such limit for a process alone)
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


if __name__ == "__main__":
    work(sys.stdin.buffer, sys.stdout.buffer)
