"""The child process alone: one line and data in, one line and pages out, and its end when nobody asks any more."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from kpdesk.exports.glyphs import fonts_folder
from kpdesk.exports.typesetter import CHILD


def test_it_answers_each_question_and_ends_with_its_input(tmp_path: Path) -> None:
    """Words of any length and script go in as they are; sizes say what belongs to whom."""
    (tmp_path / "main.typ").write_text("#sys.inputs.data", "utf-8")
    start = {
        "main": str(tmp_path / "main.typ"), "root": str(tmp_path), "fonts": str(fonts_folder()), "bytes": 4 * 1024**3,
    }  # fmt: skip
    asked = b""
    for words in ("Ana said:\n“no” #read", "é" * 5000):
        data = words.encode()
        about = {"system": False, "moment": "2011-06-20T12:00:00+00:00", "how": {"format": "svg"}, "size": len(data)}
        asked += json.dumps(about).encode() + b"\n" + data
    done = subprocess.run(
        [sys.executable, "-I", str(CHILD)], input=json.dumps(start).encode() + b"\n" + asked, capture_output=True,
        check=True,
    )  # fmt: skip
    coming, sizes = done.stdout, []
    while coming:
        line, _, coming = coming.partition(b"\n")
        for size in json.loads(line)["sizes"]:
            assert coming[:size].startswith(b"<svg") and coming[:size].endswith(b"</svg>")
            coming = coming[size:]
            sizes.append(size)
    assert len(sizes) >= 2
