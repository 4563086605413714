"""Candidates for echoes: statements that share a run of words."""

from __future__ import annotations

from pathlib import Path

from kpdesk.store.queries_echoes import statements_like
from tests.builders import a_case, a_statement


def test_statements_that_share_three_words_in_a_row_are_candidates(tmp_path: Path) -> None:
    """Case and accents do not matter; rejected ones and too short texts do not count."""
    with a_case(tmp_path) as case:
        said = a_statement(case)
        a_statement(case, words="", content="Something else altogether was said here.")
        a_statement(case, words="", content="We cannot sit at a table", state="rejected", made_by="m")
        found = statements_like(case, "WE CÁNNOT SIT down where nothing is decided")
        assert [row[0] for row in found] == [said.id]
        assert found[0][3] == said.content
        assert statements_like(case, "We cannot") == []
        assert statements_like(case, '" OR * NEAR( ') == []
