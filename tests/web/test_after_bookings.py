"""What follows from bookings, over the API and a real database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from fastapi import FastAPI

from app.dialogue.prompt_files import load_wordings
from app.stores.businesses import SqlBusinesses
from app.stores.calendar import SqlCalendars
from app.stores.consequences import Able, SqlConsequences
from app.stores.database import Database
from app.stores.decision_log import SqlDecisionLog
from app.stores.outbox import SqlOutbox
from app.stores.records import SqlRecords
from app.stores.tokens import SqlApiTokens
from app.stores.waitlist import SqlWaitlist
from app.usecases.waitlist import WaitlistDesk
from app.web.after_bookings import AfterBookingsEdge
from app.web.api import ApiEdge, api_routes
from app.web.desk import FrontDesk
from app.web.problems import add_problem_answers
from app.web.why import WhyEdge
from tests.fakes.clock import FakeClock
from tests.fakes.database import praxis_database
from tests.fakes.jobs import FakeJobs

PRAXIS = "praxis-dr-sommer"
NOTICES = f"/api/v1/businesses/{PRAXIS}/notices"
WISH = {
    "business": PRAXIS,
    "offering": "checkup",
    "starts_at": "2026-03-24T10:00:00+01:00",
    "resource": "dr-anna-sommer",
    "customer_name": "Erika Beispiel",
    "customer_number": "+4915228817386",
}


@dataclass
class Office:
    http: httpx.AsyncClient
    outbox: SqlOutbox
    clock: FakeClock


@asynccontextmanager
async def office(folder: Path) -> AsyncIterator[Office]:
    clock, jobs, able = FakeClock(), FakeJobs(), Able(sms=True)
    async with praxis_database(folder, clock) as database:
        outbox = SqlOutbox(database, SqlBusinesses(database, clock), jobs)
        tokens = SqlApiTokens(database, clock)
        app = FastAPI()
        add_problem_answers(app)
        app.include_router(api_routes(_edge(database, clock, jobs, able, outbox, tokens)))
        headers = {"Authorization": f"Bearer {await tokens.create('test')}"}
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://here", headers=headers) as http:
            yield Office(http, outbox, clock)


def _edge(  # noqa: PLR0917 - the parts of one server
    database: Database, clock: FakeClock, jobs: FakeJobs, able: Able, outbox: SqlOutbox, tokens: SqlApiTokens
) -> ApiEdge:
    businesses = SqlBusinesses(database, clock)
    records = SqlRecords(database, businesses)
    calendars = SqlCalendars(database, clock, SqlConsequences(jobs, able))
    waitlist = SqlWaitlist(database, jobs, able)
    return ApiEdge(
        records,
        businesses,
        tokens,
        clock,
        FrontDesk(calendars, clock),
        why=WhyEdge(SqlDecisionLog(database), records, businesses, load_wordings("decisions")),
        after_bookings=AfterBookingsEdge(outbox, waitlist, WaitlistDesk(calendars, waitlist), businesses, clock),
    )


async def test_any_booking_says_why_in_both_languages(tmp_path: Path) -> None:
    async with office(tmp_path) as here:
        booked = (await here.http.post("/api/v1/bookings", json=WISH)).json()
        answer = (await here.http.get(f"/api/v1/bookings/{booked['reference']}/why")).json()
        assert answer["sentences"]["de"][0].startswith("Ohne Anruf eingetragen")
        assert "within the rules" in answer["sentences"]["en"][0]
        (decision,) = answer["decisions"]
        assert (decision["kind"], decision["booking"], decision["seq"]) == ("booking", booked["reference"], 1)
        assert decision["for_whom"]["customer_name"] == "Erika Beispiel"
        about = (await here.http.get("/api/v1/decisions", params={"booking": booked["reference"]})).json()
        assert [each["digest"] for each in about["items"]] == [decision["digest"]]
        assert (await here.http.get("/api/v1/bookings/XXXXX/why")).status_code == 404


async def test_what_could_not_be_delivered_is_listed_and_can_be_tried_again(tmp_path: Path) -> None:
    async with office(tmp_path) as here:
        booked = (await here.http.post("/api/v1/bookings", json=WISH)).json()
        page = (await here.http.get("/api/v1/deliveries", params={"booking": booked["reference"]})).json()
        confirmation = next(each for each in page["items"] if each["kind"] == "confirmation")
        assert (confirmation["channel"], confirmation["state"]) == ("sms", "pending")
        await here.outbox.claim(confirmation["id"], 1, now=here.clock.now())
        await here.outbox.failed(confirmation["id"], 1, "twilio_21610", at=here.clock.now(), retry_after=None)
        failed = (await here.http.get("/api/v1/deliveries", params={"state": "failed"})).json()
        assert [(each["id"], each["error"]) for each in failed["items"]] == [(confirmation["id"], "twilio_21610")]
        assert (await here.http.post(f"/api/v1/deliveries/{confirmation['id']}/retry")).status_code == 202
        assert (await here.http.post(f"/api/v1/deliveries/{confirmation['id']}/retry")).status_code == 409


async def test_where_a_business_is_told_is_set_safely_and_the_secret_is_never_shown(tmp_path: Path) -> None:
    async with office(tmp_path) as here:
        hook = {
            "webhook_url": "https://crm.example/hook",
            "staff_mail": "team@praxis.example",
            "staff_sms": "+4915123456789",
        }
        assert (await here.http.put(NOTICES, json=hook)).status_code == 422
        for unsafe in ("http://crm.example/hook", "file:///etc/passwd", "gopher://x"):
            wish = {"webhook_url": unsafe, "webhook_secret": "s" * 16}
            assert (await here.http.put(NOTICES, json=wish)).status_code == 422
        for address in ("team", "a@b", "a@b.de, c@d.de", "a@b.de\r\nBcc: x@y.de"):
            assert (await here.http.put(NOTICES, json={"staff_mail": address})).status_code == 422
        set_up = await here.http.put(NOTICES, json={**hook, "webhook_secret": "s" * 16, "remind_hours": 48})
        assert set_up.status_code == 200
        shown = (await here.http.get(NOTICES)).json()
        assert shown == {
            "staff_mail": "team@praxis.example",
            "staff_sms": "+4915123456789",
            "webhook_url": "https://crm.example/hook",
            "webhook_secret_is_set": True,
            "remind_hours": 48,
        }


async def test_somebody_joins_the_waiting_list_once_and_can_leave_it(tmp_path: Path) -> None:
    async with office(tmp_path) as here:
        wish = {key: WISH[key] for key in ("business", "offering", "customer_name", "customer_number")}
        joined = await here.http.post("/api/v1/waitlist", json=wish)
        assert joined.status_code == 201
        assert joined.json()["priority"] == 0
        urgent = await here.http.post("/api/v1/waitlist", json={**wish, "offering": "emergency"})
        assert urgent.json()["priority"] > 0  # the offering's own, as in a call
        assert (await here.http.delete(f"/api/v1/waitlist/{urgent.json()['id']}")).status_code == 204
        assert (await here.http.post("/api/v1/waitlist", json=wish)).status_code == 409
        listed = (await here.http.get("/api/v1/waitlist")).json()
        assert [each["id"] for each in listed["items"]] == [joined.json()["id"]]
        assert (await here.http.delete(f"/api/v1/waitlist/{joined.json()['id']}")).status_code == 204
        assert (await here.http.get("/api/v1/waitlist")).json()["total"] == 0
        backwards = {**wish, "earliest": "2026-03-25T10:00:00+01:00", "latest": "2026-03-24T10:00:00+01:00"}
        assert (await here.http.post("/api/v1/waitlist", json=backwards)).status_code == 422
        over = await here.http.post(f"/api/v1/businesses/{PRAXIS}/waitlist-offers/none/accept")
        assert over.status_code == 409
