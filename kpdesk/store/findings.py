"""What the parts of the check share: where findings are collected, and the hash that a logged record must have today."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator
from typing import Any

from kpdesk.domain.health import CheckReport, Finding
from kpdesk.domain.records import BY_KIND
from kpdesk.domain.values import canonical, field_names
from kpdesk.store.driver import FAULTS, Connection


class Findings:
    """Collects findings and counts while the parts of the check look at one snapshot of the file."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.found: list[Finding] = []
        self.counts: dict[str, int] = {}
        self.record_hashes: dict[tuple[str, str], str] = {}  # of what is there, computed anew

    def add(self, area: str, message: str, record: tuple[str, str] | None = None, *, repairable: bool = False) -> None:
        self.found.append(Finding(area=area, message=message, record=record, repairable=repairable))

    def rows(self, area: str, what: str, sql: str, *values: Any) -> Iterator[tuple]:
        """Rows with text as bytes; a part that cannot be read becomes a finding."""
        try:
            yield from self.connection.execute(sql, values)
        except FAULTS as fault:
            self.add(area, f"{what} cannot be read whole: {fault}.")

    def report(self) -> CheckReport:
        return CheckReport(findings=tuple(self.found), counts=dict(self.counts))


def hash_of_json(kind: str, text: str) -> str:
    """The content hash that a record with these values (canonical JSON, as in the log) must have today."""
    values = json.loads(text)
    full = {**_defaults(kind), **values}
    if set(full) == set(values):
        return hashlib.sha256(f"{kind}\n{text}".encode()).hexdigest()
    # The log was written before a later format gave this kind more fields.
    return hashlib.sha256(f"{kind}\n{canonical({n: full[n] for n in field_names(kind)})}".encode()).hexdigest()


def _defaults(kind: str) -> dict[str, Any]:
    return {
        f.name: list(f.default) if isinstance(f.default, tuple) else f.default
        for f in dataclasses.fields(BY_KIND[kind])
        if f.default is not dataclasses.MISSING
    }
