"""The change log: a chain that shows tampering, and stacks that survive a restart."""

from __future__ import annotations

import dataclasses

from kpdesk.store import change_log
from kpdesk.store.check import check
from tests.builders import an_actor, put


def test_undo_and_redo_survive_closing_the_file(case, again) -> None:
    """What was undone before closing can be done again after opening."""
    actor = put(case, an_actor(), label="Added Ana")
    case.undo()
    path = case.path
    case.close()
    with again(path) as reopened:
        assert reopened.can_undo is None and reopened.can_redo.label == "Undid: Added Ana"
        reopened.redo()
        assert reopened.get("actor", actor.id) == actor


def test_a_new_deed_empties_the_redo_stack(case) -> None:
    """As in every editor: doing something else forgets what was undone."""
    put(case, an_actor())
    case.undo()
    put(case, an_actor(name="Other"))
    assert case.can_redo is None


def test_replaying_in_steps_and_at_once_give_the_same_stacks(case) -> None:
    """The kept stacks equal those of a fresh replay after any mixture of deeds."""
    for n in range(6):
        put(case, an_actor(name=str(n)))
        if n % 2:
            case.undo()
        if n % 3 == 2:
            case.undo()
            case.redo()
        _ = case.can_undo
    with case.reading() as connection:
        assert case._replay.stacks(connection) == change_log.Replay().stacks(connection)


def test_history_of_one_record_holds_its_deeds_only(case) -> None:
    """Newest first, and told when a deed stands taken back."""
    actor = put(case, an_actor(), label="Added")
    put(case, an_actor(name="Another"))
    with case.unit("Renamed") as unit:
        unit.put(dataclasses.replace(actor, name="Anna"))
    case.undo()
    labels = [(s.label, bool(s.taken_back_by)) for s in case.history(kind="actor", record_id=actor.id)]
    assert labels == [("Undid: Renamed", False), ("Renamed", True), ("Added", False)]


def test_the_chain_hashes_cover_every_word_of_a_set() -> None:
    """Any other head, change or predecessor gives another chain value."""
    head = change_log.head_of(2, "2026-01-01T00:00:00+00:00", "person", "do", None, "h")
    one = change_log.link_hash(change_log.GENESIS, head, [("actor", "1", "", "x")])
    others = {
        change_log.link_hash("1" * 64, head, [("actor", "1", "", "x")]),
        change_log.link_hash(change_log.GENESIS, {**head, "who": "kpdesk"}, [("actor", "1", "", "x")]),
        change_log.link_hash(change_log.GENESIS, head, [("actor", "1", "", "y")]),
        change_log.link_hash(change_log.GENESIS, head, []),
    }
    assert len(others | {one}) == 5


def test_equal_values_have_different_hashes_in_the_log() -> None:
    """A salt keeps a guessed value from being recognised after it was erased."""
    assert change_log.salted("a", "Ana") != change_log.salted("b", "Ana")


def test_a_clock_set_back_changes_no_order(case, monkeypatch) -> None:
    """Deeds follow each other by number; undo takes the last one done, and the check finds nothing."""
    put(case, an_actor(name="First"), label="Added First")
    monkeypatch.setattr("kpdesk.store.case.now", lambda: "2001-01-01T00:00:00+00:00")
    put(case, an_actor(name="Second"), label="Added Second")
    assert [s.label for s in case.history(limit=2)] == ["Added Second", "Added First"]
    assert case.undo().label == "Undid: Added Second"
    assert [a.name for a in case.all("actor")] == ["First"] and check(case.path, key=case.key).ok
