"""Shared folders and the copies that synchronising programs make are recognised; a person's own copies are not."""

from __future__ import annotations

import shutil

import pytest

from kpdesk.services import recovery, surroundings
from tests.builders import a_full_case


@pytest.mark.parametrize(
    "name",
    [
        "case (1).kpdesk", "case (Ana's conflicted copy 2026-11-28).kpdesk", "case (conflicted copy 2026-11-28 1402).kpdesk",
        "case.sync-conflict-20261128-140200-ABCDEFG.kpdesk", "case-LAPTOP7.kpdesk", "case 2.kpdesk",
    ],
)  # fmt: skip
def test_conflict_copies_are_pointed_out(tmp_path, name: str) -> None:
    """Dropbox, Google Drive, Nextcloud, Syncthing, OneDrive and iCloud each name them in their own way."""
    with a_full_case(tmp_path, file="case.kpdesk") as case:
        copy = recovery.save_copy(case, tmp_path / name).path
        found = surroundings.look_around(case)
        assert found.conflicts == (copy,) and name in found.sentence()


@pytest.mark.parametrize(
    "name",
    ["case copy.kpdesk", "case for a colleague.kpdesk", "case (backup of 2026-11-28 14.02).kpdesk", "casework.kpdesk"],
)
def test_copies_that_a_person_made_are_left_in_peace(tmp_path, name: str) -> None:
    """Nor is a file that only looks like one: it must hold the same case."""
    with a_full_case(tmp_path, file="case.kpdesk") as case:
        recovery.save_copy(case, tmp_path / name)
        a_full_case(tmp_path, file="case (1).kpdesk").close()
        assert surroundings.look_around(case).conflicts == ()


def test_a_synchronised_folder_is_told_with_what_to_do(tmp_path) -> None:
    """In a word for the status line and a sentence for the message bar."""
    (tmp_path / "Dropbox").mkdir()
    with a_full_case(tmp_path / "Dropbox") as case:
        found = surroundings.look_around(case)
    assert found.short == "Dropbox folder" and "Close it before you open it on another computer" in found.sentence()


def test_a_moved_file_is_noticed(tmp_path) -> None:
    """Moved, and replaced by another of the same name."""
    with a_full_case(tmp_path) as case:
        assert surroundings.moved_away(case) == ""
        shutil.move(case.path, tmp_path / "elsewhere.kpdesk")
        assert "was moved" in surroundings.moved_away(case)
        case.path.write_bytes(b"another")
        assert "was moved" in surroundings.moved_away(case)
