"""Lists as data."""

from __future__ import annotations

import pytest

from kpdesk.domain.listing import LISTS, ListQuery


@pytest.mark.parametrize("kind", sorted(LISTS))
def test_columns_have_their_own_keys_titles_and_room(kind: str) -> None:
    """No two columns of a list share a key; every one has a title and a width."""
    columns = LISTS[kind]
    assert len({c.key for c in columns}) == len(columns)
    assert all(c.title and c.width >= 64 and c.align in ("left", "right") for c in columns)
    assert ListQuery(kind=kind).limit == 200
