"""Footnotes, short forms, bibliography and CSL-JSON."""

from __future__ import annotations

import json

from kpdesk.exports.citations import Notes, bibliography, csl_json, marked, opening
from tests.exports.report_samples import WORDS, evidence


def _text(runs: list[dict]) -> str:
    return "".join(r["x"] for r in runs)


def test_the_first_note_says_everything_the_next_points_back() -> None:
    """Speaker, quotation, outlet, title, dates, address, hash and characters; then a short form."""
    notes = Notes()
    first, second = notes.note((evidence(),)), notes.note((evidence(),))
    text = _text(first["runs"])
    for part in ("Ana Sithole", f"“{WORDS}”", "Demonstration Wire", "“Monitors stay away, part 0,”", "18 June 2011",
                 "https://wire.example.org", "accessed 20 November 2026", "Said June 2011", "Text 3fa9c1d204", "characters 11–120"):  # fmt: skip
        assert part in text, part
    assert "(note 1)" in _text(second["runs"]) and "https" not in _text(second["runs"])
    assert (first["n"], second["n"]) == (1, 2)


def test_equal_dates_are_told_once() -> None:
    """Said and published on one day."""
    text = _text(Notes().note((evidence(said_on="2011-06-18"),))["runs"])
    assert "Said" not in text and "18 June 2011" in text


def test_words_that_stand_in_the_sentence_are_only_begun_in_the_note() -> None:
    """The note names which words are meant."""
    text = _text(Notes().note((evidence(),), quoted=True)["runs"])
    assert "“We cannot sit at a well-laid table …”" in text and WORDS not in text
    assert opening("Few words here.") == "Few words here."


def test_plain_notes_lead_with_the_outlet() -> None:
    """The other style."""
    text = _text(Notes("plain").note((evidence(),))["runs"])
    assert text.startswith("Ana Sithole: “") and "Demonstration Wire, 18 June 2011: Monitors" in text


def test_a_claim_without_a_text_says_so() -> None:
    """Nothing stands without a word on what it rests on."""
    assert "no text is cited" in _text(Notes().without_text()["runs"])


def test_quotation_marks_are_not_doubled() -> None:
    """Words that bring their own keep them."""
    assert marked("“Yes.”") == "“Yes.”" and marked("Yes") == "“Yes”"


def test_the_bibliography_is_in_order_and_links_only_what_may_be_followed() -> None:
    """By author or outlet, then date; script addresses are words."""
    entries = bibliography([evidence(2, outlet="B"), evidence(1, outlet="A", address="javascript:alert(1)")])
    assert _text(entries[0]).startswith("A. ") and _text(entries[1]).startswith("B. ")
    assert [r["s"] for r in entries[0] if r["s"] == "link"] == []
    assert "javascript:alert(1)" in _text(entries[0])


def test_csl_keeps_partial_dates_as_well_as_they_are_known() -> None:
    """A month is a month; an interval has two ends."""
    entry = json.loads(csl_json([evidence(published="2011-06", accessed="2011-06-20/2011-06-23")]))[0]
    assert entry["issued"] == {"date-parts": [[2011, 6]]}
    assert entry["accessed"] == {"date-parts": [[2011, 6, 20], [2011, 6, 23]]}
    assert entry["type"] == "article-newspaper" and entry["container-title"] == "Demonstration Wire"
    assert json.loads(csl_json([evidence(published="soon")]))[0]["issued"] == {"raw": "soon"}
