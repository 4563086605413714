"""What a briefing reads of a case."""

from __future__ import annotations

from pathlib import Path

from kpdesk.domain.records import Echo
from kpdesk.store.queries_report import load_anchors, material
from tests.builders import a_case, a_full_case, a_statement, an_actor, put


def test_records_come_by_id_with_their_links(tmp_path: Path) -> None:
    """Statements with issues and run-up, positions with statements, texts with hashes."""
    with a_full_case(tmp_path) as case:
        found = material(case)
        (statement,) = found.statements.values()
        (position,) = found.positions
        assert found.issues_of[statement.id] == [position.issue_id]
        assert found.supports[position.id] == [statement.id]
        assert {len(sha) for _, sha in found.text_of.values()} == {64}
        assert found.settings.name == "Test case"


def test_rejected_records_are_not_there(tmp_path: Path) -> None:
    """Nor what hangs on a rejected actor."""
    with a_case(tmp_path) as case:
        gone = put(case, an_actor(name="Nobody", state="rejected"))
        kept = a_statement(case)
        a_statement(case, state="rejected")
        put(case, Echo(statement_id=kept.id, source_id=kept.source_id, state="rejected"))
        found = material(case)
        assert gone.id not in found.actors and list(found.statements) == [kept.id] and found.echoes == {}


def test_anchors_are_read_for_those_asked_for_and_once(tmp_path: Path) -> None:
    """A record without any has an empty list, not none."""
    with a_full_case(tmp_path) as case:
        found = material(case)
        statement, position = next(iter(found.statements)), found.positions[0].id
        participation = found.participations[0].id
        load_anchors(case, found, [("statement", statement), ("participation", participation)])
        assert [a.role for a in found.anchors["statement", statement]] == ["content"]
        assert found.anchors["participation", participation] == [] and ("position", position) not in found.anchors
        load_anchors(case, found, [("statement", statement)])
        assert len(found.anchors["statement", statement]) == 1
