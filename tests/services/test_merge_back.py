"""Copy out, work apart, merge back, as two people do it."""

from __future__ import annotations

import dataclasses

from kpdesk.services import erasing, merge_back
from kpdesk.store.case import CaseFile
from tests.builders import a_full_case, an_actor, put


def test_copy_out_compare_and_merge(tmp_path) -> None:
    """Sentences before, one undoable deed after."""
    with a_full_case(tmp_path) as case:
        copy = merge_back.copy_out(case, tmp_path / "for Bo.kpdesk").path
        (meeting,) = case.all("meeting")
        with CaseFile.open(copy) as other:
            put(other, an_actor(name="Bo's find"))
            with other.unit("Changed") as unit:
                unit.put(dataclasses.replace(meeting, note="Bo"))
        with case.unit("Changed") as unit:
            unit.put(dataclasses.replace(meeting, note="Ana"))
        preview = merge_back.compare(case, copy)
        assert preview.lines == (
            "Actor: 1 record.", "“Intersessional, Windhoek” was changed in both copies (note).",
        )  # fmt: skip
        merge_back.merge(case, preview, {("meeting", meeting.id): "there"})
        assert case.get("meeting", meeting.id).note == "Bo" and case.count("actor", name="Bo's find") == 1
        case.undo()
        assert case.get("meeting", meeting.id).note == "Ana"


def test_that_something_was_left_out_as_erased_is_said_without_a_name(tmp_path) -> None:
    """Bo's edit of a person who was erased here does not bring that person back."""
    with a_full_case(tmp_path) as case:
        copy = merge_back.copy_out(case, tmp_path / "for Bo.kpdesk").path
        (ana,) = case.all("actor", name="Ana Sithole")
        erasing.erase(case, [("actor", ana.id)])
        with CaseFile.open(copy) as other, other.unit("Changed") as unit:
            unit.put(dataclasses.replace(ana, note="met again"))
        preview = merge_back.compare(case, copy)
        assert preview.lines == ("Erased here, so left out: 1 record.",)
        merge_back.merge(case, preview)
        assert case.get("actor", ana.id) is None
