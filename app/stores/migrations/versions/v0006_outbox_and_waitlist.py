"""The outbox of what follows from bookings, where businesses and customers are told, and the waiting list."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
TO_DELIVER = sa.text("state IN ('pending', 'sending')")
STILL_OPEN = sa.text("state IN ('open', 'taken')")


def upgrade() -> None:
    _outbox()
    _settings()
    _waitlist()


def downgrade() -> None:
    for table in ("waitlist_offers", "waitlist_entries", "customer_mails", "notice_settings", "outbox"):
        op.drop_table(table)


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("business_id", sa.String(), nullable=False),
        sa.Column("booking_reference", sa.String(), nullable=True),
        sa.Column("booking_id", sa.Integer(), nullable=True),
        sa.Column("previous_booking_id", sa.Integer(), nullable=True),
        sa.Column("waitlist_offer_id", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("first_tried_at", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["booking_id"], ["bookings.id"], name="fk_outbox_booking_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name="fk_outbox_business_id"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
    )
    op.create_index("ix_outbox_booking_id", "outbox", ["booking_id"])
    op.create_index("ix_outbox_booking_reference", "outbox", ["booking_reference"])
    op.create_index("ix_outbox_business_id_created_at", "outbox", ["business_id", "created_at"])
    op.create_index("ix_outbox_waitlist_offer_id", "outbox", ["waitlist_offer_id"])
    op.create_index("ix_outbox_open", "outbox", ["due_at"], sqlite_where=TO_DELIVER, postgresql_where=TO_DELIVER)


def _settings() -> None:
    op.create_table(
        "notice_settings",
        sa.Column("business_id", sa.String(), nullable=False),
        sa.Column("staff_mail", sa.String(), nullable=True),
        sa.Column("webhook_url", sa.String(), nullable=True),
        sa.Column("webhook_secret", sa.String(), nullable=True),
        sa.Column("remind_hours", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name="fk_notice_settings_business_id"),
        sa.PrimaryKeyConstraint("business_id", name="pk_notice_settings"),
    )
    op.create_table(
        "customer_mails",
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("business_id", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("given_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name="fk_customer_mails_business_id"),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name="fk_customer_mails_customer_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("customer_id", name="pk_customer_mails"),
    )
    op.create_index("ix_customer_mails_business_id", "customer_mails", ["business_id"])


def _waitlist() -> None:
    op.create_table(
        "waitlist_entries",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("business_id", sa.String(), nullable=False),
        sa.Column("offering", sa.String(), nullable=False),
        sa.Column("resource_id", sa.String(), nullable=True),
        sa.Column("customer_name", sa.String(), nullable=False),
        sa.Column("customer_number", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("windows", sa.JSON(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("joined_at", INSTANT, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("call_sid", sa.String(), nullable=True),
        sa.Column("moving_reference", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name="fk_waitlist_entries_business_id"),
        sa.PrimaryKeyConstraint("id", name="pk_waitlist_entries"),
    )
    op.create_index("ix_waitlist_entries_business_id_state", "waitlist_entries", ["business_id", "state"])
    op.create_index("ix_waitlist_entries_customer_number", "waitlist_entries", ["customer_number"])
    op.create_table(
        "waitlist_offers",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("business_id", sa.String(), nullable=False),
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.Column("freed_booking_id", sa.Integer(), nullable=False),
        sa.Column("offering", sa.String(), nullable=False),
        sa.Column("resource_id", sa.String(), nullable=False),
        sa.Column("room_id", sa.String(), nullable=True),
        sa.Column("starts_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.Column("offered_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("booking_reference", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name="fk_waitlist_offers_business_id"),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["waitlist_entries.id"], name="fk_waitlist_offers_entry_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_waitlist_offers"),
    )
    op.create_index("ix_waitlist_offers_business_id", "waitlist_offers", ["business_id"])
    op.create_index("ix_waitlist_offers_entry_id", "waitlist_offers", ["entry_id"])
    op.create_index("ix_waitlist_offers_freed_booking_id", "waitlist_offers", ["freed_booking_id"])
    for name, columns in (
        ("uq_waitlist_offers_open_place", ["business_id", "resource_id", "starts_at"]),
        ("uq_waitlist_offers_open_entry", ["entry_id"]),
    ):
        op.create_index(
            name, "waitlist_offers", columns, unique=True, sqlite_where=STILL_OPEN, postgresql_where=STILL_OPEN
        )
