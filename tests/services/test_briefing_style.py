"""The letter head: checked, kept in the case, undoable."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from pathlib import Path

import pytest

from kpdesk.errors import UsageError
from kpdesk.services import briefing_style, history
from kpdesk.store.case import CaseFile
from tests.builders import a_case

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def case(tmp_path: Path):
    with a_case(tmp_path) as made:
        yield made


def test_the_head_is_kept_and_can_be_taken_back(case: CaseFile) -> None:
    """Colour in its one spelling; the same again writes nothing."""
    briefing_style.change_style(case, organisation="Diamond Watch", accent="7A4A00")
    style = briefing_style.house_style(case, case.settings())
    assert (style.organisation, style.accent) == ("Diamond Watch", "#7a4a00")
    assert briefing_style.change_style(case, accent="#7a4a00").seq == 0
    history.undo(case)
    assert briefing_style.house_style(case, case.settings()).organisation == ""


def test_a_colour_that_is_none_is_refused(case: CaseFile) -> None:
    """With an example of one that is."""
    with pytest.raises(UsageError, match="is no colour"):
        briefing_style.change_style(case, accent="reddish")


def test_a_logo_is_kept_with_its_bytes_and_taken_away_again(case: CaseFile, tmp_path: Path) -> None:
    """PNG or JPEG only."""
    (tmp_path / "a.png").write_bytes(PNG)
    briefing_style.change_logo(case, tmp_path / "a.png")
    assert briefing_style.house_style(case, case.settings()).logo == PNG
    briefing_style.change_logo(case, None)
    assert briefing_style.house_style(case, case.settings()).logo == b""
    (tmp_path / "a.svg").write_bytes(b"<svg/>")
    with pytest.raises(UsageError, match="no PNG or JPEG"):
        briefing_style.change_logo(case, tmp_path / "a.svg")
    with pytest.raises(UsageError, match="cannot be read"):
        briefing_style.change_logo(case, tmp_path / "gone.png")


@pytest.mark.parametrize("kept", ["{", "[]", '{"logo": "' + "0" * 64 + '"}', '{"logo": "???"}'])
def test_a_head_that_cannot_be_read_counts_as_none(case: CaseFile, kept: str) -> None:
    """A briefing is made all the same."""
    assert briefing_style.house_style(case, replace(case.settings(), house_style=kept)).logo == b""
    assert json.dumps(briefing_style.kept_style(replace(case.settings(), house_style=kept)))
