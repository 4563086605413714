"""Written aside, then named: what is there stays whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpdesk.errors import KpdeskError, UsageError
from kpdesk.services import evidence
from kpdesk.services.writing import file_name, write_file
from kpdesk.store.case import CaseFile
from kpdesk.store.check import check
from tests.builders import a_full_case, an_actor, put


def test_a_file_is_written_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    """One file, no leftovers."""
    write_file(tmp_path / "a.pdf", b"abc")
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"a.pdf": b"abc"}


def test_an_existing_file_is_refused_without_force(tmp_path: Path) -> None:
    """The old bytes stay; force replaces them."""
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    with pytest.raises(UsageError, match="there already"):
        write_file(path, b"new")
    assert path.read_bytes() == b"old"
    write_file(path, b"new", force=True)
    assert path.read_bytes() == b"new"


def test_a_folder_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    """No traceback of the system."""
    with pytest.raises(KpdeskError, match="could not be written"):
        write_file(tmp_path / "none" / "a.pdf", b"abc")


@pytest.mark.skipif(os.name == "nt" or (hasattr(os, "geteuid") and os.geteuid() == 0), reason="root writes anywhere")
def test_a_folder_that_is_read_only_keeps_its_files(tmp_path: Path) -> None:
    """The fault is told, the folder unchanged."""
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(KpdeskError, match="could not be written"):
            write_file(tmp_path / "a.pdf", b"abc")
    finally:
        tmp_path.chmod(0o700)


def test_no_file_takes_the_place_of_a_case(tmp_path: Path) -> None:
    """Forced or not, open or closed; a package and a briefing alike."""
    with a_full_case(tmp_path) as case:
        for path in (case.path, case.path.with_name(".test.kpdesk.lock"), case.path.with_name("test.kpdesk-journal")):
            for force in (False, True):
                with pytest.raises(UsageError, match="case file"):
                    write_file(path, b"%PDF", force=force)
                with pytest.raises(UsageError, match="case file"):
                    evidence.write_package(case, path, force=force)
        put(case, an_actor(name="Still written to"))
    with CaseFile.open(case.path) as again:
        assert again.all("actor", name="Still written to") and check(case.path).ok
    with pytest.raises(UsageError, match="case file"):
        write_file(case.path, b"%PDF", force=True)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["test.kpdesk"]


@given(st.text(max_size=300))
def test_any_words_make_a_file_name_that_stays_in_its_folder(words: str) -> None:
    """No separators, no control characters, not empty, not too long."""
    name = file_name(words, ".pdf")
    assert Path(name).name == name and not set(name) & set('/\\:*?"<>|\0\n') and len(name.encode()) < 140
    assert not name.startswith(".") and name != ".pdf"


@pytest.mark.parametrize("words", ["CON", "nul", "com1", "LPT9.txt", "..", "", "../../etc/passwd", "C:\\x", "\u202e"])
def test_reserved_names_are_not_used(words: str) -> None:
    """Windows would open a device."""
    stem = file_name(words)
    assert stem.upper() not in {"CON", "NUL", "COM1", "LPT9.TXT"} and stem and "/" not in stem and "\\" not in stem
