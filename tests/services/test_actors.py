"""What the page of an actor shows, and its small deeds."""

from __future__ import annotations

import pytest

from kpdesk.domain.records import Affiliation, Distinction, Name
from kpdesk.errors import UsageError
from kpdesk.services import actors
from kpdesk.store.case import CaseFile
from tests.builders import a_position, a_source, an_actor, an_issue, put


def test_the_latest_own_position_stands_with_the_one_before_it(case: CaseFile) -> None:
    """What others claim of an actor is not where it stands itself."""
    source, holder, issue = a_source(case), put(case, an_actor()), put(case, an_issue())
    other = put(case, an_actor(name="Another"))
    for stance, when in (("support", "2009"), ("oppose", "2011-06"), ("oppose", "2010-11")):
        a_position(case, source=source, holder=holder, issue=issue, stance=stance, as_of=when)
    a_position(case, source=source, holder=holder, issue=issue, stance="mixed", as_of="2013", claimed_by_id=other.id)
    held = actors.profile(case, holder.id).held
    assert [(h.latest.as_of, h.latest.stance, h.before.as_of) for h in held] == [("2011-06", "oppose", "2009")]


def test_ties_are_seen_from_both_ends(case: CaseFile) -> None:
    """Members of a body, bodies of a member; refused ones not."""
    ana, body, other = (
        put(case, an_actor()),
        put(case, an_actor(name="Coalition", kind="ngo")),
        put(case, an_actor(name="Other", kind="ngo")),
    )
    put(case, Affiliation(member_id=ana.id, of_id=body.id, role="Coordinator"))
    put(case, Affiliation(member_id=ana.id, of_id=other.id, state="rejected"))
    assert [t.other.name for t in actors.profile(case, ana.id).bodies] == ["Coalition"]
    assert [t.other.name for t in actors.profile(case, body.id).members] == ["Ana Sithole"]


def test_look_alikes_are_found_by_any_name_and_not_once_told_apart(case: CaseFile) -> None:
    """A person is never suggested for a body."""
    body = put(case, an_actor(name="Partnership Africa Canada", kind="ngo"))
    twin = put(case, an_actor(name="Partnership Africa-Canada", kind="organisation"))
    put(case, an_actor(name="Partnership Africa Canadas", kind="person"))
    assert [f.actor.id for f in actors.look_alikes(case, body.id)] == [twin.id]
    assert {a.id for pair in actors.all_look_alikes(case) for a in (pair[0], pair[1].actor)} == {body.id, twin.id}
    put(case, Distinction(actor_id=body.id, other_id=twin.id))
    assert actors.look_alikes(case, body.id) == []
    assert actors.all_look_alikes(case) == []
    actors.drop_distinction(case, case.all("distinction")[0].id)
    assert [f.actor.id for f in actors.look_alikes(case, body.id)] == [twin.id]


def test_a_name_is_added_once(case: CaseFile) -> None:
    """However it is cased."""
    ana = put(case, an_actor())
    actors.add_name(case, ana.id, "  A.  Sithole ")
    assert [n.text for n in case.all("name", actor_id=ana.id)] == ["A. Sithole"]
    for again in ("a. sithole", "ana sithole", " "):
        with pytest.raises(UsageError):
            actors.add_name(case, ana.id, again)


def test_another_name_becomes_the_main_one(case: CaseFile) -> None:
    """They change places."""
    ana = put(case, an_actor())
    name = put(case, Name(actor_id=ana.id, text="Anna Sithole"))
    actors.choose_name(case, name.id)
    assert (case.get("actor", ana.id).name, case.get("name", name.id).text) == ("Anna Sithole", "Ana Sithole")


def test_a_name_that_is_taken_is_noticed(case: CaseFile) -> None:
    """Renaming onto it offers the merge."""
    one, other = put(case, an_actor()), put(case, an_actor(name="Other"))
    assert actors.of_name(case, "other ", not_id=one.id).id == other.id
    assert actors.of_name(case, "other", not_id=other.id) is None


def test_an_actor_that_is_gone_has_no_page(case: CaseFile) -> None:
    """None, no fault."""
    assert actors.profile(case, "gone") is None
    assert actors.look_alikes(case, "gone") == []
