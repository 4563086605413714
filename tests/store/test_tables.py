"""Tables and record classes cannot drift apart, and every link is indexed."""

from __future__ import annotations

import dataclasses

import pytest

from kpdesk.domain.records import RECORDS
from kpdesk.store.tables import REFERRERS, TABLES, change, change_set


@pytest.mark.parametrize("cls", RECORDS, ids=lambda c: c.KIND)
def test_a_table_has_the_fields_of_its_record_in_order(cls) -> None:
    """Field by field, then the content hash."""
    names = [f.name for f in dataclasses.fields(cls)]
    assert [c.name for c in TABLES[cls.KIND].c] == [*names, "content_hash"]


def test_every_link_has_an_index() -> None:
    """Without one, removing a record reads whole tables."""
    missing = []
    for table in (*TABLES.values(), change, change_set):
        indexed = {next(iter(index.columns)).name for index in table.indexes}
        missing += [f"{table.name}.{c.name}" for c in table.c if c.foreign_keys and c.name not in indexed]
    assert missing == []


def test_every_link_has_a_rule_for_removal() -> None:
    """Remove along or let go; required links cannot let go."""
    for referrers in REFERRERS.values():
        for kind, name, rule in referrers:
            assert rule in ("remove", "clear")
            assert rule == "remove" or TABLES[kind].c[name].nullable
