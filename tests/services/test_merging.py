"""Merge, split, tell apart: all of it previewed, all of it undoable."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kpdesk.domain.records import Affiliation, Distinction, Name, Tag, Tagging
from kpdesk.errors import ConflictError, UsageError
from kpdesk.services import history, merging
from kpdesk.store.case import CaseFile
from tests.builders import (
    a_meeting,
    a_participation,
    a_position,
    a_source,
    a_statement,
    an_actor,
    an_anchor,
    fingerprint,
    put,
)


def two(case: CaseFile):
    """PAC with records of every kind that links to an actor, and its full name."""
    keep = put(case, an_actor(name="Partnership Africa Canada", kind="ngo"))
    gone = put(case, an_actor(name="PAC", kind="ngo", country="CA", note="Ottawa"))
    put(case, Name(actor_id=gone.id, text="Partnership Africa-Canada", kind="misspelling"))
    person = put(case, an_actor(name="Ana Sithole"))
    put(case, Affiliation(member_id=person.id, of_id=gone.id, role="coordinator"))
    put(case, Affiliation(member_id=keep.id, of_id=gone.id, role="member"))
    source = a_source(case)
    put(case, an_anchor(case, source, "Ana Sithole", actor_id=gone.id, role="mention"))
    for n in range(3):
        a_statement(case, source=source, speaker=gone, said_on=f"201{n}")
    meeting = put(case, a_meeting(host_id=gone.id))
    for actor in (keep, gone):
        a_participation(case, meeting=meeting, actor=actor, how="attended")
    issue = case.all("issue")[0]
    a_position(case, source=source, holder=keep, issue=issue, stance="oppose", as_of="2011-06")
    a_position(case, source=source, holder=gone, issue=issue, stance="support", as_of="2011-06")
    tag = put(case, Tag(name="to check"))
    put(case, Tagging(tag_id=tag.id, actor_id=gone.id))
    return keep, gone


def test_the_preview_says_what_a_merge_would_do(case: CaseFile) -> None:
    """Names, counts and stances that would stand side by side; nothing is written."""
    keep, gone = two(case)
    before = fingerprint(case)
    preview = merging.preview(case, keep.id, gone.id)
    assert preview.names == ("PAC", "Partnership Africa-Canada")
    assert preview.moves["statement"] == 3
    assert preview.moves["appearance"] == 1
    assert preview.clashes == ("Export ban, 2011-06: oppose and support; both are kept",)
    assert fingerprint(case) == before


def test_names_that_are_there_already_are_not_called_gained(case: CaseFile) -> None:
    """The preview lists what the merge adds, each once, however it is capitalised."""
    keep, gone = two(case)
    put(case, Name(actor_id=keep.id, text="PAC", kind="acronym"))
    put(case, Name(actor_id=gone.id, text="partnership africa canada"))
    gained = merging.preview(case, keep.id, gone.id).names
    had = {n.text for n in case.all("name", actor_id=keep.id)}
    merging.merge(case, keep.id, gone.id)
    assert gained == ("Partnership Africa-Canada",)
    assert {n.text for n in case.all("name", actor_id=keep.id)} == had | set(gained)


def test_one_office_told_of_both_actors_becomes_one_with_the_evidence_of_both(case: CaseFile) -> None:
    """The decided record stays, gets the other's date and its characters once; undo brings both back."""
    keep, gone = two(case)
    person, source = case.all("actor", name="Ana Sithole")[0], case.all("source")[0]
    proposed = case.all("affiliation", member_id=person.id)[0]
    decided = put(case, Affiliation(member_id=person.id, of_id=keep.id, role="Coordinator", start="2009"))
    with case.unit("Found in the text") as unit:
        unit.put(replace(proposed, state="proposed", end="2013"))
        for owner, words in ((proposed, "Ana Sithole"), (proposed, "Sithole said"), (decided, "Ana Sithole")):
            unit.add(an_anchor(case, source, words, affiliation_id=owner.id))
    before = fingerprint(case)
    merging.merge(case, keep.id, gone.id)
    (office,) = case.all("affiliation", member_id=person.id)
    assert (office.id, office.of_id, office.start, office.end) == (decided.id, keep.id, "2009", "2013")
    quotes = [a.quote for a in case.all("anchor", affiliation_id=office.id)]
    assert sorted(quotes) == ["Ana Sithole", "Sithole said"]
    history.undo(case)
    assert fingerprint(case) == before


def test_two_terms_of_one_office_and_a_rejected_one_stay_apart(case: CaseFile) -> None:
    """Other dates are another term, and what was rejected is remembered, not joined."""
    keep, gone = two(case)
    person = case.all("actor", name="Ana Sithole")[0]
    first = case.all("affiliation", member_id=person.id)[0]
    with case.unit("Dated") as unit:
        unit.put(replace(first, start="2003"))
        unit.add(Affiliation(member_id=person.id, of_id=keep.id, role="coordinator", start="2011"))
        unit.add(Affiliation(member_id=person.id, of_id=keep.id, role="coordinator", state="rejected"))
    merging.merge(case, keep.id, gone.id)
    told = {(a.start, a.state) for a in case.all("affiliation", member_id=person.id, of_id=keep.id)}
    assert told == {("2003", "accepted"), ("2011", "accepted"), (None, "rejected")}


def test_a_merge_moves_everything_and_says_how_much(case: CaseFile) -> None:
    """No record points at the actor that went; names teach; nothing belongs to itself or attends twice."""
    keep, gone = two(case)
    changes = merging.merge(case, keep.id, gone.id)
    assert changes.label == "Merged PAC into Partnership Africa Canada (3 statements, 1 meeting, 1 position)"
    assert case.get("actor", gone.id) is None
    for kind, field in merging.LINKS:
        assert case.count(kind, **{field: gone.id}) == 0
    assert case.count("statement", speaker_id=keep.id) == 3
    assert case.count("position", holder_id=keep.id) == 2
    assert case.count("participation", actor_id=keep.id) == 1
    assert [a.role for a in case.all("affiliation")] == ["coordinator"]
    assert {(n.text, n.learnt) for n in case.all("name", actor_id=keep.id)} == {
        ("PAC", True), ("Partnership Africa-Canada", True)
    }  # fmt: skip
    kept = case.get("actor", keep.id)
    assert (kept.country, kept.note) == ("CA", "Ottawa")


def test_a_merge_is_undone_to_the_last_record_and_done_again(case: CaseFile) -> None:
    """Undo brings both actors back exactly; redo merges again."""
    keep, gone = two(case)
    before = fingerprint(case)
    merging.merge(case, keep.id, gone.id)
    after = fingerprint(case)
    history.undo(case)
    assert fingerprint(case) == before
    history.redo(case)
    assert fingerprint(case) == after


def test_a_merge_of_last_week_is_taken_back_from_its_actors_page(case: CaseFile) -> None:
    """Other work in between stays; the merge is found on the actor."""
    keep, gone = two(case)
    merging.merge(case, keep.id, gone.id, name="PAC (Ottawa)")
    assert case.get("actor", keep.id).name == "PAC (Ottawa)"
    put(case, an_actor(name="Somebody else"))
    (entry,) = merging.merges_of(case, keep.id)
    history.take_back(case, entry.seq)
    assert case.get("actor", gone.id) == gone
    assert case.count("actor") == 4
    assert merging.merges_of(case, keep.id) == []


def test_a_merge_that_was_built_upon_is_not_taken_back_silently(case: CaseFile) -> None:
    """The sentence names the record that stands in the way."""
    from kpdesk.services import making

    keep, gone = two(case)
    changes = merging.merge(case, keep.id, gone.id)
    making.change(case, replace(case.get("actor", keep.id), note="other"))
    with pytest.raises(ConflictError, match="Partnership Africa Canada was changed since"):
        history.take_back(case, changes.seq)


def test_actors_told_apart_are_not_merged_until_that_is_withdrawn(case: CaseFile) -> None:
    """“Not the same” is a decision like any other; telling it twice writes nothing."""
    keep, gone = two(case)
    merging.not_the_same(case, keep.id, gone.id)
    assert merging.not_the_same(case, gone.id, keep.id).seq == 0
    assert merging.preview(case, keep.id, gone.id).told_apart
    with pytest.raises(ConflictError, match="not the same actor"):
        merging.merge(case, keep.id, gone.id)
    merging.same_after_all(case, gone.id, keep.id)
    merging.merge(case, keep.id, gone.id)
    assert case.count("distinction") == 0


def test_a_third_actor_stays_told_apart_from_what_is_left(case: CaseFile) -> None:
    """A distinction moves with the merge."""
    keep, gone = two(case)
    third = put(case, an_actor(name="Pan African Congress", kind="organisation"))
    put(case, Distinction(actor_id=gone.id, other_id=third.id))
    merging.merge(case, keep.id, gone.id)
    (told,) = case.all("distinction")
    assert {told.actor_id, told.other_id} == {keep.id, third.id}


def test_an_actor_splits_with_the_statements_its_places_speak(case: CaseFile) -> None:
    """The chosen mentions go, with what is said at them; the two are told apart; undo joins them."""
    actor = put(case, an_actor(name="Sithole"))
    put(case, Name(actor_id=actor.id, text="Ana Sithole"))
    source = a_source(case)
    mention = put(case, an_anchor(case, source, "Ana Sithole", actor_id=actor.id, role="mention"))
    stays, goes = a_statement(case, source=source, speaker=actor), a_statement(case, source=source, speaker=actor)
    put(case, an_anchor(case, source, "Ana Sithole", statement_id=goes.id, role="speaker"))
    before = fingerprint(case)
    merging.split(case, actor.id, [mention], name=" Ana Sithole ")
    made = next(a for a in case.all("actor") if a.id != actor.id)
    assert (made.name, made.kind) == ("Ana Sithole", "person")
    assert case.get("statement", goes.id).speaker_id == made.id
    assert case.get("statement", stays.id).speaker_id == actor.id
    assert case.get("anchor", mention.id).actor_id == made.id
    assert case.count("name", actor_id=actor.id) == 0
    assert case.count("distinction", actor_id=actor.id, other_id=made.id) == 1
    history.undo(case)
    assert fingerprint(case) == before


def test_renaming_onto_a_name_that_is_taken_finds_its_owner(case: CaseFile) -> None:
    """By the name or by another way it is written, case ignored; never the actor itself."""
    keep, gone = two(case)
    assert merging.namesake(case, gone.id, "partnership africa canada").id == keep.id
    assert merging.namesake(case, keep.id, "Partnership Africa-Canada").id == gone.id
    assert merging.namesake(case, keep.id, "Partnership Africa Canada") is None


def test_impossible_merges_are_told(case: CaseFile) -> None:
    """One actor, or one that is gone."""
    keep, gone = two(case)
    with pytest.raises(UsageError, match="one actor already"):
        merging.merge(case, keep.id, keep.id)
    with pytest.raises(ConflictError, match="no longer in this case"):
        merging.merge(case, keep.id, "nobody")
    with pytest.raises(UsageError, match="needs a name"):
        merging.split(case, keep.id, [], name="  ")
    assert case.get("actor", gone.id) is not None
