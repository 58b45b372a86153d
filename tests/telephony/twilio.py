"""Asking the running server as Twilio does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from app.simulator.exchange import Exchange, Verb
from tests.fakes.edge import FakeServer, running

CALL_SID = "CA" + "1" * 32
PRAXIS = "+493023125000"
HUMAN_LINE = "+493023125010"
CALLER = "+493023125199"


@asynccontextmanager
async def asking(
    server: FakeServer, *, call_sid: str = CALL_SID, to_number: str = PRAXIS, auth_token: str | None = None
) -> AsyncIterator[Exchange]:
    async with running(server) as url, httpx.AsyncClient() as http:
        yield Exchange(http, url, call_sid, "AC" + "0" * 32, CALLER, to_number, auth_token)


async def ask(exchange: Exchange, path: str, status: str = "in-progress", **more: str) -> tuple[Verb, ...]:
    return await exchange.ask(exchange.base_url + path, status, **more)


async def ring(exchange: Exchange) -> tuple[Verb, ...]:
    return await ask(exchange, "/twilio/voice", "ringing")


def names(verbs: tuple[Verb, ...]) -> list[str]:
    return [verb.name for verb in verbs]


def stream_url(verbs: tuple[Verb, ...]) -> str:
    stream = next(verb for verb in verbs if verb.name == "Connect").child("Stream")
    assert stream is not None
    return stream.attributes["url"]


def dialled(verbs: tuple[Verb, ...]) -> str:
    number = next(verb for verb in verbs if verb.name == "Dial").child("Number")
    assert number is not None
    return number.text
