"""The server as it is wired, over a real database; only the speech engines are scripted."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from app.commands.transcript import Json
from app.simulator.network import CallResult, Line, place_call
from app.simulator.phone_call import Caller
from app.wiring.calls import Wits
from app.wiring.speech import Speech
from app.wiring.stores import open_stores
from tests.fakes.database import SQLITE, Store
from tests.fakes.wired import CALLER, PRAXIS, scripted_speech, speaker_of, wired
from voice.engines.protocols import EngineError

BOOKING = [
    "Guten Tag, ich hätte gern einen Termin zur Kontrolle.",
    "Nächste Woche Donnerstag am Vormittag.",
    "Ich nehme die erste Zeit.",
    "Mein Name ist Erika Beispiel.",
    "Ja, das ist richtig.",
    "Nein, danke, das war alles.",
]


@asynccontextmanager
async def server(
    where: Path | Store, wits: Wits, heard: Sequence[str | EngineError] | Speech
) -> AsyncIterator[httpx.AsyncClient]:
    """Gives a client with a token. The server makes its database itself; in a folder it is SQLite."""
    engines = heard if isinstance(heard, Speech) else scripted_speech(heard)
    store = Store(SQLITE, where) if isinstance(where, Path) else where
    async with wired(await store.empty(), engines, wits, answer_within_s=10) as (settings, _):
        async with open_stores(settings) as stores:
            token = await stores.api_tokens.create("test")
        headers = {"Authorization": f"Bearer {token}"}
        async with httpx.AsyncClient(base_url=settings.base_url, headers=headers, timeout=60) as http:
            yield http


async def call(http: httpx.AsyncClient, caller: Caller, *, from_number: str = CALLER) -> tuple[CallResult, Json]:
    result = await place_call(Line(str(http.base_url).rstrip("/"), PRAXIS, from_number), caller)
    for _ in range(100):
        record: Json = (await http.get(f"/api/v1/calls/{result.call_sid}")).json()
        if record["ended_at"]:
            break
        await asyncio.sleep(0.02)
    return result, record


async def test_a_call_by_speech_ends_in_a_booking_in_the_database(store: Store, wits: Wits) -> None:
    async with server(store, wits, BOOKING) as http:
        _, record = await call(http, speaker_of(len(BOOKING)))
        bookings = (await http.get("/api/v1/bookings")).json()
    assert record["outcome"] == "booked"
    assert [turn["text"] for turn in record["turns"] if turn["speaker"] == "caller"] == BOOKING  # type: ignore[attr-defined]
    assert bookings["total"] == 1
    assert bookings["items"][0]["customer_name"] == "Erika Beispiel"
    assert bookings["items"][0]["customer_number"] == CALLER
    assert bookings["items"][0]["call_sid"] == record["call_sid"]


@pytest.mark.parametrize("spoken", range(len(BOOKING) - 2))
async def test_a_caller_who_hangs_up_leaves_no_hold_and_a_closed_record(
    tmp_path: Path, wits: Wits, spoken: int
) -> None:
    async with server(tmp_path, wits, BOOKING) as http:
        _, record = await call(http, speaker_of(spoken, hang_up_early=True))
        slots = {"business": "praxis-dr-sommer", "offering": "checkup", "limit": "200"}
        free_after = (await http.get("/api/v1/slots", params=slots)).json()["total"]
        other = (await http.get("/api/v1/bookings")).json()["total"]
    assert record["outcome"] == "abandoned"
    assert (free_after, other) == (200, 0)


async def test_a_recogniser_that_fails_leads_to_a_human_and_not_into_silence(tmp_path: Path, wits: Wits) -> None:
    broken: list[str | EngineError] = [EngineError("out of memory")] * 6
    async with server(tmp_path, wits, broken) as http:
        result, record = await call(http, speaker_of(4))
    assert record["ended_at"]
    assert any(turn["speaker"] == "assistant" for turn in record["turns"])  # type: ignore[attr-defined]
    assert result.recording.lines


async def test_a_withheld_number_can_book(tmp_path: Path, wits: Wits) -> None:
    lines = [*BOOKING[:4], "030 23125199", *BOOKING[4:]]
    async with server(tmp_path, wits, lines) as http:
        _, record = await call(http, speaker_of(len(lines)), from_number="+266696687")
    assert record["from_number"] == "+266696687"
    assert record["turns"]


async def test_slots_and_bookings_over_the_api_follow_the_rules_of_a_call(tmp_path: Path, wits: Wits) -> None:
    async with server(tmp_path, wits, []) as http:
        asked = {"business": "praxis-dr-sommer", "offering": "checkup", "limit": "5"}
        slot = (await http.get("/api/v1/slots", params=asked)).json()["items"][0]
        wish = {
            "business": "praxis-dr-sommer",
            "offering": "checkup",
            "starts_at": slot["starts_at"],
            "resource": slot["resource"],
            "customer_name": "Erika Beispiel",
            "customer_number": CALLER,
        }
        made = await http.post("/api/v1/bookings", json=wish, headers={"Idempotency-Key": "one"})
        same = await http.post("/api/v1/bookings", json=wish, headers={"Idempotency-Key": "one"})
        taken = await http.post("/api/v1/bookings", json=wish)
        past = await http.post("/api/v1/bookings", json={**wish, "starts_at": "2020-01-07T09:00:00+01:00"})
        night = await http.post(
            "/api/v1/bookings", json={**wish, "starts_at": slot["starts_at"][:11] + "03:00:00+01:00"}
        )
    assert made.status_code == same.status_code == 201
    assert made.json()["reference"] == same.json()["reference"]
    assert (taken.status_code, taken.json()["reason"]) == (409, "taken")
    assert taken.json()["alternatives"]
    assert (past.status_code, past.json()["reason"]) == (409, "past")
    assert night.status_code == 409


async def test_a_started_server_is_ready_and_has_a_business(tmp_path: Path, wits: Wits) -> None:
    async with server(tmp_path, wits, []) as http:
        assert (await http.get("/readyz")).json() == {"status": "ready", "problems": []}
        assert (await http.get("/api/v1/businesses")).json()["total"] == 1
