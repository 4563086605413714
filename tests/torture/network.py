"""Silence: the whole suite once in a network of its own, whose kernel counts every attempt to leave it.

In a fresh network namespace there is no route: each try to connect, to ask for a name or to send leaves a trace in
the namespace's own counters, whatever library made it and whether or not Python knew of it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.torture.tally import Tally

ROOT = Path(__file__).parents[2]
COUNTERS = {"Ip": ("OutRequests", "OutNoRoutes"), "Tcp": ("ActiveOpens",), "Udp": ("OutDatagrams", "NoPorts")}
COUNTERS6 = ("Ip6OutNoRoutes", "Udp6OutDatagrams")
_INSIDE = """
import json, os, signal, subprocess, sys
sys.path.insert(0, ".")
from tests.torture.network import counted
quiet = subprocess.DEVNULL
suite = subprocess.Popen(sys.argv[2:], stdout=quiet, stderr=quiet, start_new_session=True)
try:
    code = suite.wait(float(sys.argv[1]))
except subprocess.TimeoutExpired:
    os.killpg(suite.pid, signal.SIGKILL)
    code = -1
print(json.dumps({"exit": code, "attempts": counted()}))
"""


def counted() -> int:
    """Packets and connections that this network namespace was asked for, counting refused ones."""
    total = 0
    lines = Path("/proc/net/snmp").read_text("ascii").splitlines()
    for names, values in zip(lines[::2], lines[1::2], strict=True):
        row = dict(zip(names.split(), values.split(), strict=True))
        total += sum(int(row[name]) for name in COUNTERS.get(names.split(":")[0], ()))
    six = Path("/proc/net/snmp6")
    if six.exists():
        row = dict(line.split() for line in six.read_text("ascii").splitlines())
        total += sum(int(row.get(name, 0)) for name in COUNTERS6)
    return total


def inside(command: list[str], *, minutes: float) -> dict[str, int] | str:
    """Run a command in a fresh network; its exit code and the attempts, or why that cannot be."""
    if not sys.platform.startswith("linux") or not shutil.which("unshare"):
        return "there is no unshare here"
    words = ["unshare", "-rn", sys.executable, "-c", _INSIDE, str(minutes * 60), *command]
    try:
        done = subprocess.run(
            words, cwd=ROOT, capture_output=True, text=True, timeout=minutes * 60 + 30, env=os.environ
        )
    except subprocess.TimeoutExpired:
        return f"the suite took more than {minutes:.0f} minutes"
    if done.returncode:
        return f"unshare is not allowed here ({done.stderr.strip()[-100:]})"
    return json.loads(done.stdout.splitlines()[-1])


def run(folder: Path, tally: Tally, *, minutes: float = 20) -> None:
    """The suite in its own network; a counter that does not count would show in the first line."""
    probe = inside([sys.executable, "-c", _PROBE], minutes=1)
    if isinstance(probe, str) or probe["attempts"] < 2:
        tally.counts["network_attempts"] = None
        tally.details.append(f"network: {probe if isinstance(probe, str) else 'the counters do not count here'}")
        return
    suite = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-m",
        "not torture and not bench",
        "--ignore=tests/torture",
    ]
    found = inside(suite, minutes=minutes)
    if isinstance(found, str):
        tally.counts["network_attempts"] = None
        tally.details.append(f"network: {found}")
        return
    tally.add("network_attempts", found["attempts"])
    if found["exit"] < 0:
        tally.details.append(f"network: stopped after {minutes:.0f} minutes; attempts until then are counted")
    tally.counts["network_suite_exit"] = found["exit"]


_PROBE = """
import socket
for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
    try:
        socket.socket(socket.AF_INET, kind).connect(("192.0.2.1", 53))
    except OSError:
        pass
"""
