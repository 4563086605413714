"""The snapshot that extraction reads: what a person decided is in it, what was refused is out."""

from __future__ import annotations

from dataclasses import replace

from kpdesk.domain.records import Name
from kpdesk.services import cases, merging, review
from kpdesk.services.knowledge import issue_records, known
from kpdesk.store.case import CaseFile
from tests.builders import a_meeting, a_source, an_actor, an_anchor, put


def test_a_merge_teaches_the_other_name(case: CaseFile) -> None:
    """The merged spelling is one more name of the actor that is left."""
    keep, gone = put(case, an_actor(name="Alan Martin")), put(case, an_actor(name="Allan Martin"))
    merging.merge(case, keep.id, gone.id)
    (actor,) = known(case).actors
    assert (actor.id, actor.name, actor.names) == (keep.id, "Alan Martin", ("Allan Martin",))


def test_told_apart_actors_come_as_pairs_of_names(case: CaseFile) -> None:
    """So that the next reading keeps them apart."""
    one, other = put(case, an_actor(name="Alan Martin")), put(case, an_actor(name="Adam Martin"))
    merging.not_the_same(case, one.id, other.id)
    assert known(case).not_the_same == {frozenset(("Alan Martin", "Adam Martin"))}


def test_refused_actors_are_known_as_refused_with_all_their_names(case: CaseFile) -> None:
    """Neither the name nor another way to write it is proposed again; an accepted namesake keeps its name."""
    wrong = put(case, an_actor(name="Blood Diamonds", state="proposed", made_by="model 1"))
    put(case, Name(actor_id=wrong.id, text="Blood Diamond"))
    review.reject(case, [("actor", wrong.id)])
    snapshot = known(case)
    assert snapshot.actors == ()
    assert snapshot.rejected_names == {"blood diamonds", "blood diamond"}
    put(case, an_actor(name="Blood Diamond", kind="group"))
    assert known(case).rejected_names == {"blood diamonds"}


def test_settings_and_meetings_are_in_the_snapshot(case: CaseFile) -> None:
    """A case may do without the reference set; refused meetings stay out."""
    cases.change_settings(case, replace(case.settings(), use_reference=False))
    meeting = put(case, a_meeting())
    put(case, a_meeting(name="Other", state="rejected", made_by="model 1"))
    snapshot = known(case)
    assert not snapshot.use_reference
    assert [(m.id, m.place, m.start) for m in snapshot.meetings] == [(meeting.id, "Windhoek", "2011-06")]
    assert [(i.key, i.phrases) for i in snapshot.issues] == [("export-ban", ("export ban",))]


def test_a_new_case_starts_from_the_issues_of_the_field() -> None:
    """Each with a key, a label and what support means."""
    issues = issue_records()
    assert len({i.key for i in issues}) == len(issues) > 8
    assert all(i.label and i.support_means and i.phrases for i in issues)


def test_a_new_reading_is_not_led_by_the_old_ones_proposals(case: CaseFile) -> None:
    """Undecided actors of this text alone are left out; decided ones and those of other texts are known."""
    source = a_source(case)
    other = a_source(case, title="Other")
    mine, shared, decided = (
        put(case, an_actor(name=name, state=state, made_by="model 1"))
        for name, state in (("Mine", "proposed"), ("Shared", "proposed"), ("Decided", "accepted"))
    )
    for actor in (mine, shared, decided):
        put(case, an_anchor(case, source, "Ana Sithole", actor_id=actor.id, role="mention"))
    put(case, an_anchor(case, other, "Ana Sithole", actor_id=shared.id, role="mention"))
    assert {a.name for a in known(case, reading=source.id).actors} == {"Shared", "Decided"}
    assert {a.name for a in known(case, reading=other.id).actors} == {"Mine", "Shared", "Decided"}
