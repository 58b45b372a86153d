"""A server made of fakes on a free loopback port: real HTTP, websockets and voice sessions, scripted engines."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from fastapi import FastAPI

from app.domain.bookings import Booked, Booking, BookingStatus, Refused, Slot, SlotTaken
from app.domain.business import Business
from app.domain.calls import CallOutcome, CallTurn
from app.domain.ids import E164, BookingReference, CallSid, OfferingKey, ResourceId
from app.main import DrainingServer, create_app
from app.parts import Parts
from app.ports.call_control import CallControl
from app.ports.records import MediaGrant
from app.telephony.call_book import CallBook
from app.telephony.calls_in_progress import CallsInProgress
from app.telephony.edge import BusinessDirectory, MediaLine, TelephonyEdge
from app.telephony.signature import TwilioGuard
from app.web.api import ApiEdge
from app.web.metrics import Metrics, Readiness
from app.web.pages.edge import PagesEdge
from tests.fakes.call_spool import MemorySpool, ledger_over
from tests.fakes.conversation import ScriptedConversation
from tests.fakes.engines import LoudnessVad, ScriptedStt, ToneTts
from tests.fakes.escalation import FakeCallModes
from tests.fakes.records import FakeRecords
from voice.contract import EndReason, TurnReport
from voice.relay import RelayedCall
from voice.session import SpeechEngines, VoiceSession

UNNAMED = CallSid("CA0")


@dataclass
class FakeDesk:
    """Every whole hour is free once. `refuses` answers every booking with that reason."""

    booked: list[Booking] = field(default_factory=list)
    refuses: str | None = None

    async def free_slots(
        self,
        business: Business,
        offering: OfferingKey,
        *,
        since: datetime,
        until: datetime,
        resource: ResourceId | None,
        count: int,
    ) -> tuple[Slot, ...]:
        person = resource or business.people_for(offering)[0].id
        starts = [since + timedelta(hours=nth) for nth in range(count)]
        return tuple(Slot(offering, at, at + timedelta(minutes=30), person) for at in starts if at <= until)

    async def book(
        self,
        business: Business,
        *,
        offering: OfferingKey,
        starts_at: datetime,
        resource: ResourceId | None,
        customer_name: str,
        customer_number: E164 | None,
        key: str | None,
    ) -> Booked | SlotTaken | Refused:
        if self.refuses:
            return Refused(self.refuses)
        person = resource or business.people_for(offering)[0].id
        slot = Slot(offering, starts_at, starts_at + timedelta(minutes=30), person)
        if any(booking.slot.same_place(slot) for booking in self.booked):
            later = Slot(offering, slot.ends_at, slot.ends_at + timedelta(minutes=30), person)
            return SlotTaken((later,))
        reference = BookingReference(f"REF{len(self.booked)}")
        self.booked.append(Booking(reference, slot, customer_name, customer_number, BookingStatus.CONFIRMED))
        return Booked(self.booked[-1])


@dataclass
class RecordedConversation(ScriptedConversation):
    """A scripted conversation that keeps its record as the real one does."""

    records: FakeRecords = field(default_factory=FakeRecords)
    call_sid: CallSid = UNNAMED
    outcome: CallOutcome = CallOutcome.ANSWERED

    async def record_turn(self, report: TurnReport) -> None:
        await super().record_turn(report)
        turn = CallTurn(
            report.speaker, report.text, report.heard_text, report.language, report.started_ms, report.ended_ms
        )
        await self.records.add_turn(self.call_sid, turn)

    async def end(self, reason: EndReason) -> None:
        await super().end(reason)
        if reason is EndReason.TRANSFERRED:
            await self.records.escalate(self.call_sid, "asked_for_human")
        outcome = CallOutcome.FAILED if reason is EndReason.FAILED else self.outcome
        await self.records.close_call(self.call_sid, outcome=outcome, ended_at=self.records.clock.now(), summary="")


@dataclass
class FakeServer:
    """What a test can turn: the records, the script of each call, the engines, the guard's tokens."""

    records: FakeRecords = field(default_factory=FakeRecords)
    script: Callable[[], ScriptedConversation] = ScriptedConversation
    engines: SpeechEngines = field(
        default_factory=lambda: SpeechEngines(ScriptedStt(), ToneTts(letter_ms=10), LoudnessVad())
    )
    auth_tokens: tuple[str, ...] = ()
    account_sid: str | None = None
    max_calls: int = 8
    public_url: str | None = None
    start_within_s: float = 10.0
    answer_within_s: float = 5.0  # the product answers sooner; a busy test machine may not
    relays: bool = False
    desk: FakeDesk = field(default_factory=FakeDesk)
    conversations: list[RecordedConversation] = field(default_factory=list)
    calls: CallsInProgress = field(init=False)
    metrics: Metrics = field(default_factory=Metrics)
    drain_s: float = 0
    url: str = ""
    running: DrainingServer | None = None
    pages: PagesEdge | None = None
    modes: FakeCallModes = field(default_factory=FakeCallModes)
    spool: MemorySpool = field(default_factory=MemorySpool)
    control: CallControl | None = None
    book: CallBook = field(init=False)

    def __post_init__(self) -> None:
        self.calls = CallsInProgress(self.max_calls)
        self.book = CallBook(ledger_over(self.records), self.spool)

    async def answer_call(self, grant: MediaGrant, line: MediaLine) -> None:
        session = VoiceSession(
            line, self._conversation(grant), self.engines, expected_call_sid=grant.call_sid, observer=self.metrics
        )
        await session.run()

    async def answer_relayed(self, grant: MediaGrant, line: MediaLine) -> None:
        await RelayedCall(line, self._conversation(grant), expected_call_sid=grant.call_sid).run()

    def _conversation(self, grant: MediaGrant) -> RecordedConversation:
        script = self.script()
        conversation = RecordedConversation(
            script.greeting, script.replies, script.language, records=self.records, call_sid=grant.call_sid
        )
        self.conversations.append(conversation)
        return conversation

    def parts(self) -> Parts:
        base_url = self.public_url or self.url
        websocket_base_url = "ws" + base_url.removeprefix("http")
        telephony = TelephonyEdge(
            guard=TwilioGuard(base_url=base_url, websocket_base_url=websocket_base_url, auth_tokens=self.auth_tokens),
            base_url=base_url,
            websocket_base_url=websocket_base_url,
            account_sid=self.account_sid,
            directory=BusinessDirectory(self.records, self.records.clock),
            call_records=self.records,
            records=self.records,
            media_tokens=self.records,
            clock=self.records.clock,
            calls=self.calls,
            book=self.book,
            modes=self.modes,
            control=self.control,
            count_unattended=self.metrics.unattended,
            answer_call=self.answer_call,
            answer_relayed=self.answer_relayed,
            relays=self.relays,
            start_within_s=self.start_within_s,
            answer_within_s=self.answer_within_s,
        )
        api = ApiEdge(self.records, self.records, self.records, self.records.clock, self.desk)
        return Parts(telephony, api, self.records, self.metrics, self._ready, self.records.clock, self.pages)

    async def _ready(self) -> Readiness:
        return Readiness(("draining",) if self.calls.draining else ())

    def app(self) -> FastAPI:
        @asynccontextmanager
        async def assembly() -> AsyncIterator[Parts]:
            parts = self.parts()
            await parts.telephony.directory.refresh()
            yield parts

        return create_app(assembly)


@asynccontextmanager
async def running(server: FakeServer) -> AsyncIterator[str]:
    """Serve on a free port until the block ends; gives the base address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        uvicorn_server = server.running = DrainingServer(server.app(), host="127.0.0.1", port=0, drain_s=server.drain_s)
        uvicorn_server.config.loop = "asyncio"
        serving = asyncio.create_task(uvicorn_server.serve(sockets=[listener]), name="serve")
        while not uvicorn_server.started:
            if serving.done():
                await serving
            await asyncio.sleep(0.01)
        try:
            yield server.url
        finally:
            uvicorn_server.should_exit = True
            uvicorn_server._captured_signals.clear()  # else a test's signal would reach the test run at the end
            await serving
