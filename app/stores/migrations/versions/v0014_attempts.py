"""Attempts to reach somebody say whose time they were made at, and what new time was agreed."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("task_tries") as table:
        table.add_column(sa.Column("time_source", sa.String(), nullable=True))
        table.add_column(sa.Column("next_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("task_tries") as table:
        table.drop_column("next_at")
        table.drop_column("time_source")
