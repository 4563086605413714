"""The command “brief” as scripts see it: files, what the case notes, and the choices that words make."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from kpdesk import cli
from kpdesk.services import briefing_memory
from kpdesk.services.briefing_choices import Choices
from kpdesk.store.case import CaseFile
from tests.builders import a_full_case, a_statement


def run(*words: object) -> int:
    """One command; argparse leaves by SystemExit, as the shell sees it."""
    try:
        return cli.main([str(w) for w in words])
    except SystemExit as leaving:
        return int(leaving.code or 0)


@pytest.fixture
def casefile(tmp_path: Path) -> Path:
    with a_full_case(tmp_path, name="Marange", file="marange.kpdesk") as case:
        return case.path


def made(casefile: Path) -> int:
    with CaseFile.open(casefile, read_only=True) as case:
        return case.count("briefing_made")


def test_the_next_briefing_says_what_changed_since_the_last_from_the_command_line(
    casefile: Path, tmp_path: Path
) -> None:
    """It was noted in the case, as one that the window makes is."""
    words = (
        "brief",
        casefile,
        "--kind",
        "chronology",
        "--force",
        "--out",
        tmp_path / "b.md",
        "--sections",
        "since,events",
    )
    assert run(*words) == 0
    assert "first briefing of this kind" in (tmp_path / "b.md").read_text("utf-8")
    with CaseFile.open(casefile) as case:
        a_statement(case, words="rejects an export ban", said_on="2011-07")
    assert run(*words) == 0
    assert "1 new" in (tmp_path / "b.md").read_text("utf-8") and made(casefile) == 2


def test_without_a_trace_the_case_stays_as_it_was(casefile: Path, tmp_path: Path) -> None:
    """To the byte."""
    before = hashlib.sha256(casefile.read_bytes()).digest()
    assert run("brief", casefile, "--kind", "chronology", "--out", tmp_path / "b.md", "--no-trace") == 0
    assert hashlib.sha256(casefile.read_bytes()).digest() == before


def test_a_case_that_is_open_elsewhere_can_be_briefed_from(casefile: Path, tmp_path: Path, capsys) -> None:
    """The file is written; that it was not noted is said."""
    with CaseFile.open(casefile):
        assert run("brief", casefile, "--kind", "chronology", "--out", tmp_path / "b.md") == 0
    assert (tmp_path / "b.md").exists() and made(casefile) == 0
    assert "not noted in the case" in capsys.readouterr().err


def test_one_for_each_is_noted_for_each(casefile: Path, tmp_path: Path, capsys) -> None:
    """In the form that was asked for."""
    assert run("brief", casefile, "--kind", "actor", "--each", "--out", tmp_path / "all", "--as", "md") == 0
    files = sorted(p.name for p in (tmp_path / "all").iterdir())
    assert files and all(name.endswith(".md") for name in files) and made(casefile) == len(files)
    assert capsys.readouterr().out.count("Wrote ") == len(files)


def test_a_template_of_the_case_is_taken_and_words_go_over_it(casefile: Path, tmp_path: Path, capsys) -> None:
    """What the window kept serves scripts."""
    with CaseFile.open(casefile) as case:
        kept = Choices(title="Weekly", summary="Little moved.", sections=("summary",), citations="plain")
        briefing_memory.keep_template(case, "Weekly note", "chronology", kept)
    words = ("brief", casefile, "--kind", "chronology", "--out", tmp_path / "b.md", "--template")
    assert run(*words, "weekly NOTE", "--title", "Week 26", "--sections", "summary,events") == 0
    text = (tmp_path / "b.md").read_text("utf-8")
    assert text.startswith("# Week 26") and "Little moved." in text and "## What happened" in text
    assert run(*words, "Monthly", "--force") == 2
    assert "“Weekly note”" in capsys.readouterr().err


def test_a_section_that_there_is_none_of_is_answered_with_those_there_are(
    casefile: Path, tmp_path: Path, capsys
) -> None:
    """Nothing is written."""
    words = ("brief", casefile, "--kind", "quotations", "--out", tmp_path / "b.md", "--sections", "?")
    assert run(*words) == 2
    assert "summary, since, quotations" in capsys.readouterr().err and not (tmp_path / "b.md").exists()


def test_an_issue_that_there_is_none_of_is_not_taken_for_all(casefile: Path, tmp_path: Path, capsys) -> None:
    """A whole case where a part was asked for would be passed on unread."""
    words = ("brief", casefile, "--kind", "chronology", "--out", tmp_path / "b.md")
    assert run(*words, "--issue", "Tariffs") == 2
    assert "“Tariffs”" in capsys.readouterr().err and not (tmp_path / "b.md").exists()
    assert run(*words, "--issue", "export BAN") == 0
    assert "Export ban" in (tmp_path / "b.md").read_text("utf-8")
