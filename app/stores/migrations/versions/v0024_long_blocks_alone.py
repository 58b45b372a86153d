"""All that reading asks for, in the index of the few long blocks: without it SQLite read the index of all of them."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

NAME = "ix_blocks_long"
FORMER = ["business_id", "block_end"]
COLUMNS = [*FORMER, "block_start", "resource_id", "status", "owner", "booking_id", "hold_id", "expires_at"]


def upgrade() -> None:
    _replace_with(COLUMNS)


def downgrade() -> None:
    _replace_with(FORMER)


def _replace_with(columns: list[str]) -> None:
    op.drop_index(NAME, "blocks")
    op.create_index(
        NAME,
        "blocks",
        columns,
        sqlite_where=sa.text("julianday(block_end) - julianday(block_start) > 1.5"),
        postgresql_where=sa.text("block_end - block_start > interval '36 hours'"),
    )
