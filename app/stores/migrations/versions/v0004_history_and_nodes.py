"""Versions and a history of bookings, and which server takes a call.

What was booked before this revision gets the history that its rows still tell.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)

MADE = """
INSERT INTO booking_history
    (business_id, reference, version, change, status, at, author, offering, resource_id, room_id, starts_at, ends_at)
SELECT
    business_id, reference, row_number() OVER (PARTITION BY reference ORDER BY id),
    CASE row_number() OVER (PARTITION BY reference ORDER BY id) WHEN 1 THEN 'booked' ELSE 'moved' END,
    'confirmed', booked_at, CASE WHEN call_sid IS NULL THEN 'api' ELSE 'call ' || call_sid END,
    offering, resource_id, room_id, starts_at, ends_at
FROM bookings
"""
CANCELLED = """
INSERT INTO booking_history
    (business_id, reference, version, change, status, at, author, offering, resource_id, room_id, starts_at, ends_at)
SELECT
    business_id, reference, (SELECT count(*) FROM bookings AS b WHERE b.reference = bookings.reference) + 1,
    'cancelled', 'cancelled', COALESCE(ended_at, booked_at),
    CASE WHEN ended_by_call IS NULL THEN 'api' ELSE 'call ' || ended_by_call END,
    offering, resource_id, room_id, starts_at, ends_at
FROM bookings WHERE status = 'cancelled'
"""
COUNTED = """
UPDATE bookings SET version =
    (SELECT max(version) FROM booking_history AS h WHERE h.reference = bookings.reference)
"""


def upgrade() -> None:
    op.add_column("bookings", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.create_index("ix_bookings_key", "bookings", ["key"])
    op.create_table(
        "booking_history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("business_id", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("offering", sa.String(), nullable=False),
        sa.Column("resource_id", sa.String(), nullable=False),
        sa.Column("room_id", sa.String(), nullable=True),
        sa.Column("starts_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name="fk_booking_history_business_id"),
        sa.PrimaryKeyConstraint("id", name="pk_booking_history"),
        sa.UniqueConstraint("reference", "version", name="uq_booking_history_reference_version"),
    )
    op.create_index("ix_booking_history_business_id", "booking_history", ["business_id"])
    for statement in (MADE, CANCELLED, COUNTED):
        op.execute(statement)
    op.create_table(
        "nodes",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_nodes"),
    )
    op.create_index("ix_nodes_seen_at", "nodes", ["seen_at"])
    op.add_column("calls", sa.Column("node_id", sa.String(), nullable=True))
    op.add_column("calls", sa.Column("presumed_over", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("ix_calls_node_id", "calls", ["node_id"])


def downgrade() -> None:
    op.drop_index("ix_calls_node_id", "calls")
    op.drop_column("calls", "presumed_over")
    op.drop_column("calls", "node_id")
    op.drop_table("nodes")
    op.drop_table("booking_history")
    op.drop_index("ix_bookings_key", "bookings")
    op.drop_column("bookings", "version")
