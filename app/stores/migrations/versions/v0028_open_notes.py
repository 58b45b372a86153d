"""Open messages and callbacks are found by themselves: each page looked through all that there ever were."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

DONE_MESSAGES = "UPDATE messages SET done_at = (SELECT done_at FROM tasks WHERE tasks.item_id = messages.id)"
DONE_CALLBACKS = """
UPDATE callbacks SET status = CASE
    WHEN id IN (SELECT item_id FROM tasks WHERE done_at IS NOT NULL) THEN 'done' ELSE 'open' END
"""


def upgrade() -> None:
    with op.batch_alter_table("messages") as table:
        table.add_column(sa.Column("done_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(sa.text(DONE_MESSAGES))
    op.execute(sa.text(DONE_CALLBACKS))
    is_open = sa.text("done_at IS NULL")
    op.create_index(
        "ix_messages_open", "messages", ["business_id", "taken_at"], sqlite_where=is_open, postgresql_where=is_open
    )
    is_open = sa.text("status = 'open'")
    op.create_index(
        "ix_callbacks_open",
        "callbacks",
        ["business_id", "requested_at"],
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    op.create_index("ix_tasks_business_id_done_at", "tasks", ["business_id", "done_at"])


def downgrade() -> None:
    op.drop_index("ix_tasks_business_id_done_at", "tasks")
    op.drop_index("ix_callbacks_open", "callbacks")
    op.drop_index("ix_messages_open", "messages")
    with op.batch_alter_table("messages") as table:
        table.drop_column("done_at")
