"""Taking texts in: once, exactly, with clear words for what cannot be taken."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from kpdesk.errors import KpdeskError, TextError
from kpdesk.services import capture, checking, history
from kpdesk.store.case import CaseFile
from tests.builders import a_case, fingerprint


def test_a_paste_becomes_a_source_with_its_exact_text(case: CaseFile) -> None:
    """Text, received characters and the way back between them are kept; the first line is the title."""
    pasted = "\r\n  NGOs to boycott 💎 meeting  \r\nSecond line\0.\r\n"
    added = capture.add_paste(case, pasted, outlet="VOA", published="June 2011", kind="article")
    source = case.get("source", added.source_id)
    assert (source.title, source.outlet, source.published) == ("NGOs to boycott 💎 meeting", "VOA", "2011-06")
    version = capture.current_version(case, source.id)
    text = case.text(version.id)
    assert text == "\n  NGOs to boycott 💎 meeting  \nSecond line.\n"
    assert version.characters == len(text)
    assert case.blob(version.received_sha256).decode() == pasted
    assert version.text_sha256 == hashlib.sha256(text.encode()).hexdigest()
    at = text.index("Second")
    start, before = [entry for entry in json.loads(version.offset_map) if entry[0] <= at][-1]
    assert pasted[before + at - start :].startswith("Second")
    assert added.changes.label == "Took in “NGOs to boycott 💎 meeting”"


def test_the_same_text_twice_is_told_not_added_again(case: CaseFile, tmp_path: Path) -> None:
    """Also when its line ends differ, or it comes from a file."""
    first = capture.add_paste(case, "One article.\nIts text.")
    (tmp_path / "a.txt").write_bytes(b"One article.\r\nIts text.")
    before = fingerprint(case)
    again = capture.add_file(case, tmp_path / "a.txt", title="Other title")
    assert (again.already, again.source_id, again.title) == (True, first.source_id, "One article.")
    assert fingerprint(case) == before


def test_a_text_can_come_back_after_it_was_removed(case: CaseFile) -> None:
    """What was taken away is no twin."""
    first = capture.add_paste(case, "One article.")
    history.undo(case)
    assert not capture.add_paste(case, "One article.").already
    assert case.get("source", first.source_id) is None


def test_what_cannot_be_taken_in_leaves_no_trace(case: CaseFile, tmp_path: Path) -> None:
    """Empty, too long, not text, or with a date that is none."""
    (tmp_path / "photo.dat").write_bytes(b"\xff\xd8\xff\xe0" * 100)
    before = fingerprint(case)
    with pytest.raises(TextError, match="is empty"):
        capture.add_paste(case, " \n")
    with pytest.raises(TextError, match="10,000,000 characters"):
        capture.add_paste(case, "x" * 10_000_000)
    with pytest.raises(TextError, match="not text"):
        capture.add_file(case, tmp_path / "photo.dat")
    with pytest.raises(KpdeskError, match="31 June 2011"):
        capture.add_paste(case, "Text", published="31 June 2011")
    assert fingerprint(case) == before


def test_a_long_first_line_makes_a_short_title(case: CaseFile) -> None:
    """Cut at a word."""
    added = capture.add_paste(case, "word " * 200)
    assert len(added.title) <= 120
    assert added.title.endswith("word…")


# A process that may not take more memory than it has once the model is loaded, and a little for the first step.
SHORT_OF_MEMORY = """
import resource, sys
from kpdesk.errors import NotEnoughMemory
from kpdesk.extract import extract
from kpdesk.services import capture, cases

extract("Ana Sithole said on Monday that monitors would stay away.")
with cases.open_case(sys.argv[1]) as case:
    added = capture.add_paste(case, open(sys.argv[2], encoding="utf-8").read())
    taken = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (taken + (4 << 20), resource.RLIM_INFINITY))
    try:
        capture.read_and_propose(case, added.source_id)
    except NotEnoughMemory as fault:
        print(fault, flush=True)
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print(capture.read_and_propose(case, added.source_id).seq > 0, flush=True)
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the size of a process is read from /proc")
def test_a_text_that_wants_too_much_memory_is_told_and_the_case_is_whole(tmp_path: Path) -> None:
    """With a real limit on a real process: the text is in, nothing is half proposed, and it can be read afterwards."""
    with a_case(tmp_path) as case:
        path = case.path
    words = "Ana Sithole of the Diamond Watch Coalition told reporters that monitors reject the ban. " * 120
    (tmp_path / "long.txt").write_text(words, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", SHORT_OF_MEMORY, str(path), str(tmp_path / "long.txt")], capture_output=True, text=True
    )
    assert done.stdout.splitlines() == [
        "There is not enough memory for reading this text. All that was saved is kept. Close other programs, "
        "or split the text into parts, then try again.",
        "True",
    ], done.stderr[-2000:]
    with CaseFile.open(path) as case:
        assert case.count("text_version") == 1 and case.count("statement") > 0
        assert checking.check(case).ok
