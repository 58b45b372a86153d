"""How a wish that nobody understood was seen to: it has an answer now, or it is done."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("unknown_wishes") as table:
        table.add_column(sa.Column("closed", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("unknown_wishes") as table:
        table.drop_column("closed")
