"""Work to be done later, kept in the database: it is there when the transaction that asked for it is, and only then."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

DELIVER = "deliver"
OFFER_FREED_SLOT = "offer_freed_slot"
END_WAITLIST_OFFER = "end_waitlist_offer"
READ_BUSY_TIMES = "read_busy_times"
LEARN = "learn"
END_RETENTION = "end_retention"


@dataclass(frozen=True, slots=True)
class Job:
    """`key` is natural and unique: asked for twice, a job is done once. Arguments are ids, never names."""

    name: str
    key: str
    arguments: tuple[str | int, ...] = ()
    delay: timedelta = timedelta(0)


class Jobs(Protocol):
    async def enqueue(self, connection: Any, job: Job) -> None:
        """Inside the transaction of an asynchronous SQLAlchemy connection to the database that jobs are kept in."""
        ...
