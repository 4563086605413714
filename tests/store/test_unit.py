"""The unit of work: all or nothing, a log of what it did, links that go or let go, inverses that come back exactly."""

from __future__ import annotations

import dataclasses
import random

import pytest
import sqlalchemy as sa

from kpdesk.domain.records import Name, StatementIssue
from kpdesk.errors import CaseFileError, ConflictError
from kpdesk.store.check import check
from kpdesk.store.tables import TABLES
from tests.builders import a_meeting, a_source, a_statement, an_actor, an_anchor, an_issue, fingerprint, put


def test_nothing_is_written_when_a_deed_fails_half_way(case) -> None:
    """An exception inside a unit leaves records, log and blobs as they were."""
    before, sets = fingerprint(case), len(case.history())
    with pytest.raises(RuntimeError), case.unit("Half") as unit:
        unit.add(an_actor())
        digest = unit.keep_blob(b"half")
        raise RuntimeError
    assert (fingerprint(case), len(case.history())) == (before, sets)
    with pytest.raises(CaseFileError):
        case.blob(digest)


def test_a_deed_is_one_change_set_with_before_and_after(case) -> None:
    """Two writes to one record in one deed are one change from the first state to the last."""
    actor = put(case, an_actor())
    with case.unit("Renamed twice") as unit:
        unit.put(dataclasses.replace(actor, name="One"))
        unit.put(dataclasses.replace(actor, name="Two"))
    (change,) = case.changes_of(unit.changes.seq)
    assert change.before and change.after
    assert (change.before["name"], change.after["name"]) == (actor.name, "Two")


def test_a_deed_that_changes_nothing_leaves_no_trace(case) -> None:
    """Writing what is there already makes no change set."""
    actor = put(case, an_actor())
    with case.unit("Nothing") as unit:
        unit.put(actor)
        unit.add(other := an_actor())
        unit.remove("actor", other.id)
    assert unit.changes.seq == 0 and case.history(limit=1)[0].label == "Added"


def test_removing_an_actor_takes_its_names_and_frees_its_statements(case) -> None:
    """Required links go with the record; the others become empty."""
    said = a_statement(case)
    name = put(case, Name(actor_id=said.speaker_id or "", text="A. S."))
    with case.unit("Removed") as unit:
        unit.remove("actor", said.speaker_id or "")
    assert case.get("name", name.id) is None
    assert case.get("statement", said.id).speaker_id is None
    case.undo()
    assert case.get("name", name.id) == name and case.get("statement", said.id) == said


def test_removing_a_source_takes_all_that_rests_on_it(full) -> None:
    """Statements, anchors and texts go; undo brings back every one."""
    before = fingerprint(full)
    with full.unit("Removed the source") as unit:
        unit.remove_all("source", [s.id for s in full.all("source")])
    assert full.count("statement") == full.count("anchor") == full.count("text_version") == 0
    full.undo()
    assert fingerprint(full) == before


def test_a_changed_record_is_not_overwritten_by_taking_back(case) -> None:
    """Taking back an old deed refuses, by name, when a later one touched the same record."""
    actor = put(case, an_actor(), label="Added Ana")
    seq = case.history(limit=1)[0].seq
    with case.unit("Renamed") as unit:
        unit.put(dataclasses.replace(actor, name="Anna"))
    with pytest.raises(ConflictError, match="Anna was changed since"):
        case.take_back(seq)


def test_putting_a_record_that_is_gone_is_refused(case) -> None:
    """A form that was open on a removed record gets a sentence, not a new record."""
    actor = put(case, an_actor())
    with case.unit("Removed") as unit:
        unit.remove("actor", actor.id)
    with pytest.raises(ConflictError, match="no longer"), case.unit("Edit") as unit:
        unit.put(actor)


def test_an_anchor_without_an_owner_is_refused(case) -> None:
    """The file itself holds to one owner an anchor."""
    source = a_source(case)
    for owners in ({}, {"actor_id": "x", "meeting_id": "y"}):
        with pytest.raises(sa.exc.IntegrityError), case.unit("Bad") as unit:
            unit.add(an_anchor(case, source, "Harare".upper(), **owners))


def test_a_link_to_nothing_is_refused(case) -> None:
    """Foreign keys hold at the end of the deed, in whatever order its records came."""
    with pytest.raises(sa.exc.IntegrityError), case.unit("Dangling") as unit:
        unit.add(StatementIssue(statement_id="none", issue_id="none"))
    assert case.count("statement_issue") == 0
    said, issue = a_statement(case, words=""), an_issue()
    with case.unit("Issue after its link") as unit:
        unit.add(StatementIssue(statement_id=said.id, issue_id=issue.id))
        unit.add(issue)
    assert case.count("statement_issue") == 1


def test_a_record_that_rotted_is_not_written_over(case) -> None:
    """A value that no longer fits its hash stops the write, so that rot never gets a fresh hash."""
    actor = put(case, an_actor())
    table = TABLES["actor"]
    with case._engine.connect().execution_options(recorded=True, writing=True) as connection, connection.begin():
        connection.execute(table.update().where(table.c.id == actor.id).values(name="Rotten"))
    with pytest.raises(CaseFileError, match="damaged"), case.unit("Edit") as unit:
        unit.put(dataclasses.replace(actor, note="new"))


def test_taking_back_gives_rot_no_fresh_hash(case) -> None:
    """Undo writes only what the log tells; a value that rotted beside it still shows in the check."""
    actor = put(case, an_actor())
    with case.unit("Edit") as unit:
        unit.put(dataclasses.replace(actor, note="new"))
    table = TABLES["actor"]
    with case._engine.connect().execution_options(recorded=True, writing=True) as connection, connection.begin():
        connection.execute(table.update().where(table.c.id == actor.id).values(country="Rotten"))
    case.undo()
    assert case.get("actor", actor.id).note == actor.note
    assert not check(case.path, key=case.key).ok


def test_equal_bytes_are_kept_once(case) -> None:
    """A blob lies under its hash; the second keeping of it writes nothing."""
    with case.unit("Twice") as unit:
        assert unit.keep_blob(b"same") == unit.keep_blob(b"same")


def test_random_deeds_undone_and_redone_come_back_exactly(tmp_path) -> None:
    """Random deeds with undo and redo between them always lead back to the same records."""
    from tests.builders import a_case

    chance = random.Random(7)
    with a_case(tmp_path, file="random.kpdesk") as case:
        states = [fingerprint(case)]
        for step in range(40):
            _one_deed(case, chance, step)
            states.append(fingerprint(case))
        for back in range(1, 41):
            case.undo()
            assert fingerprint(case) == states[-1 - back]
        assert case.can_undo is None
        for forth in range(1, 41):
            case.redo()
            assert fingerprint(case) == states[forth]
        assert case.can_redo is None


def _one_deed(case, chance: random.Random, step: int) -> None:
    actors, meetings = case.all("actor"), case.all("meeting")
    with case.unit(f"Step {step}") as unit:
        match chance.choice("amnrc"):
            case "m":
                unit.add(a_meeting(name=f"M{step}"))
            case "n" if actors:
                unit.add(Name(actor_id=chance.choice(actors).id, text=f"N{step}"))
            case "r" if len(actors) > 3:
                unit.remove("actor", chance.choice(actors).id)
            case "c" if meetings:
                chair = chance.choice(actors).id if actors else None
                unit.put(dataclasses.replace(chance.choice(meetings), chair_id=chair, note=f"C{step}"))
            case _:
                unit.add(an_actor(name=f"A{step}"))


def test_half_characters_and_nul_do_not_stop_a_save(case) -> None:
    """A lone surrogate cannot be written as UTF-8, and NUL cuts texts off in other programs: both are cleaned."""
    actor = put(case, an_actor(name="A\ud83dB\0C 💎"))
    assert case.get("actor", actor.id).name == "A?BC 💎"
