"""Every state in which a business was described."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

AS_IT_IS = """
INSERT INTO business_versions (business_id, number, definition, author, saved_at)
SELECT id, 1, definition, 'vorzimmer', changed_at FROM businesses
"""


def upgrade() -> None:
    op.create_table(
        "business_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("business_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("definition", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name="fk_business_versions_business_id"),
        sa.PrimaryKeyConstraint("id", name="pk_business_versions"),
        sa.UniqueConstraint("business_id", "number", name="uq_business_versions_business_id_number"),
    )
    op.create_index("ix_business_versions_business_id", "business_versions", ["business_id"])
    op.execute(AS_IT_IS)


def downgrade() -> None:
    op.drop_table("business_versions")
