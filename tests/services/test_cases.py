"""Making, opening and naming cases."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kpdesk.errors import CaseFileError, UsageError
from kpdesk.services import cases
from kpdesk.store import lock


def test_a_new_case_ends_in_its_suffix_and_knows_the_issues_of_the_field(tmp_path: Path) -> None:
    """The name is the file's unless given; the issues come from the reference set."""
    with cases.create(tmp_path / "marange") as case:
        assert case.path.name == "marange.kpdesk"
        assert case.settings().name == "marange"
        keys = {i.key for i in case.all("issue")}
        assert "marange_exports" in keys
        assert len(keys) > 8


def test_a_case_is_never_made_over_a_file(tmp_path: Path) -> None:
    """Whatever is there stays."""
    path = tmp_path / "notes.kpdesk"
    path.write_text("mine")
    with pytest.raises(CaseFileError, match="is there already"):
        cases.create(path)
    assert path.read_text() == "mine"


def test_what_is_no_case_is_told_on_opening(tmp_path: Path) -> None:
    """Nothing is changed in it."""
    path = tmp_path / "notes.db"
    path.write_bytes(b"hello" * 100)
    with pytest.raises(CaseFileError, match="not a case file"):
        cases.open_case(path)
    with pytest.raises(CaseFileError, match="no file"):
        cases.open_case(tmp_path / "nowhere.kpdesk")


def test_settings_are_kept_and_a_case_keeps_a_name(tmp_path: Path) -> None:
    """Whether the reference set is used is each case's own choice."""
    with cases.create(tmp_path / "a", name="Marange 2011") as case:
        cases.change_settings(case, replace(case.settings(), use_reference=False))
        with pytest.raises(UsageError, match="needs a name"):
            cases.change_settings(case, replace(case.settings(), name=" "))
    with cases.open_case(tmp_path / "a.kpdesk", read_only=True) as case:
        assert (case.settings().name, case.settings().use_reference) == ("Marange 2011", False)


@pytest.mark.parametrize("passphrase", [None, "five words that don’t match"], ids=["plain", "protected"])
def test_a_case_that_could_not_be_made_whole_is_not_there(tmp_path: Path, monkeypatch, passphrase: str | None) -> None:
    """Its second deed failed: nothing stays on the disk or open, and the name is free."""

    def fails() -> list:
        raise MemoryError

    path = tmp_path / "marange.kpdesk"
    with monkeypatch.context() as patch:
        patch.setattr("kpdesk.services.knowledge.issue_records", fails)
        with pytest.raises(MemoryError):
            cases.create(path, passphrase=passphrase)
    assert list(tmp_path.iterdir()) == [] and not lock.is_open_here(path)
    with cases.create(path, passphrase=passphrase) as case:
        assert case.all("issue")
