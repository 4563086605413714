"""A person's own regular expression, which may be one that never ends."""

from __future__ import annotations

import re
import time

import pytest

from kpdesk.analysis.patterns import matching


def test_it_finds_the_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Case does not count."""
    assert matching(r"mar\w+ge", ["Marange stones", "nothing", "MARANGE"], seconds=5) == ([0, 2], 3)


def test_a_pattern_without_end_is_stopped() -> None:
    """What was tried before is kept."""
    started = time.monotonic()
    found, tried = matching(r"(a+)+$", ["aaa", "a" * 60 + "b", "aaa"], seconds=0.5)
    assert (found, tried) == ([0], 1)
    assert time.monotonic() - started < 15


def test_a_pattern_that_cannot_be_read_is_a_fault() -> None:
    """Before any process is started."""
    with pytest.raises(re.error):
        matching("(", ["x"], seconds=1)


def test_no_texts_need_no_process() -> None:
    """Nothing to do."""
    assert matching("x", [], seconds=1) == ([], 0)
