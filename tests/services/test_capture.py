"""Taking texts in: once, exactly, with clear words for what cannot be taken."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from kpdesk.errors import KpdeskError, TextError
from kpdesk.services import capture, history
from kpdesk.store.case import CaseFile
from tests.builders import fingerprint


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
