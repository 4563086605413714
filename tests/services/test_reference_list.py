"""The reference list, browsed and taken from."""

from __future__ import annotations

import pytest

from kpdesk.errors import UsageError
from kpdesk.services import reference_list
from kpdesk.store.case import CaseFile


@pytest.mark.parametrize("section", list(reference_list.SECTIONS))
def test_every_entry_has_a_name_and_where_it_is_from(section: str) -> None:
    """A fact without a source is none."""
    rows = reference_list.rows(section)
    assert len(rows) > 50
    sourced = section != "countries"  # names of countries need no witness
    assert [row.key for row in rows if not row.name or (sourced and not row.sources)] == []


def test_words_narrow_it_however_they_are_written() -> None:
    """By any name, without accents and case."""
    assert "Partnership Africa Canada" in " ".join(
        r.names for r in reference_list.rows("organisations", "partnership africa")
    )
    assert reference_list.rows("meetings", "kinshasa 2011")


def test_what_is_added_is_there_once(case: CaseFile) -> None:
    """With its other names; a second time it is told."""
    row = reference_list.rows("organisations", "global witness")[0]
    meeting = reference_list.rows("meetings", "kinshasa 2011")[0]
    changes = reference_list.add(case, [row.key, meeting.key])
    assert changes.label == "Added 1 actor and 1 meeting from the reference list"
    actor = case.all("actor", reference=row.key)[0]
    assert (actor.state, actor.kind) == ("accepted", "ngo")
    assert case.all("meeting", reference=meeting.key)[0].start.startswith("2011")
    assert reference_list.rows("organisations", "global witness", case)[0].here
    with pytest.raises(UsageError):
        reference_list.add(case, [row.key])
