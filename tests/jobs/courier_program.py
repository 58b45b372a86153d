"""A server's jobs and nothing else, in a program of its own that a test can kill. Settings: the environment."""

import asyncio
from datetime import timedelta

from app.settings import Settings
from app.wiring.after_bookings import after_bookings
from app.wiring.stores import open_stores


class Silent:
    def delivery_ended(self, channel: str, state: str) -> None:
        pass

    def undelivered(self, count: int) -> None:
        pass

    def busy_feed_read(self, outcome: str) -> None:
        pass

    def busy_feeds_aged(self, oldest: timedelta, stale: int) -> None:
        pass


async def main() -> None:
    settings = Settings()
    async with open_stores(settings) as stores, after_bookings(settings, stores, Silent()):
        print("running", flush=True)  # noqa: T201 - what the test waits for
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
