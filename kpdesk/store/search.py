"""The full-text index, kept inside the same transaction as the records that it finds."""

from __future__ import annotations

import sqlalchemy as sa

from kpdesk.domain.changes import Change


def refresh(connection: sa.Connection, changes: list[Change]) -> None:
    """Bring the index up to date with what one unit of work changed."""
