"""A customer's appointments by time: for a caller whom nobody knows, SQLite looked through all that there are."""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

OLD, NEW = "ix_bookings_business_id_customer_number", "ix_bookings_of_customer"


def upgrade() -> None:
    op.create_index(NEW, "bookings", ["business_id", "customer_number", "starts_at"])
    op.drop_index(OLD, "bookings")


def downgrade() -> None:
    op.create_index(OLD, "bookings", ["business_id", "customer_number"])
    op.drop_index(NEW, "bookings")
