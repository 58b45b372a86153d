"""Busy times from other systems, and the guard that keeps new appointments out of them."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)

GUARD_ON_SQLITE = """
CREATE TRIGGER blocks_guard_busy BEFORE INSERT ON blocks
WHEN EXISTS (
    SELECT 1 FROM busy_stretches AS busy
    WHERE busy.business_id = NEW.business_id
      AND busy.resource_id = NEW.resource_id
      AND busy.ends_at > NEW.block_start
      AND busy.starts_at < NEW.block_end
)
BEGIN
    SELECT RAISE(ABORT, 'blocks overlap');
END
"""
REFUSE_ON_POSTGRESQL = """
CREATE FUNCTION refuse_busy_block() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM busy_stretches AS busy
        WHERE busy.business_id = NEW.business_id
          AND busy.resource_id = NEW.resource_id
          AND busy.ends_at > NEW.block_start
          AND busy.starts_at < NEW.block_end
    ) THEN
        RAISE EXCEPTION 'blocks overlap' USING ERRCODE = 'exclusion_violation';
    END IF;
    RETURN NEW;
END $$
"""
GUARD_ON_POSTGRESQL = """
CREATE TRIGGER blocks_guard_busy BEFORE INSERT ON blocks FOR EACH ROW EXECUTE FUNCTION refuse_busy_block()
"""


def upgrade() -> None:
    op.create_table(
        "busy_feeds",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("business_id", sa.String(), nullable=False),
        sa.Column("resource_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("tried_at", INSTANT, nullable=True),
        sa.Column("fetched_at", INSTANT, nullable=True),
        sa.Column("read_at", INSTANT, nullable=True),
        sa.Column("fault", sa.String(), nullable=True),
        sa.Column("unreadable", sa.Integer(), nullable=False),
        sa.Column("etag", sa.String(), nullable=True),
        sa.Column("digest", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name=op.f("fk_busy_feeds_business_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_busy_feeds")),
        sa.UniqueConstraint(
            "business_id", "resource_id", "name", name=op.f("uq_busy_feeds_business_id_resource_id_name")
        ),
    )
    op.create_table(
        "busy_stretches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feed_id", sa.String(), nullable=False),
        sa.Column("business_id", sa.String(), nullable=False),
        sa.Column("resource_id", sa.String(), nullable=False),
        sa.Column("starts_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["busy_feeds.id"], name=op.f("fk_busy_stretches_feed_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_busy_stretches")),
    )
    op.create_index(op.f("ix_busy_stretches_feed_id"), "busy_stretches", ["feed_id"])
    op.create_index(
        "ix_busy_stretches_business_id_resource_id_ends_at",
        "busy_stretches",
        ["business_id", "resource_id", "ends_at"],
    )
    op.create_table(
        "told_clashes",
        sa.Column("feed_id", sa.String(), nullable=False),
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column("told_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["busy_feeds.id"], name=op.f("fk_told_clashes_feed_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["bookings.id"], name=op.f("fk_told_clashes_booking_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("feed_id", "booking_id", name=op.f("pk_told_clashes")),
    )
    op.create_index(op.f("ix_told_clashes_booking_id"), "told_clashes", ["booking_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(REFUSE_ON_POSTGRESQL)
        op.execute(GUARD_ON_POSTGRESQL)
    else:
        op.execute(GUARD_ON_SQLITE)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER blocks_guard_busy ON blocks")
        op.execute("DROP FUNCTION refuse_busy_block()")
    else:
        op.execute("DROP TRIGGER blocks_guard_busy")
    for table in ("told_clashes", "busy_stretches", "busy_feeds"):
        op.drop_table(table)
