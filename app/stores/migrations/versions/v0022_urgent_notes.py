"""How urgent a message or callback is, who should call, and that staff are told of both at once."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("messages") as table:
        table.add_column(sa.Column("urgent", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("callbacks") as table:
        table.add_column(sa.Column("urgent", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("person_id", sa.String(), nullable=True))
    with op.batch_alter_table("outbox") as table:
        table.add_column(sa.Column("note_id", sa.String(), nullable=True))
    with op.batch_alter_table("notice_settings") as table:
        table.add_column(sa.Column("staff_sms", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("notice_settings") as table:
        table.drop_column("staff_sms")
    with op.batch_alter_table("outbox") as table:
        table.drop_column("note_id")
    with op.batch_alter_table("callbacks") as table:
        table.drop_column("person_id")
        table.drop_column("urgent")
    with op.batch_alter_table("messages") as table:
        table.drop_column("urgent")
