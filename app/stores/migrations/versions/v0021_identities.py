"""A person may be known at another provider: by its issuer and subject."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("people") as table:
        table.add_column(sa.Column("identity", sa.String(), nullable=True))
        table.create_unique_constraint("uq_people_identity", ["identity"])


def downgrade() -> None:
    with op.batch_alter_table("people") as table:
        table.drop_constraint("uq_people_identity", type_="unique")
        table.drop_column("identity")
