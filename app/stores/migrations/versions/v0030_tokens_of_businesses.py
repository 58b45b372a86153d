"""A token of the API may be one business's, and says who made it."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("api_tokens") as table:
        table.add_column(sa.Column("business_id", sa.String(), nullable=True))
        table.add_column(sa.Column("created_by", sa.String(), nullable=True))
        table.create_foreign_key("fk_api_tokens_business_id", "businesses", ["business_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("api_tokens") as table:
        table.drop_constraint("fk_api_tokens_business_id", type_="foreignkey")
        table.drop_column("created_by")
        table.drop_column("business_id")
