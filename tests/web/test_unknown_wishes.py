"""The owner reads over the API what nobody understood, and ticks it off."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from app.domain.ids import CallSid
from app.domain.wishes import NotedWish, UnknownWish
from app.web.api import ApiEdge, api_routes
from app.web.unknown_wishes import WishesEdge
from tests.fakes.business import praxis
from tests.fakes.edge import FakeDesk
from tests.fakes.records import FakeRecords
from tests.fakes.wishes import FakeUnknownWishes

LIST = f"/api/v1/unknown-wishes/{praxis().id}"


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    records, wishes = FakeRecords(), FakeUnknownWishes()
    wish = UnknownWish("Mein Pferd beschlagen.", "de", "goal", 2, 8_400, records.clock.now())
    wishes.noted.append(NotedWish("w1", praxis().id, CallSid("CA1"), wish))
    edge = ApiEdge(
        records, records, records, records.clock, FakeDesk(), wishes=WishesEdge(wishes, records, records.clock)
    )
    app = FastAPI()
    app.include_router(api_routes(edge))
    headers = {"Authorization": f"Bearer {await records.create('staff')}"}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test", headers=headers) as client:
        yield client


async def test_a_wish_is_listed_with_its_place_in_the_call(client: httpx.AsyncClient) -> None:
    (wish,) = (await client.get(LIST)).json()
    assert (wish["text"], wish["asked"], wish["nth"]) == ("Mein Pferd beschlagen.", "goal", 2)
    assert (wish["call_sid"], wish["at_ms"]) == ("CA1", 8_400)


async def test_who_has_seen_to_a_wish_ticks_it_off_once(client: httpx.AsyncClient) -> None:
    assert (await client.post(f"{LIST}/w1/close")).status_code == 204
    assert (await client.post(f"{LIST}/w1/close")).status_code == 404
    assert (await client.get(LIST)).json() == []


async def test_a_business_that_does_not_exist_has_no_list(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/v1/unknown-wishes/nobody")).status_code == 404
    assert (await client.post("/api/v1/unknown-wishes/nobody/w1/close")).status_code == 404


async def test_without_a_token_nothing_is_told(client: httpx.AsyncClient) -> None:
    assert (await client.get(LIST, headers={"Authorization": ""})).status_code == 401
