"""What decisions do to a record."""

from __future__ import annotations

from dataclasses import replace

from kpdesk.domain.review import accepted, edited, machine_reading, rejected, reopened
from tests.builders import an_actor

AT = "2026-11-23T10:00:00+00:00"


def proposed(**fields):
    return an_actor(state="proposed", made_by="model 1", score=0.7, **fields)


def test_accepting_and_refusing_say_who_and_when() -> None:
    """The score and the maker stay to be seen."""
    for decide, state in ((accepted, "accepted"), (rejected, "rejected")):
        record = decide(proposed(), who="person", at=AT)
        assert (record.state, record.decided_by, record.decided_at) == (state, "person", AT)
        assert (record.made_by, record.score) == ("model 1", 0.7)


def test_an_edit_keeps_the_machines_first_reading() -> None:
    """Two edits of one field remember what the machine said, not the first correction."""
    old = proposed(name="Alan Martn")
    once = edited(old, replace(old, name="Alan Martin"), who="person", at=AT)
    twice = edited(once, replace(once, name="Alan M. Martin", kind="ngo"), who="person", at=AT)
    assert twice.state == "edited"
    assert machine_reading(twice) == {"name": "Alan Martn", "kind": "person"}
    assert accepted(twice, who="person", at=AT).state == "edited"


def test_an_edit_back_to_the_machines_reading_is_an_acceptance() -> None:
    """Nothing differs any more."""
    old = proposed()
    once = edited(old, replace(old, name="Other"), who="person", at=AT)
    back = edited(once, replace(once, name=old.name), who="person", at=AT)
    assert (back.state, back.machine_said) == ("accepted", None)


def test_a_persons_own_record_has_no_machine_reading() -> None:
    """It is changed, and that is all."""
    own = an_actor()
    changed = edited(own, replace(own, name="Other"), who="person", at=AT)
    assert (changed.state, changed.machine_said, changed.decided_at) == ("accepted", None, None)


def test_reopening_forgets_the_decision() -> None:
    """Undecided again."""
    record = reopened(rejected(proposed(), who="person", at=AT))
    assert (record.state, record.decided_by, record.decided_at) == ("proposed", None, None)
