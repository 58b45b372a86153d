"""The clock time that was promised, beside each booking; for bookings to come it is what their zone says today."""

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

PROMISED = sa.table("promised_times", sa.column("booking_id", sa.Integer), sa.column("clock_time", sa.String))
CONFIRMED = sa.text(
    "SELECT bookings.id, bookings.starts_at, businesses.definition FROM bookings"
    " JOIN businesses ON businesses.id = bookings.business_id WHERE bookings.status = 'confirmed'"
).columns(id=sa.Integer, starts_at=sa.DateTime(timezone=True), definition=sa.String)


def upgrade() -> None:
    op.create_table(
        "promised_times",
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column("clock_time", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["bookings.id"], name=op.f("fk_promised_times_booking_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("booking_id", name=op.f("pk_promised_times")),
    )
    rows = op.get_bind().execute(CONFIRMED).all()
    if rows:
        op.bulk_insert(PROMISED, [{"booking_id": r.id, "clock_time": _local(r.starts_at, r.definition)} for r in rows])


def downgrade() -> None:
    op.drop_table("promised_times")


def _local(starts_at: datetime, definition: str) -> str:
    utc = starts_at if starts_at.tzinfo else starts_at.replace(tzinfo=UTC)
    local = utc.astimezone(ZoneInfo(json.loads(definition)["zone"]))
    return local.replace(tzinfo=None).isoformat(timespec="minutes")
