"""The job engine: DBOS over the application's own database.

Decision: jobs are rows of the same database, so one transaction makes the booking and asks for what follows; what was
asked for and not done when a process dies is done after the restart, on SQLite and on PostgreSQL alike. A job is asked
for by ids; its name and key make its identity, so that asking twice is doing once. A step that was finished is not
repeated; one that was cut off is begun again, and has to find out itself how far it got. `executor_id` tells the nodes
apart and stays the same over restarts; `application_version` is constant, or jobs of yesterday's version would wait for
ever. What a node was doing when it died is begun again by itself, or by another node once that one is known to be dead,
whichever is first: the engine hands each job to one of them. Alternatives measured: queues on Redis lose jobs that were
running; those on PostgreSQL alone leave SQLite out.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import structlog
from dbos import DBOS, DBOSClient, DBOSConfig, EnqueueOptions, WorkflowSerializationFormat
from dbos._serialization import DBOSPortableJSONSerializer
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

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
TAKE_OVER_EVERY_S = 15.0
RUNNING = "PENDING"  # what the engine calls a job that a node has begun

Work = Callable[..., Awaitable[object]]
Living = Callable[[], Awaitable[Collection[str]]]
"""The nodes that are known to live, by the name that their jobs carry."""


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
    database_url: str,
    *,
    node: str,
    work: Mapping[str, Work],
    overdue: Callable[[], Awaitable[object]],
    living: Living | None = None,
) -> AsyncIterator[None]:
    """Runs jobs on the current event loop until the block ends. `overdue` is asked every five minutes.

    One a process. What is cut off at the end is begun again at the next start, or by another node: each takes over what
    none of the `living` had begun. None = nobody knows who lives, and nothing is taken over.
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
    engine = DBOS(config=config)
    for name, do in work.items():
        _register(name, do)
    ticking = _register_overdue(overdue)
    try:
        engine._background_event_loop.set_main_loop()  # which a start in a thread would not find
        await asyncio.to_thread(DBOS.launch)  # it waits for whoever writes, who may be of this loop
        await DBOS.register_queue_async(QUEUE, worker_concurrency=AT_ONCE, polling_interval_sec=LOOK_EVERY_S)
        await DBOS.apply_schedules_async(
            [{"schedule_name": "overdue", "workflow_fn": ticking, "schedule": LOOK_FOR_THE_OVERDUE}]
        )
        await overdue()
        async with _taking_over(node, living):
            yield
    finally:
        DBOS.destroy(destroy_registry=True)
        # the engine had put its own threads in the place of the loop's, and takes them with it
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())


@asynccontextmanager
async def _taking_over(node: str, living: Living | None) -> AsyncIterator[None]:
    if living is None:
        yield
        return
    task = asyncio.create_task(_take_over_again_and_again(node, living), name="take over jobs of the dead")
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _take_over_again_and_again(node: str, living: Living) -> None:
    while True:
        try:
            if taken := await take_over({node, *await living()}):
                log.warning("jobs_of_dead_nodes_taken_over", jobs=taken)
        except (StoreUnavailable, SQLAlchemyError) as error:
            log.warning("take_over_failed", error=type(error).__name__)
        await asyncio.sleep(TAKE_OVER_EVERY_S)


async def take_over(living: Collection[str]) -> int:
    """Put back into the queue what was begun by nodes that are not among the living; how many jobs that were.

    Needs a running engine. Asked by several at once, each job is put back once.
    """
    begun = await DBOS.list_workflows_async(status=RUNNING, load_input=False, load_output=False)
    dead = {job.executor_id for job in begun if job.executor_id} - set(living)
    if not dead:
        return 0
    return len(await asyncio.to_thread(DBOS._recover_pending_workflows, sorted(dead)))


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
