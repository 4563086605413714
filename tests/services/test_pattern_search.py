"""Regular expressions of a person: tried elsewhere, stopped in time."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from kpdesk.services.pattern_search import PatternFault, matches
from tests.builders import a_case, a_source


def test_a_pattern_that_never_ends_is_stopped(tmp_path: Path) -> None:
    """Catastrophic backtracking costs its time limit and no more, and is told."""
    with a_case(tmp_path) as case:
        source = a_source(case, text="a" * 60 + "!")
        begin = time.monotonic()
        with pytest.raises(PatternFault, match="takes too long on one of the texts"):
            matches(case, r"(a+)+$", [("source", source.id)], one_text=0.2)
        assert time.monotonic() - begin < 8


def test_many_texts_that_are_each_a_little_slow_blame_none_of_them(tmp_path: Path) -> None:
    """Together they take longer than one may; each is found, or it is said how far the search came."""
    with a_case(tmp_path) as case:
        slow = "a" * 19 + "!"  # some hundredths of a second each
        keys = [("source", a_source(case, text=f"{slow} {n} end", title=str(n)).id) for n in range(20)]
        result = matches(case, r"(a+)+$|end", keys, one_text=0.05, seconds=60)
        assert len(result.spans) == 20 and result.note == ""


def test_one_text_without_end_among_many_is_still_told(tmp_path: Path) -> None:
    """The others were looked at before it."""
    with a_case(tmp_path) as case:
        texts = [f"Text {n}" for n in range(5)] + ["a" * 60 + "!"]
        keys = [("source", a_source(case, text=text, title=text).id) for text in texts]
        with pytest.raises(PatternFault, match="takes too long on one of the texts"):
            matches(case, r"(a+)+$", keys, one_text=0.2)


def test_a_broken_pattern_is_told_in_a_sentence(tmp_path: Path) -> None:
    """With what the engine says is wrong."""
    with a_case(tmp_path) as case, pytest.raises(PatternFault, match="cannot be read: unterminated character set"):
        matches(case, "[a", [])


def test_what_was_found_until_the_stop_is_kept(tmp_path: Path) -> None:
    """Stopped by the person: the note says how far it came."""
    with a_case(tmp_path) as case:
        keys = [("source", a_source(case, text=f"Text {n}", title=str(n)).id) for n in range(201)]
        answers = iter([False, True])
        result = matches(case, r"text \d", keys, stopped=lambda: next(answers))
        assert len(result.spans) == 200
        assert result.note == "Stopped: 200 of 201 records were looked at."
        assert len(matches(case, r"TEXT 20\d", keys).spans) == 1
