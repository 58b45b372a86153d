"""Whom a message is for, and whose own address a line of the outbox goes to."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("messages") as table:
        table.add_column(sa.Column("person_id", sa.String(), nullable=True))
    with op.batch_alter_table("outbox") as table:
        table.add_column(sa.Column("person_id", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("outbox") as table:
        table.drop_column("person_id")
    with op.batch_alter_table("messages") as table:
        table.drop_column("person_id")
