"""make torture: all blows, two at a time, and their count in build/torture.json. Takes up to 40 minutes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.torture.tally import UNWANTED, Tally

ROOT = Path(__file__).parents[2]
# Longest first; kills in parts, so that two processors share them.
SECTIONS = (
    ("network", 1), ("sockets_forbidden", 1), ("kills", 350), ("kills", 350), ("kills", 350), ("disk_full", 240), ("io_errors", 240),
    ("power_cuts", 240), ("flips", 320), ("fuzz_inputs", 104_000),
)  # fmt: skip


def section(name: str, number: int) -> Tally:
    """One kind of blow, in this process."""
    from tests.torture import faults, flips, fuzz, kills, network, power

    tally = Tally()
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # a disk of one's own would only be slower
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True, dir=memory) as place:
        os.environ["KPDESK_DATA"] = str(Path(place) / "data")
        folder = Path(place)
        blows = {
            "kills": lambda: kills.run(folder, tally, kills=number),
            "power_cuts": lambda: power.run(folder, tally, cuts=number),
            "disk_full": lambda: faults.disk_full(folder, tally, blows=number),
            "io_errors": lambda: faults.io_errors(folder, tally, blows=number),
            "flips": lambda: flips.run(folder, tally, flips=number),
            "fuzz_inputs": lambda: fuzz.run(folder, tally, inputs=number),
            "network": lambda: network.run(folder, tally, forbidden=False),
            "sockets_forbidden": lambda: network.run(folder, tally, forbidden=True),
        }
        blows[name]()
    return tally


def _in_process(job: tuple[str, int]) -> Tally:
    name, number = job
    started = time.monotonic()
    words = [sys.executable, "-m", "tests.torture", "--section", name, str(number)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True)
    tally = Tally()
    try:
        found = json.loads(done.stdout.splitlines()[-1])
        tally.counts, tally.details = found["counts"], found["details"]
    except (ValueError, IndexError, LookupError):
        tally.bad("unexpected_exceptions", f"{name} did not finish: {done.stderr[-300:]}")
    print(f"{name:12} {number:>7}  {time.monotonic() - started:6.0f} s", file=sys.stderr, flush=True)
    return tally


def main(words: list[str]) -> int:
    if words[:1] == ["--section"]:
        tally = section(words[1], int(words[2]))
        print(json.dumps({"counts": tally.counts, "details": tally.details}))
        return 0
    share = float(words[0]) if words else 1.0
    started = time.monotonic()
    jobs = [(name, max(int(number * share), 1)) for name, number in SECTIONS]
    total = Tally()
    with ThreadPoolExecutor(2) as pool:
        for part in pool.map(_in_process, jobs):
            for name, count in part.counts.items():
                if count is None:
                    total.counts[name] = None
                elif total.counts.get(name, 0) is not None:
                    total.add(name, count)
            total.details += part.details
    out = ROOT / "build" / "torture.json"
    out.parent.mkdir(exist_ok=True)
    figures = {**total.counts, "minutes": round((time.monotonic() - started) / 60, 1), "details": total.details[:100]}
    out.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(json.dumps(figures, indent=1, ensure_ascii=False))
    return 0 if all(not total.counts[name] for name in UNWANTED) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
