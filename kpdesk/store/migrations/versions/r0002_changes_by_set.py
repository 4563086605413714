"""The log's index of records goes by change set first: a large deed appends to it instead of touching all of it."""

from __future__ import annotations

from alembic import op

revision = "r0002"
down_revision = "r0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DROP INDEX ix_change_record")
    op.execute("CREATE INDEX ix_change_set_record ON change (seq, record_id)")
