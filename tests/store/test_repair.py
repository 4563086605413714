"""Repair: what verified parts can rebuild comes back; what nothing vouches for is left alone."""

from __future__ import annotations

from kpdesk.store.check import check
from kpdesk.store.repair import repair
from tests.builders import fingerprint


def _altered(case, *statements: str) -> None:
    with case._engine.connect().execution_options(writing=True, recorded=True) as connection, connection.begin():
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_records_and_index_come_back_from_log_and_texts(full) -> None:
    """A changed, a deleted and an unindexed record: after the repair the case is whole and as it was."""
    before = fingerprint(full)
    _altered(
        full, "UPDATE actor SET name = 'Rotten'", "DELETE FROM name", "DELETE FROM search_index WHERE rowid = 1"
    )  # fmt: skip
    done = repair(full, check(full.path, key=full.key))
    assert check(full.path, key=full.key).findings == ()
    assert fingerprint(full) == before and any("Put back" in line for line in done)


def test_a_record_whose_log_was_altered_too_is_not_invented(full) -> None:
    """Without a value that its own hash vouches for, nothing is written."""
    _altered(full, "UPDATE meeting SET name = 'Rotten'", "UPDATE change SET after = replace(after, 'Windhoek', 'X')")
    repair(full, check(full.path, key=full.key))
    assert full.all("meeting")[0].name == "Rotten"
    assert not check(full.path, key=full.key).ok


def test_a_whole_case_is_not_touched(full) -> None:
    """Nothing to repair means no write."""
    before = full.path.read_bytes() if full.key is None else b""
    assert repair(full, check(full.path, key=full.key)) == []
    assert full.key is not None or full.path.read_bytes() == before
