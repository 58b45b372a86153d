"""A server's jobs and nothing else, in a program of its own that a test can kill. Settings: the environment.

With the word `pause` it stops for ever in the middle of its first offer to somebody who waits: the place is held, and
nobody has been told.
"""

import asyncio
import sys
from dataclasses import replace
from datetime import timedelta

from app.domain.business import Business
from app.domain.waitlist import WaitlistOffer
from app.settings import Settings
from app.stores.consequences import Able
from app.stores.waitlist import SqlWaitlist
from app.wiring.after_bookings import after_bookings
from app.wiring.life import alive
from app.wiring.stores import open_stores
from tests.fakes.jobs import FakeJobs


class Silent:
    def delivery_ended(self, channel: str, state: str) -> None:
        pass

    def undelivered(self, count: int) -> None:
        pass

    def busy_feed_read(self, outcome: str) -> None:
        pass

    def busy_feeds_aged(self, oldest: timedelta, stale: int) -> None:
        pass


class StopsAtItsFirstOffer(SqlWaitlist):
    async def open_offer(self, business: Business, offer: WaitlistOffer) -> bool:
        print("paused", flush=True)  # noqa: T201 - what the test waits for
        await asyncio.Event().wait()
        return False


async def main(words: list[str]) -> None:
    settings = Settings()
    async with open_stores(settings) as kept:
        pausing = StopsAtItsFirstOffer(kept.database, FakeJobs(), Able())
        stores = replace(kept, waitlist=pausing) if "pause" in words else kept
        async with alive(stores.nodes, stores.upkeep), after_bookings(settings, stores, Silent()):
            print("running", flush=True)  # noqa: T201 - what the test waits for
            await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
