"""A copy of an open case."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpdesk.errors import CaseFileError
from kpdesk.services import copies
from kpdesk.store.case import CaseFile
from tests.builders import an_actor, fingerprint, put


def test_the_copy_holds_everything(case: CaseFile, tmp_path: Path) -> None:
    """And the case goes on being written."""
    put(case, an_actor())
    copies.save_copy(case, tmp_path / "copy.kpdesk")
    with CaseFile.open(tmp_path / "copy.kpdesk") as copy:
        assert fingerprint(copy) == fingerprint(case)
    put(case, an_actor(name="Later"))


def test_a_case_is_not_copied_onto_itself(case: CaseFile) -> None:
    """It would be gone."""
    with pytest.raises(CaseFileError):
        copies.save_copy(case, case.path)


def test_a_place_that_is_not_there_is_said(case: CaseFile, tmp_path: Path) -> None:
    """With nothing left behind."""
    with pytest.raises(CaseFileError):
        copies.save_copy(case, tmp_path / "nowhere" / "copy.kpdesk")
