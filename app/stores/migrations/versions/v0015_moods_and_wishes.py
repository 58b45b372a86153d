"""How a caller felt at each turn, and the wishes that nobody understood."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("turns") as table:
        table.add_column(sa.Column("intensity", sa.Float(), nullable=True))
        table.add_column(sa.Column("urgency", sa.Float(), nullable=True))
        table.add_column(sa.Column("signals", sa.JSON(), nullable=True))
    op.create_table(
        "unknown_wishes",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("business_id", sa.String(), nullable=False),
        sa.Column("call_sid", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("said_at", INSTANT, nullable=False),
        sa.Column("closed_by", sa.String(), nullable=True),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name=op.f("fk_unknown_wishes_business_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unknown_wishes")),
    )
    op.create_index(op.f("ix_unknown_wishes_business_id"), "unknown_wishes", ["business_id"])
    op.create_index(op.f("ix_unknown_wishes_call_sid"), "unknown_wishes", ["call_sid"])


def downgrade() -> None:
    op.drop_table("unknown_wishes")
    with op.batch_alter_table("turns") as table:
        table.drop_column("signals")
        table.drop_column("urgency")
        table.drop_column("intensity")
