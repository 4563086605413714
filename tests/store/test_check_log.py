"""The log's part of the check: states follow each other, and the last is what is there."""

from __future__ import annotations

import dataclasses

from kpdesk.store.check import check
from tests.builders import an_actor, put


def test_undo_redo_and_removal_leave_a_log_that_leads_to_the_records(case) -> None:
    """Any order of deeds makes a chain without a gap."""
    actor = put(case, an_actor())
    with case.unit("Renamed") as unit:
        unit.put(dataclasses.replace(actor, name="Other"))
    case.undo()
    case.redo()
    with case.unit("Removed") as unit:
        unit.remove("actor", actor.id)
    assert check(case.path, key=case.key).findings == ()


def test_swapping_two_sets_in_the_log_is_found(case) -> None:
    """The chain fixes their order."""
    put(case, an_actor(name="One"))
    put(case, an_actor(name="Two"))
    with case._engine.connect().execution_options(writing=True, recorded=True) as connection, connection.begin():
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        for table in ("change_set", "change"):
            connection.exec_driver_sql(f"UPDATE {table} SET seq = 99 WHERE seq = 2")
            connection.exec_driver_sql(f"UPDATE {table} SET seq = 2 WHERE seq = 3")
            connection.exec_driver_sql(f"UPDATE {table} SET seq = 3 WHERE seq = 99")
    assert {f.area for f in check(case.path, key=case.key).findings} == {"log"}
