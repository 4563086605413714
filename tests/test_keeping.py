"""What keeps a case, as scripts do it: pass-phrases, backups, erasing, evidence, copies, history."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import pytest

from kpdesk import cli
from kpdesk.services import backups, cases
from kpdesk.store.case import CaseFile
from tests.builders import a_full_case, an_actor, put

OLD, NEW = "five words that don’t match", "five others of another kind"


def run(*words: object, typed: str = "") -> int:
    """One command; what is ``typed`` comes through a file descriptor, a pass-phrase a line."""
    given = [str(w) for w in words]
    if typed:
        reader, writer = os.pipe()
        os.write(writer, typed.encode())
        os.close(writer)
        given += ["--passphrase-fd", str(reader)]
    try:
        return cli.main(given)
    except SystemExit as leaving:
        return int(leaving.code or 0)


@pytest.fixture
def casefile(tmp_path: Path) -> Path:
    with a_full_case(tmp_path, name="Marange", file="marange.kpdesk") as case:
        return case.path


@pytest.fixture
def protected(tmp_path: Path) -> Path:
    with a_full_case(tmp_path, file="secret.kpdesk", passphrase=OLD) as case:
        return case.path


def test_a_pass_phrase_is_set_changed_and_taken_off(casefile: Path, capsys) -> None:
    """The file says nothing in between, and old backups are named, or deleted when that is asked for."""
    with cases.open_case(casefile) as case:
        backups.back_up(case)
    assert run("protect", casefile, typed=f"{NEW}\n") == 0
    told = capsys.readouterr().out
    assert "A forgotten pass-phrase cannot be replaced" in told and "1 older backup as before: not protected." in told
    assert "may stay in the free space of the disk" in told
    assert b"Sithole" not in casefile.read_bytes()
    assert run("protect", casefile, "--remove-backups", typed=f"{NEW}\n{OLD}\n") == 0
    assert "A new backup was made and checked, 1 older one removed." in capsys.readouterr().out
    (new,) = backups.backups_of_path(casefile)
    with cases.open_case(new.path, read_only=True, passphrase=OLD) as kept:
        assert kept.all("actor")
    assert run("unprotect", casefile, typed=f"{NEW}\n") == 3
    assert run("unprotect", casefile, typed=f"{OLD}\n") == 0
    assert run("unprotect", casefile) == 2
    with cases.open_case(casefile) as case:
        assert case.all("actor")


def test_too_short_a_pass_phrase_is_refused(casefile: Path, tmp_path: Path, capsys) -> None:
    """For a case that is there, and for one that is to be made, which then is not there."""
    assert run("protect", casefile, typed="short\n") == 2
    assert run("new", tmp_path / "new.kpdesk", "--protected", typed="short\n") == 2
    assert not (tmp_path / "new.kpdesk").exists() and b"Sithole" in casefile.read_bytes()
    assert "at least 8 characters" in capsys.readouterr().err


def test_a_case_is_made_protected(tmp_path: Path) -> None:
    """From its first byte."""
    assert run("new", tmp_path / "new", "--protected", typed=f"{OLD}\n") == 0
    assert not (tmp_path / "new.kpdesk").read_bytes().startswith(b"SQLite")
    assert run("list", tmp_path / "new.kpdesk", "actors", typed=f"{OLD}\n") == 0


@pytest.mark.parametrize(
    "words",
    [("list", "actors"), ("check",), ("timeline", "--out", "t.svg"), ("brief", "--kind", "chronology", "--out", "b.md"),
     ("package", "--out", "e.zip"), ("recover", "--out", "r.kpdesk"), ("backup",), ("history",), ("undo",),
     ("copy", "--out", "c.kpdesk"), ("add", "more.txt", "--no-extract")],
)  # fmt: skip
def test_every_command_opens_a_protected_case(
    words: tuple[str, ...], protected: Path, tmp_path: Path, monkeypatch
) -> None:
    """With its pass-phrase; with another one it is exit code 3 and no file."""
    monkeypatch.chdir(tmp_path)
    Path("more.txt").write_text("A text that is new to this case.", "utf-8")
    there = sorted(p.name for p in tmp_path.iterdir())
    assert run(words[0], protected, *words[1:], typed="another one\n") == 3
    assert sorted(p.name for p in tmp_path.iterdir()) == there
    assert run(words[0], protected, *words[1:], typed=f"{OLD}\n") == 0


def test_what_a_protected_case_is_copied_to_is_protected(protected: Path, tmp_path: Path) -> None:
    """A copy out, a rescued case and a backup."""
    assert run("copy", protected, "--out", tmp_path / "copy.kpdesk", typed=f"{OLD}\n") == 0
    assert run("recover", protected, "--out", tmp_path / "rescued.kpdesk", typed=f"{OLD}\n") == 0
    assert run("backup", protected, typed=f"{OLD}\n") == 0
    for path in (tmp_path / "copy.kpdesk", tmp_path / "rescued.kpdesk", backups.backups_of_path(protected)[0].path):
        data = path.read_bytes()
        assert not data.startswith(b"SQLite") and b"Sithole" not in data


def test_backups_are_listed_compared_and_restored(casefile: Path, capsys) -> None:
    """By number, newest first; today's file stays beside the restored one."""
    assert run("backup", casefile) == 0
    with cases.open_case(casefile) as case:
        put(case, an_actor(name="Later Person"))
    assert run("backup", casefile, "--list") == 0
    told = capsys.readouterr().out
    assert "1 backup\n" in told and "by hand (1 source, 2 actors, 1 meeting, 1 statement, 1 position)" in told
    assert run("backup", casefile, "--compare", 1) == 0
    assert "Actor: 1 would go." in capsys.readouterr().out
    assert run("backup", casefile, "--restore", 2) == 2
    assert run("backup", casefile, "--restore", 1) == 0
    told = capsys.readouterr().out
    assert "Today's file is kept as marange (before restoring" in told
    with cases.open_case(casefile) as case:
        assert not case.all("actor", name="Later Person")
    casefile.write_bytes(b"")
    assert run("backup", casefile, "--restore", 1) == 0 and run("check", casefile) == 0


def test_a_backup_with_the_older_pass_phrase_asks_for_it(protected: Path, capsys) -> None:
    """After the case's own, which is tried first."""
    assert run("backup", protected, typed=f"{OLD}\n") == 0
    assert run("protect", protected, typed=f"{OLD}\n{NEW}\n") == 0
    assert run("backup", protected, "--compare", 1, typed=f"{NEW}\n{OLD}\n") == 0
    assert "Nothing: the case is as this backup has it." in capsys.readouterr().out


def test_erasing_says_what_would_go_before_it_does(casefile: Path, capsys) -> None:
    """Only --for-good does it; the backups that still hold it are named, or go too."""
    with cases.open_case(casefile) as case:
        actor = put(case, an_actor(name="Zebedee Quillfeather"))
        backups.back_up(case)
    before = casefile.read_bytes()
    assert run("erase", casefile, "actors", actor.id) == 0
    told = capsys.readouterr().out
    assert told.startswith("Erasing Zebedee Quillfeather would take:\n1 actor.") and "would still hold it" in told
    assert casefile.read_bytes() == before
    assert run("erase", casefile, "apples", actor.id) == run("erase", casefile, "actor", "no-such-id") == 2
    assert run("erase", casefile, "actor", actor.id, "--for-good", "--remove-backups") == 0
    assert "Deleted 1 backup;" in capsys.readouterr().out
    (kept,) = backups.backups_of_path(casefile)
    assert not [p for p in (casefile, kept.path) if b"quillfeather" in p.read_bytes().lower()]
    assert run("check", casefile) == 0


def test_conflicts_are_decided_field_by_field(casefile: Path, tmp_path: Path, capsys) -> None:
    """One field of the copy counts and the other of the case; what is left open is counted and nothing is written."""
    copy = tmp_path / "bo.kpdesk"
    assert run("copy", casefile, "--out", copy) == 0
    for path, words in ((copy, "Bo"), (casefile, "Ana")):
        with CaseFile.open(path) as case, case.unit("Noted") as unit:
            unit.put(dataclasses.replace(case.all("meeting")[0], note=words, place=f"{words}’s place"))
    before = casefile.read_bytes()
    capsys.readouterr()
    assert run("merge", casefile, copy, "--take", "1.note=there") == 1
    assert "1 conflict to decide" in capsys.readouterr().out
    for wrong in ("1.nothing=there", "1.=there=here", ".note=there", "²=here"):
        assert run("merge", casefile, copy, "--take", wrong) == 2
    assert casefile.read_bytes() == before
    assert run("merge", casefile, copy, "--take", "1.note=there", "--take", "1.place=here") == 0
    with CaseFile.open(casefile) as case:
        (meeting,) = case.all("meeting")
        assert (meeting.note, meeting.place) == ("Bo", "Ana’s place")
    assert run("undo", casefile) == run("merge", casefile, copy, "--take", "1.place=there", "--rest", "here") == 0
    with CaseFile.open(casefile) as case:
        (meeting,) = case.all("meeting")
        assert (meeting.note, meeting.place) == ("Ana", "Bo’s place")


def test_a_copy_is_merged_back_with_its_conflicts_decided(casefile: Path, tmp_path: Path, capsys) -> None:
    """Undecided ones are listed and nothing is written; undo takes the merge back."""
    copy = tmp_path / "bo.kpdesk"
    assert run("copy", casefile, "--out", copy) == 0
    for path, note in ((copy, "Bo"), (casefile, "Ana")):
        with CaseFile.open(path) as case:
            (meeting,) = case.all("meeting")
            with case.unit("Noted") as unit:
                unit.put(dataclasses.replace(meeting, note=note))
    with CaseFile.open(copy) as case:
        put(case, an_actor(name="Bo's find"))
    before = casefile.read_bytes()
    capsys.readouterr()
    assert run("merge", casefile, copy) == 1
    told = capsys.readouterr().out
    assert (
        "  1  meeting “Intersessional, Windhoek”: note: here “Ana”, there “Bo”" in told
        and "Nothing was written" in told
    )
    assert run("merge", casefile, copy, "--take", "2=here") == run("merge", casefile, copy, "--take", "1=left") == 2
    assert run("merge", casefile, copy, "--preview", "--rest", "here") == 0
    assert casefile.read_bytes() == before
    assert run("merge", casefile, copy, "--rest", "here", "--take", "1=there") == 0
    with CaseFile.open(casefile) as case:
        assert case.all("meeting")[0].note == "Bo" and case.all("actor", name="Bo's find")
    assert run("undo", casefile) == 0
    assert capsys.readouterr().out.endswith("Undid: Merged bo.kpdesk back.\n")
    with CaseFile.open(casefile) as case:
        assert case.all("meeting")[0].note == "Ana"
    assert run("merge", casefile, tmp_path / "nowhere.kpdesk") == 3


def test_history_lists_deeds_and_one_is_taken_back_by_number(casefile: Path, capsys) -> None:
    """Newest first, with the numbers that undo takes."""
    with cases.open_case(casefile) as case:
        put(case, an_actor(name="A"), label="Added A")
        put(case, an_actor(name="B"), label="Added B")
    assert run("history", casefile, "--limit", 2) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[-1] for line in lines] == ["Added B", "Added A"]
    assert run("undo", casefile, "--number", lines[1].split()[0]) == 0
    assert capsys.readouterr().out == "Took back: Added A.\n"
    run("history", casefile, "--limit", 3)
    assert "Added A  [taken back]" in capsys.readouterr().out


def test_a_package_is_verified_and_a_changed_one_is_told(casefile: Path, tmp_path: Path, capsys) -> None:
    """Exit codes 0 and 1."""
    package = tmp_path / "e.zip"
    assert run("package", casefile, "--out", package) == 0 and run("verify", package) == 0
    package.write_bytes(package.read_bytes()[:-30])
    capsys.readouterr()
    assert run("verify", package) == 1
    assert capsys.readouterr().out.startswith("The package cannot be read")


def test_a_damaged_case_is_checked_and_recovered(casefile: Path, tmp_path: Path, capsys) -> None:
    """Findings are exit code 1, the rescued case is whole."""
    data = bytearray(casefile.read_bytes())
    at = data.index(b"Windhoek this month")
    data[at] ^= 1
    casefile.write_bytes(data)
    assert run("check", casefile) == 1
    assert run("recover", casefile, "--out", tmp_path / "rescued.kpdesk") == 1
    assert "could not be read or were not as they were written" in capsys.readouterr().out
    assert run("check", tmp_path / "rescued.kpdesk") == 0


def test_a_copy_gets_a_pass_phrase_of_its_own_and_its_ending(
    casefile: Path, protected: Path, tmp_path: Path, capsys
) -> None:
    """Plain case or protected one: the copy opens with the new words only, and ends in .kpdesk whatever was typed."""
    assert run("copy", casefile, "--out", tmp_path / "for Bo", "--protected", typed=f"{NEW}\n") == 0
    assert f"Copied out to {tmp_path / 'for Bo.kpdesk'}." in capsys.readouterr().out
    assert run("copy", protected, "--out", tmp_path / "for Cy.kpdesk", "--protected", typed=f"{OLD}\n{NEW}\n") == 0
    for name in ("for Bo.kpdesk", "for Cy.kpdesk"):
        assert b"Sithole" not in (tmp_path / name).read_bytes()
        assert run("list", tmp_path / name, "actors", typed=f"{OLD}\n") == 3
        assert run("list", tmp_path / name, "actors", typed=f"{NEW}\n") == 0
    assert run("copy", casefile, "--out", tmp_path / "short", "--protected", typed="short\n") == 2
    assert not (tmp_path / "short.kpdesk").exists()
