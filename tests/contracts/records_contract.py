"""What records, businesses, tokens and upkeep keep, in memory and in the database."""

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, timedelta
from typing import Any

from app.domain.bookings import Booking, BookingStatus, Slot
from app.domain.calls import CallOpened, CallOutcome, CallTurn, Decision
from app.domain.ids import E164, BookingReference, BusinessId, CallSid, OfferingKey, ResourceId
from app.ports.call_records import CallRecords
from app.ports.records import ApiTokens, Businesses, CallUpkeep, MediaGrant, MediaTokens, Records
from tests.fakes.clock import FakeClock

PRAXIS = BusinessId("praxis-dr-sommer")
CALLER = E164("+493023125199")
ONE, TWO = CallSid("CA1"), CallSid("CA2")


@dataclass
class Office:
    """Everything that the edges keep."""

    clock: FakeClock
    calls: CallRecords
    records: Records
    businesses: Businesses
    api_tokens: ApiTokens
    media_tokens: MediaTokens
    upkeep: CallUpkeep

    async def book(self, call_sid: CallSid) -> None:
        raise AssertionError("say how")


def opened(office: Office, call_sid: CallSid = ONE, **changed: Any) -> CallOpened:
    facts: dict[str, Any] = {
        "call_sid": call_sid,
        "business": PRAXIS,
        "from_number": CALLER,
        "to_number": "+493023125000",
        "language": "de",
        "started_at": office.clock.now(),
    }
    return CallOpened(**facts | changed)


def turn(speaker: Any, text: str, at_ms: int) -> CallTurn:
    heard = text if speaker == "assistant" else None
    return CallTurn(speaker, text, heard, "de", at_ms, at_ms + 800, 420, timings={"decoding_ms": 200})


def a_booking(call_sid: CallSid, clock: FakeClock) -> Booking:
    start = clock.now().astimezone(UTC) + timedelta(days=1)
    slot = Slot(OfferingKey("checkup"), start, start + timedelta(minutes=30), ResourceId("dr-anna-sommer"))
    return Booking(BookingReference("FHK23"), slot, "Ann", CALLER, BookingStatus.CONFIRMED, call_sid)


class RecordsContract:
    # --- calls --------------------------------------------------------------------------------------------

    async def test_a_running_call_can_be_read_as_far_as_it_got(self, office: Office) -> None:
        await office.calls.open_call(opened(office))
        await office.calls.add_turn(ONE, turn("assistant", "Praxis Dr. Sommer, guten Tag.", 0))
        await office.calls.add_turn(ONE, turn("caller", "Einen Termin bitte.", 1500))
        await office.calls.add_decision(ONE, Decision("language", office.clock.now(), "heard", {"language": "de"}))
        call = await office.records.call(ONE)
        assert call is not None
        assert call.entry.outcome is None
        assert [t.text for t in call.turns] == ["Praxis Dr. Sommer, guten Tag.", "Einen Termin bitte."]
        assert call.turns[1] == turn("caller", "Einen Termin bitte.", 1500)
        assert [d.kind for d in call.decisions] == ["language"]

    async def test_a_call_that_came_back_keeps_its_parts_apart(self, office: Office) -> None:
        await office.calls.open_call(opened(office))
        await office.calls.add_turn(ONE, turn("assistant", "Ich verbinde Sie.", 0))
        await office.calls.add_turn(ONE, replace(turn("assistant", "Da nahm niemand ab.", 25_000), part=2))
        call = await office.records.call(ONE)
        assert call is not None
        assert [(t.part, t.text) for t in call.turns] == [(1, "Ich verbinde Sie."), (2, "Da nahm niemand ab.")]

    async def test_a_closed_call_says_how_it_ended_and_the_first_closing_stands(self, office: Office) -> None:
        await office.calls.open_call(opened(office))
        ended = office.clock.now() + timedelta(minutes=2)
        await office.calls.close_call(ONE, outcome=CallOutcome.BOOKED, ended_at=ended, summary="Gebucht.")
        await office.calls.close_call(ONE, outcome=CallOutcome.FAILED, ended_at=ended, summary="Später.")
        call = await office.records.call(ONE)
        assert call is not None
        assert (call.entry.outcome, call.entry.ended_at, call.entry.summary) == (CallOutcome.BOOKED, ended, "Gebucht.")

    async def test_opening_a_call_twice_is_one_call(self, office: Office) -> None:
        await office.calls.open_call(opened(office))
        await office.calls.set_language(ONE, "en")
        await office.calls.open_call(opened(office))
        page = await office.records.calls()
        assert [(entry.call_sid, entry.language) for entry in page.items] == [(ONE, "en")]

    async def test_an_escalation_is_remembered_for_when_the_stream_ends(self, office: Office) -> None:
        await office.calls.open_call(opened(office))
        assert await office.calls.escalation(ONE) is None
        await office.calls.escalate(ONE, "asked_for_human")
        assert await office.calls.escalation(ONE) == "asked_for_human"

    async def test_a_call_that_nobody_took_goes_on_as_if_it_had_not_been_put_through(self, office: Office) -> None:
        await office.calls.open_call(opened(office))
        await office.calls.escalate(ONE, "asked_for_human")
        ended = office.clock.now() + timedelta(minutes=1)
        await office.calls.close_call(ONE, outcome=CallOutcome.TRANSFERRED, ended_at=ended, summary="Verbunden.")
        await office.calls.reopen_call(ONE)
        assert await office.calls.escalation(ONE) is None
        call = await office.records.call(ONE)
        assert call is not None
        assert (call.entry.outcome, call.entry.ended_at, call.entry.summary) == (None, None, None)
        later = ended + timedelta(minutes=1)
        await office.calls.close_call(ONE, outcome=CallOutcome.MESSAGE, ended_at=later, summary="Notiert.")
        call = await office.records.call(ONE)
        assert call is not None
        assert (call.entry.outcome, call.entry.ended_at) == (CallOutcome.MESSAGE, later)

    async def test_an_unknown_call_is_none(self, office: Office) -> None:
        assert await office.records.call(CallSid("CA-none")) is None

    async def test_a_withheld_number_is_kept_as_the_line_gave_it(self, office: Office) -> None:
        await office.calls.open_call(opened(office, from_number="anonymous"))
        call = await office.records.call(ONE)
        assert call is not None
        assert call.entry.from_number == "anonymous"

    async def test_a_call_shows_its_bookings(self, office: Office) -> None:
        await office.calls.open_call(opened(office))
        await office.book(ONE)
        call = await office.records.call(ONE)
        page = await office.records.bookings(call_sid=ONE)
        assert call is not None
        assert [b.reference for b in call.bookings] == [e.booking.reference for e in page.items]
        assert page.items[0].business == PRAXIS
        assert page.items[0].booking.slot.starts_at.utcoffset() is not None

    async def test_a_booking_is_found_by_its_reference(self, office: Office) -> None:
        await office.book(ONE)
        page = await office.records.bookings(status=BookingStatus.CONFIRMED)
        found = await office.records.booking(page.items[0].booking.reference)
        assert found == page.items[0]
        assert await office.records.booking(BookingReference("XXXXX")) is None

    # --- pages --------------------------------------------------------------------------------------------

    async def test_pages_run_through_all_calls_newest_first_without_a_repeat(self, office: Office) -> None:
        for nth in range(7):
            await office.calls.open_call(opened(office, CallSid(f"CA{nth}")))
            office.clock.advance(timedelta(seconds=nth % 2))  # some in the same second
        seen: list[str] = []
        cursor = None
        while True:
            page = await office.records.calls(limit=3, cursor=cursor)
            assert page.total == 7
            seen += [entry.call_sid for entry in page.items]
            if (cursor := page.next) is None:
                break
        assert len(seen) == len(set(seen)) == 7
        assert seen[0] == "CA6"

    async def test_a_malformed_cursor_starts_from_the_beginning(self, office: Office) -> None:
        await office.calls.open_call(opened(office))
        for cursor in ("nonsense", "", "🙂", "e30", "W10", "WyJ4IiwxXQ"):
            assert len((await office.records.calls(cursor=cursor)).items) == 1

    async def test_a_limit_is_kept_between_one_and_two_hundred(self, office: Office) -> None:
        for call_sid in (ONE, TWO):
            await office.calls.open_call(opened(office, call_sid))
        assert len((await office.records.calls(limit=0)).items) == 1
        assert len((await office.records.calls(limit=10**9)).items) == 2

    async def test_lists_can_be_narrowed(self, office: Office) -> None:
        for call_sid in (ONE, TWO):
            await office.calls.open_call(opened(office, call_sid))
        await office.calls.close_call(TWO, outcome=CallOutcome.ANSWERED, ended_at=office.clock.now(), summary="")
        answered = await office.records.calls(outcome=CallOutcome.ANSWERED)
        assert [entry.call_sid for entry in answered.items] == [TWO]
        assert (await office.records.calls(business=BusinessId("other"))).total == 0
        assert await office.records.has_calls(answered.items[0].business)
        assert not await office.records.has_calls(BusinessId("other"))

    async def test_decisions_are_listed_by_call(self, office: Office) -> None:
        for call_sid in (ONE, TWO):
            await office.calls.open_call(opened(office, call_sid))
            await office.calls.add_decision(call_sid, Decision("escalation", office.clock.now(), "billing"))
        page = await office.records.decisions(call_sid=TWO)
        assert [(entry.call_sid, entry.decision.why) for entry in page.items] == [(TWO, "billing")]

    # --- businesses ---------------------------------------------------------------------------------------

    async def test_the_called_number_chooses_the_business(self, office: Office) -> None:
        business = await office.businesses.by_number("+493023125000")
        assert business is not None
        assert business.id == PRAXIS
        assert await office.businesses.by_number("+493023125999") is None
        assert await office.businesses.by_number("anonymous") is None
        assert await office.businesses.load(PRAXIS) == business
        assert await office.businesses.load(BusinessId("none")) is None
        assert await office.businesses.all() == (business,)

    # --- tokens -------------------------------------------------------------------------------------------

    async def test_an_api_token_works_until_it_is_revoked(self, office: Office) -> None:
        secret = await office.api_tokens.create("crm")
        token = await office.api_tokens.verify(secret)
        assert token is not None
        assert token.name == "crm"
        assert await office.api_tokens.revoke("crm")
        assert await office.api_tokens.verify(secret) is None
        assert not await office.api_tokens.revoke("crm")

    async def test_a_new_api_token_replaces_the_one_of_its_name(self, office: Office) -> None:
        first, second = await office.api_tokens.create("crm"), await office.api_tokens.create("crm")
        assert await office.api_tokens.verify(first) is None
        assert await office.api_tokens.verify(second) is not None

    async def test_a_token_of_one_business_is_no_other_of_its_name(self, office: Office) -> None:
        everywhere = await office.api_tokens.create("crm")
        own = await office.api_tokens.create("crm", business=PRAXIS, created_by="Anna Sommer")
        both = [await office.api_tokens.verify(secret) for secret in (everywhere, own)]
        assert [(one.business, one.created_by) for one in both if one] == [(None, None), (PRAXIS, "Anna Sommer")]
        assert await office.api_tokens.revoke("crm", business=PRAXIS)
        assert await office.api_tokens.verify(own) is None
        assert await office.api_tokens.verify(everywhere) is not None

    async def test_an_api_token_knows_what_it_may_do(self, office: Office) -> None:
        both, reading = (
            await office.api_tokens.create("both"),
            await office.api_tokens.create("r", scopes=frozenset({"read"})),
        )
        tokens = [await office.api_tokens.verify(secret) for secret in (both, reading)]
        assert [token.scopes for token in tokens if token] == [{"read", "write"}, {"read"}]

    async def test_an_unknown_secret_opens_nothing(self, office: Office) -> None:
        await office.api_tokens.create("crm")
        for secret in ("", "nonsense", "ü" * 1000, "\ud800"):
            assert await office.api_tokens.verify(secret) is None

    async def test_a_media_token_lets_one_stream_in_once(self, office: Office) -> None:
        token = await office.media_tokens.mint(MediaGrant(ONE, PRAXIS))
        taken = await asyncio.gather(*(office.media_tokens.consume(token) for _ in range(10)))
        assert [grant for grant in taken if grant is not None] == [MediaGrant(ONE, PRAXIS)]

    async def test_a_media_token_expires(self, office: Office) -> None:
        token = await office.media_tokens.mint(MediaGrant(ONE, PRAXIS))
        office.clock.advance(timedelta(seconds=60))
        assert await office.media_tokens.consume(token) is None

    async def test_a_repeated_webhook_leaves_one_working_media_token_for_the_call(self, office: Office) -> None:
        first = await office.media_tokens.mint(MediaGrant(ONE, PRAXIS))
        other = await office.media_tokens.mint(MediaGrant(TWO, PRAXIS))
        second = await office.media_tokens.mint(MediaGrant(ONE, PRAXIS))
        assert await office.media_tokens.consume(first) is None
        assert await office.media_tokens.consume(second) == MediaGrant(ONE, PRAXIS)
        assert await office.media_tokens.consume(other) == MediaGrant(TWO, PRAXIS)

    # --- upkeep -------------------------------------------------------------------------------------------

    async def test_calls_that_a_crash_left_open_are_closed_with_what_they_prove(self, office: Office) -> None:
        for call_sid in (ONE, TWO):
            await office.calls.open_call(opened(office, call_sid))
        await office.book(TWO)
        office.clock.advance(timedelta(hours=1))
        assert set(await office.upkeep.close_orphans()) == {ONE, TWO}
        outcomes = {entry.call_sid: entry.outcome for entry in (await office.records.calls()).items}
        assert outcomes == {ONE: CallOutcome.FAILED, TWO: CallOutcome.BOOKED}
        assert await office.upkeep.close_orphans() == ()
