"""Where the edge writes what happened: into the database, or into the spool while it does not answer."""

import asyncio
from dataclasses import dataclass

import structlog

from app.domain.errors import StoreUnavailable
from app.ports.call_spool import CallEvent, CallSpool
from app.usecases.note_call_event import CallLedger, catch_up, note_call_event

log = structlog.get_logger(__name__)

NOTE_WITHIN_S = 1.0
LOOK_EVERY_S = 2.0


@dataclass(frozen=True, slots=True)
class CallBook:
    ledger: CallLedger
    spool: CallSpool

    async def note(self, event: CallEvent) -> None:
        """Never fails. What is spooled already goes first, so that a call's events keep their order."""
        if self.spool.waiting == 0:
            try:
                async with asyncio.timeout(NOTE_WITHIN_S):
                    await note_call_event(self.ledger, event)
                    return
            except (StoreUnavailable, TimeoutError) as error:
                log.warning("call_event_spooled", kind=event.kind, error=type(error).__name__)
        await self.spool.append(event)

    async def put_aside(self, event: CallEvent) -> None:
        """For answers that must not wait for a database: it is written a moment later."""
        await self.spool.append(event)

    async def keep_up(self) -> None:
        """Make up for what was put aside. Runs until cancelled."""
        while True:
            await self.catch_up()
            await asyncio.sleep(LOOK_EVERY_S)

    async def catch_up(self) -> None:
        if self.spool.waiting and (made_up := await catch_up(self.spool, self.ledger)):
            log.info("call_events_made_up_for", events=made_up, left=self.spool.waiting)
