"""Calls are found by whom an appointment was made with: those on record are put into the index once more."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

AGAIN = """
UPDATE calls SET indexed_at = NULL WHERE ended_at IS NOT NULL AND (
    call_sid IN (SELECT call_sid FROM bookings WHERE call_sid IS NOT NULL)
    OR call_sid IN (SELECT call_sid FROM callbacks WHERE person_id IS NOT NULL)
)
"""


def upgrade() -> None:
    op.execute(sa.text(AGAIN))


def downgrade() -> None:
    """One fact more in the index does no harm."""
