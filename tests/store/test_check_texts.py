"""The texts' part of the check: statements repeat their anchors, versions have their texts."""

from __future__ import annotations

import dataclasses

from kpdesk.domain.records import TextVersion
from kpdesk.store.check import check
from kpdesk.store.erase import erase
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


def _without_blobs(case) -> list[str]:
    with case._engine.connect().execution_options(writing=True, recorded=True) as connection, connection.begin():
        connection.exec_driver_sql("DELETE FROM blob")
    return [f.message for f in check(case.path, key=case.key).findings]


def test_a_text_that_only_history_knows_is_missed(case) -> None:
    """Its source was removed; undo would bring it back without its text."""
    source = a_source(case)
    with case.unit("Removed") as unit:
        unit.remove("source", source.id)
    assert check(case.path, key=case.key).ok
    (message,) = _without_blobs(case)
    assert message.startswith("A text that History could bring back is missing")


def test_a_text_that_was_erased_is_not_missed(case) -> None:
    """Neither where it was there, nor where it had been removed before."""
    first, second = a_source(case), a_source(case, text="Another text.")
    with case.unit("Removed") as unit:
        unit.remove("source", first.id)
    erase(case, [("source", first.id), ("source", second.id)])
    assert check(case.path, key=case.key).ok and not _without_blobs(case)


def test_a_logo_that_is_gone_is_missed_until_another_is_chosen(case) -> None:
    """The letterhead names it by its hash."""
    with case.unit("Chose a logo") as unit:
        style = f'{{"logo": "{unit.keep_blob(b"a picture")}"}}'
        unit.put(dataclasses.replace(case.settings(), house_style=style))
    assert check(case.path, key=case.key).ok
    assert _without_blobs(case) == ["The logo of the letterhead is missing. Choose it again, or take it away."]
    with case.unit("Took the logo away") as unit:
        unit.put(dataclasses.replace(case.settings(), house_style="{}"))
    assert check(case.path, key=case.key).ok
