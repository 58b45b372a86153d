"""Everything that is kept, over the configured database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import uuid4

from app.clock import SystemClock
from app.jobs.engine import DbosJobs, prepare
from app.ports.call_records import CallRecords
from app.ports.clock import Clock
from app.settings import Settings
from app.stores.access_log import SqlAccessLog
from app.stores.businesses import SqlBusinesses
from app.stores.busy_feeds import SqlBusyFeeds
from app.stores.calendar import SqlCalendars
from app.stores.call_log import SqlCallRecords
from app.stores.consequences import SqlConsequences
from app.stores.database import Database, open_database
from app.stores.decision_log import SqlDecisionLog
from app.stores.escalation import SqlCallModes, SqlEscalationBook
from app.stores.learning_turns import SqlLearningTurns
from app.stores.migrate import migrate
from app.stores.nodes import SqlNodes
from app.stores.note_notices import NoteNotices
from app.stores.notes import SqlNotes
from app.stores.one_time_codes import SqlOneTimeCodes
from app.stores.outbox import SqlOutbox
from app.stores.people import SqlPeople
from app.stores.recordings import SqlRecordings
from app.stores.records import SqlRecords
from app.stores.retention import SqlCallRetention
from app.stores.review.calls import SqlCallReview
from app.stores.review.tasks import SqlTasks
from app.stores.setup import SqlBusinessSetup
from app.stores.sign_ins import Argon2Hashes, SqlSignIns
from app.stores.tokens import SqlApiTokens, SqlMediaTokens
from app.stores.upkeep import SqlCallUpkeep
from app.stores.waitlist import SqlWaitlist
from app.stores.wishes import SqlUnknownWishes
from app.wiring.notices import able


@dataclass(frozen=True, slots=True)
class Stores:
    clock: Clock
    database: Database
    businesses: SqlBusinesses
    call_records: CallRecords
    records: SqlRecords
    calendars: SqlCalendars
    notes: SqlNotes
    api_tokens: SqlApiTokens
    media_tokens: SqlMediaTokens
    upkeep: SqlCallUpkeep
    nodes: SqlNodes
    decisions: SqlDecisionLog
    people: SqlPeople
    sign_ins: SqlSignIns
    one_time_codes: SqlOneTimeCodes
    password_hashes: Argon2Hashes
    access_log: SqlAccessLog
    review: SqlCallReview
    tasks: SqlTasks
    outbox: SqlOutbox
    waitlist: SqlWaitlist
    setup: SqlBusinessSetup
    busy_feeds: SqlBusyFeeds
    learning_turns: SqlLearningTurns
    call_modes: SqlCallModes
    escalation_book: SqlEscalationBook
    unknown_wishes: SqlUnknownWishes
    recordings: SqlRecordings
    call_retention: SqlCallRetention


@asynccontextmanager
async def open_stores(settings: Settings) -> AsyncIterator[Stores]:
    """The database must have this version's shape: `migrate_database` first."""
    clock = SystemClock()
    database = open_database(settings.database, connections=settings.database_connections)
    node = uuid4().hex  # a server that starts again is another one: what the last one left is an orphan
    businesses = SqlBusinesses(database, clock)
    jobs = DbosJobs(settings.database)
    try:
        yield Stores(
            clock=clock,
            database=database,
            businesses=businesses,
            call_records=SqlCallRecords(database, node),
            records=SqlRecords(database, businesses),
            calendars=SqlCalendars(database, clock, SqlConsequences(jobs, able(settings))),
            notes=SqlNotes(database, NoteNotices(businesses, jobs, able(settings))),
            api_tokens=SqlApiTokens(database, clock),
            media_tokens=SqlMediaTokens(database, clock, node),
            upkeep=SqlCallUpkeep(database, clock),
            nodes=SqlNodes(database, clock, node, settings.node),
            people=SqlPeople(database, clock),
            sign_ins=SqlSignIns(database, clock),
            one_time_codes=SqlOneTimeCodes(database, clock),
            password_hashes=Argon2Hashes(),
            access_log=SqlAccessLog(database, clock),
            review=SqlCallReview(database, businesses, clock),
            tasks=SqlTasks(database, businesses, clock),
            decisions=SqlDecisionLog(database),
            outbox=SqlOutbox(database, businesses, jobs),
            waitlist=SqlWaitlist(database, jobs, able(settings)),
            setup=SqlBusinessSetup(database, businesses, clock),
            busy_feeds=SqlBusyFeeds(database, jobs),
            learning_turns=SqlLearningTurns(database, jobs),
            call_modes=SqlCallModes(database),
            escalation_book=SqlEscalationBook(database, clock),
            unknown_wishes=SqlUnknownWishes(database),
            recordings=SqlRecordings(database),
            call_retention=SqlCallRetention(database, jobs),
        )
    finally:
        jobs.close()
        await database.close()


async def migrate_database(settings: Settings) -> None:
    await migrate(settings.database)
    await asyncio.to_thread(prepare, settings.database)
