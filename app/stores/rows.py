"""Rows to values of the core, in one place."""

from datetime import datetime
from zoneinfo import ZoneInfo

from app.domain.bookings import Booking, BookingStatus, HistoryLine, Hold, Slot
from app.domain.business import Language
from app.domain.calls import (
    Callback,
    CallbackStatus,
    CallEntry,
    CallOutcome,
    CallTurn,
    Decision,
    DecisionEntry,
    Message,
)
from app.domain.customers import Customer
from app.domain.ids import (
    E164,
    BookingReference,
    BusinessId,
    CallSid,
    CustomerId,
    HoldId,
    OfferingKey,
    ResourceId,
)
from app.domain.spoken.when import Window
from app.stores.tables import (
    BookingRow,
    CallbackRow,
    CallRow,
    CustomerRow,
    DecisionRow,
    HistoryRow,
    HoldRow,
    MessageRow,
    TurnRow,
)


def to_slot(row: BookingRow | HoldRow | HistoryRow, zone: ZoneInfo) -> Slot:
    return Slot(
        offering=OfferingKey(row.offering),
        starts_at=row.starts_at.astimezone(zone),
        ends_at=row.ends_at.astimezone(zone),
        resource=ResourceId(row.resource_id),
        room=ResourceId(row.room_id) if row.room_id else None,
    )


def to_booking(row: BookingRow, zone: ZoneInfo) -> Booking:
    return Booking(
        reference=BookingReference(row.reference),
        slot=to_slot(row, zone),
        customer_name=row.customer_name,
        customer_number=E164(row.customer_number) if row.customer_number else None,
        status=BookingStatus(row.status),
        call_sid=CallSid(row.call_sid) if row.call_sid else None,
        version=row.version,
    )


def to_history_line(row: HistoryRow, zone: ZoneInfo) -> HistoryLine:
    return HistoryLine(row.version, row.change, BookingStatus(row.status), row.at, row.author, to_slot(row, zone))


def to_hold(row: HoldRow, zone: ZoneInfo) -> Hold:
    return Hold(HoldId(row.id), to_slot(row, zone), row.expires_at)


def to_customer(row: CustomerRow) -> Customer:
    return Customer(
        id=CustomerId(row.id),
        name=row.name,
        number=E164(row.number) if row.number else None,
        language=to_language(row.language),
        past_visits=row.past_visits,
        postponed_by_us=row.postponed_by_us,
        open_case=row.open_case,
    )


def to_call(row: CallRow) -> CallEntry:
    return CallEntry(
        call_sid=CallSid(row.call_sid),
        business=BusinessId(row.business_id),
        from_number=row.from_number,
        to_number=row.to_number,
        language=to_language(row.language),
        started_at=row.started_at,
        ended_at=row.ended_at,
        outcome=CallOutcome(row.outcome) if row.outcome else None,
        escalation=row.escalation,
        summary=row.summary,
    )


def to_turn(row: TurnRow) -> CallTurn:
    return CallTurn(
        speaker="caller" if row.speaker == "caller" else "assistant",
        text=row.text,
        heard_text=row.heard_text,
        language=to_language(row.language),
        started_ms=row.started_ms,
        ended_ms=row.ended_ms,
        response_ms=row.response_ms,
        intent=row.intent,
        emotion=row.emotion,
        interrupted=row.interrupted,
        timings=row.timings,
        intensity=row.intensity,
        urgency=row.urgency,
        signals=row.signals or {},
        part=row.part,
    )


def to_decision(row: DecisionRow) -> Decision:
    return Decision(row.kind, row.decided_at, row.why, row.inputs, row.personal or {})


def to_decision_entry(row: DecisionRow) -> DecisionEntry:
    return DecisionEntry(
        business=BusinessId(row.business_id or ""),
        call_sid=CallSid(row.call_sid) if row.call_sid else None,
        decision=to_decision(row),
        booking=BookingReference(row.booking_reference) if row.booking_reference else None,
        seq=row.seq,
        digest=row.digest,
    )


def to_message(row: MessageRow) -> Message:
    return Message(
        id=row.id,
        business=BusinessId(row.business_id),
        call_sid=CallSid(row.call_sid) if row.call_sid else None,
        text=row.text,
        customer_name=row.customer_name,
        customer_number=E164(row.customer_number) if row.customer_number else None,
        taken_at=row.taken_at,
        urgent=row.urgent,
        person=ResourceId(row.person_id) if row.person_id else None,
    )


def to_callback(row: CallbackRow, zone: ZoneInfo) -> Callback:
    return Callback(
        id=row.id,
        business=BusinessId(row.business_id),
        call_sid=CallSid(row.call_sid) if row.call_sid else None,
        text=row.text,
        customer_name=row.customer_name,
        customer_number=E164(row.customer_number),
        windows=tuple(Window(_local(first, zone), _local(last, zone)) for first, last in row.windows),
        status=CallbackStatus(row.status),
        requested_at=row.requested_at,
        urgent=row.urgent,
        person=ResourceId(row.person_id) if row.person_id else None,
    )


def to_language(code: str) -> Language:
    return "en" if code == "en" else "de"


def _local(iso: str, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(iso).astimezone(zone)
