"""The job engine: DBOS over the application's own database.

Decision: jobs are rows of the same database, so one transaction makes the booking and asks for what follows; what was
asked for and not done when a process dies is done after the restart, on SQLite and on PostgreSQL alike. A job is asked
for by ids; its name and key make its identity, so that asking twice is doing once. A step that was finished is not
repeated; one that was cut off is begun again, and has to find out itself how far it got. `executor_id` tells the nodes
apart and stays the same over restarts; `application_version` is constant, or jobs of yesterday's version would wait for
ever. Alternatives measured: queues on Redis lose jobs that were running; those on PostgreSQL alone leave SQLite out.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import structlog
from dbos import DBOS, DBOSClient, DBOSConfig, EnqueueOptions, WorkflowSerializationFormat
from dbos._serialization import DBOSPortableJSONSerializer
from sqlalchemy.engine import make_url

from app.domain.errors import StoreUnavailable
from app.ports.jobs import Job

log = structlog.get_logger(__name__)

NAME = "vorzimmer"
QUEUE = "vorzimmer"
VERSION = "1"
AT_ONCE = 20
LOOK_EVERY_S = 0.5
STEP_TRIES = 8
LOOK_FOR_THE_OVERDUE = "*/5 * * * *"

Work = Callable[..., Awaitable[object]]


def jobs_url(database_url: str) -> str:
    """The same database with the synchronous driver that the engine uses."""
    url = make_url(database_url)
    driver = "sqlite" if url.get_backend_name() == "sqlite" else "postgresql+psycopg"
    return url.set(drivername=driver).render_as_string(hide_password=False)


def prepare(database_url: str) -> None:
    """Create or bring up to date the engine's own tables. Safe to run at every start."""
    DBOS.migrate(jobs_url(database_url))


@dataclass(slots=True)
class DbosJobs:
    """`Jobs` over the engine's tables, which `prepare` creates. Connects when it is first used."""

    database_url: str
    _client: DBOSClient | None = field(default=None, init=False)

    async def enqueue(self, connection: Any, job: Job) -> None:
        await connection.run_sync(self._enqueue, job)

    def _enqueue(self, connection: Any, job: Job) -> None:
        if self._client is None:
            url = jobs_url(self.database_url)
            self._client = DBOSClient(system_database_url=url, serializer=DBOSPortableJSONSerializer(), lazy=True)
        asked: EnqueueOptions = {
            "workflow_name": job.name,
            "queue_name": QUEUE,
            "workflow_id": f"{job.name}:{job.key}",
            "app_version": VERSION,
            "application_name": NAME,
            "serialization_type": WorkflowSerializationFormat.PORTABLE,
        }
        if job.delay:
            asked["delay_seconds"] = job.delay.total_seconds()
        self._client.enqueue_in_transaction(connection, asked, *job.arguments)

    def close(self) -> None:
        if self._client is not None:
            self._client.destroy()
            self._client = None


@asynccontextmanager
async def running(
    database_url: str, *, node: str, work: Mapping[str, Work], overdue: Callable[[], Awaitable[object]]
) -> AsyncIterator[None]:
    """Runs jobs on the current event loop until the block ends. `overdue` is asked every five minutes.

    One a process. What is cut off at the end is begun again at the next start.
    """
    config: DBOSConfig = {
        "name": NAME,
        "system_database_url": jobs_url(database_url),
        "executor_id": node,
        "application_version": VERSION,
        "serializer": DBOSPortableJSONSerializer(),
        "log_level": "ERROR",
        "enable_otlp": False,
        "notification_listener_polling_interval_sec": LOOK_EVERY_S,
    }
    DBOS(config=config)
    for name, do in work.items():
        _register(name, do)
    ticking = _register_overdue(overdue)
    try:
        DBOS.launch()
        await DBOS.register_queue_async(QUEUE, worker_concurrency=AT_ONCE, polling_interval_sec=LOOK_EVERY_S)
        await DBOS.apply_schedules_async(
            [{"schedule_name": "overdue", "workflow_fn": ticking, "schedule": LOOK_FOR_THE_OVERDUE}]
        )
        await overdue()
        yield
    finally:
        DBOS.destroy(destroy_registry=True)


def _register(name: str, do: Work) -> None:
    """A job is one step, so that a finished one is never repeated; it is tried again while the database is away."""

    @DBOS.step(
        name=f"{name}-step",
        retries_allowed=True,
        max_attempts=STEP_TRIES,
        should_retry=lambda error: isinstance(error, StoreUnavailable),
    )
    async def step(*arguments: str | int) -> None:
        await do(*arguments)

    @DBOS.workflow(name=name)
    async def job(*arguments: str | int) -> None:
        await step(*arguments)


def _register_overdue(overdue: Callable[[], Awaitable[object]]) -> Callable[[datetime, Any], Any]:
    @DBOS.workflow(name="overdue")
    async def tick(_due: datetime, _context: Any) -> None:
        await overdue()

    return tick
