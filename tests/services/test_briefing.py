"""From a case to a file: five kinds, five formats, honest counts, the same bytes."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from kpdesk.domain.report import Picture, all_sentences
from kpdesk.domain.vocabulary import BRIEFING_KINDS
from kpdesk.errors import UsageError
from kpdesk.services import briefing
from kpdesk.store.case import CaseFile
from tests.builders import TEXT, a_case, a_full_case, a_position, a_statement, an_actor, put

DAY = "2026-11-23"
OF = {"meeting": "Intersessional, Windhoek", "actor": "Ana Sithole", "issue": "export-ban"}


@pytest.fixture
def case(tmp_path: Path):
    with a_full_case(tmp_path) as made:
        yield made


def text_of(path: Path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler's pdftotext is not here")
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode("utf-8").split())


@pytest.mark.parametrize("kind", BRIEFING_KINDS)
def test_each_kind_is_made_and_each_of_its_claims_is_footnoted(case: CaseFile, tmp_path: Path, kind: str) -> None:
    """Every sentence that stands for a record has a note; every note's characters are in the text."""
    brief = briefing.compose(case, kind, of=OF.get(kind), date=DAY)
    claims = [s for s in all_sentences(brief.report) if s.record]
    assert claims and brief.report.front.reviewed_share == 1
    for evidence in (e for s in claims for e in s.evidence):
        assert TEXT[evidence.start : evidence.end] == evidence.quotation
    path = briefing.make(case, kind, of=OF.get(kind), out=tmp_path / "a.pdf", date=DAY)
    assert "Test case" in text_of(path) and "23 November 2026" in text_of(path)


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".html", ".md", ".json"])
def test_the_same_case_choices_and_date_give_the_same_bytes(case: CaseFile, tmp_path: Path, suffix: str) -> None:
    """Although the first briefing was remembered before the second was made."""
    first, second = (
        briefing.make(case, "chronology", out=tmp_path / f"{name}{suffix}", date=DAY).read_bytes() for name in "ab"
    )
    assert first == second and first


def test_sources_come_out_for_zotero(case: CaseFile, tmp_path: Path) -> None:
    """As CSL-JSON."""
    path = briefing.make(case, "chronology", out=tmp_path / "a.json", date=DAY)
    assert [s["title"] for s in json.loads(path.read_text("utf-8"))] == ["Monitors stay away"]


def test_the_front_counts_what_is_used_and_what_is_left_out(tmp_path: Path) -> None:
    """Unreviewed statements are left out, or marked and counted."""
    with a_case(tmp_path) as case:
        a_statement(case)
        a_statement(case, state="proposed", words="we were not asked")
        strict = briefing.compose(case, "chronology").report
        assert (strict.front.statements, strict.front.left_out, strict.front.reviewed_share) == (1, 1, 1)
        marked = briefing.compose(case, "chronology", choices={"unreviewed": "mark"}).report
        assert (marked.front.statements, marked.front.left_out, marked.front.reviewed) == (2, 0, 1)
        assert [s.reviewed for s in all_sentences(marked) if s.record] == [True, False]
        assert any("not reviewed" in note for note in marked.front.notes)
        words = text_of(
            briefing.make(case, "chronology", choices={"unreviewed": "mark"}, out=tmp_path / "a.pdf", date=DAY)
        )
        assert "50 %: 1 of 2 records" in words and words.count("not reviewed") == 2


def test_a_case_with_nothing_to_tell_says_so(tmp_path: Path) -> None:
    """A page, not a fault; and how many wait for review."""
    with a_case(tmp_path) as case:
        a_statement(case, state="proposed")
        report = briefing.compose(case, "chronology").report
        assert "1 record would, but nobody has reviewed them" in " ".join(s.text for s in all_sentences(report))


def test_own_words_sections_and_title_are_followed(case: CaseFile) -> None:
    """In the writer's order."""
    choices = {"sections": ["statements", "summary"], "summary": "One.\n\nTwo.", "title": "For the minister",
               "paragraphs": [["statements", "Mine."]]}  # fmt: skip
    report = briefing.compose(case, "actor", of="Ana Sithole", choices=choices).report
    assert report.title == "For the minister" and [s.key for s in report.sections] == ["statements", "summary"]
    lines = [s.text for s in all_sentences(report)]
    assert lines[0] == "Mine." and lines[-2:] == ["One.", "Two."]


def test_a_dropped_record_is_gone_and_not_counted(case: CaseFile) -> None:
    """Dropping is a choice of the writer, not a lack of review."""
    (statement,) = case.all("statement")
    report = briefing.compose(case, "chronology", choices={"dropped": [statement.id]}).report
    assert report.front.statements == 0 and report.front.left_out == 0


def test_the_chronology_shows_its_meetings_as_a_vector_with_words(case: CaseFile) -> None:
    """For those who see it and those who do not."""
    report = briefing.compose(case, "chronology", date=DAY).report
    (picture,) = next(s for s in report.sections if s.key == "picture").blocks
    assert isinstance(picture, Picture) and picture.svg.startswith("<svg") and "1 text" in picture.caption
    assert picture.alt.endswith(": Intersessional, Windhoek, June 2011.")


def test_an_existing_file_and_an_unknown_suffix_are_refused(case: CaseFile, tmp_path: Path) -> None:
    """Before anything is composed; nothing is remembered."""
    out = tmp_path / "a.pdf"
    out.write_bytes(b"mine")
    with pytest.raises(UsageError, match="there already"):
        briefing.make(case, "chronology", out=out)
    with pytest.raises(UsageError, match="cannot be written as"):
        briefing.make(case, "chronology", out=tmp_path / "a.odt")
    with pytest.raises(UsageError, match="not one day"):
        briefing.make(case, "chronology", out=tmp_path / "b.pdf", date="2026-11")
    assert out.read_bytes() == b"mine" and case.count("briefing_made") == 0


def test_a_batch_makes_one_for_each_that_has_something_to_tell(case: CaseFile, tmp_path: Path) -> None:
    """With progress; empty ones are left out; two of one name do not overwrite each other."""
    told: list[tuple[float, str]] = []
    made = briefing.each(case, "actor", tmp_path / "out", lambda share, name: told.append((share, name)), date=DAY)
    assert sorted(p.name for p in made) == ["Ana Sithole.pdf", "Government of Examplia.pdf"]
    assert told[0] == (0.0, "Ana Sithole") and told[-1][0] == 1.0
    with pytest.raises(UsageError, match="of the whole case"):
        briefing.each(case, "chronology", tmp_path / "out")


def test_house_style_and_a_read_only_case(case: CaseFile, tmp_path: Path) -> None:
    """Head from the settings; what can only be read is not written to."""
    with case.unit("house") as unit:
        logo = unit.keep_blob(
            b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>"
        )
        style = json.dumps({"organisation": "Diamond Watch", "accent": "#7a4a00", "logo": logo})
        unit.put(replace(case.settings(), house_style=style))
    case.close()
    with CaseFile.open(case.path, read_only=True) as reading:
        report = briefing.compose(reading, "chronology").report
        assert report.style.organisation == "Diamond Watch" and report.style.logo.startswith(b"<svg")
        briefing.make(reading, "chronology", out=tmp_path / "a.pdf", date=DAY)
        assert reading.count("briefing_made") == 0
        assert "Diamond Watch" in text_of(tmp_path / "a.pdf")


def test_statement_and_article_dates_are_both_told_where_they_differ(case: CaseFile, tmp_path: Path) -> None:
    """The date of a statement is not the date of the article."""
    words = text_of(briefing.make(case, "quotations", out=tmp_path / "a.pdf", date=DAY))
    assert re.search(r"The Example, 18 June 2011.* Said June 2011\.", words)


def test_the_ledger_shows_who_stands_where_at_a_size_that_can_be_read(case: CaseFile) -> None:
    """As a vector with words; what does not fit is counted."""
    issue = case.all("issue")[0]
    for n in range(12):
        a_position(case, holder=put(case, an_actor(name=f"Holder {n}")), issue=issue)
    report = briefing.compose(case, "chronology", date=DAY).report
    (picture,) = next(s for s in report.sections if s.key == "ledger").blocks
    assert isinstance(picture, Picture) and picture.svg.count("Holder ") >= 9 and not picture.landscape
    assert "10 of 13 positions" in picture.caption and "Holder 0 opposes Export ban" in picture.alt
