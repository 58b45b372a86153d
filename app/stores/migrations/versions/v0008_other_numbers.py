"""Further numbers of customers whose records were merged."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "other_numbers",
        sa.Column("business_id", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name=op.f("fk_other_numbers_business_id")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_other_numbers_customer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("business_id", "number", name=op.f("pk_other_numbers")),
    )
    op.create_index(op.f("ix_other_numbers_customer_id"), "other_numbers", ["customer_id"])


def downgrade() -> None:
    op.drop_table("other_numbers")
