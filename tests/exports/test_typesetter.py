"""Typst in a process of its own: kept between pages, ended when it takes too long or too much, and there again after."""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpdesk.errors import KpdeskError
from kpdesk.exports.glyphs import fonts_folder
from kpdesk.exports.typesetter import Refused, Typesetter

NOON = datetime.datetime(2011, 6, 20, 12, tzinfo=datetime.UTC)
# What the words of a briefing cannot do, for they are data: a template that does what it is told.
TEMPLATE = """
#let asked = sys.inputs.data
#if asked == "refuse" { panic("no such thing") }
#if asked == "hang" { let n = 0; for i in range(100000) { for j in range(100000) { n = calc.rem(n + j, 7) } } }
#if asked == "eat" { let words = "x"; for i in range(60) { words = words + words }; words }
Said: #asked
"""


class Stopped(Exception):
    """What a job's progress raises."""


@pytest.fixture
def typesetter(tmp_path: Path) -> Iterator[Typesetter]:
    (tmp_path / "main.typ").write_text(TEMPLATE, "utf-8")
    made = Typesetter(tmp_path / "main.typ", fonts_folder(), seconds=3.0, most_bytes=2 * 1024**3)
    yield made
    made.close()


def _set(typesetter: Typesetter, data: str, **how: object) -> list[bytes]:
    return typesetter.set(data, moment=NOON, system=False, format="svg", **how)


def test_one_process_sets_one_page_after_another(typesetter: Typesetter) -> None:
    """Its answer is the pages; the process stays."""
    assert _set(typesetter, "one")[0].startswith(b"<svg")
    child = typesetter._child
    assert _set(typesetter, "two") != _set(typesetter, "one") and typesetter._child is child


def test_what_typst_refuses_is_told_in_its_words_and_the_next_is_set(typesetter: Typesetter) -> None:
    """By the same process."""
    with pytest.raises(Refused, match="no such thing"):
        _set(typesetter, "refuse")
    child = typesetter._child
    assert _set(typesetter, "after") and typesetter._child is child


def test_what_takes_too_long_is_ended_and_told(typesetter: Typesetter) -> None:
    """Nothing runs on, and the next page is set."""
    with pytest.raises(KpdeskError, match="longer than 3 seconds and was stopped"):
        _set(typesetter, "hang")
    assert typesetter._child is None
    assert _set(typesetter, "after")


def test_a_stop_is_heard_at_once(typesetter: Typesetter) -> None:
    """Well before the time is out; the process is ended."""
    _set(typesetter, "one")
    child, begun = typesetter._child, time.monotonic()

    def look() -> None:
        if time.monotonic() - begun > 0.3:
            raise Stopped

    with pytest.raises(Stopped):
        _set(typesetter, "hang", look=look)
    assert time.monotonic() - begun < 2.5
    assert child is not None and not child.lives


def test_what_wants_too_much_memory_ends_alone(typesetter: Typesetter) -> None:
    """The program lives and says so; the next page is set."""
    typesetter._seconds = 60.0
    with pytest.raises(KpdeskError, match="too much memory, or failed inside Typst"):
        _set(typesetter, "eat")
    assert _set(typesetter, "after")


def test_a_process_that_was_killed_is_made_anew(typesetter: Typesetter) -> None:
    """By the system, say, when memory is short."""
    _set(typesetter, "one")
    assert typesetter._child is not None
    typesetter._child._process.kill()
    typesetter._child._process.wait()
    assert _set(typesetter, "two")
