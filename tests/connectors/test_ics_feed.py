"""Reading another system's calendar over HTTP: retries, deadlines, limits, and what is never tried again."""

import socket
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from app.connectors.ics_feed import IcsBusyTimes
from app.domain.busy_times import BusyReading, FeedVersion
from app.domain.errors import BusyTimesUnavailable
from tests.contracts.busy_source_contract import BERLIN, SPAN
from tests.fakes.busy_times import CalendarServer, calendar_server
from tests.fakes.ics import calendar, event

BUSY = calendar(event("DTSTART:20260317T090000Z", "DTEND:20260317T100000Z"))


@pytest.fixture
async def server() -> AsyncIterator[CalendarServer]:
    async with calendar_server() as served:
        served.content = BUSY
        yield served


async def read(address: str, known: FeedVersion | None = None, **limits: float) -> BusyReading | None:
    async with httpx.AsyncClient(max_redirects=3) as http:
        source = IcsBusyTimes(http, pause_s=0, **limits)  # type: ignore[arg-type]  # each test names its own
        return await source.read(address, zone=BERLIN, span=SPAN, known=known)


async def why(address: str, **limits: float) -> tuple[str, bool]:
    with pytest.raises(BusyTimesUnavailable) as fault:
        await read(address, None, **limits)
    assert "secret" not in str(fault.value)
    return fault.value.reason, fault.value.retryable


async def test_a_server_that_stumbles_is_asked_again_a_bounded_number_of_times(server: CalendarServer) -> None:
    server.statuses = [503, 429]
    assert await read(server.url) is not None
    assert len(server.requests) == 3
    server.statuses = [503] * 9
    assert await why(server.url) == ("http_503", True)
    assert len(server.requests) == 6


@pytest.mark.parametrize("status", [401, 403, 404, 410])
async def test_a_server_that_refuses_is_asked_once(server: CalendarServer, status: int) -> None:
    server.statuses = [status]
    assert await why(server.url) == (f"http_{status}", False)
    assert len(server.requests) == 1


async def test_a_server_that_says_nothing_is_not_waited_for_past_the_deadline(server: CalendarServer) -> None:
    server.mute = True
    assert await why(server.url, request_s=0.05) == ("too_slow", True)
    assert len(server.requests) == 3
    assert await why(server.url, within_s=0.05) == ("too_slow", True)


async def test_a_calendar_without_end_is_cut_off_at_the_limit(server: CalendarServer) -> None:
    server.content = b"x" * 4096
    assert await why(server.url, limit_bytes=1000) == ("too_large", False)


async def test_what_the_server_calls_unchanged_is_not_sent_again(server: CalendarServer) -> None:
    server.etag = '"one"'
    first = await read(server.url)
    assert first is not None
    assert first.version.etag == '"one"'
    assert await read(server.url, first.version) is None
    assert server.requests[-1]["If-None-Match"] == '"one"'


async def test_a_few_redirects_are_followed_and_a_circle_is_left(server: CalendarServer) -> None:
    base = server.url.removesuffix("/secret/calendar.ics")
    assert await read(f"{base}/moved") is not None
    assert await why(f"{base}/circle") == ("unreachable", False)


async def test_nobody_at_the_address_is_a_fault_that_may_pass() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert await why(f"http://127.0.0.1:{port}/secret") == ("unreachable", True)


@pytest.mark.parametrize("address", ["ftp://127.0.0.1/secret", "http://", "nonsense"])
async def test_an_address_that_is_none_is_said_to_be_one(address: str) -> None:
    assert (await why(address))[0] in {"bad_address", "unreachable"}


async def test_a_file_must_be_a_plain_file_of_bounded_size(tmp_path: Path) -> None:
    assert await why(tmp_path.as_uri()) == ("no_such_file", True)
    assert await why(Path("/dev/zero").as_uri()) == ("no_such_file", True)
    (tmp_path / "big.ics").write_bytes(b"x" * 4096)
    assert await why((tmp_path / "big.ics").as_uri(), limit_bytes=1000) == ("too_large", False)


async def test_a_sign_in_page_in_place_of_a_calendar_is_told_apart(server: CalendarServer) -> None:
    server.content = b"<!doctype html><title>Sign in</title>"
    assert await why(server.url) == ("not_a_calendar", False)
