"""What is taken, by time: a large calendar is read from the index alone."""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

NAME = "ix_blocks_by_time"
COLUMNS = [
    "business_id",
    "block_end",
    "block_start",
    "resource_id",
    "status",
    "owner",
    "booking_id",
    "hold_id",
    "expires_at",
]


def upgrade() -> None:
    op.create_index(NAME, "blocks", COLUMNS)


def downgrade() -> None:
    op.drop_index(NAME, "blocks")
