"""A case that knows one issue, for tests of what a person can do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kpdesk.store.case import CaseFile
from tests.builders import a_case, an_issue, put


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseFile]:
    """An empty case that knows one issue."""
    with a_case(tmp_path) as case:
        put(case, an_issue(key="export-ban", label="Export ban"))
        yield case
