"""A token of one business opens nothing of another, whatever is asked for."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from app.domain.calls import CallOpened, CallOutcome
from app.domain.ids import BusinessId, CallSid
from tests.fakes.edge import FakeServer, running
from tests.web.test_api import PRAXIS, SID, WISH, one_call

OTHER = BusinessId("kanzlei-winter")
THEIRS = CallSid("CA" + "2" * 32)


@asynccontextmanager
async def asking(business: BusinessId | None) -> AsyncIterator[httpx.AsyncClient]:
    """A server with a call of each business, and a token."""
    server = FakeServer()
    await one_call(server)
    records = server.records
    await records.open_call(CallOpened(THEIRS, OTHER, "+493023125199", "+493023125500", "de", records.clock.now()))
    await records.close_call(THEIRS, outcome=CallOutcome.ANSWERED, ended_at=records.clock.now(), summary="")
    headers = {"Authorization": f"Bearer {await records.create('test', business=business)}"}
    async with running(server) as url, httpx.AsyncClient(base_url=url, headers=headers) as http:
        yield http


async def test_lists_are_narrowed_to_the_business_of_the_token() -> None:
    async with asking(PRAXIS) as http:
        calls = (await http.get("/api/v1/calls")).json()
        businesses = (await http.get("/api/v1/businesses")).json()
    assert [call["call_sid"] for call in calls["items"]] == [SID]
    assert [one["id"] for one in businesses["items"]] == [PRAXIS]


async def test_a_token_for_all_sees_all() -> None:
    async with asking(None) as http:
        assert (await http.get("/api/v1/calls")).json()["total"] == 2
        assert (await http.get(f"/api/v1/calls/{THEIRS}")).is_success


@pytest.mark.parametrize(
    "path",
    [
        f"calls/{SID}",
        "bookings/K7M4",
        f"calls?business={PRAXIS}",
        f"messages?business={PRAXIS}",
        f"businesses/{PRAXIS}",
        f"slots?business={PRAXIS}&offering=checkup",
    ],
)
async def test_what_is_foreign_is_not_there(path: str) -> None:
    async with asking(OTHER) as http:
        assert (await http.get(f"/api/v1/{path}")).status_code == 404
    async with asking(PRAXIS) as http:
        assert (await http.get(f"/api/v1/{path}")).status_code == 200


async def test_nothing_is_booked_for_another_business() -> None:
    async with asking(OTHER) as http:
        assert (await http.post("/api/v1/bookings", json=WISH)).status_code == 404


async def test_the_figures_are_of_all_businesses_and_for_no_token_of_one() -> None:
    elsewhere = {"x-forwarded-for": "192.0.2.9"}
    async with asking(PRAXIS) as http:
        assert (await http.get("/metrics", headers=elsewhere)).status_code == 401
    async with asking(None) as http:
        assert (await http.get("/metrics", headers=elsewhere)).is_success
