"""`BusySource` in memory, and a server that serves calendars to the real one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from aiohttp import web

from app.domain.busy_times import BusyReading, FeedVersion
from app.domain.errors import BusyTimesUnavailable
from app.domain.intervals import Interval
from app.domain.stretches import merged
from tests.fakes.served import served


@dataclass
class FakeBusySource:
    """`busy` by address. `fault` = why nothing can be read; `broken` = entries that cannot be."""

    busy: dict[str, list[Interval]] = field(default_factory=dict)
    fault: BusyTimesUnavailable | None = None
    broken: int = 0
    asked: list[FeedVersion | None] = field(default_factory=list)

    async def read(
        self, address: str, *, zone: ZoneInfo, span: Interval, known: FeedVersion | None
    ) -> BusyReading | None:
        self.asked.append(known)
        if self.fault is not None:
            raise self.fault
        if address not in self.busy:
            raise BusyTimesUnavailable("http_404", retryable=False)
        version = FeedVersion(None, str(hash((*self.busy[address], self.broken))))
        if known == version:
            return None
        near = [(b.starts_at, b.ends_at) for b in self.busy[address] if b.overlaps(span)]
        return BusyReading(tuple(Interval(start, end) for start, end in merged(near)), self.broken, version)


@dataclass
class CalendarServer:
    """Serves `content` at `url`; `statuses` are answered first, one a request. `mute` = never answers."""

    content: bytes = b""
    statuses: list[int] = field(default_factory=list)
    mute: bool = False
    etag: str | None = None
    requests: list[dict[str, str]] = field(default_factory=list)
    url: str = ""

    async def answer(self, request: web.Request) -> web.Response:
        self.requests.append(dict(request.headers))
        if self.mute:
            await asyncio.sleep(3600)
        if self.statuses:
            return web.Response(status=self.statuses.pop(0))
        if self.etag is not None and request.headers.get("If-None-Match") == self.etag:
            return web.Response(status=304)
        headers = {"ETag": self.etag} if self.etag else {}
        return web.Response(body=self.content, content_type="text/calendar", headers=headers)

    async def elsewhere(self, request: web.Request) -> web.Response:
        raise web.HTTPFound(self.url)

    async def in_a_circle(self, request: web.Request) -> web.Response:
        raise web.HTTPFound(str(request.url))


@asynccontextmanager
async def calendar_server() -> AsyncIterator[CalendarServer]:
    server = CalendarServer()
    app = web.Application()
    app.router.add_get("/secret/calendar.ics", server.answer)
    app.router.add_get("/moved", server.elsewhere)
    app.router.add_get("/circle", server.in_a_circle)
    async with served(app) as address:
        server.url = f"{address}/secret/calendar.ics"
        yield server
