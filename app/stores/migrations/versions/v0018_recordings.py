"""Recordings of calls, and the telephones of people who take calls over."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "recordings",
        sa.Column("call_sid", sa.String(), nullable=False),
        sa.Column("business_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("length_ms", sa.Integer(), nullable=False),
        sa.Column("fault", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name=op.f("fk_recordings_business_id")),
        sa.PrimaryKeyConstraint("call_sid", name=op.f("pk_recordings")),
    )
    op.create_index(op.f("ix_recordings_business_id"), "recordings", ["business_id"])
    op.add_column("people", sa.Column("number", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("people", "number")  # no copy of the table: its deletion would sign everybody out
    op.drop_table("recordings")
