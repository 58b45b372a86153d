"""The few blocks that last long, by themselves: all others end soon after they start, and are found by that."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

NAME = "ix_blocks_long"


def upgrade() -> None:
    op.create_index(
        NAME,
        "blocks",
        ["business_id", "block_end"],
        sqlite_where=sa.text("julianday(block_end) - julianday(block_start) > 1.5"),
        postgresql_where=sa.text("block_end - block_start > interval '36 hours'"),
    )


def downgrade() -> None:
    op.drop_index(NAME, "blocks")
