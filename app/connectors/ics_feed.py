"""A calendar of another system, read as an iCalendar feed over HTTP or from a file on this machine.

A reading has a deadline for all its attempts together, and a limit on what it takes in. An address is often a secret:
it appears in no error and no log.
"""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

import httpx
from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt, wait_exponential

from app.connectors.ics_busy import digest_of, read_busy_times
from app.domain.busy_times import BusyReading, FeedVersion
from app.domain.errors import BusyTimesUnavailable
from app.domain.intervals import Interval

LIMIT_BYTES = 8 * 1024 * 1024
ASKS_FOR = {"Accept": "text/calendar, text/plain;q=0.5, */*;q=0.1", "Accept-Encoding": "identity"}
WORTH_A_RETRY = {408, 425, 429}


@dataclass(frozen=True, slots=True)
class IcsBusyTimes:
    """`BusySource` for addresses with https://, http://, webcal:// and file://."""

    http: httpx.AsyncClient
    within_s: float = 60.0
    request_s: float = 15.0
    attempts: int = 3
    pause_s: float = 1.0
    limit_bytes: int = LIMIT_BYTES

    async def read(
        self, address: str, *, zone: ZoneInfo, span: Interval, known: FeedVersion | None
    ) -> BusyReading | None:
        try:
            async with asyncio.timeout(self.within_s):
                content, etag = await self._content(address, known)
                if content is None or (known is not None and digest_of(content) == known.digest):
                    return None
                return await asyncio.to_thread(read_busy_times, content, zone=zone, span=span, etag=etag)
        except TimeoutError as error:
            raise BusyTimesUnavailable("too_slow", retryable=True) from error

    async def _content(self, address: str, known: FeedVersion | None) -> tuple[bytes | None, str | None]:
        """None = the server says that it has not changed."""
        if address.startswith("file://"):
            return await asyncio.to_thread(self._from_file, Path(unquote(urlsplit(address).path))), None
        url = f"https://{address.removeprefix('webcal://')}" if address.startswith("webcal://") else address
        tries = AsyncRetrying(
            stop=stop_after_attempt(self.attempts),
            wait=wait_exponential(multiplier=self.pause_s, max=10),
            retry=retry_if_exception(lambda error: isinstance(error, BusyTimesUnavailable) and error.retryable),
            reraise=True,
        )
        return await tries(self._from_server, url, known)

    async def _from_server(self, url: str, known: FeedVersion | None) -> tuple[bytes | None, str | None]:
        headers = ASKS_FOR | ({"If-None-Match": known.etag} if known is not None and known.etag else {})
        try:
            async with self.http.stream(
                "GET", url, headers=headers, timeout=self.request_s, follow_redirects=True
            ) as answer:
                if answer.status_code == httpx.codes.NOT_MODIFIED:
                    return None, None
                if not answer.is_success:
                    retryable = answer.is_server_error or answer.status_code in WORTH_A_RETRY
                    raise BusyTimesUnavailable(f"http_{answer.status_code}", retryable=retryable)
                return await self._body(answer), answer.headers.get("ETag")
        except httpx.TimeoutException as error:
            raise BusyTimesUnavailable("too_slow", retryable=True) from error
        except httpx.TooManyRedirects as error:
            raise BusyTimesUnavailable("unreachable", retryable=False) from error
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise BusyTimesUnavailable("bad_address", retryable=False) from error
        except httpx.HTTPError as error:
            raise BusyTimesUnavailable("unreachable", retryable=True) from error

    async def _body(self, answer: httpx.Response) -> bytes:
        content = bytearray()
        async for part in answer.aiter_bytes():
            content += part
            if len(content) > self.limit_bytes:
                raise BusyTimesUnavailable("too_large", retryable=False)
        return bytes(content)

    def _from_file(self, path: Path) -> bytes:
        """Of a plain file: a pipe or a device would never end."""
        try:
            if not path.is_file():
                raise BusyTimesUnavailable("no_such_file", retryable=True)
            if path.stat().st_size > self.limit_bytes:
                raise BusyTimesUnavailable("too_large", retryable=False)
            return path.read_bytes()
        except OSError as error:
            raise BusyTimesUnavailable("no_such_file", retryable=True) from error
