"""The spool in memory, and the notes that a ledger takes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.calls import Decision, Message
from app.domain.ids import E164, BusinessId, CallSid, ResourceId
from app.domain.spoken.when import Window
from app.ports.call_spool import CallEvent
from app.telephony.words import recording_note
from app.usecases.note_call_event import CallLedger
from tests.fakes.records import FakeRecords


@dataclass
class MemorySpool:
    """`CallSpool` with room for `room` events."""

    room: int = 10_000
    events: list[CallEvent] = field(default_factory=list)
    appended: int = 0

    @property
    def waiting(self) -> int:
        return len(self.events)

    async def append(self, event: CallEvent) -> bool:
        if len(self.events) >= self.room:
            return False
        self.events.append(event)
        self.appended += 1
        return True

    async def oldest(self, limit: int = 100) -> Sequence[CallEvent]:
        return self.events[:limit]

    async def done(self, count: int) -> None:
        del self.events[:count]


@dataclass
class RecordedNotes:
    """`Notes` into the messages of fake records; the same words of a call are one message, and one decision."""

    records: FakeRecords

    async def take_message(
        self,
        business: BusinessId,
        call_sid: CallSid | None,
        *,
        text: str,
        customer_name: str | None,
        customer_number: E164 | None,
        at: datetime,
        urgent: bool = False,
        person: ResourceId | None = None,
    ) -> None:
        if any((message.call_sid, message.text) == (call_sid, text) for message in self.records.taken):
            return
        note = Message(f"note-{len(self.records.taken)}", business, call_sid, text, customer_name, customer_number, at)
        self.records.taken.append(note)
        if call_sid is not None:
            await self.records.add_decision(call_sid, Decision("message", at, "caller_asked"))

    async def request_callback(
        self,
        business: BusinessId,
        call_sid: CallSid | None,
        *,
        text: str,
        customer_name: str | None,
        customer_number: E164,
        windows: Sequence[Window],
        at: datetime,
        urgent: bool = False,
        person: ResourceId | None = None,
    ) -> None:
        raise AssertionError("a recording is never a callback")


def ledger_over(records: FakeRecords) -> CallLedger:
    return CallLedger(records, records, records, RecordedNotes(records), recording_note)
