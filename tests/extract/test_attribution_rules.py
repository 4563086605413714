"""Attribution by rule, on the parse of the shipped model."""

from __future__ import annotations

import pytest

from kpdesk.extract import pipeline
from kpdesk.extract.attribution import Attribution
from kpdesk.extract.attribution_rules import ruler


def _found(text: str) -> list[Attribution]:
    return list(ruler()(pipeline.load()(text))._.attributions)


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The minister said that exports will stop soon.", "The minister", "exports will stop soon"),
        ("According to the report, two mines were closed last year.", "the report", "two mines were closed last year"),
        ("“We will never accept this deal,” said Mary Brown.", "Mary Brown", "We will never accept this deal"),
    ],
)
def test_clauses_quotations_and_according_to_are_found(text: str, source: str, content: str) -> None:
    """The three plain ways of reporting speech."""
    found = [a for a in _found(text) if a.content.text == content]
    assert len(found) == 1
    assert found[0].source is not None and found[0].source.text == source


def test_a_short_quoted_term_is_no_speech() -> None:
    """Scare quotes do not make a statement."""
    assert _found("They sell “blood diamonds” in town.") == []
