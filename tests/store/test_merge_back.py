"""Merging a copy back: what one side changed comes over, what both changed is decided, undo takes all of it back."""

from __future__ import annotations

import dataclasses

import pytest

from kpdesk.domain.records import Name
from kpdesk.errors import CaseFileError, ConflictError, UsageError
from kpdesk.store.check import check
from kpdesk.store.erase import erase
from kpdesk.store.merge_back import merge
from kpdesk.store.merge_plan import plan
from tests.builders import a_case, a_source, a_statement, an_actor, an_issue, fingerprint, put


def _change(case, record, **fields):
    with case.unit("Changed") as unit:
        unit.put(dataclasses.replace(record, **fields))


def test_what_only_the_copy_changed_comes_over_and_undo_takes_it_back(two) -> None:
    """New, changed and removed records, with their texts; afterwards both hold the same."""
    here, there = two
    before = fingerprint(here)
    said = a_statement(
        there, source=a_source(there, text="A new text. We walked out, she said."), words="We walked out"
    )
    _change(there, there.all("meeting")[0], note="seen there")
    with there.unit("Removed") as unit:
        unit.remove("name", there.all("name")[0].id)
    made = plan(here, there)
    assert made.conflicts == ()
    merge(here, there, made, {})
    assert fingerprint(here) == fingerprint(there)
    assert here.text(here.all("anchor", statement_id=said.id)[0].text_version_id).startswith("A new text")
    assert check(here.path, key=here.key).ok
    here.undo()
    assert fingerprint(here) == before


def test_fields_changed_on_different_sides_are_put_together(two) -> None:
    """One wrote the place, the other the note: both stay."""
    here, there = two
    (meeting,) = here.all("meeting")
    _change(here, meeting, place="Windhoek city")
    _change(there, meeting, note="held late")
    merge(here, there, plan(here, there), {})
    now = here.get("meeting", meeting.id)
    assert (now.place, now.note) == ("Windhoek city", "held late")


@pytest.mark.parametrize("choice", ["here", "there"])
def test_a_field_that_both_changed_is_decided(two, choice: str) -> None:
    """Undecided it is refused; decided it is as chosen."""
    here, there = two
    (meeting,) = here.all("meeting")
    _change(here, meeting, place="A")
    _change(there, meeting, place="B", note="N")
    made = plan(here, there)
    (conflict,) = made.conflicts
    assert conflict.fields == {"place": ("Windhoek", "A", "B")}
    with pytest.raises(UsageError, match="both copies"):
        merge(here, there, made, {})
    merge(here, there, made, {("meeting", meeting.id, "place"): choice})
    now = here.get("meeting", meeting.id)
    assert (now.place, now.note) == ("A" if choice == "here" else "B", "N")


@pytest.mark.parametrize("choice", ["here", "there"])
def test_removed_on_one_side_and_changed_on_the_other_is_decided(two, choice: str) -> None:
    """Either it stays removed, or it comes back as the copy has it."""
    here, there = two
    (meeting,) = here.all("meeting")
    with here.unit("Removed") as unit:
        unit.remove("meeting", meeting.id)
    _change(there, meeting, note="kept")
    merge(here, there, plan(here, there), {("meeting", meeting.id): choice})
    assert (here.get("meeting", meeting.id) is None) == (choice == "here")
    assert check(here.path, key=here.key).ok


def test_removing_there_what_got_company_here_is_decided(two) -> None:
    """New records here would go with it; a person says whether."""
    here, there = two
    ana = here.all("actor", name="Ana Sithole")[0]
    a_statement(here, source=here.all("source")[0], speaker=ana)
    put(here, Name(actor_id=ana.id, text="Ana"))
    with there.unit("Removed") as unit:
        unit.remove("actor", ana.id)
    made = plan(here, there)
    assert [c.removed for c in made.conflicts if c.record == ("actor", ana.id)] == ["there"]
    merge(here, there, made, {c.record: "here" for c in made.conflicts})
    assert here.get("actor", ana.id) is not None and check(here.path, key=here.key).ok


def test_an_issue_that_both_made_under_one_key_is_one(two) -> None:
    """Links of the copy lead to the issue that is here."""
    here, there = two
    ours = put(here, an_issue(key="reform", label="Reform"))
    a_statement(there, source=there.all("source")[0], issue=put(there, an_issue(key="reform", label="KP reform")))
    merge(here, there, plan(here, there), {})
    assert here.count("issue", key="reform") == 1 and here.count("statement_issue", issue_id=ours.id) == 1


@pytest.mark.parametrize("removed_before", [False, True])
def test_what_was_erased_here_does_not_come_back(two, removed_before: bool) -> None:
    """Nor what the copy made rest on it since; a statement that it gave to the erased person comes without a speaker."""
    here, there = two
    (ana,) = here.all("actor", name="Ana Sithole")
    if removed_before:
        with here.unit("Removed") as unit:
            unit.remove("actor", ana.id)
    erase(here, [("actor", ana.id)])
    _change(there, ana, note="met again")
    put(there, Name(actor_id=ana.id, text="Ana S."))
    said = a_statement(there, source=there.all("source")[0], speaker=ana, words="Café owners")
    made = plan(here, there)
    assert made.conflicts == ()
    merge(here, there, made, {})
    assert here.get("actor", ana.id) is None and here.count("name", text="Ana S.") == 0
    assert here.get("statement", said.id).speaker_id is None and check(here.path, key=here.key).ok


def test_merging_twice_does_nothing_new(two) -> None:
    """The second time both hold the same."""
    here, there = two
    put(there, an_actor(name="New"))
    merge(here, there, plan(here, there), {})
    again = plan(here, there)
    assert not again.writes and not again.removals and not again.conflicts


def test_another_case_is_not_merged(two, tmp_path) -> None:
    """Only copies share a beginning."""
    with a_case(tmp_path, file="other.kpdesk") as other, pytest.raises(CaseFileError, match="not a copy"):
        plan(two[0], other)


def test_a_plan_that_is_out_of_date_is_refused(two) -> None:
    """Something was written in between."""
    here, there = two
    put(there, an_actor(name="New"))
    made = plan(here, there)
    put(here, an_actor(name="Meanwhile"))
    with pytest.raises(ConflictError, match="Compare"):
        merge(here, there, made, {})


def test_a_letterhead_comes_over_with_its_logo(two) -> None:
    """The settings name the picture by its hash; the picture comes with them."""
    here, there = two
    with there.unit("Chose a logo") as unit:
        digest = unit.keep_blob(b"\x89PNG of an invented body")
        unit.put(dataclasses.replace(there.settings(), house_style=f'{{"logo": "{digest}"}}'))
    merge(here, there, plan(here, there), {})
    assert here.blob(digest).startswith(b"\x89PNG") and check(here.path, key=here.key).ok


def test_a_text_that_the_copy_lost_meanwhile_stops_the_merge(two) -> None:
    """No record of a text comes over without its text; nothing is half done."""
    here, there = two
    before = fingerprint(here)
    a_source(there, text="A new text.")
    made = plan(here, there)
    with there._engine.connect().execution_options(writing=True) as connection, connection.begin():
        connection.exec_driver_sql("DELETE FROM blob WHERE data = CAST('A new text.' AS BLOB)")
    with pytest.raises(CaseFileError, match="missing"):
        merge(here, there, made, {})
    assert fingerprint(here) == before
