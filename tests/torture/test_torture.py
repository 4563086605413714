"""A short torture for every run of the tests; ``make torture`` runs the long one."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.torture import faults, flips, fuzz, kills, network, power
from tests.torture.shim import IOERR, Op, at_operation, installed
from tests.torture.tally import Tally

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs fork and signals")


@pytest.fixture(autouse=True)
def own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Backups and seals of the blows stay in the test's folder, and the shim in nobody's way."""
    monkeypatch.setenv("KPDESK_DATA", str(tmp_path / "data"))
    yield
    installed().use(False)


def _clean(tally: Tally) -> bool:
    assert tally.details == []
    return tally.clean


def test_killing_at_any_moment_loses_no_deed(tmp_path: Path) -> None:
    """Sixteen kills of real processes."""
    tally = Tally()
    kills.run(tmp_path, tally, kills=16)
    assert tally.counts["kills"] >= 16 and _clean(tally)


def test_cutting_the_power_loses_no_deed(tmp_path: Path) -> None:
    """Twelve cuts, every second one right after a deed was acknowledged."""
    tally = Tally()
    power.run(tmp_path, tally, cuts=12)
    assert tally.counts["power_cuts"] == 12 and _clean(tally)


def test_a_full_disk_is_told_and_work_goes_on(tmp_path: Path) -> None:
    """At writes of every deed, by SQLite's answer and by a real limit."""
    tally = Tally()
    faults.disk_full(tmp_path, tally, blows=6)
    assert tally.counts["disk_full"] >= 4 and _clean(tally)


def test_an_io_error_is_told_and_work_goes_on(tmp_path: Path) -> None:
    """Once and lasting, of every operation."""
    tally = Tally()
    faults.io_errors(tmp_path, tally, blows=6)
    assert tally.counts["io_errors"] >= 4 and _clean(tally)


def test_a_flipped_byte_is_found(tmp_path: Path) -> None:
    """Sealed, unsealed and protected."""
    tally = Tally()
    flips.run(tmp_path, tally, flips=24)
    assert (tally.counts["flips"] or 0) >= 16 and _clean(tally)


def test_hostile_input_raises_known_errors_only(tmp_path: Path) -> None:
    """Every parser of ours."""
    tally = Tally()
    fuzz.run(tmp_path, tally, inputs=900)
    assert (tally.counts["fuzz_inputs"] or 0) >= 900 and _clean(tally)


def test_the_counters_of_a_network_of_ones_own_count() -> None:
    """A silent command makes none, one that tries to connect and to send makes two."""
    silent = network.inside([sys.executable, "-c", "pass"], minutes=1)
    if isinstance(silent, str):
        pytest.skip(silent)
    loud = network.inside([sys.executable, "-c", network._PROBE], minutes=1)
    assert silent["attempts"] == 0 and isinstance(loud, dict) and loud["attempts"] >= 2


def test_sockets_are_forbidden_to_children_too() -> None:
    """Whatever program they run; sockets within this computer work."""
    code = (
        "import socket, subprocess, sys\n"
        "socket.socketpair()\n"
        "inner = 'import socket\\ntry: socket.socket(socket.AF_INET6)\\nexcept PermissionError: raise SystemExit(7)'\n"
        "raise SystemExit(subprocess.run([sys.executable, '-c', inner]).returncode)"
    )
    found = network.inside([sys.executable, "-c", code], minutes=1, forbidden=True)
    if isinstance(found, str):
        pytest.skip(found)
    assert found["exit"] == 7


def test_the_disk_model_loses_what_was_not_synced() -> None:
    """A write without a sync, and a delete whose folder was not synced, are lost in some cut and kept in another."""
    import random

    events: list[Op | int] = [Op("open", "x-journal"), Op("write", "x-journal", data=b"j" * 8), Op("sync", "x-journal"),
                              Op("write", "x", data=b"new"), Op("delete", "x-journal")]  # fmt: skip
    seen = {
        (f.get("-journal"), f[""]) for n in range(60) for f, _ in [power.after_cut(b"old", events, 5, random.Random(n))]
    }
    assert {j for j, _ in seen} == {None, b"j" * 8}
    assert {b"old", b"new"} <= {d for _, d in seen}


def test_a_fault_comes_at_the_operation_asked_for() -> None:
    """Once, or from there on."""
    for lasting, wanted in ((False, [0, 778, 0]), (True, [0, 778, 778])):
        on = at_operation(2, lambda op: IOERR[op.what], kinds=("write",), lasting=lasting)
        assert [on(Op("write", "x")) for _ in range(3)] == wanted
