"""The process that checks a large case: it answers in lines, and ends when nobody is there to hear it."""

from __future__ import annotations

import io
import json
import subprocess
import sys

from kpdesk.store import check_child
from kpdesk.store.check import check
from kpdesk.store.check_apart import CHILD, report_from


def test_it_answers_in_lines(full, monkeypatch) -> None:
    """How far it is, then the report."""
    monkeypatch.setattr(check_child, "_end_with", lambda parent: None)
    question = {"path": str(full.path), "key": full.key.as_sql() if full.key else None}
    answers = io.BytesIO()
    check_child.work(io.BytesIO(json.dumps(question).encode() + b"\n"), answers)
    *shares, report = (json.loads(line) for line in answers.getvalue().splitlines())
    assert shares == sorted(shares) and shares[-1] == 1.0
    assert report_from(report) == check(full.path, key=full.key)


def test_it_ends_with_the_program_that_wanted_it(tmp_path) -> None:
    """A window that was killed leaves no process behind that holds the key of the case."""
    words = CHILD.read_text("utf-8").replace("leave_no_core()", "leave_no_core(); from threading import Event", 1)
    slow = tmp_path / "slow.py"
    slow.write_text(
        words.replace("    def tell(", "    Event().wait()\n\n    def tell(").replace("__file__", repr(str(CHILD)))
    )
    with subprocess.Popen([sys.executable, "-I", slow], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin is not None
        child.stdin.write(b'{"path": "x", "key": null}\n')
        child.stdin.close()
        assert child.wait(timeout=30) == 1
