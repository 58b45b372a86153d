"""The first schema: businesses, customers, appointments with their guard, calls, notes, tokens.

The guard is what makes double booking impossible whatever the program does: on SQLite two triggers, on PostgreSQL an
exclusion constraint with the same meaning. A hold that has expired by the clock of the writer (`written_at`) does not
count; PostgreSQL's constraint cannot ask a clock, so every write transaction first deletes expired holds.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)

OVERLAP_ON_SQLITE = """
CREATE TRIGGER {name} BEFORE {event} ON blocks
WHEN EXISTS (
    SELECT 1 FROM blocks AS other
    WHERE other.business_id = NEW.business_id
      AND other.resource_id = NEW.resource_id
      AND other.owner <> NEW.owner
      AND other.id IS NOT NEW.id
      AND other.block_start < NEW.block_end
      AND other.block_end > NEW.block_start
      AND (other.status = 'confirmed' OR (other.status = 'held' AND other.expires_at > NEW.written_at))
)
BEGIN
    SELECT RAISE(ABORT, 'blocks overlap');
END
"""
WATCHED = "business_id, resource_id, block_start, block_end, status, expires_at, owner"

OVERLAP_ON_POSTGRESQL = """
ALTER TABLE blocks ADD CONSTRAINT ex_blocks_overlap EXCLUDE USING gist (
    business_id WITH =, resource_id WITH =, owner WITH <>, tstzrange(block_start, block_end, '[)') WITH &&
) WHERE (status IN ('held', 'confirmed'))
"""


def upgrade() -> None:
    _businesses()
    _bookings()
    _blocks()
    _guard()
    _calls()
    _notes()
    _tokens()


def downgrade() -> None:
    for table in (
        "media_tokens",
        "api_tokens",
        "callbacks",
        "messages",
        "decisions",
        "turns",
        "calls",
        "blocks",
        "holds",
        "bookings",
        "customers",
        "business_numbers",
        "businesses",
    ):
        op.drop_table(table)


def _guard() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        op.execute(OVERLAP_ON_POSTGRESQL)
        return
    op.execute(OVERLAP_ON_SQLITE.format(name="blocks_guard_insert", event="INSERT"))
    op.execute(OVERLAP_ON_SQLITE.format(name="blocks_guard_update", event=f"UPDATE OF {WATCHED}"))


def _businesses() -> None:
    op.create_table(
        "businesses",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("definition", sa.String(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_businesses"),
    )

    op.create_table(
        "business_numbers",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("business_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name="fk_business_numbers_business_id"),
        sa.PrimaryKeyConstraint("number", name="pk_business_numbers"),
    )
    op.create_index("ix_business_numbers_business_id", "business_numbers", ["business_id"])
    op.create_table(
        "customers",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("business_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("past_visits", sa.Integer(), nullable=False),
        sa.Column("postponed_by_us", sa.Integer(), nullable=False),
        sa.Column("open_case", sa.String(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name="fk_customers_business_id"),
        sa.PrimaryKeyConstraint("id", name="pk_customers"),
    )
    op.create_index("ix_customers_business_id", "customers", ["business_id"])
    op.create_index(
        "uq_customers_business_id_number",
        "customers",
        ["business_id", "number"],
        unique=True,
        sqlite_where=sa.text("number IS NOT NULL"),
        postgresql_where=sa.text("number IS NOT NULL"),
    )


def _bookings() -> None:
    op.create_table(
        "bookings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("business_id", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("offering", sa.String(), nullable=False),
        sa.Column("resource_id", sa.String(), nullable=False),
        sa.Column("room_id", sa.String(), nullable=True),
        sa.Column("starts_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.Column("customer_id", sa.String(), nullable=True),
        sa.Column("customer_name", sa.String(), nullable=False),
        sa.Column("customer_number", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("call_sid", sa.String(), nullable=True),
        sa.Column("key", sa.String(), nullable=True),
        sa.Column("booked_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("ended_by_call", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name="fk_bookings_business_id"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_bookings_customer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_bookings"),
    )
    op.create_index("ix_bookings_business_id_customer_number", "bookings", ["business_id", "customer_number"])
    op.create_index("ix_bookings_business_id_starts_at", "bookings", ["business_id", "starts_at"])
    op.create_index("ix_bookings_call_sid", "bookings", ["call_sid"])
    op.create_index("ix_bookings_customer_id", "bookings", ["customer_id"])
    op.create_index("ix_bookings_reference", "bookings", ["reference"])
    op.create_index(
        "uq_bookings_key_confirmed",
        "bookings",
        ["key"],
        unique=True,
        sqlite_where=sa.text("status = 'confirmed' AND key IS NOT NULL"),
        postgresql_where=sa.text("status = 'confirmed' AND key IS NOT NULL"),
    )
    op.create_index(
        "uq_bookings_reference_confirmed",
        "bookings",
        ["reference"],
        unique=True,
        sqlite_where=sa.text("status = 'confirmed'"),
        postgresql_where=sa.text("status = 'confirmed'"),
    )


def _blocks() -> None:
    op.create_table(
        "holds",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("business_id", sa.String(), nullable=False),
        sa.Column("call_sid", sa.String(), nullable=False),
        sa.Column("offering", sa.String(), nullable=False),
        sa.Column("resource_id", sa.String(), nullable=False),
        sa.Column("room_id", sa.String(), nullable=True),
        sa.Column("starts_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name="fk_holds_business_id"),
        sa.PrimaryKeyConstraint("id", name="pk_holds"),
    )
    op.create_index("ix_holds_business_id", "holds", ["business_id"])
    op.create_index("ix_holds_call_sid", "holds", ["call_sid"])
    op.create_index("ix_holds_expires_at", "holds", ["expires_at"])
    op.create_table(
        "blocks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("business_id", sa.String(), nullable=False),
        sa.Column("resource_id", sa.String(), nullable=False),
        sa.Column("block_start", INSTANT, nullable=False),
        sa.Column("block_end", INSTANT, nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("expires_at", INSTANT, nullable=True),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("booking_id", sa.Integer(), nullable=True),
        sa.Column("hold_id", sa.String(), nullable=True),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["booking_id"], ["bookings.id"], name="fk_blocks_booking_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name="fk_blocks_business_id"),
        sa.ForeignKeyConstraint(["hold_id"], ["holds.id"], name="fk_blocks_hold_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_blocks"),
    )
    op.create_index("ix_blocks_booking_id", "blocks", ["booking_id"])
    op.create_index(
        "ix_blocks_business_id_resource_id_block_end", "blocks", ["business_id", "resource_id", "block_end"]
    )
    op.create_index("ix_blocks_hold_id", "blocks", ["hold_id"])


def _calls() -> None:
    op.create_table(
        "calls",
        sa.Column("call_sid", sa.String(), nullable=False),
        sa.Column("business_id", sa.String(), nullable=False),
        sa.Column("from_number", sa.String(), nullable=False),
        sa.Column("to_number", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("escalation", sa.String(), nullable=True),
        sa.Column("summary", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name="fk_calls_business_id"),
        sa.PrimaryKeyConstraint("call_sid", name="pk_calls"),
    )
    op.create_index("ix_calls_business_id_started_at", "calls", ["business_id", "started_at"])
    op.create_index("ix_calls_ended_at", "calls", ["ended_at"])
    op.create_index("ix_calls_started_at", "calls", ["started_at"])
    op.create_table(
        "turns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_sid", sa.String(), nullable=False),
        sa.Column("speaker", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("heard_text", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("started_ms", sa.Integer(), nullable=False),
        sa.Column("ended_ms", sa.Integer(), nullable=False),
        sa.Column("response_ms", sa.Integer(), nullable=True),
        sa.Column("intent", sa.String(), nullable=True),
        sa.Column("emotion", sa.String(), nullable=True),
        sa.Column("interrupted", sa.Boolean(), nullable=False),
        sa.Column("timings", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_turns"),
    )
    op.create_index("ix_turns_call_sid", "turns", ["call_sid"])
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("business_id", sa.String(), nullable=True),
        sa.Column("call_sid", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("decided_at", INSTANT, nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("inputs", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name="fk_decisions_business_id"),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
    )
    op.create_index("ix_decisions_business_id", "decisions", ["business_id"])
    op.create_index("ix_decisions_call_sid", "decisions", ["call_sid"])


def _notes() -> None:
    op.create_table(
        "messages",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("business_id", sa.String(), nullable=False),
        sa.Column("call_sid", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("customer_name", sa.String(), nullable=True),
        sa.Column("customer_number", sa.String(), nullable=True),
        sa.Column("taken_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name="fk_messages_business_id"),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
    )
    op.create_index("ix_messages_business_id", "messages", ["business_id"])
    op.create_index("ix_messages_call_sid", "messages", ["call_sid"])
    op.create_table(
        "callbacks",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("business_id", sa.String(), nullable=False),
        sa.Column("call_sid", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("customer_name", sa.String(), nullable=True),
        sa.Column("customer_number", sa.String(), nullable=False),
        sa.Column("windows", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("requested_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name="fk_callbacks_business_id"),
        sa.PrimaryKeyConstraint("id", name="pk_callbacks"),
    )
    op.create_index("ix_callbacks_business_id", "callbacks", ["business_id"])
    op.create_index("ix_callbacks_call_sid", "callbacks", ["call_sid"])


def _tokens() -> None:
    op.create_table(
        "api_tokens",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("revoked_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("hash", name="pk_api_tokens"),
    )
    op.create_index("ix_api_tokens_name", "api_tokens", ["name"])
    op.create_table(
        "media_tokens",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("call_sid", sa.String(), nullable=False),
        sa.Column("business_id", sa.String(), nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name="fk_media_tokens_business_id"),
        sa.PrimaryKeyConstraint("hash", name="pk_media_tokens"),
    )
    op.create_index("ix_media_tokens_business_id", "media_tokens", ["business_id"])
    op.create_index("ix_media_tokens_call_sid", "media_tokens", ["call_sid"])
    op.create_index("ix_media_tokens_expires_at", "media_tokens", ["expires_at"])
