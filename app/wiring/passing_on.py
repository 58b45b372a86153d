"""What a server needs to pass calls on to people, and to write down later what it could not write at once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from app.connectors.twilio_calls import TwilioCallControl
from app.ports.call_control import CallControl
from app.settings import Settings
from app.stores.call_spool import FileCallSpool
from app.telephony.call_book import CallBook
from app.telephony.words import recording_note
from app.usecases.note_call_event import CallLedger
from app.wiring.stores import Stores


async def call_book(settings: Settings, stores: Stores) -> CallBook:
    """One a server: two would not know what the other one has put aside."""
    ledger = CallLedger(stores.businesses, stores.records, stores.call_records, stores.notes, recording_note)
    return CallBook(ledger, await asyncio.to_thread(FileCallSpool, settings.call_spool))


@asynccontextmanager
async def making_up(book: CallBook) -> AsyncIterator[None]:
    """While the block runs, what was put aside is made up for."""
    keeping_up = asyncio.create_task(book.keep_up(), name="make up for call events")
    try:
        yield
    finally:
        keeping_up.cancel()
        await asyncio.gather(keeping_up, return_exceptions=True)


@asynccontextmanager
async def call_control(settings: Settings) -> AsyncIterator[CallControl | None]:
    """None without Twilio's credentials."""
    token = settings.twilio_auth_token
    if settings.twilio_account_sid is None or token is None:
        yield None
        return
    async with httpx.AsyncClient(trust_env=True) as http:
        yield TwilioCallControl(
            http, settings.twilio_account_sid, token.get_secret_value(), base_url=settings.twilio_api_url
        )
