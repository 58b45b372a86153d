"""What became of appointments, as staff mark it, and the lessons learned from it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "attendance_marks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("business_id", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("attendance", sa.String(), nullable=False),
        sa.Column("actual_minutes", sa.Float(), nullable=True),
        sa.Column("marked_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name="fk_attendance_marks_business_id"),
        sa.PrimaryKeyConstraint("id", name="pk_attendance_marks"),
        sa.UniqueConstraint("business_id", "reference", name="uq_attendance_marks_business_id_reference"),
    )
    op.create_index("ix_attendance_marks_business_id", "attendance_marks", ["business_id"])
    op.create_table(
        "lessons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("business_id", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("learned_at", INSTANT, nullable=False),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.Column("model", sa.JSON(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name="fk_lessons_business_id"),
        sa.PrimaryKeyConstraint("id", name="pk_lessons"),
    )
    op.create_index("ix_lessons_business_id", "lessons", ["business_id"])
    op.create_index("ix_lessons_business_id_subject_id", "lessons", ["business_id", "subject", "id"])


def downgrade() -> None:
    op.drop_table("lessons")
    op.drop_table("attendance_marks")
