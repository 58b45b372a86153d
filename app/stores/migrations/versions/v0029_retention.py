"""What callers said goes when its time is over, and the log of who did what tells of it."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("calls") as table:
        table.add_column(sa.Column("words_gone_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("access_log") as table:
        table.add_column(sa.Column("calls", sa.Integer(), nullable=True))
    with_words = sa.text("words_gone_at IS NULL")
    op.create_index(
        "ix_calls_with_words",
        "calls",
        ["business_id", "started_at"],
        sqlite_where=with_words,
        postgresql_where=with_words,
    )


def downgrade() -> None:
    op.drop_index("ix_calls_with_words", "calls")
    with op.batch_alter_table("access_log") as table:
        table.drop_column("calls")
    with op.batch_alter_table("calls") as table:
        table.drop_column("words_gone_at")
