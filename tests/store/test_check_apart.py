"""A large case is checked by a process of its own: the same findings, a stop is heard, the key stays off the command line."""

from __future__ import annotations

import subprocess
from typing import Any

import pytest

from kpdesk.errors import CaseFileError
from kpdesk.store import check_apart as apart
from kpdesk.store.check import check
from kpdesk.store.check_apart import check_apart


@pytest.fixture(autouse=True)
def all_are_large(monkeypatch) -> None:
    """Every case of these tests is checked by a process of its own."""
    monkeypatch.setattr(apart, "HERE_BELOW", 0)


def _spoil(case: Any) -> None:
    with case._engine.connect().execution_options(writing=True, recorded=True) as connection, connection.begin():
        connection.exec_driver_sql("UPDATE actor SET name = 'Rotten'")


@pytest.mark.parametrize("damaged", [False, True], ids=["whole", "damaged"])
def test_the_report_is_the_same(full, damaged: bool) -> None:
    """Whole or not: findings, records and counts as the check in this process tells them."""
    if damaged:
        _spoil(full)
    shares: list[float] = []
    report = check_apart(full.path, key=full.key, progress=shares.append)
    assert report == check(full.path, key=full.key) and report.ok is not damaged
    assert shares == sorted(shares) and shares[-1] > 0.5


def test_a_small_case_needs_no_process(full, monkeypatch) -> None:
    """A process starts more slowly than a small case is checked."""
    monkeypatch.setattr(apart, "HERE_BELOW", full.path.stat().st_size + 1)
    monkeypatch.setattr(subprocess, "Popen", None)
    assert check_apart(full.path, key=full.key).ok


def test_a_stop_ends_the_process(full, monkeypatch) -> None:
    """The fault that the progress raised comes out, and nothing goes on in the background."""
    made = _noted(monkeypatch)

    def stop(share: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        check_apart(full.path, key=full.key, progress=stop)
    assert made[0].poll() is not None


def test_a_process_that_dies_is_no_clean_report(full, monkeypatch) -> None:
    """Killed for want of memory, say: that is told, and nothing counts as verified."""
    made = _noted(monkeypatch)
    with pytest.raises(CaseFileError, match="without a result"):
        check_apart(full.path, key=full.key, progress=lambda share: made[0].kill())


def test_the_key_stands_on_no_command_line(full, monkeypatch) -> None:
    """Other programs can read the words that a process was started with."""
    made = _noted(monkeypatch)
    assert check_apart(full.path, key=full.key).ok
    words = repr(made[0].args)
    assert str(full.path) not in words and (full.key is None or full.key.as_sql()[3:-2] not in words)


def _noted(monkeypatch) -> list[Any]:
    made: list[Any] = []
    start = subprocess.Popen

    def noting(*args: Any, **how: Any) -> subprocess.Popen:
        made.append(start(*args, **how))
        return made[-1]

    monkeypatch.setattr(subprocess, "Popen", noting)
    return made
