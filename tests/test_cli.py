"""The command line as scripts see it: what is printed, what is written, and the exit codes 0, 1, 2, 3."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from kpdesk import cli
from kpdesk.extract import pipeline
from kpdesk.services import backups, cases
from tests.builders import a_full_case, an_actor, put

ARTICLE = (
    "HARARE — Mines Minister Obert Mpofu said the stakeholders meeting in Mutare marked a new beginning.\n\n"
    "Partnership Africa Canada Research Director Alan Martin told VOA that civil society will boycott the meeting "
    "this month in Kinshasa. “We cannot sit at a table where nothing is decided,” Martin said.\n"
)
needs_model = pytest.mark.skipif(not pipeline.is_available(), reason="the language model is not built yet")


def run(*words: object) -> int:
    """One command; argparse leaves by SystemExit, as the shell sees it."""
    try:
        return cli.main([str(w) for w in words])
    except SystemExit as leaving:
        return int(leaving.code or 0)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "voa.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def casefile(tmp_path: Path) -> Path:
    """A small finished case."""
    with a_full_case(tmp_path, name="Marange") as case:
        put(case, an_actor(name="=HYPERLINK(0)", kind="company"))
        return case.path


def test_new_makes_a_case_once(tmp_path: Path, capsys) -> None:
    """The suffix is added; a second one is refused and the first stays."""
    assert run("new", tmp_path / "marange", "--name", "Marange 2011") == 0
    assert capsys.readouterr().out == f"Made {tmp_path / 'marange.kpdesk'}\n"
    with cases.open_case(tmp_path / "marange.kpdesk") as case:
        assert case.settings().name == "Marange 2011"
    assert run("new", tmp_path / "marange") == 3
    told = capsys.readouterr().err
    assert told.startswith("kpdesk: marange.kpdesk is there already.")
    assert told.count("\n") == 1


@needs_model
def test_add_takes_texts_in_and_one_bad_file_stops_no_other(tmp_path: Path, article: Path, capsys) -> None:
    """The bad one is told on stderr, the exit code says so; the same text twice is told, not added."""
    run("new", tmp_path / "a.kpdesk")
    (tmp_path / "photo.dat").write_bytes(b"\x89PNG....")
    (tmp_path / "empty.txt").write_text(" ")
    capsys.readouterr()
    words = ("add", tmp_path / "a.kpdesk", tmp_path / "photo.dat", tmp_path / "empty.txt", article, tmp_path / "no.txt")
    assert run(*words, "--published", "2011-11", "--outlet", "VOA") == 1
    told = capsys.readouterr()
    assert [line.split(":")[1].split()[0] for line in told.err.splitlines()] == ["This", "empty.txt", "no.txt"]
    assert "voa.txt: taken in as “HARARE — Mines Minister Obert Mpofu" in told.out
    assert "  proposed " in told.out
    with cases.open_case(tmp_path / "a.kpdesk") as case:
        (source,) = case.all("source")
        assert (source.outlet, source.published) == ("VOA", "2011-11")
        assert "Alan Martin" in {a.name for a in case.all("actor")}
        assert all(s.state == "proposed" for s in case.all("statement"))
    assert run("add", tmp_path / "a.kpdesk", article) == 0
    assert "in the case already, as “HARARE" in capsys.readouterr().out


@pytest.mark.parametrize("date", ["yesterday", "2011-13", "2011-06-31", "11/2011", "2011-06/2011-07", "June 2011"])
def test_a_publication_date_is_year_month_or_day(date: str, casefile: Path, article: Path, capsys) -> None:
    """Anything else is a usage error, before any work."""
    assert run("add", casefile, article, "--published", date) == 2
    told = capsys.readouterr().err
    assert told.startswith("kpdesk: ")
    assert told.count("\n") == 1
    assert run("extract", article, "--published", date) == 2


def test_a_title_names_one_text(casefile: Path, article: Path, capsys) -> None:
    """Two texts under one title would be a mistake."""
    assert run("add", casefile, article, article, "--title", "T") == 2
    assert "--title names one text" in capsys.readouterr().err


def test_adding_several_texts_leaves_a_backup_of_the_case_before(casefile: Path, article: Path, tmp_path: Path) -> None:
    """One text alone does not wait for one; a second command soon after makes no other."""
    for n in range(3):
        (tmp_path / f"{n}.txt").write_text(f"Text {n}.")
    assert run("add", casefile, article, "--no-extract") == 0
    assert backups.backups_of_path(casefile) == []
    assert run("add", casefile, tmp_path / "0.txt", tmp_path / "1.txt", "--no-extract") == 0
    assert run("add", casefile, tmp_path / "1.txt", tmp_path / "2.txt", "--no-extract") == 0
    (kept,) = backups.backups_of_path(casefile)
    assert kept.why == "before adding 2 texts" and kept.counts["source"] == 2  # the fixture’s and the first


def test_add_without_extraction_only_takes_in(casefile: Path, article: Path, capsys) -> None:
    """For a first sorting of texts."""
    assert run("add", casefile, article, "--no-extract", "--title", "Boycott") == 0
    assert capsys.readouterr().out == "voa.txt: taken in as “Boycott”\n"


@needs_model
def test_extract_prints_drafts_whose_spans_are_the_files_own_characters(tmp_path: Path, capsys) -> None:
    """CRLF, emoji and a byte order mark in front do not shift them; the hash is of the bytes."""
    import hashlib

    data = "\ufeff💎 Report\r\n".encode() + ARTICLE.replace("\n", "\r\n").encode()
    path = tmp_path / "crlf.txt"
    path.write_bytes(data)
    assert run("extract", path, "--published", "2011-11", "--json") == 0
    draft = json.loads(capsys.readouterr().out)
    text = data.decode()
    assert draft["format"] == "kpdesk-draft/1"
    assert draft["source"]["sha256"] == hashlib.sha256(data).hexdigest()
    assert draft["source"]["characters"] == len(text)
    spans = [m for a in draft["actors"] for m in a["mentions"]] + [c for s in draft["statements"] for c in s["content"]]
    assert spans
    assert all(text[s["start"] : s["end"]] == s["text"] for s in spans)


@needs_model
def test_extract_writes_a_draft_for_each_text_and_replaces_only_when_told(
    tmp_path: Path, article: Path, capsys
) -> None:
    """One object a line for several; files are NAME.draft.json; a bad text stops no other."""
    other = tmp_path / "other.txt"
    other.write_text("Obert Mpofu said no.", encoding="utf-8")
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"%PDF-1.4")
    out = tmp_path / "drafts"
    assert run("extract", article, bad, other, "--json", "--out", out) == 1
    told = capsys.readouterr()
    assert len([json.loads(line) for line in told.out.splitlines()]) == 2
    assert "is a PDF" in told.err
    assert sorted(p.name for p in out.iterdir()) == ["other.draft.json", "voa.draft.json"]
    assert json.loads((out / "voa.draft.json").read_text("utf-8"))["actors"]
    assert run("extract", article, "--out", out) == 2
    assert "Add --force to replace it" in capsys.readouterr().err
    assert run("extract", article, "--out", out, "--force") == 0


def test_two_texts_of_one_name_are_refused_before_any_work(tmp_path: Path, article: Path, capsys) -> None:
    """Their drafts would share one file."""
    (tmp_path / "sub").mkdir()
    twin = tmp_path / "sub" / "voa.txt"
    twin.write_text("x")
    assert run("extract", article, twin, "--out", tmp_path / "drafts") == 2
    assert "Two texts are called voa." in capsys.readouterr().err
    assert not (tmp_path / "drafts").exists()


@pytest.mark.parametrize("what", cli.LISTS)
def test_lists_come_as_lines_json_and_csv(what: str, casefile: Path, capsys) -> None:
    """The same rows in each form; the JSON begins with the record's id."""
    assert run("list", casefile, what) == 0
    lines = capsys.readouterr().out.splitlines()
    assert run("list", casefile, what, "--json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert run("list", casefile, what, "--csv") == 0
    table = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert rows
    assert [r["id"] for r in rows] == [r["id"] for r in table]
    assert lines[-1] == f"{len(rows)} {what[:-1] if len(rows) == 1 else what}"
    assert len(lines) == len(rows) + 2, "a line of titles, the rows, the count"


def test_csv_cells_are_harmless_in_a_spreadsheet(casefile: Path, capsys) -> None:
    """A name that looks like a formula is text; JSON has it as it is."""
    run("list", casefile, "actors", "--csv")
    assert "'=HYPERLINK(0)" in capsys.readouterr().out
    run("list", casefile, "actors", "--json")
    assert '"=HYPERLINK(0)"' in capsys.readouterr().out


def test_listing_writes_nothing(casefile: Path, capsys) -> None:
    """Not a byte of the case changes."""
    before = casefile.read_bytes()
    run("list", casefile, "statements")
    assert casefile.read_bytes() == before


@pytest.mark.parametrize("name", ["timeline", "ledger", "network"])
def test_pictures_are_written_whole_and_replaced_only_when_told(
    name: str, casefile: Path, tmp_path: Path, capsys
) -> None:
    """SVG here (PNG has its own tests); an existing file needs --force; another suffix is a usage error."""
    out = tmp_path / f"{name}.svg"
    assert run(name, casefile, "--out", out) == 0
    assert capsys.readouterr().out == f"Wrote {out}\n"
    assert out.read_bytes().startswith(b"<")
    assert run(name, casefile, "--out", out) == 2
    assert "--force" in capsys.readouterr().err
    assert run(name, casefile, "--out", out, "--force") == 0
    assert run(name, casefile, "--out", tmp_path / "x.bmp") == 2
    assert [p.name for p in tmp_path.iterdir() if ".part" in p.name] == []


def test_a_briefing_of_one_thing_must_say_of_what(casefile: Path, tmp_path: Path, capsys) -> None:
    """Or of each."""
    assert run("brief", casefile, "--kind", "actor", "--out", tmp_path / "b.md") == 2
    assert "Add --of NAME, or --each" in capsys.readouterr().err
    assert run("brief", casefile, "--kind", "actor", "--of", "Ana Sithole", "--out", tmp_path / "b.md") == 0
    assert "Ana Sithole" in (tmp_path / "b.md").read_text("utf-8")
    assert run("brief", casefile, "--kind", "actor", "--of", "Nobody Known", "--out", tmp_path / "c.md") == 2
    assert not (tmp_path / "c.md").exists()


def test_check_finds_nothing_in_a_whole_case(casefile: Path, capsys) -> None:
    """Exit code 0 and at least one line."""
    assert run("check", casefile) == 0
    assert capsys.readouterr().out.strip()


def test_check_finds_what_was_changed_behind_its_back(casefile: Path, capsys) -> None:
    """Exit code 1 and what it is about."""
    from kpdesk.store.driver import sqlite

    connection = sqlite.connect(str(casefile))
    connection.execute("UPDATE actor SET name = 'Somebody else' WHERE name = 'Ana Sithole'")
    connection.commit()
    connection.close()
    assert run("check", casefile) == 1
    assert capsys.readouterr().out.strip()


def test_recover_and_package_write_new_files(casefile: Path, tmp_path: Path, capsys) -> None:
    """The case itself is not touched."""
    before = casefile.read_bytes()
    assert run("recover", casefile, "--out", tmp_path / "saved.kpdesk") == 0
    assert run("list", tmp_path / "saved.kpdesk", "actors") == 0
    assert run("package", casefile, "--out", tmp_path / "evidence.zip") == 0
    assert (tmp_path / "evidence.zip").read_bytes()[:2] == b"PK"
    assert run("package", casefile, "--out", tmp_path / "evidence.zip") == 2
    assert casefile.read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [("list", "{}", "actors"), ("timeline", "{}", "--out", "x.svg"), ("check", "{}"), ("brief", "{}", "--kind",
     "chronology", "--out", "x.md"), ("package", "{}", "--out", "x.zip"), ("add", "{}", "x.txt")],
)  # fmt: skip
def test_what_is_no_case_file_is_exit_code_3_in_one_line(
    words: tuple[str, ...], tmp_path: Path, capsys, monkeypatch
) -> None:
    """Missing, empty, a text, a folder; nothing is left behind."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes.kpdesk").write_text("my notes, not a case " * 50)
    (tmp_path / "empty.kpdesk").touch()
    (tmp_path / "folder.kpdesk").mkdir()
    for name in ("nowhere.kpdesk", "notes.kpdesk", "empty.kpdesk", "folder.kpdesk"):
        assert run(*(w.replace("{}", name) for w in words)) == 3
        told = capsys.readouterr().err
        assert told.startswith("kpdesk: ")
        assert told.count("\n") == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == ["empty.kpdesk", "folder.kpdesk", "notes.kpdesk"]


@pytest.mark.parametrize("words", [("list",), ("list", "a.kpdesk", "apples"), ("frobnicate", "a.kpdesk"), ("--wrong",)])
def test_wrong_words_are_exit_code_2(words: tuple[str, ...], capsys) -> None:
    """With what would be right, on stderr."""
    assert run(*words) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "usage: kpdesk" in told.err


@pytest.mark.parametrize("command", ["new", "add", "extract", "list", "timeline", "brief", "check", "demo", "recover"])
def test_every_command_has_help_with_an_example(command: str, capsys) -> None:
    """That names the command."""
    assert run(command, "--help") == 0
    assert f"example: kpdesk {command}" in capsys.readouterr().out


def test_a_word_that_is_no_command_is_a_case_to_open(tmp_path: Path, monkeypatch) -> None:
    """And ./new is a file, not the command."""
    from kpdesk import commands

    opened: list[Path | None] = []
    monkeypatch.setattr(commands, "open_window", lambda path, **_: opened.append(path) or 0)
    assert run("./new") == run("marange.kpdesk") == run() == 0
    assert opened == [Path("new"), Path("marange.kpdesk"), None]


def test_without_a_display_the_window_is_told_in_one_line(monkeypatch, capsys) -> None:
    """What to do instead is in it."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert run("some.kpdesk") == 1
    assert capsys.readouterr().err.startswith("kpdesk: There is no display here. Commands that need no window work")


def test_a_fault_of_the_disk_is_one_line(tmp_path: Path, article: Path, capsys) -> None:
    """A folder cannot be made where a file is."""
    (tmp_path / "drafts").write_text("")
    assert run("extract", article, "--out", tmp_path / "drafts") == 3
    assert capsys.readouterr().err == "kpdesk: drafts cannot be used: File exists\n"


def test_help_and_version_wait_for_nothing() -> None:
    """Started as a program: no spaCy, SQL or Qt is read for them."""
    code = (
        "import sys; from kpdesk import cli\n"
        "try: cli.main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'spacy', 'sqlalchemy', 'PySide6', 'numpy', 'typst'} & set(sys.modules)\n"
        "sys.exit(f'read too early: {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "exit codes: 0 done" in done.stdout


@pytest.mark.parametrize("name", ["sample.kpdesk", "timeline.png", "briefing.pdf"])
def test_the_demonstration_replaces_nothing(tmp_path: Path, capsys, name: str) -> None:
    """A sample that was worked in, its copies and a picture of somebody's own stay byte for byte."""
    mine = {
        tmp_path / each: f"mine {each}".encode() for each in (name, "sample.kpdesk (2).kpdesk", "sample.kpdesk-notes")
    }
    for path, data in mine.items():
        path.write_bytes(data)
    assert run("demo", "--headless", tmp_path) == 2
    assert f"{name} is there already" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == mine


def test_the_demonstration_without_a_display_leaves_the_one_before(tmp_path: Path, monkeypatch) -> None:
    """“make run” twice makes a second folder."""
    from kpdesk import commands

    made: list[Path] = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(commands, "_lacking_for_window", lambda: "There is no display here.")
    monkeypatch.setattr(commands, "demo_without_window", lambda out: out.mkdir(parents=True) or made.append(out) or 0)
    assert [run("demo"), run("demo"), run("demo")] == [0, 0, 0]
    assert made == [Path("build/demo"), Path("build/demo 2"), Path("build/demo 3")]


def test_listing_needs_no_language_model() -> None:
    """spaCy is read when a text is read, not before."""
    code = (
        "import sys\n"
        "from kpdesk.services import lookup, cases, history, making, merging, finding, review\n"
        "sys.exit('spacy was read' if 'spacy' in sys.modules else 0)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_the_module_is_the_command(casefile: Path) -> None:
    """python -m kpdesk prints in UTF-8 through a pipe, whatever the locale."""
    import os

    words = [sys.executable, "-m", "kpdesk", "list", str(casefile), "statements"]
    done = subprocess.run(words, capture_output=True, env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0"})
    assert done.returncode == 0, done.stderr
    assert "We cannot sit at a table" in done.stdout.decode("utf-8")


def test_too_little_memory_is_told_in_a_sentence(casefile: Path, capsys, monkeypatch) -> None:
    """Not with the tail of a trace."""

    def work(_given: object) -> int:
        raise MemoryError

    monkeypatch.setattr("kpdesk.commands.run_list", work)
    assert run("list", casefile, "actors") == 1
    assert capsys.readouterr().err.startswith("kpdesk: There is not enough memory for this.")
