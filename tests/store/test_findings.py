"""What the parts of the check share."""

from __future__ import annotations

from kpdesk.domain.values import as_values, canonical, content_hash
from kpdesk.store.driver import sqlite
from kpdesk.store.findings import Findings, hash_of_json
from tests.builders import an_actor


def test_an_older_log_entry_still_vouches_for_its_record() -> None:
    """Fields that a later format added are filled with their defaults before hashes are compared."""
    values = as_values(an_actor())
    older = {k: v for k, v in values.items() if k != "reference"}
    assert hash_of_json("actor", canonical(older)) == content_hash("actor", values)
    assert hash_of_json("actor", canonical(values)) == content_hash("actor", values)


def test_a_part_that_cannot_be_read_is_a_finding() -> None:
    """The rows before it were given, the check goes on."""
    findings = Findings(sqlite.connect(":memory:"))
    assert list(findings.rows("texts", "The list of texts", "SELECT * FROM nowhere")) == []
    (found,) = findings.report().findings
    assert found.area == "texts" and found.message.startswith("The list of texts cannot be read whole: no such table")
