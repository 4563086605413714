"""Comparing a copy with its case: what is asked, what a removal takes with it, and what is not taken at all."""

from __future__ import annotations

import dataclasses

import pytest

from kpdesk.domain.records import Name
from kpdesk.errors import DamagedError
from kpdesk.store.check import check
from kpdesk.store.erase import erase
from kpdesk.store.merge_back import merge
from kpdesk.store.merge_plan import plan
from tests.builders import a_source, a_statement, an_actor, an_anchor, fingerprint, put


def _change(case, record, **fields) -> None:
    with case.unit("Changed") as unit:
        unit.put(dataclasses.replace(record, **fields))


def _remove(case, record) -> None:
    with case.unit("Removed") as unit:
        unit.remove(record.KIND, record.id)


def _past_kpdesk(case, statement: str) -> None:
    with case._engine.connect().execution_options(writing=True, recorded=True) as connection, connection.begin():
        connection.exec_driver_sql(statement)


@pytest.mark.parametrize("choice", ["here", "there"])
def test_a_removal_over_what_was_changed_here_is_one_question(two, choice: str) -> None:
    """Kept, the actor stays with every name, link and passage; not kept, all of it goes. No answer undoes another."""
    here, there = two
    (ana,) = here.all("actor", name="Ana Sithole")
    _remove(there, ana)
    _change(here, here.all("name")[0], text="Sithole, corrected here")
    before = fingerprint(here)
    made = plan(here, there)
    (conflict,) = made.conflicts
    assert (conflict.record, conflict.removed) == (("actor", ana.id), "there")
    assert conflict.name == "Ana Sithole (with 1 record changed or added here)"
    merge(here, there, made, {conflict.record: choice})
    if choice == "here":
        assert fingerprint(here) == before
    else:
        assert fingerprint(here) == fingerprint(there) and not here.count("name", actor_id=ana.id)
    assert check(here.path, key=here.key).ok


@pytest.mark.parametrize("choice", ["here", "there"])
def test_a_statement_worked_on_here_keeps_its_source_text_and_passages(two, choice: str) -> None:
    """The copy removed the whole source."""
    here, there = two
    (source,) = here.all("source")
    (said,) = here.all("statement")
    _remove(there, source)
    _change(here, said, note="checked by telephone")
    before = fingerprint(here)
    made = plan(here, there)
    assert [c.record for c in made.conflicts] == [("source", source.id)]
    merge(here, there, made, {("source", source.id): choice})
    assert fingerprint(here) == (before if choice == "here" else fingerprint(there))
    assert check(here.path, key=here.key).ok


@pytest.mark.parametrize("edited", [False, True])
def test_actors_that_the_copy_made_one_are_one_here_with_all_evidence(two, edited: bool) -> None:
    """What went over to the other actor is not taken along when the first one goes, nor are the passages it rests on."""
    here, there = two
    (ana,) = there.all("actor", name="Ana Sithole")
    (presence,) = there.all("participation")
    put(there, an_anchor(there, there.all("source")[0], "monitors would not travel", participation_id=presence.id))
    merge(here, there, plan(here, there), {})
    into = put(there, an_actor(name="A. Sithole"))
    with there.unit("Merged") as unit:
        for kind, field in (("participation", "actor_id"), ("statement", "speaker_id"), ("name", "actor_id")):
            unit.relink(kind, field, ana.id, into.id)
        unit.remove("actor", ana.id)
    if edited:
        put(here, Name(actor_id=ana.id, text="Ana S."))
    made = plan(here, there)
    merge(here, there, made, {c.record: "there" for c in made.conflicts})
    assert here.all("participation")[0].actor_id == into.id and here.count("anchor", participation_id=presence.id) == 1
    assert fingerprint(here) == fingerprint(there) and check(here.path, key=here.key).ok


def test_a_record_kept_here_keeps_what_rests_on_it(two) -> None:
    """A statement that the copy removed and that was edited here stays with its passages and issues."""
    here, there = two
    (said,) = here.all("statement")
    _remove(there, said)
    _change(here, said, note="checked")
    before = fingerprint(here)
    merge(here, there, plan(here, there), {("statement", said.id): "here"})
    assert fingerprint(here) == before


def test_a_new_passage_deep_under_a_removed_source_is_asked_about(two) -> None:
    """Nobody's new work goes with a removal unasked."""
    here, there = two
    (source,) = here.all("source")
    (meeting,) = here.all("meeting")
    _remove(there, source)
    put(here, an_anchor(here, source, "monitors", meeting_id=meeting.id))
    assert [c.record for c in plan(here, there).conflicts] == [("source", source.id)]


@pytest.mark.parametrize("choice", ["here", "there"])
def test_what_the_copy_did_under_a_record_removed_here_is_one_question(two, choice: str) -> None:
    """Theirs: the actor comes back whole, with its links. Mine: it stays away, and so does what rests on it."""
    here, there = two
    (ana,) = here.all("actor", name="Ana Sithole")
    _remove(here, ana)
    without = fingerprint(here)
    _change(there, there.all("name")[0], text="Sithole, corrected there")
    put(there, Name(actor_id=ana.id, text="A. Sithole"))
    made = plan(here, there)
    (conflict,) = made.conflicts
    assert (conflict.record, conflict.removed) == (("actor", ana.id), "here")
    assert conflict.name == "Ana Sithole (with 2 records changed or added in the copy)"
    merge(here, there, made, {conflict.record: choice})
    assert fingerprint(here) == (without if choice == "here" else fingerprint(there))
    assert check(here.path, key=here.key).ok


def test_new_work_of_the_copy_on_a_text_removed_here_is_asked_about(two) -> None:
    """A statement that Bo found in a source that is no longer here is not dropped in silence."""
    here, there = two
    (source,) = here.all("source")
    said = a_statement(there, source=source, speaker=there.all("actor")[0], words="monitors would not travel")
    _remove(here, source)
    made = plan(here, there)
    assert [c.record for c in made.conflicts] == [("source", source.id)]
    merge(here, there, made, {("source", source.id): "there"})
    assert here.get("statement", said.id) and fingerprint(here) == fingerprint(there)


def test_conflicts_are_numbered_in_the_order_of_the_log(two) -> None:
    """“--take 2=there” means the same conflict at the next run."""
    here, there = two
    records = [r for kind in ("meeting", "actor", "statement", "position") for r in here.all(kind)]
    for record in records:
        _change(there, record, why="theirs")
        _change(here, record, why="ours")
    assert [c.record[1] for c in plan(here, there).conflicts] == [r.id for r in records]


def test_what_was_erased_here_is_counted_and_not_asked_about(two) -> None:
    """Removed before it was erased, or erased at once; the copy worked on both."""
    here, there = two
    (ana,) = here.all("actor", name="Ana Sithole")
    (meeting,) = here.all("meeting")
    _change(there, ana, note="met again")
    _change(there, meeting, note="held late")
    _remove(here, meeting)
    erase(here, [("actor", ana.id), ("meeting", meeting.id)])
    made = plan(here, there)
    assert made.erased == 2 and not made.conflicts and not made.writes


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE meeting SET note = 'a word changed'",
        "DELETE FROM blob WHERE data = CAST('A new text.' AS BLOB)",
        "UPDATE change SET after = replace(after, 'Ana', 'Eva')",
    ],
)
def test_a_copy_that_is_not_whole_is_refused(two, damage: str) -> None:
    """Altered past kpdesk, it would get a true hash here; nothing is written."""
    here, there = two
    a_source(there, text="A new text.")
    _change(there, there.all("meeting")[0], note="a word")
    _past_kpdesk(there, damage)
    before = fingerprint(here)
    with pytest.raises(DamagedError, match="nothing of it was taken"):
        plan(here, there)
    assert fingerprint(here) == before
