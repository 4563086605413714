"""Silence: the whole suite once in a network of its own, whose kernel counts every attempt to leave it, and once with
sockets forbidden by the kernel to it and to all its children.

In a fresh network namespace there is no route: each try to connect, to ask for a name or to send leaves a trace in
the namespace's own counters, whatever library made it and whether or not Python knew of it.
"""

from __future__ import annotations

import ctypes
import json
import os
import platform
import shutil
import struct
import subprocess
import sys
from pathlib import Path

from tests.torture.tally import Tally

ROOT = Path(__file__).parents[2]
MINUTES = 25
COUNTERS = {"Ip": ("OutRequests", "OutNoRoutes"), "Tcp": ("ActiveOpens",), "Udp": ("OutDatagrams", "NoPorts")}
COUNTERS6 = ("Ip6OutNoRoutes", "Udp6OutDatagrams")
_INSIDE = """
import json, os, signal, subprocess, sys
sys.path.insert(0, ".")
from tests.torture import network
if sys.argv[1] == "forbidden":
    network.forbid_sockets()
log = open(sys.argv[3], "wb")
suite = subprocess.Popen(sys.argv[4:], stdout=log, stderr=log, start_new_session=True)
try:
    code = suite.wait(float(sys.argv[2]))
except subprocess.TimeoutExpired:
    os.killpg(suite.pid, signal.SIGKILL)
    code = -1
print(json.dumps({"exit": code, "attempts": network.counted()}))
"""
_PROBE = """
import socket
for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
    try:
        socket.socket(socket.AF_INET, kind).connect(("192.0.2.1", 53))
    except OSError:
        pass
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


def forbid_sockets() -> None:
    """From here on the kernel refuses this process and its children every socket but those within this computer.

    Raises OSError where it cannot (another system, another kind of processor).
    """
    number, machine = {"x86_64": (41, 0xC000003E), "aarch64": (198, 0xC00000B7)}.get(platform.machine(), (0, 0))
    if not sys.platform.startswith("linux") or not number:
        raise OSError("no filter for system calls is known for this computer")
    allow, refuse = 0x7FFF0000, 0x00050000 | 13  # EACCES
    inet, inet6, packet = 2, 10, 17
    # Each step: code, jump if true, jump if false, value. Loads: processor, number of the call, its first argument.
    steps = (
        (0x20, 0, 0, 4), (0x15, 0, 6, machine), (0x20, 0, 0, 0), (0x15, 0, 4, number), (0x20, 0, 0, 16),
        (0x15, 3, 0, inet), (0x15, 2, 0, inet6), (0x15, 1, 0, packet), (0x06, 0, 0, allow), (0x06, 0, 0, refuse),
    )  # fmt: skip
    code = ctypes.create_string_buffer(b"".join(struct.pack("<HBBI", *step) for step in steps))
    program = ctypes.create_string_buffer(struct.pack("<HxxxxxxQ", len(steps), ctypes.addressof(code)))
    libc = ctypes.CDLL(None, use_errno=True)
    no_new_privileges, seccomp, filtering = 38, 22, 2
    if libc.prctl(no_new_privileges, 1, 0, 0, 0) or libc.prctl(seccomp, filtering, program, 0, 0):
        raise OSError(ctypes.get_errno(), "the kernel takes no filter for system calls")


def inside(command: list[str], *, minutes: float, forbidden: bool = False, log: Path | None = None) -> dict | str:
    """Run a command in a fresh network, or with sockets ``forbidden``; its exit code and the attempts, or why not."""
    own_network = [] if forbidden else _unshare()
    if isinstance(own_network, str):
        return own_network
    mode = "forbidden" if forbidden else "counted"
    words = [*own_network, sys.executable, "-c", _INSIDE, mode, str(minutes * 60), str(log or os.devnull), *command]
    # The suite's own refusal would keep attempts from the kernel, which is to count them.
    env = os.environ if forbidden else {**os.environ, "KPDESK_COUNT_NETWORK": "1"}
    try:
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=minutes * 60 + 30, env=env)
    except subprocess.TimeoutExpired:
        return f"it took more than {minutes:.0f} minutes"
    if done.returncode:
        return f"it is not allowed here ({done.stderr.strip()[-100:]})"
    return json.loads(done.stdout.splitlines()[-1])


def _unshare() -> list[str] | str:
    """The command that gives a process a network of its own: as root with root's rights, else as any user."""
    if not sys.platform.startswith("linux") or not shutil.which("unshare"):
        return "there is no unshare here"
    said = ""
    for words in (["unshare", "-n"], ["unshare", "-rn"]):
        tried = subprocess.run([*words, "true"], capture_output=True, text=True)
        if tried.returncode == 0:
            return words
        said = tried.stderr.strip()[-100:]
    return f"a network of one's own is not allowed here ({said})"


def _suite(folder: Path, *more: str) -> list[str]:
    return [
        sys.executable, "-m", "pytest", "-q", "-o", f"cache_dir={folder / 'cache'}", "-m", "not torture and not bench",
        "--ignore=tests/torture", f"--basetemp={folder / 'tests'}", *more,
    ]  # fmt: skip


def run(folder: Path, tally: Tally, *, forbidden: bool, minutes: float = MINUTES) -> None:
    """The suite once; attempts, and tests that fail twice, are counted. A counter that does not count would show."""
    name = "sockets_forbidden" if forbidden else "network"
    reason = _does_not_work(forbidden)
    log = folder / "suite.txt"
    found = reason or inside(_suite(folder), minutes=minutes, forbidden=forbidden, log=log)
    if isinstance(found, str):
        if not forbidden:
            tally.counts["network_attempts"] = None
        tally.counts[f"{name}_suite_exit"] = None
        tally.details.append(f"{name}: {found}")
        return
    attempts, code = found["attempts"], found["exit"]
    if code == 1:  # a busy computer makes a test of time fail; what fails again fails for a reason
        again = inside(_suite(folder, "--last-failed"), minutes=minutes, forbidden=forbidden, log=log)
        if isinstance(again, dict):
            attempts, code = attempts + again["attempts"], again["exit"]
    tally.counts[f"{name}_suite_exit"] = code
    if not forbidden and attempts:
        tally.add("network_attempts", attempts)
        tally.details.append(f"network: {attempts} attempts to leave this computer")
    if code < 0:
        tally.details.append(
            f"{name}: the suite was stopped after {minutes:.0f} minutes; attempts until then are counted"
        )
    elif code:
        failed = [
            line for line in log.read_text("utf-8", "replace").splitlines() if line.startswith(("FAILED", "ERROR"))
        ]
        tally.bad("unexpected_exceptions", f"{name}, the suite: {'; '.join(failed)[:300] or f'exit {code}'}")


def _does_not_work(forbidden: bool) -> str:
    """Why a run would tell nothing; "" where attempts are counted, or sockets refused, as they should be."""
    if forbidden:
        code = "import socket\ntry: socket.socket(socket.AF_INET)\nexcept PermissionError: raise SystemExit(7)"
        tried = inside([sys.executable, "-c", code], minutes=1, forbidden=True)
        return tried if isinstance(tried, str) else "" if tried["exit"] == 7 else "sockets are not refused here"
    probe = inside([sys.executable, "-c", _PROBE], minutes=1)
    return probe if isinstance(probe, str) else "" if probe["attempts"] >= 2 else "the counters do not count here"
