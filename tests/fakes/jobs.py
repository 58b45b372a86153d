"""Jobs in memory: what was asked for, in order. A transaction that fails forgets nothing here; look at the tables."""

from dataclasses import dataclass, field
from typing import Any

from app.ports.jobs import Job


@dataclass
class FakeJobs:
    asked: list[Job] = field(default_factory=list)

    async def enqueue(self, connection: Any, job: Job) -> None:
        if all((job.name, job.key) != (other.name, other.key) for other in self.asked):
            self.asked.append(job)

    def named(self, name: str) -> list[Job]:
        return [job for job in self.asked if job.name == name]
