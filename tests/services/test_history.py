"""The history in sentences; undo and redo across restarts; one record's earlier states."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from kpdesk.errors import ConflictError
from kpdesk.services import history, making
from kpdesk.store.case import CaseFile
from tests.builders import an_actor, put


def test_history_reads_like_sentences_newest_first(case: CaseFile) -> None:
    """Who, what, how many; a machine's deeds carry its name."""
    with case.unit("Proposed", who="model 1") as unit:
        unit.add(an_actor())
    making.add(case, an_actor(name="Obed Banda"))
    told = history.entries(case, limit=2)
    assert [(e.sentence, e.who, e.count) for e in told] == [("Added Obed Banda", "", 1), ("Proposed", "model 1", 1)]


def test_undo_and_redo_say_what_they_would_do(case: CaseFile) -> None:
    """In words for the menu, also after the file was closed and opened."""
    ana = an_actor()
    making.add(case, ana)
    assert (history.next_undo(case), history.next_redo(case)) == ("Added Ana Sithole", None)
    history.undo(case)
    assert history.next_redo(case) == "Added Ana Sithole"
    path = case.path
    case.close()
    with CaseFile.open(path) as again:
        history.redo(again)
        assert again.get("actor", ana.id) == ana


def test_the_making_of_the_case_is_not_undone(case: CaseFile) -> None:
    """There would be no case left."""
    history.undo(case)  # the issue
    assert history.next_undo(case) is None
    with pytest.raises(ConflictError, match="nothing to undo"):
        history.undo(case)
    assert not history.entries(case)[-1].can_take_back


def test_a_record_is_restored_to_an_earlier_state_as_a_deed_of_its_own(case: CaseFile) -> None:
    """Also one that was removed; a state it has already is told."""
    ana = put(case, an_actor())
    making.change(case, replace(ana, name="Anna Sithole"))
    making.remove(case, "actor", [ana.id])
    states = history.states_of(case, "actor", ana.id)
    assert [c.after["name"] if c.after else None for _, c in states] == [None, "Anna Sithole", "Ana Sithole"]
    first = states[-1][0].seq
    changes = history.restore(case, "actor", ana.id, first)
    assert case.get("actor", ana.id) == ana
    assert re.fullmatch(r"Restored Ana Sithole to its state of \d\d? \w+ \d{4}, \d\d:\d\d", changes.label)
    with pytest.raises(ConflictError, match="in that state now"):
        history.restore(case, "actor", ana.id, first)
    with pytest.raises(ConflictError, match="no such earlier state"):
        history.restore(case, "actor", ana.id, states[0][0].seq)
    history.undo(case)
    assert case.get("actor", ana.id) is None


def test_the_history_of_one_record_tells_only_its_own_deeds(case: CaseFile) -> None:
    """Filtered by record, in pages."""
    ana, obed = put(case, an_actor()), put(case, an_actor(name="Obed Banda"))
    making.change(case, replace(ana, note="x"))
    told = history.entries(case, kind="actor", record_id=ana.id)
    assert [e.sentence for e in told] == ["Changed Ana Sithole", "Added"]
    assert len(history.entries(case, kind="actor", record_id=obed.id)) == 1
    assert history.entries(case, before_seq=told[-1].seq, kind="actor", record_id=ana.id) == []


def test_what_is_taken_back_is_marked(case: CaseFile) -> None:
    """And cannot be taken back twice."""
    seq = making.add(case, an_actor()).seq
    history.take_back(case, seq)
    (entry,) = [e for e in history.entries(case) if e.seq == seq]
    assert entry.taken_back
    assert not entry.can_take_back
    with pytest.raises(ConflictError, match="taken back already"):
        history.take_back(case, seq)
