"""A corrected text: what moved, what changed, what was lost; nothing is silently shifted."""

from __future__ import annotations

import pytest

from kpdesk.errors import UsageError
from kpdesk.services import capture, history, reanchoring, review
from kpdesk.services.proposing import propose
from kpdesk.store.case import CaseFile
from tests.builders import a_source, fingerprint
from tests.services.drafts import QUOTE, TEXT, a_draft


@pytest.fixture
def source(case: CaseFile):
    """A text with accepted records."""
    source = a_source(case, text=TEXT)
    propose(case, source.id, a_draft())
    review.accept(case, [(k, r.id) for k in ("actor", "meeting", "statement", "position") for r in case.all(k)])
    return source


def test_a_line_in_front_moves_every_place_and_changes_no_decision(case: CaseFile, source) -> None:
    """Anchors are on the new text at the same words; nobody has to look again."""
    text = "Corrected 💎 on Monday.\n" + TEXT
    report = reanchoring.correct_text(case, source.id, text)
    assert report.sentence() == "11 places: 0 where they were, 11 moved, 0 with changed words, 0 not found."
    for anchor in case.all("anchor"):
        assert anchor.text_version_id == report.version.id
        assert text[anchor.start : anchor.end] == anchor.quote
        assert text[: anchor.start].endswith(anchor.prefix)
    assert {s.state for s in case.all("statement")} == {"accepted"}
    assert report.version.number == 2
    assert capture.current_version(case, source.id).id == report.version.id


def test_changed_words_are_looked_at_again(case: CaseFile, source) -> None:
    """The statement follows its characters and is undecided; the report shows both readings."""
    text = TEXT.replace("cannot sit at a table where nothing", "will not sit at a table where little")
    report = reanchoring.correct_text(case, source.id, text)
    (changed,) = [m for m in report.fates if m.fate == "changed"]
    assert changed.old_quote == QUOTE
    assert changed.new_quote == "We will not sit at a table where little is decided,"
    (said,) = case.all("statement")
    assert (said.state, said.content) == ("proposed", changed.new_quote)
    assert said.why == "Its words changed in a corrected text."


def test_lost_words_stay_on_the_old_text_and_are_told(case: CaseFile, source) -> None:
    """The old version is kept; the record is undecided, and still leads to the characters it rested on."""
    text = TEXT.replace(TEXT.splitlines(keepends=True)[2], "")
    report = reanchoring.correct_text(case, source.id, text)
    lost = {m.old_quote for m in report.fates if m.fate == "lost"}
    assert "rejects an export ban" in lost
    (position,) = case.all("position")
    assert position.state == "proposed"
    (anchor,) = case.all("anchor", position_id=position.id)
    assert case.text(anchor.text_version_id)[anchor.start : anchor.end] == "rejects an export ban"


def test_a_correction_is_one_deed_that_undo_takes_back(case: CaseFile, source) -> None:
    """Every anchor and state as before."""
    before = fingerprint(case)
    reanchoring.correct_text(case, source.id, "New.\n" + TEXT.replace("rejects", "refuses"))
    history.undo(case)
    assert fingerprint(case) == before


def test_a_record_that_a_person_decided_is_not_dropped_by_the_next_reading(case: CaseFile, source) -> None:
    """Looked at again is not the same as never looked at."""
    reanchoring.correct_text(case, source.id, TEXT.replace(TEXT.splitlines(keepends=True)[2], ""))
    propose(case, source.id, a_draft(TEXT.replace(TEXT.splitlines(keepends=True)[2], "")
        + TEXT.splitlines(keepends=True)[2], positions=(), actors=a_draft().actors[:2]))  # fmt: skip
    assert [p.state for p in case.all("position")] == ["proposed"]


def test_the_same_text_is_no_correction(case: CaseFile, source) -> None:
    """Line ends do not make a difference."""
    with pytest.raises(UsageError, match="has already"):
        reanchoring.correct_text(case, source.id, TEXT.replace("\n", "\r\n"))
