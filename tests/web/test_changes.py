"""Moves and cancellations over the API: one, or several as a whole, and never half."""

from typing import Any

import httpx

from tests.fakes.clock import FakeClock
from tests.fakes.database import Store, praxis_database
from tests.web.test_chains import PRAXIS, WISH, api

MOVES: dict[str, Any] = {"business": PRAXIS}


async def booked_chain(client: httpx.AsyncClient) -> list[str]:
    made = await client.post("/api/v1/chains", json=WISH)
    return [booking["reference"] for booking in made.json()["bookings"]]


async def starts(client: httpx.AsyncClient) -> list[tuple[str, str]]:
    page = (await client.get("/api/v1/bookings")).json()
    return sorted((one["starts_at"][:16], one["status"]) for one in page["items"] if one["status"] != "moved")


def moves(references: list[str], *starts_at: str) -> dict[str, Any]:
    both = zip(references, starts_at, strict=True)
    return MOVES | {"appointments": [{"reference": reference, "starts_at": start} for reference, start in both]}


async def test_a_chain_moves_behind_its_own_old_place_as_a_whole(store: Store) -> None:
    clock = FakeClock()
    async with praxis_database(store, clock) as database, api(database, clock) as client:
        both = await booked_chain(client)
        wish = moves(both, "2026-03-20T10:00:00+01:00", "2026-03-26T10:00:00+01:00")
        for _ in range(2):  # a repeat says the same again
            moved = await client.post("/api/v1/moves", json=wish)
            assert moved.status_code == 200, moved.text
            now_at = [one["starts_at"][:16] for one in moved.json()["bookings"]]
            assert now_at == ["2026-03-20T10:00", "2026-03-26T10:00"]


async def test_a_plan_for_both_can_be_asked_for_and_carried_out(store: Store) -> None:
    clock = FakeClock()
    async with praxis_database(store, clock) as database, api(database, clock) as client:
        both = await booked_chain(client)
        query: list[tuple[str, str | int | float | bool | None]] = [
            ("business", PRAXIS),
            *(("reference", one) for one in both),
            ("starts_from", "2026-03-23T00:00:00Z"),
        ]
        [plan, *_] = (await client.get("/api/v1/moves", params=query)).json()["items"]
        slots = plan["appointments"]
        wish = moves(both, *(slot["starts_at"] for slot in slots))
        for step, slot in zip(wish["appointments"], slots, strict=True):
            step["resource"] = slot["resource"]
        assert (await client.post("/api/v1/moves", json=wish)).status_code == 200
        assert [at for at, _ in await starts(client)] == [slot["starts_at"][:16] for slot in slots]


async def test_what_keeps_one_keeps_both_and_says_why(store: Store) -> None:
    clock = FakeClock()
    async with praxis_database(store, clock) as database, api(database, clock) as client:
        both, before = await booked_chain(client), await starts(client)
        out_of_order = moves(both, "2026-03-27T10:00:00+01:00", "2026-03-26T10:00:00+01:00")
        for wish, status, reason in (
            (out_of_order, 409, "needed_by"),
            (moves(both, "2026-03-20T10:00:00+01:00", "2026-03-22T10:00:00+01:00"), 409, "closed"),
            (moves(["NONE", both[1]], "2026-03-20T10:00:00+01:00", "2026-03-26T10:00:00+01:00"), 404, None),
            (moves([both[0], both[0]], "2026-03-20T10:00:00+01:00", "2026-03-20T12:00:00+01:00"), 422, None),
        ):
            answer = await client.post("/api/v1/moves", json=wish)
            assert (answer.status_code, answer.json().get("reason")) == (status, reason), answer.text
        assert await starts(client) == before


async def test_an_examination_is_cancelled_with_what_needs_it_or_not_at_all(store: Store) -> None:
    clock = FakeClock()
    async with praxis_database(store, clock) as database, api(database, clock) as client:
        examination, treatment = await booked_chain(client)
        alone = await client.post("/api/v1/cancellations", json=MOVES | {"references": [examination]})
        assert (alone.status_code, alone.json()["needed_by"]) == (409, [treatment])
        both = await client.post("/api/v1/cancellations", json=MOVES | {"references": [treatment, examination]})
        assert [one["status"] for one in both.json()["bookings"]] == ["cancelled", "cancelled"]
        assert [status for _, status in await starts(client)] == ["cancelled", "cancelled"]
