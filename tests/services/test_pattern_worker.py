"""The child process, called directly."""

from __future__ import annotations

import io
import json

from kpdesk.services.pattern_worker import work


def answers(*messages: object) -> list[object]:
    incoming = io.BytesIO(b"".join(json.dumps(m).encode() + b"\n" for m in messages))
    outgoing = io.BytesIO()
    work(incoming, outgoing)
    return [json.loads(line) for line in outgoing.getvalue().splitlines()]


def test_first_matches_come_back_text_by_text() -> None:
    """Empty matches count as none; case is ignored; ^ is each line's beginning."""
    assert answers("^b+", ["a\nBB", "ab", ""], ["b"]) == ["", [[2, 4], None, None], [[0, 1]]]
    assert answers("x*", ["abc"]) == ["", [None]]


def test_what_is_wrong_with_a_pattern_comes_first() -> None:
    """And nothing after it."""
    (told,) = answers("(", ["text"])
    assert "missing )" in str(told)
