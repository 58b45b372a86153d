"""Chains over the API: planned and booked as a whole, explained, and never half."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from app.dialogue.prompt_files import load_wordings
from app.domain.business import Business
from app.domain.ids import BusinessId
from app.stores.businesses import SqlBusinesses
from app.stores.calendar import SqlCalendars
from app.stores.database import Database
from app.stores.decision_log import SqlDecisionLog
from app.stores.records import SqlRecords
from app.web.api import ApiEdge, api_routes
from app.web.chains import ChainsEdge
from app.web.desk import FrontDesk
from app.web.why import WhyEdge
from tests.fakes.business import chained_praxis
from tests.fakes.clock import FakeClock
from tests.fakes.database import Store, praxis_database
from tests.fakes.records import FakeRecords

PRAXIS, NUMBER = "praxis-dr-sommer", "+493023125150"
WISH: dict[str, Any] = {
    "business": PRAXIS,
    "customer_name": "Erika Beispiel",
    "customer_number": NUMBER,
    "appointments": [
        {"offering": "checkup", "starts_at": "2026-03-17T10:00:00+01:00"},
        {"offering": "implant_consultation", "starts_at": "2026-03-19T10:00:00+01:00"},
    ],
}
TREATMENT = {
    "business": PRAXIS,
    "offering": "implant_consultation",
    "starts_at": "2026-03-19T10:00:00+01:00",
    "customer_name": "Erika Beispiel",
    "customer_number": NUMBER,
}


@dataclass
class Chained:
    """The one business there is."""

    business: Business = field(default_factory=chained_praxis)

    async def all(self) -> tuple[Business, ...]:
        return (self.business,)

    async def load(self, business_id: BusinessId) -> Business | None:
        return self.business if business_id == self.business.id else None

    async def by_number(self, called: str) -> Business | None:
        return self.business if called in self.business.numbers else None


@asynccontextmanager
async def api(database: Database, clock: FakeClock) -> AsyncIterator[httpx.AsyncClient]:
    businesses, tokens, calendars = Chained(), FakeRecords(), SqlCalendars(database, clock)
    records = SqlRecords(database, SqlBusinesses(database, clock))
    why = WhyEdge(SqlDecisionLog(database), records, businesses, load_wordings("decisions"))
    edge = ApiEdge(
        records,
        businesses,
        tokens,
        clock,
        FrontDesk(calendars, clock),
        why,
        chains=ChainsEdge(calendars, businesses, clock),
    )
    app = FastAPI()
    app.include_router(api_routes(edge))
    headers = {"Authorization": f"Bearer {await tokens.create('staff')}"}
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=headers) as http:
        yield http


@pytest.fixture
async def http(store: Store) -> AsyncIterator[httpx.AsyncClient]:
    clock = FakeClock()
    async with praxis_database(store, clock) as database, api(database, clock) as http:
        yield http


async def test_a_treatment_alone_is_a_conflict_that_says_what_is_missing(http: httpx.AsyncClient) -> None:
    answer = await http.post("/api/v1/bookings", json=TREATMENT)
    assert answer.status_code == 409
    assert (answer.json()["reason"], answer.json()["missing"]) == ("prerequisite", ["checkup"])
    assert "/api/v1/chains" in answer.json()["detail"]


async def test_plans_are_listed_and_each_can_be_booked_as_it_is(http: httpx.AsyncClient) -> None:
    query: dict[str, str | int] = {"business": PRAXIS, "offering": "implant_consultation", "limit": 3}
    listed = (await http.get("/api/v1/chains", params=query)).json()
    assert listed["offerings"] == ["checkup", "implant_consultation"]
    assert (listed["total"], listed["outside_wish"]) == (3, False)
    links = [
        {"offering": one["offering"], "starts_at": one["starts_at"], "resource": one["resource"]}
        for one in listed["items"][1]["appointments"]
    ]
    made = await http.post("/api/v1/chains", json=WISH | {"appointments": links})
    assert made.status_code == 201
    bookings = made.json()["bookings"]
    assert [(b["offering"], b["starts_at"]) for b in bookings] == [(one["offering"], one["starts_at"]) for one in links]
    assert bookings[1]["documents"] == [{"de": "Ihre Versichertenkarte", "en": "your insurance card"}]


async def test_a_wish_for_the_treatment_is_kept_or_said_to_be_missed(http: httpx.AsyncClient) -> None:
    query = {"business": PRAXIS, "offering": "implant_consultation", "starts_from": "2026-03-24T12:00:00+01:00"}
    met = (await http.get("/api/v1/chains", params=query)).json()
    assert met["items"][0]["appointments"][1]["starts_at"] >= "2026-03-24T12:00"
    too_soon = {**query, "starts_from": "2026-03-17T08:00:00+01:00", "starts_before": "2026-03-17T18:00:00+01:00"}
    assert (await http.get("/api/v1/chains", params=too_soon)).json()["outside_wish"] is True


async def test_who_had_the_examination_is_planned_the_treatment_alone(http: httpx.AsyncClient) -> None:
    await http.post("/api/v1/bookings", json=TREATMENT | WISH["appointments"][0])
    query = {"business": PRAXIS, "offering": "implant_consultation", "customer_number": NUMBER}
    listed = (await http.get("/api/v1/chains", params=query)).json()
    assert listed["offerings"] == ["implant_consultation"]
    assert (await http.post("/api/v1/bookings", json=TREATMENT)).status_code == 201


async def test_a_repeat_with_the_same_key_is_the_same_chain(http: httpx.AsyncClient) -> None:
    key = {"Idempotency-Key": "k1"}
    first = (await http.post("/api/v1/chains", json=WISH, headers=key)).json()
    assert (await http.post("/api/v1/chains", json=WISH, headers=key)).json() == first
    assert (await http.get("/api/v1/bookings")).json()["total"] == 2


async def test_when_one_is_taken_nothing_is_booked_and_other_plans_are_named(http: httpx.AsyncClient) -> None:
    await http.post("/api/v1/chains", json=WISH)
    other = WISH | {
        "customer_number": "+493023125151",
        "appointments": [WISH["appointments"][0] | {"resource": "dr-jonas-weber"}, WISH["appointments"][1]],
    }
    answer = await http.post("/api/v1/chains", json=other)
    assert (answer.status_code, answer.json()["reason"]) == (409, "taken")
    assert len(answer.json()["alternatives"][0]["appointments"]) == 2
    assert (await http.get("/api/v1/bookings")).json()["total"] == 2


@pytest.mark.parametrize(
    "broken",
    [
        {"customer_number": None},
        {"customer_number": "no number"},
        {"appointments": []},
        {"appointments": [{"offering": "massage", "starts_at": "2026-03-17T10:00:00+01:00"}]},
        {"appointments": [{"offering": "checkup", "starts_at": "2026-03-17T10:00:00"}]},
        {"appointments": [WISH["appointments"][0] | {"resource": "nobody"}]},
    ],
)
async def test_what_cannot_be_read_is_refused(http: httpx.AsyncClient, broken: dict[str, object]) -> None:
    assert (await http.post("/api/v1/chains", json=WISH | broken)).status_code == 422


async def test_a_list_with_nothing_wished_for_right_is_refused(http: httpx.AsyncClient) -> None:
    query = {"business": PRAXIS, "offering": "implant_consultation"}
    assert (await http.get("/api/v1/chains", params=query | {"business": "nobody"})).status_code == 404
    assert (await http.get("/api/v1/chains", params=query | {"offering": "massage"})).status_code == 422
    backwards = {"starts_from": "2026-03-24T12:00:00+01:00", "starts_before": "2026-03-23T12:00:00+01:00"}
    assert (await http.get("/api/v1/chains", params=query | backwards)).status_code == 422


async def test_why_says_that_it_is_one_of_several_and_which(http: httpx.AsyncClient) -> None:
    made = (await http.post("/api/v1/chains", json=WISH)).json()["bookings"]
    for booking in made:
        why = (await http.get(f"/api/v1/bookings/{booking['reference']}/why")).json()
        german, english = " ".join(why["sentences"]["de"]), " ".join(why["sentences"]["en"])
        assert "als Ganzes" in german
        assert "Kontrolluntersuchung am Dienstag, den siebzehnten März, um zehn Uhr" in german
        assert "dann Implantatberatung am Donnerstag" in german
        assert "Booked as a whole, all or nothing: check-up on Tuesday" in english


async def test_what_an_offering_needs_and_what_to_bring_stand_with_the_business(http: httpx.AsyncClient) -> None:
    business = (await http.get(f"/api/v1/businesses/{PRAXIS}")).json()
    implant = next(one for one in business["offerings"] if one["key"] == "implant_consultation")
    assert implant["requires"] == ["checkup"]
    assert implant["documents"] == [{"de": "Ihre Versichertenkarte", "en": "your insurance card"}]
