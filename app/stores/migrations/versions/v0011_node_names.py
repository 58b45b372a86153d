"""What a server is called, so that others know whose jobs it has begun."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("nodes", sa.Column("name", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("nodes", "name")
