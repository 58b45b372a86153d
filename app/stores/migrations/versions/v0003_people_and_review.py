"""People and their sign-ins, the access log, notes, tags, corrections, tasks, and the search index over transcripts.

The index is FTS5 on SQLite and a tsvector on PostgreSQL. Both hold stems that we made, so that both find the same. Its
row ids grow with the start of the call: the newest matches are read first, without sorting.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
UNINDEXED = "ended_at IS NOT NULL AND (indexed_at IS NULL OR indexed_at < ended_at)"
TABLES = (
    "task_tries",
    "tasks",
    "corrections",
    "call_tags",
    "call_notes",
    "access_log",
    "one_time_codes",
    "failed_sign_ins",
    "sign_ins",
    "person_businesses",
    "people",
)
INDEXES = (
    "ix_calls_business_id_outcome_started_at",
    "ix_calls_escalated",
    "ix_calls_unreviewed",
    "ix_calls_unindexed",
)
COLUMNS = ("reviewed_at", "reviewed_by", "deleted_at", "indexed_at", "search_id")


def upgrade() -> None:
    _people()
    _access()
    _review()
    _tasks()
    _calls()
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE TABLE call_words_fts (id bigint PRIMARY KEY, words tsvector NOT NULL)")
        op.execute("CREATE INDEX ix_call_words_fts_words ON call_words_fts USING gin (words)")
    else:
        op.execute("CREATE VIRTUAL TABLE call_words_fts USING fts5(words, tokenize = 'unicode61 remove_diacritics 0')")


def downgrade() -> None:
    op.execute("DROP TABLE call_words_fts")
    for index in INDEXES:
        op.drop_index(index, "calls")
    with op.batch_alter_table("calls") as calls:
        calls.drop_constraint("uq_calls_search_id", type_="unique")
        for column in COLUMNS:
            calls.drop_column(column)
    with op.batch_alter_table("api_tokens") as tokens:
        tokens.drop_column("scopes")
    for table in TABLES:
        op.drop_table(table)


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("totp_secret", sa.String(), nullable=True),
        sa.Column("totp_step", sa.Integer(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("blocked_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("login", name="uq_people_login"),
    )
    op.create_table(
        "person_businesses",
        _person("person_businesses", nullable=False),
        _business("person_businesses"),
        sa.PrimaryKeyConstraint("person_id", "business_id", name="pk_person_businesses"),
    )
    op.create_table(
        "sign_ins",
        sa.Column("hash", sa.String(), nullable=False),
        _person("sign_ins", nullable=False),
        sa.Column("browser", sa.String(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_sign_ins"),
    )
    op.create_index("ix_sign_ins_person_id", "sign_ins", ["person_id"])
    op.create_index("ix_sign_ins_expires_at", "sign_ins", ["expires_at"])
    op.create_table(
        "one_time_codes",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        _person("one_time_codes", nullable=True),
        sa.Column("expires_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("hash", name="pk_one_time_codes"),
    )
    op.create_index("ix_one_time_codes_person_id", "one_time_codes", ["person_id"])


def _access() -> None:
    op.create_table(
        "failed_sign_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login_hash", sa.String(), nullable=False),
        sa.Column("address_hash", sa.String(), nullable=False),
        sa.Column("failed_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_failed_sign_ins"),
    )
    for column in ("login_hash", "address_hash", "failed_at"):
        op.create_index(f"ix_failed_sign_ins_{column}", "failed_sign_ins", [column])
    op.create_table(
        "access_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("person_name", sa.String(), nullable=False),
        sa.Column("business_id", sa.String(), nullable=True),
        sa.Column("call_sid", sa.String(), nullable=True),
        sa.Column("deed", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_access_log"),
    )
    op.create_index("ix_access_log_business_id_at", "access_log", ["business_id", "at"])
    op.create_index("ix_access_log_call_sid", "access_log", ["call_sid"])
    with op.batch_alter_table("api_tokens") as tokens:
        tokens.add_column(sa.Column("scopes", sa.String(), nullable=False, server_default="read write"))


def _review() -> None:
    op.create_table(
        "call_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        _business("call_notes"),
        sa.Column("call_sid", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_call_notes"),
    )
    op.create_table(
        "call_tags",
        sa.Column("call_sid", sa.String(), nullable=False),
        sa.Column("tag", sa.String(), nullable=False),
        _business("call_tags"),
        sa.PrimaryKeyConstraint("call_sid", "tag", name="pk_call_tags"),
    )
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        _business("corrections"),
        sa.Column("call_sid", sa.String(), nullable=False),
        sa.Column("turn_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("original", sa.String(), nullable=False),
        sa.Column("corrected", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("corrected_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
    )
    for table in ("call_notes", "call_tags", "corrections"):
        op.create_index(f"ix_{table}_business_id", table, ["business_id"])
    op.create_index("ix_call_notes_call_sid", "call_notes", ["call_sid"])
    op.create_index("ix_corrections_call_sid", "corrections", ["call_sid"])
    op.create_index("ix_corrections_turn_id", "corrections", ["turn_id"])


def _tasks() -> None:
    op.create_table(
        "tasks",
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        _business("tasks"),
        sa.Column("assigned_to", sa.String(), nullable=True),
        sa.Column("done_at", INSTANT, nullable=True),
        sa.Column("done_by", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("item_id", name="pk_tasks"),
    )
    op.create_table(
        "task_tries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        _business("task_tries"),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("tried_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_task_tries"),
    )
    for table in ("tasks", "task_tries"):
        op.create_index(f"ix_{table}_business_id", table, ["business_id"])
    op.create_index("ix_task_tries_item_id", "task_tries", ["item_id"])


def _calls() -> None:
    with op.batch_alter_table("calls") as calls:
        calls.add_column(sa.Column("reviewed_at", INSTANT, nullable=True))
        calls.add_column(sa.Column("reviewed_by", sa.String(), nullable=True))
        calls.add_column(sa.Column("deleted_at", INSTANT, nullable=True))
        calls.add_column(sa.Column("indexed_at", INSTANT, nullable=True))
        calls.add_column(sa.Column("search_id", sa.BigInteger(), nullable=True))
        calls.create_unique_constraint("uq_calls_search_id", ["search_id"])
    op.create_index("ix_calls_business_id_outcome_started_at", "calls", ["business_id", "outcome", "started_at"])
    _partial("ix_calls_escalated", ["business_id", "started_at"], "escalation IS NOT NULL")
    _partial("ix_calls_unreviewed", ["business_id", "started_at"], "reviewed_at IS NULL")
    _partial("ix_calls_unindexed", ["ended_at"], UNINDEXED)


def _partial(name: str, columns: list[str], where: str) -> None:
    op.create_index(name, "calls", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def _person(table: str, *, nullable: bool) -> sa.Column[str]:
    key = sa.ForeignKey("people.id", name=f"fk_{table}_person_id", ondelete="CASCADE")
    return sa.Column("person_id", sa.String(), key, nullable=nullable)


def _business(table: str) -> sa.Column[str]:
    key = sa.ForeignKey("businesses.id", name=f"fk_{table}_business_id")
    return sa.Column("business_id", sa.String(), key, nullable=False)
