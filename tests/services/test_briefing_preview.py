"""The workshop of the builder: pages that follow the choices, items that can be dropped, the file in the end."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpdesk.services import briefing
from kpdesk.services.briefing_preview import Workshop
from kpdesk.store.case import CaseFile
from tests.builders import a_full_case, a_statement


@pytest.fixture
def case(tmp_path: Path):
    with a_full_case(tmp_path) as made:
        yield made


@pytest.fixture
def workshop(case: CaseFile):
    made = Workshop(case)
    yield made
    made.close()


def test_pages_follow_the_choices(workshop: Workshop) -> None:
    """Another title, another page; the same choices, the same page."""
    first = workshop.show("chronology", None, {"title": "A"}, "2026-11-23")
    other = workshop.show("chronology", None, {"title": "B"}, "2026-11-23")
    again = workshop.show("chronology", None, {"title": "A"}, "2026-11-23")
    assert first.pages == again.pages != other.pages and first.pages[0].lstrip().startswith(b"<svg")


def test_items_name_what_can_be_dropped(workshop: Workshop, case: CaseFile) -> None:
    """By section, each record once there."""
    (statement,) = case.all("statement")
    items = workshop.show("chronology", None, None).items
    assert [i.section for i in items if i.record_id == statement.id] == ["events"]
    assert all(i.reviewed for i in items)


def test_the_case_is_read_again_only_when_told(workshop: Workshop, case: CaseFile) -> None:
    """Reading once is what makes the preview quick."""
    before = len(workshop.show("chronology", None, None).items)
    a_statement(case, words="we were not asked", said_on="2011-06-19")
    assert len(workshop.show("chronology", None, None).items) == before
    workshop.forget()
    assert len(workshop.show("chronology", None, None).items) == before + 1


def test_the_file_is_that_of_the_command_line(workshop: Workshop, case: CaseFile, tmp_path: Path) -> None:
    """Same choices, same day, same bytes; what it held is remembered as one deed."""
    path, changes = workshop.make("actor", "Ana Sithole", None, tmp_path / "a.pdf")
    other = briefing.make(case, "actor", of="Ana Sithole", out=tmp_path / "b.pdf", keep=False)
    assert path.read_bytes() == other.read_bytes() and changes.kinds == {"briefing_made"}


def test_subjects_are_named_as_people_know_them(workshop: Workshop) -> None:
    """A meeting with its date."""
    assert [name for _, name in workshop.subjects("meeting")] == ["Intersessional, Windhoek, June 2011"]
    assert workshop.subjects("chronology") == []
