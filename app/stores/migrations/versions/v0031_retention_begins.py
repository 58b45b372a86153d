"""Nothing goes before the owner had some days to look at the rule."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "retention_begins",
        sa.Column("business_id", sa.String(), nullable=False),
        sa.Column("first_night", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name=op.f("fk_retention_begins_business_id")),
        sa.PrimaryKeyConstraint("business_id", name=op.f("pk_retention_begins")),
    )


def downgrade() -> None:
    op.drop_table("retention_begins")
