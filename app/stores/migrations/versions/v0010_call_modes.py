"""The mode that somebody switched on, above the one of the description."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "call_modes",
        sa.Column("business_id", sa.String(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("switched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("switched_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name=op.f("fk_call_modes_business_id")),
        sa.PrimaryKeyConstraint("business_id", name=op.f("pk_call_modes")),
    )


def downgrade() -> None:
    op.drop_table("call_modes")
