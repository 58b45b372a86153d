from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import httpx
import pytest

from app.domain.bookings import Booking, BookingStatus, Slot
from app.domain.calls import Callback, CallbackStatus, CallOpened, CallOutcome, CallTurn, Decision, Message
from app.domain.customers import Customer
from app.domain.ids import E164, BookingReference, BusinessId, CallSid, CustomerId, OfferingKey, ResourceId
from app.domain.spoken.when import Window
from app.ports.records import BookingEntry, CustomerEntry
from tests.fakes.edge import FakeServer, running

PRAXIS = BusinessId("praxis-dr-sommer")
SID = CallSid("CA" + "1" * 32)
NUMBER = E164("+493023125199")
BERLIN = ZoneInfo("Europe/Berlin")
AT = datetime(2026, 3, 24, 14, 30, tzinfo=BERLIN)
WISH = {
    "business": PRAXIS,
    "offering": "checkup",
    "starts_at": "2026-03-24T14:30:00+01:00",
    "customer_name": "Erika Beispiel",
    "customer_number": "030 23125199",
}


@asynccontextmanager
async def client(
    server: FakeServer, *, signed_in: bool = True, token: str | None = None
) -> AsyncIterator[httpx.AsyncClient]:
    async with running(server) as url:
        secret = await server.records.create("test") if signed_in else token
        headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        async with httpx.AsyncClient(base_url=url, headers=headers) as http:
            yield http


async def one_call(server: FakeServer) -> None:
    records = server.records
    await records.open_call(CallOpened(SID, PRAXIS, NUMBER, "+493023125000", "de", records.clock.now()))
    await records.add_turn(SID, CallTurn("assistant", "Guten Tag.", "Guten", "de", 0, 900, interrupted=True))
    await records.add_turn(SID, CallTurn("caller", "Einen Termin bitte.", None, "de", 700, 1900, intent="book"))
    await records.add_decision(SID, Decision("offer", records.clock.now(), "fits_wish", {"offering": "checkup"}))
    slot = Slot(OfferingKey("checkup"), AT, AT + timedelta(minutes=30), ResourceId("dr-anna-sommer"))
    booking = Booking(BookingReference("K7M4"), slot, "Erika Beispiel", NUMBER, BookingStatus.CONFIRMED, SID)
    records.booked.append(BookingEntry(PRAXIS, booking, records.clock.now()))
    await records.close_call(SID, outcome=CallOutcome.BOOKED, ended_at=records.clock.now(), summary="Kontrolle gebucht")


async def test_a_call_is_read_with_its_turns_bookings_and_decisions() -> None:
    server = FakeServer()
    await one_call(server)
    async with client(server) as http:
        call = (await http.get(f"/api/v1/calls/{SID}")).json()
    assert call["outcome"] == "booked"
    assert call["escalation"] is None
    assert call["summary"] == "Kontrolle gebucht"
    assert [turn["speaker"] for turn in call["turns"]] == ["assistant", "caller"]
    assert call["turns"][0]["heard_text"] == "Guten"
    assert call["turns"][1]["intent"] == "book"
    assert call["bookings"][0]["reference"] == "K7M4"
    assert call["decisions"][0]["why"] == "fits_wish"


async def test_instants_carry_an_offset() -> None:
    server = FakeServer()
    await one_call(server)
    async with client(server) as http:
        booking = (await http.get("/api/v1/bookings")).json()["items"][0]
        call = (await http.get("/api/v1/calls")).json()["items"][0]
    assert booking["starts_at"] == "2026-03-24T14:30:00+01:00"
    assert datetime.fromisoformat(call["started_at"]).tzinfo is not None


async def test_lists_come_in_pages_that_join_without_gap_or_repeat() -> None:
    server = FakeServer()
    for nth in range(5):
        opened = CallOpened(CallSid(f"CA{nth}"), PRAXIS, NUMBER, "+493023125000", "de", server.records.clock.now())
        await server.records.open_call(opened)
    seen: list[str] = []
    async with client(server) as http:
        cursor: dict[str, str] = {}
        while True:
            page = (await http.get("/api/v1/calls", params={"limit": 2, **cursor})).json()
            assert page["total"] == 5
            seen += [call["call_sid"] for call in page["items"]]
            if page["next"] is None:
                break
            cursor = {"cursor": page["next"]}
    assert sorted(seen) == [f"CA{nth}" for nth in range(5)]


@pytest.mark.parametrize("path", ["calls", "bookings", "slots", "customers", "messages", "callbacks", "decisions"])
@pytest.mark.parametrize("token", [None, "wrong"])
async def test_nothing_is_read_without_a_valid_token(path: str, token: str | None) -> None:
    async with client(FakeServer(), signed_in=False, token=token) as http:
        refused = await http.get(f"/api/v1/{path}")
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"] == "Bearer"
    assert refused.headers["content-type"] == "application/problem+json"


async def test_a_revoked_token_stops_working() -> None:
    server = FakeServer()
    async with client(server) as http:
        assert (await http.get("/api/v1/calls")).is_success
        await server.records.revoke("test")
        assert (await http.get("/api/v1/calls")).status_code == 401


async def test_a_token_for_reading_does_not_book() -> None:
    server = FakeServer()
    token = await server.records.create("reader", scopes=frozenset({"read"}))
    async with client(server, signed_in=False, token=token) as http:
        assert (await http.get("/api/v1/calls")).is_success
        refused = await http.post("/api/v1/bookings", json=WISH)
    assert refused.status_code == 403
    assert server.desk.booked == []


async def test_messages_and_callbacks_name_the_number_the_text_and_the_window() -> None:
    server = FakeServer()
    now = datetime(2026, 3, 16, 9, tzinfo=UTC)
    server.records.taken.append(Message("m1", PRAXIS, SID, "Bitte Rezept.", "Erika Beispiel", NUMBER, now))
    window = Window(AT, AT + timedelta(hours=2))
    server.records.requested.append(
        Callback("c1", PRAXIS, SID, "Rückruf", None, NUMBER, (window,), CallbackStatus.OPEN, now)
    )
    customer = Customer(CustomerId("k1"), "Erika Beispiel", NUMBER, "de")
    server.records.known.append(CustomerEntry(PRAXIS, customer))
    async with client(server) as http:
        message = (await http.get("/api/v1/messages")).json()["items"][0]
        callback = (await http.get("/api/v1/callbacks")).json()["items"][0]
        known = (await http.get("/api/v1/customers")).json()["items"][0]
    assert (message["text"], message["customer_number"]) == ("Bitte Rezept.", NUMBER)
    assert callback["window"] == {"from": "2026-03-24T14:30:00+01:00", "to": "2026-03-24T16:30:00+01:00"}
    assert known["name"] == "Erika Beispiel"


async def test_a_booking_over_the_api_is_made_once_and_then_taken() -> None:
    server = FakeServer()
    async with client(server) as http:
        made = await http.post("/api/v1/bookings", json=WISH)
        again = await http.post("/api/v1/bookings", json=WISH)
    assert made.status_code == 201
    assert made.json()["customer_number"] == "+493023125199"
    assert made.json()["starts_at"] == WISH["starts_at"]
    assert again.status_code == 409
    assert again.json()["reason"] == "taken"
    assert again.json()["alternatives"]


async def test_a_booking_against_the_rules_is_refused_with_the_reason() -> None:
    server = FakeServer()
    server.desk.refuses = "notice"
    async with client(server) as http:
        refused = await http.post("/api/v1/bookings", json=WISH)
    assert (refused.status_code, refused.json()["reason"]) == (409, "notice")


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"business": "nobody"}, 404),
        ({"offering": "haircut"}, 422),
        ({"resource": "nobody"}, 422),
        ({"starts_at": "2026-03-24T14:30:00"}, 422),
        ({"starts_at": "soon"}, 422),
        ({"customer_name": " "}, 422),
        ({"customer_number": "not a number"}, 422),
        ({"colour": "blue"}, 422),
    ],
)
async def test_a_wish_that_cannot_be_read_is_refused_as_a_problem(change: dict[str, str], status: int) -> None:
    async with client(FakeServer()) as http:
        refused = await http.post("/api/v1/bookings", json={**WISH, **change})
    assert refused.status_code == status
    assert refused.json()["status"] == status
    assert refused.json()["detail"]


async def test_slots_are_listed_from_the_wished_time() -> None:
    async with client(FakeServer()) as http:
        asked = {"business": PRAXIS, "offering": "checkup", "starts_from": "2026-03-24T09:00:00+01:00", "limit": "3"}
        slots = (await http.get("/api/v1/slots", params=asked)).json()
    assert slots["total"] == 3
    assert slots["items"][0]["starts_at"] == "2026-03-24T09:00:00+01:00"


async def test_unknown_calls_bookings_and_businesses_are_not_found() -> None:
    async with client(FakeServer()) as http:
        for path in ("calls/CA9", "bookings/ZZZZ", "businesses/nobody"):
            assert (await http.get(f"/api/v1/{path}")).status_code == 404
        assert (await http.get(f"/api/v1/businesses/{PRAXIS}")).json()["human_line"] == "+493023125010"


async def test_a_broken_database_is_a_problem_to_try_again() -> None:
    server = FakeServer()
    async with client(server) as http:
        server.records.down = True
        answer = await http.get("/api/v1/calls")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "2"


async def test_answers_are_dated_and_not_kept_by_caches() -> None:
    async with client(FakeServer()) as http:
        answer = await http.get("/api/v1/calls")
    assert "date" in answer.headers
    assert answer.headers["cache-control"] == "no-store"


async def test_openapi_describes_every_resource_with_examples() -> None:
    async with client(FakeServer(), signed_in=False) as http:
        described = (await http.get("/openapi.json")).json()
    for path in ("calls", "calls/{call_sid}", "bookings", "slots", "customers", "messages", "callbacks", "decisions"):
        assert f"/api/v1/{path}" in described["paths"]
    assert described["components"]["schemas"]["BookingIn"]["examples"]
