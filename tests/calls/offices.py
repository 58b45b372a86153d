"""The example business behind a real server, open at every hour or at none, and what calls to it leave on record."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import time
from pathlib import Path

import httpx

from app.commands.transcript import Json
from app.settings import Settings
from app.stores.business_file import example_business
from app.wiring.calls import Wits
from app.wiring.speech import Speech
from app.wiring.stores import migrate_database, open_stores
from tests.fakes.database import SQLITE, Store
from tests.fakes.wired import PRAXIS, scripted_speech, wired

__all__ = ["BILLING_LINE", "HUMAN_LINE", "MODE", "PRAXIS", "office", "record_of", "use_mode"]

HUMAN_LINE, BILLING_LINE = "+493023125010", "+493023125011"
MODE = "/api/v1/businesses/praxis-dr-sommer/mode"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CLOSED_WITHIN_S = 30.0
LOOKS_EVERY_S = 0.05


@asynccontextmanager
async def office(
    folder: Path,
    wits: Wits,
    heard: Sequence[str] | Speech,
    *,
    always_open: bool = True,
    mood_from_voice: bool = False,
) -> AsyncIterator[httpx.AsyncClient]:
    """Whatever day it is. `heard`: a script, or real engines. Gives a client with a token."""
    hours = dict.fromkeys(WEEKDAYS, ((time(0), time(0)),)) if always_open else {}
    example = example_business()
    escalation = example.escalation.model_copy(update={"mood_from_voice": mood_from_voice})
    described = example.model_copy(update={"opening_hours": hours, "holidays": None, "escalation": escalation})
    engines = heard if isinstance(heard, Speech) else scripted_speech(heard)
    tokens: list[str] = []

    async def describe(settings: Settings) -> None:
        await migrate_database(settings)
        async with open_stores(settings) as stores:
            await stores.businesses.save(described)
            tokens.append(await stores.api_tokens.create("test"))

    url = await Store(SQLITE, folder).empty()
    async with wired(url, engines, wits, answer_within_s=10, before=describe) as (settings, _):
        headers = {"Authorization": f"Bearer {tokens[0]}"}
        async with httpx.AsyncClient(base_url=settings.base_url, headers=headers, timeout=30) as http:
            yield http


@asynccontextmanager
async def use_mode(http: httpx.AsyncClient, mode: str | None) -> AsyncIterator[None]:
    """For a while; None = as the business is described."""
    if mode is not None:
        (await http.put(MODE, json={"mode": mode})).raise_for_status()
    try:
        yield
    finally:
        if mode is not None:
            (await http.put(MODE, json={"mode": None})).raise_for_status()


async def record_of(http: httpx.AsyncClient, call_sid: str) -> Json:
    """The closed record of a call that has ended."""
    for _ in range(round(CLOSED_WITHIN_S / LOOKS_EVERY_S)):
        answer = await http.get(f"/api/v1/calls/{call_sid}")
        if answer.is_success and answer.json()["ended_at"]:
            record: Json = answer.json()
            return record
        await asyncio.sleep(LOOKS_EVERY_S)
    raise AssertionError("the call is not closed")
