"""Chain the decision log of each business, and have the database refuse to change or delete an entry.

An entry's personal part may be emptied, never rewritten. What was decided before this revision is chained as it stands,
with nothing personal in it.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from app.domain.decisions import Link, commitment_to, digest_of

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEPT = (
    "id", "business_id", "call_sid", "booking_reference", "kind", "decided_at", "why", "inputs", "commitment", "chain",
    "seq", "previous", "digest",
)  # fmt: skip
MESSAGE = "decisions are append-only"

REFUSE_ON_SQLITE = f"SELECT RAISE(ABORT, '{MESSAGE}');"
KEPT_ON_SQLITE = " AND ".join(f"NEW.{column} IS OLD.{column}" for column in KEPT)
TRIGGERS_ON_SQLITE = (
    f"CREATE TRIGGER decisions_keep_delete BEFORE DELETE ON decisions BEGIN {REFUSE_ON_SQLITE} END",
    f"""CREATE TRIGGER decisions_keep_update BEFORE UPDATE ON decisions
        WHEN NOT ({KEPT_ON_SQLITE} AND NEW.personal IS NULL AND NEW.salt IS NULL)
        BEGIN {REFUSE_ON_SQLITE} END""",
    # INSERT OR REPLACE deletes without asking the trigger for DELETE
    f"""CREATE TRIGGER decisions_keep_insert BEFORE INSERT ON decisions
        WHEN EXISTS (
            SELECT 1 FROM decisions AS old WHERE old.id = NEW.id OR (old.chain = NEW.chain AND old.seq = NEW.seq)
        )
        BEGIN {REFUSE_ON_SQLITE} END""",  # noqa: S608 - constants of this file
)

CHANGED_ON_POSTGRESQL = " OR ".join(f"NEW.{column}::text IS DISTINCT FROM OLD.{column}::text" for column in KEPT)
TRIGGERS_ON_POSTGRESQL = (
    f"""CREATE FUNCTION decisions_keep() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP <> 'UPDATE' THEN
                RAISE EXCEPTION '{MESSAGE}';
            END IF;
            IF {CHANGED_ON_POSTGRESQL} OR NEW.personal IS NOT NULL OR NEW.salt IS NOT NULL THEN
                RAISE EXCEPTION '{MESSAGE}';
            END IF;
            RETURN NEW;
        END $$""",
    """CREATE TRIGGER decisions_keep_row BEFORE UPDATE OR DELETE ON decisions
        FOR EACH ROW EXECUTE FUNCTION decisions_keep()""",
    """CREATE TRIGGER decisions_keep_all BEFORE TRUNCATE ON decisions
        FOR EACH STATEMENT EXECUTE FUNCTION decisions_keep()""",
)


def upgrade() -> None:
    for column in ("commitment", "chain", "previous", "digest"):
        op.add_column("decisions", sa.Column(column, sa.String(), nullable=False, server_default=""))
    op.add_column("decisions", sa.Column("seq", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("decisions", sa.Column("booking_reference", sa.String(), nullable=True))
    op.add_column("decisions", sa.Column("personal", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("decisions", sa.Column("salt", sa.String(), nullable=True))
    op.create_table(
        "decision_heads",
        sa.Column("chain", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("chain", name="pk_decision_heads"),
    )
    _chain_what_is_there()
    op.create_index("uq_decisions_chain_seq", "decisions", ["chain", "seq"], unique=True)
    op.create_index("ix_decisions_booking_reference", "decisions", ["booking_reference"])
    postgresql = op.get_bind().dialect.name == "postgresql"
    for trigger in TRIGGERS_ON_POSTGRESQL if postgresql else TRIGGERS_ON_SQLITE:
        op.execute(sa.DDL(trigger))  # type: ignore[no-untyped-call]  # as it stands: `text` would take :name for a parameter


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER decisions_keep_row ON decisions")
        op.execute("DROP TRIGGER decisions_keep_all ON decisions")
        op.execute("DROP FUNCTION decisions_keep()")
    else:
        for name in ("delete", "update", "insert"):
            op.execute(f"DROP TRIGGER decisions_keep_{name}")
    op.drop_index("ix_decisions_booking_reference", "decisions")
    op.drop_index("uq_decisions_chain_seq", "decisions")
    op.drop_table("decision_heads")
    for column in ("commitment", "chain", "previous", "digest", "seq", "booking_reference", "personal", "salt"):
        op.drop_column("decisions", column)


def _chain_what_is_there() -> None:
    decisions = sa.table(
        "decisions",
        *(sa.column(name) for name in ("id", "business_id", "call_sid", "kind", "why", "chain", "seq", "commitment")),
        *(sa.column(name) for name in ("previous", "digest", "booking_reference")),
        sa.column("decided_at", sa.DateTime(timezone=True)),
        sa.column("inputs", sa.JSON()),
    )
    heads = sa.table("decision_heads", sa.column("chain"), sa.column("seq"), sa.column("digest"))
    connection = op.get_bind()
    ends: dict[str, tuple[int, str]] = {}
    nobody = commitment_to({}, "")
    for row in connection.execute(sa.select(decisions).order_by(decisions.c.id)).all():
        chain = row.business_id or "-"
        seq, previous = ends.get(chain, (0, ""))
        decided_at: datetime = row.decided_at
        link = Link(
            chain=chain,
            seq=seq + 1,
            kind=row.kind,
            decided_at=decided_at.replace(tzinfo=UTC) if decided_at.tzinfo is None else decided_at,
            why=row.why,
            inputs=row.inputs,
            call_sid=row.call_sid,
            booking=row.inputs.get("reference"),
            personal=None,
            salt=None,
            commitment=nobody,
            previous=previous,
        )
        digest = digest_of(link)
        connection.execute(
            sa.update(decisions)
            .where(decisions.c.id == row.id)
            .values(
                chain=chain,
                seq=link.seq,
                commitment=nobody,
                previous=previous,
                digest=digest,
                booking_reference=link.booking,
            )
        )
        ends[chain] = (link.seq, digest)
    for chain, (seq, digest) in ends.items():
        connection.execute(sa.insert(heads).values(chain=chain, seq=seq, digest=digest))
