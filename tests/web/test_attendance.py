"""Staff note over the API what became of an appointment."""

from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI

from app.domain.bookings import Booking
from app.ports.records import BookingEntry
from app.web.api import ApiEdge, api_routes
from app.web.attendance import AttendanceEdge
from tests.contracts.experience_contract import Past
from tests.fakes.business import praxis
from tests.fakes.calendars import FakeCalendars
from tests.fakes.clock import FakeClock
from tests.fakes.edge import FakeDesk
from tests.fakes.records import FakeRecords

DAY = timedelta(days=1)


@pytest.fixture
def past() -> Past:
    return Past(FakeCalendars(), praxis(), FakeClock())


async def put(past: Past, booking: Booking, **noted: object) -> httpx.Response:
    records = FakeRecords()
    records.booked.append(BookingEntry(past.business.id, booking, past.clock.now()))
    edge = AttendanceEdge(past.calendars, records, records, past.clock)
    app = FastAPI()
    app.include_router(api_routes(ApiEdge(records, records, records, past.clock, FakeDesk(), attendance=edge)))
    headers = {"Authorization": f"Bearer {await records.create('staff')}"}
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=headers) as client:
        return await client.put(f"/api/v1/bookings/{booking.reference}/attendance", json=noted)


async def test_done_is_noted_with_the_minutes_it_took(past: Past) -> None:
    booking = await past.book(1)
    past.clock.advance(2 * DAY)
    answer = await put(past, booking, attendance="kept", minutes=42)
    assert answer.status_code == 200
    assert answer.json()["minutes"] == 42
    assert answer.json()["marked_at"].startswith("2026-03-18")


async def test_what_has_not_begun_is_a_conflict_with_the_reason(past: Past) -> None:
    answer = await put(past, await past.book(1), attendance="no_show")
    assert (answer.status_code, answer.json()["reason"]) == (409, "not_yet")


@pytest.mark.parametrize("noted", [{"attendance": "vanished"}, {"attendance": "kept", "minutes": -1}, {}])
async def test_what_cannot_be_read_is_refused(past: Past, noted: dict[str, object]) -> None:
    assert (await put(past, await past.book(1), **noted)).status_code == 422
