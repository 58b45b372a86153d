"""Attempts to reach somebody, over the API."""

import httpx
from fastapi import FastAPI

from app.domain.ids import BusinessId
from app.ports.review import Attempt, TaskTry
from app.stores.businesses import SqlBusinesses
from app.stores.review.tasks import SqlTasks
from app.web.api import ApiEdge, api_routes
from app.web.attempts import AttemptsEdge, attempt_out
from tests.fakes.clock import MONDAY_MORNING, FakeClock
from tests.fakes.database import Store, praxis_database
from tests.fakes.edge import FakeDesk
from tests.fakes.records import FakeRecords


async def test_attempts_are_listed_a_page_at_a_time(store: Store) -> None:
    clock, records = FakeClock(), FakeRecords()
    async with praxis_database(store, clock) as database:
        tasks = SqlTasks(database, SqlBusinesses(database, clock), clock)
        edge = ApiEdge(records, records, records, clock, FakeDesk(), attempts=AttemptsEdge(tasks))
        app = FastAPI()
        app.include_router(api_routes(edge))
        headers = {"Authorization": f"Bearer {await records.create('staff')}"}
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=headers) as client:
            answer = await client.get("/api/v1/attempts", params={"business": "praxis-dr-sommer"})
            assert answer.json() == {"items": [], "total": 0, "next": None}
            assert (await client.get("/api/v1/attempts", params={"limit": 0})).status_code == 422


def test_an_attempt_says_what_came_of_it_and_whose_time_it_was() -> None:
    tried = TaskTry("Anna Sommer", "not_reached", MONDAY_MORNING, "named")
    shown = attempt_out(Attempt(BusinessId("praxis"), "callback", "c1", tried)).model_dump(mode="json")
    assert shown == {
        "business": "praxis",
        "kind": "callback",
        "item": "c1",
        "result": "not_reached",
        "tried_at": "2026-03-16T08:00:00Z",
        "time_source": "named",
        "next_at": None,
    }
