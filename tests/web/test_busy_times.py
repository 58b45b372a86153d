"""Other systems' calendars over the API, over a real database."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from app.domain.bookings import Booked
from app.ports.jobs import READ_BUSY_TIMES
from app.stores.businesses import SqlBusinesses
from app.stores.busy_feeds import SqlBusyFeeds
from app.web.api import ApiEdge, api_routes
from app.web.busy_times import BusyTimesEdge
from app.web.problems import add_problem_answers
from tests.contracts.test_tools import RealDesk
from tests.fakes.clock import FakeClock
from tests.fakes.database import praxis_database
from tests.fakes.edge import FakeDesk
from tests.fakes.jobs import FakeJobs
from tests.fakes.records import FakeRecords
from tests.usecases.test_busy_times import ADDRESS, Office, busy
from tests.usecases.test_rules import book, slot

PRAXIS = "/api/v1/businesses/praxis-dr-sommer"
FEED = f"{PRAXIS}/resources/dr-anna-sommer/busy-times/outlook"


@dataclass
class Api:
    http: httpx.AsyncClient
    office: Office


@pytest.fixture
async def api(tmp_path: Path) -> AsyncIterator[Api]:
    clock, records = FakeClock(), FakeRecords()
    async with praxis_database(tmp_path, clock) as database:
        office = Office(RealDesk(database, clock), jobs=FakeJobs())
        edge = BusyTimesEdge(SqlBusyFeeds(database, office.jobs), SqlBusinesses(database, clock), clock)
        app = FastAPI()
        add_problem_answers(app)
        app.include_router(api_routes(ApiEdge(records, records, records, clock, FakeDesk(), busy_times=edge)))
        headers = {"Authorization": f"Bearer {await records.create('owner')}"}
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://here", headers=headers) as http:
            yield Api(http, office)


async def test_a_calendar_is_connected_read_by_a_job_and_let_go(api: Api) -> None:
    put = await api.http.put(FEED, json={"address": ADDRESS})
    assert put.status_code == 200
    assert (put.json()["address"], put.json()["fetched_at"]) == ("https://calendar.example/…", None)
    assert len(api.office.jobs.named(READ_BUSY_TIMES)) == 1
    assert (await api.http.delete(FEED)).status_code == 204
    assert (await api.http.delete(FEED)).status_code == 404


async def test_what_stands_in_busy_time_is_listed_with_the_calendars(api: Api) -> None:
    booked = await book(api.office.desk, slot(api.office.desk, "10:00"))
    assert isinstance(booked, Booked)
    await api.office.connect(busy("09:00", "12:00"), name="outlook")
    said = (await api.http.get(f"{PRAXIS}/busy-times")).json()
    (feed,), (clash,) = said["feeds"], said["clashes"]
    assert (feed["stretches"], feed["stale"], feed["fault"]) == (1, False, None)
    assert clash == {
        "reference": booked.booking.reference,
        "starts_at": "2026-03-17T10:00:00+01:00",
        "resource": "dr-anna-sommer",
        "feed": "outlook",
        "busy_from": "2026-03-17T09:00:00+01:00",
        "busy_until": "2026-03-17T12:00:00+01:00",
    }


@pytest.mark.parametrize("address", ["file:///etc/hosts", "ftp://x/y", "", "x" * 3000])
async def test_only_addresses_of_the_web_are_taken_from_outside_this_machine(api: Api, address: str) -> None:
    assert (await api.http.put(FEED, json={"address": address})).status_code == 422


async def test_who_is_not_there_has_no_calendar(api: Api) -> None:
    nobody = FEED.replace("dr-anna-sommer/", "dr-nobody/")
    assert (await api.http.put(nobody, json={"address": ADDRESS})).status_code == 404
    assert (await api.http.get(f"{PRAXIS}x/busy-times")).status_code == 404
