"""Asks for what is learned every night."""

from datetime import date

from app.domain.ids import BusinessId
from app.ports.jobs import LEARN, Job, Jobs
from app.stores.database import Database


class SqlLearningTurns:
    """`LearningTurns` over the jobs of a database."""

    def __init__(self, database: Database, jobs: Jobs) -> None:
        self._database = database
        self._jobs = jobs

    async def ask(self, business: BusinessId, night: date) -> None:
        day = night.isoformat()
        async with self._database.writing() as session:
            await self._jobs.enqueue(await session.connection(), Job(LEARN, f"{business}:{day}", (business, day)))
