"""Records: ids in order of making, links with rules, anchors with one owner."""

from __future__ import annotations

import dataclasses
import uuid

import pytest

from kpdesk.domain.records import ANCHOR_OWNERS, BY_KIND, RECORDS, REVIEWED_KINDS, Actor, Anchor, new_id


def test_ids_are_uuids_of_version_7_and_differ() -> None:
    """Every copy of a case makes ids that no other makes."""
    ids = [new_id() for _ in range(1000)]
    assert len(set(ids)) == 1000
    assert {uuid.UUID(i).version for i in ids} == {7} and {uuid.UUID(i).variant for i in ids} == {uuid.RFC_4122}


def test_ids_sort_by_the_time_of_making() -> None:
    """To the millisecond."""
    assert new_id()[:8] <= new_id()[:8]
    stamp = int(new_id().replace("-", "")[:12], 16)
    assert 1_600_000_000_000 < stamp < 5_000_000_000_000


def test_records_cannot_be_changed_in_place() -> None:
    """What crosses a border stays as it was."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        Actor(name="x").name = "y"  # type: ignore[misc]


def test_every_link_names_a_kind_that_there_is() -> None:
    """And every kind is listed once, under its own name."""
    assert len(BY_KIND) == len(RECORDS)
    for cls in RECORDS:
        for f in dataclasses.fields(cls):
            assert f.metadata.get("to", "actor") in BY_KIND


def test_an_anchor_knows_its_owner() -> None:
    """Whichever kind it is; none is a fault."""
    for kind in ANCHOR_OWNERS:
        anchor = Anchor(text_version_id="t", start=0, end=1, quote="a", **{f"{kind}_id": "x"})
        assert anchor.owner == (kind, "x")
    with pytest.raises(ValueError):
        _ = Anchor(text_version_id="t", start=0, end=1, quote="a").owner


def test_what_a_machine_proposes_carries_its_state() -> None:
    """Actors, meetings, statements, positions and what hangs on them."""
    assert {"actor", "meeting", "statement", "position", "affiliation", "participation"} <= set(REVIEWED_KINDS)
