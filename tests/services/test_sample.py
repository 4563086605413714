"""The sample case: read once, a copy ever after."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpdesk.errors import CaseFileError
from kpdesk.extract import pipeline
from kpdesk.services import sample
from tests.builders import fingerprint

pytestmark = pytest.mark.skipif(not pipeline.is_available(), reason="the language model is not built yet")


def test_the_sample_is_read_once_and_each_case_is_its_own_copy(tmp_path: Path, monkeypatch) -> None:
    """What is done in one copy is not in the next; a damaged stock is made anew."""
    texts = sample.texts()[:2]
    monkeypatch.setattr(sample, "texts", lambda: texts)
    told: list[str] = []
    with sample.build(tmp_path / "one.kpdesk", lambda share, title: told.append(title)) as case:
        assert case.settings().name == "Marange, a demonstration"
        assert case.count("source") == 2
        assert case.count("statement", state="proposed") > 3
        first = fingerprint(case)
        with case.unit("x") as unit:
            unit.remove("source", case.all("source")[0].id)
    assert told == [t["title"] for t in texts] + [""]
    told.clear()
    with sample.build(tmp_path / "two.kpdesk", lambda share, title: told.append(title)) as case:
        assert fingerprint(case) == first
    assert told == [""], "nothing was read again"
    with pytest.raises(CaseFileError, match="is there already"):
        sample.build(tmp_path / "two.kpdesk")
