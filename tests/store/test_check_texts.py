"""The texts' part of the check: statements repeat their anchors, versions have their texts."""

from __future__ import annotations

import dataclasses

from kpdesk.domain.records import TextVersion
from kpdesk.store.check import check
from tests.builders import a_source, a_statement, put


def test_words_that_are_not_those_of_the_anchors_are_found(case) -> None:
    """A statement written by other means than its anchors shows."""
    said = a_statement(case)
    with case.unit("Reworded") as unit:
        unit.put(dataclasses.replace(said, content="We can sit at a table"))
    assert [f.area for f in check(case.path, key=case.key).findings] == ["anchors"]


def test_a_version_without_its_text_is_found(case) -> None:
    """Both the text and what was received must be there."""
    source = a_source(case)
    put(case, TextVersion(source_id=source.id, number=2, text_sha256="a" * 64, received_sha256="b" * 64))
    messages = [f.message for f in check(case.path, key=case.key).findings]
    assert len(messages) == 2 and all("missing" in m for m in messages)
