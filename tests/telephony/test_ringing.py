"""Putting a call through, as Twilio asks for it: signed requests in, TwiML out, and what stands on record."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.business import Business
from app.domain.calls import CallOutcome, CallTurn, Decision
from app.domain.ids import E164, BusinessId, CallSid
from app.domain.transfers.briefings import BRIEFED
from app.domain.transfers.handovers import TAKEN_OVER, handover_in
from app.domain.transfers.paths import Escalation, EscalationPath, Handover, Mode, Target
from app.simulator.exchange import Exchange, Verb
from tests.fakes.business import praxis
from tests.fakes.edge import FakeServer
from tests.fakes.records import FakeRecords
from tests.telephony.twilio import CALL_SID, CALLER, HUMAN_LINE, PRAXIS, ask, asking, dialled, names, ring

SID = CallSid(CALL_SID)
PRAXIS_ID = BusinessId("praxis-dr-sommer")
SECOND = "+493023125012"
SECRET = "a-token"


def office(*targets: Target, **more: object) -> Business:
    path = EscalationPath("asked_for_human", targets=targets)
    escalation = replace(Escalation(E164(HUMAN_LINE), (path,) if targets else ()), **more)  # type: ignore[arg-type]
    return replace(praxis(), escalation=escalation)


def a_server(business: Business | None = None, **more: object) -> FakeServer:
    records = FakeRecords(businesses=[business or praxis()])
    return FakeServer(records, auth_tokens=(SECRET,), **more)  # type: ignore[arg-type]


async def escalated(server: FakeServer, twilio: Exchange, reason: str = "asked_for_human") -> tuple[Verb, ...]:
    """The assistant has let go of the call; what its end is answered with."""
    await ring(twilio)
    now = server.records.clock.now()
    await server.records.escalate(SID, reason)
    await server.records.add_decision(SID, Decision("escalation", now, reason))
    await server.records.close_call(SID, outcome=CallOutcome.TRANSFERRED, ended_at=now, summary="")
    return await ask(twilio, "/twilio/connect-ended")


async def go_on(twilio: Exchange, verbs: tuple[Verb, ...], dial_status: str, **more: str) -> tuple[Verb, ...]:
    dial = next(verb for verb in verbs if verb.name == "Dial")
    status = more.pop("status", "in-progress")
    return await twilio.ask(dial.attributes["action"], status, DialCallStatus=dial_status, **more)


async def staff_hears(twilio: Exchange, verbs: tuple[Verb, ...]) -> Verb:
    number = next(verb for verb in verbs if verb.name == "Dial").child("Number")
    assert number is not None
    leg = {"CallSid": "CA" + "7" * 32, "To": number.text, "From": PRAXIS}
    (gather, hangup) = await twilio.ask(number.attributes["url"], "in-progress", **leg)
    assert (gather.name, hangup.name) == ("Gather", "Hangup")
    return gather


async def presses(twilio: Exchange, gather: Verb, digits: str) -> tuple[Verb, ...]:
    leg = {"CallSid": "CA" + "7" * 32, "To": SECOND, "From": PRAXIS}
    return await twilio.ask(gather.attributes["action"], "in-progress", **leg, **({"Digits": digits} if digits else {}))


async def test_the_next_telephone_rings_when_the_first_is_busy_and_the_record_says_who_took_it() -> None:
    server = a_server(office(Target(E164(HUMAN_LINE), "Empfang", ring_s=12), Target(E164(SECOND), "Frau Krause")))
    async with asking(server, auth_token=SECRET) as twilio:
        first = await escalated(server, twilio)
        assert (dialled(first), first[0].attributes["timeout"]) == (HUMAN_LINE, "12")
        server.records.clock.advance(timedelta(seconds=3))
        second = await go_on(twilio, first, "busy")
        assert dialled(second) == SECOND
        server.records.clock.advance(timedelta(seconds=8))
        assert await presses(twilio, await staff_hears(twilio, second), "1") == ()
        server.records.clock.advance(timedelta(minutes=4))
        assert names(await go_on(twilio, second, "completed", DialBridged="true")) == ["Hangup"]
    handover = handover_in([entry.decision for entry in server.records.decided])
    assert handover is not None
    assert [(one.target, one.status, one.rang_s) for one in handover.attempts] == [
        ("Empfang", "busy", 3),
        ("Frau Krause", "answered", 8),
    ]
    assert (handover.reason, handover.taken_by, handover.taken_after_s) == ("asked_for_human", "Frau Krause", 11)
    assert server.records.entries[SID].outcome is CallOutcome.TRANSFERRED


@pytest.mark.parametrize("dial_status", ["busy", "no-answer", "failed", "canceled", "completed"])
async def test_a_caller_whom_nobody_takes_comes_back_to_the_assistant_in_the_language_of_the_call(
    dial_status: str,
) -> None:
    server = a_server()
    async with asking(server, auth_token=SECRET) as twilio:
        verbs = await escalated(server, twilio)
        back = await go_on(twilio, verbs, dial_status, DialBridged="false")
        assert names(back) == ["Connect", "Hangup"]
    entry = server.records.entries[SID]
    assert (entry.ended_at, entry.outcome) == (None, None)
    handover = handover_in([one.decision for one in server.records.decided])
    assert handover is not None
    assert handover.nobody_answered
    assert handover.attempts[0].status == dial_status


async def test_a_caller_who_hangs_up_while_it_rings_is_no_longer_on_record_as_put_through() -> None:
    server = a_server()
    async with asking(server, auth_token=SECRET) as twilio:
        verbs = await escalated(server, twilio)
        assert names(await go_on(twilio, verbs, "no-answer", status="completed")) == ["Hangup"]
    assert server.records.entries[SID].outcome is CallOutcome.ABANDONED
    assert server.records.entries[SID].escalation == "asked_for_human"


async def test_nobody_is_rung_for_a_caller_who_hung_up_as_the_assistant_let_go() -> None:
    server = a_server()
    async with asking(server, auth_token=SECRET) as twilio:
        await ring(twilio)
        now = server.records.clock.now()
        await server.records.escalate(SID, "asked_for_human")
        await server.records.add_decision(SID, Decision("escalation", now, "asked_for_human"))
        await server.records.close_call(SID, outcome=CallOutcome.TRANSFERRED, ended_at=now, summary="")
        assert names(await ask(twilio, "/twilio/connect-ended", "completed")) == ["Hangup"]
    assert server.records.entries[SID].outcome is CallOutcome.ABANDONED
    assert "ringing" not in [one.decision.why for one in server.records.decided]


async def test_who_presses_the_key_after_the_caller_has_hung_up_has_not_taken_the_call() -> None:
    server = a_server()
    async with asking(server, auth_token=SECRET) as twilio:
        verbs = await escalated(server, twilio)
        await presses(twilio, await staff_hears(twilio, verbs), "1")
        assert names(await go_on(twilio, verbs, "completed", DialBridged="false", status="completed")) == ["Hangup"]
    handover = handover_in([one.decision for one in server.records.decided])
    assert handover is not None
    assert (handover.taken_by, handover.taken_after_s, handover.attempts[0].taken) == (None, None, False)
    assert server.records.entries[SID].outcome is CallOutcome.ABANDONED


async def test_the_caller_hears_it_ring_while_it_is_whispered() -> None:
    server = a_server()
    async with asking(server, auth_token=SECRET) as twilio:
        (dial, _) = await escalated(server, twilio)
    assert dial.attributes["answerOnBridge"] == "true"


async def test_the_whisper_says_who_what_mood_and_what_was_tried_in_one_breath() -> None:
    server = a_server()
    async with asking(server, auth_token=SECRET) as twilio:
        await ring(twilio)
        now = server.records.clock.now()
        turn = CallTurn("caller", "Das ist das dritte Mal!", None, "de", 0, 900, emotion="angry")
        await server.records.add_turn(SID, turn)
        known = Decision(BRIEFED, now, "high_emotion", {"wish": "move"}, {"name": "Karin Vogel"})
        for decision in (Decision("offer", now, "free"), known):
            await server.records.add_decision(SID, decision)
        whisper = await staff_hears(twilio, await escalated(server, twilio, "high_emotion"))
    assert whisper.children[0].attributes["language"] == "de-DE"
    assert whisper.children[0].text == (
        "Anruf von Karin Vogel. Es gibt Ärger. Ein Termin soll verschoben werden. Klingt aufgebracht. "
        "Vorgeschlagene Zeiten passten bisher nicht. Zum Annehmen drücken Sie die Eins."
    )


async def test_the_whisper_invents_nothing_and_speaks_the_language_of_who_sits_there() -> None:
    server = a_server(office(Target(E164(SECOND), language="en")))
    async with asking(server, auth_token=SECRET) as twilio:
        whisper = await staff_hears(twilio, await escalated(server, twilio))
    assert whisper.children[0].attributes["language"] == "en-GB"
    assert whisper.children[0].text == ("A call for Praxis Dr. Sommer. They asked for a person. Press one to take it.")


@pytest.mark.parametrize("digits", ["", "2", "11"])
async def test_only_the_one_takes_a_call(digits: str) -> None:
    server = a_server()
    async with asking(server, auth_token=SECRET) as twilio:
        verbs = await escalated(server, twilio)
        assert names(await presses(twilio, await staff_hears(twilio, verbs), digits)) == ["Hangup"]
        assert names(await go_on(twilio, verbs, "completed", DialBridged="true")) == ["Connect", "Hangup"]


@pytest.mark.parametrize(("shows_caller", "shown"), [(True, CALLER), (False, PRAXIS)])
async def test_the_callers_number_is_shown_or_hidden_as_set(shows_caller: bool, shown: str) -> None:
    server = a_server(office(Target(E164(SECOND), shows_caller=shows_caller)))
    async with asking(server, auth_token=SECRET) as twilio:
        verbs = await escalated(server, twilio)
    assert verbs[0].attributes["callerId"] == shown


async def test_a_blind_transfer_whispers_nothing_and_counts_as_taken_when_somebody_picks_up() -> None:
    server = a_server(office(Target(E164(SECOND), "Empfang", handover=Handover.BLIND)))
    async with asking(server, auth_token=SECRET) as twilio:
        verbs = await escalated(server, twilio)
        number = verbs[0].child("Number")
        assert number is not None
        assert "url" not in number.attributes
        server.records.clock.advance(timedelta(seconds=40))
        answered = await go_on(twilio, verbs, "completed", DialBridged="true", DialCallDuration="33")
        assert names(answered) == ["Hangup"]
    handover = handover_in([one.decision for one in server.records.decided])
    assert handover is not None
    assert (handover.taken_by, handover.taken_after_s) == ("Empfang", 7)


async def test_a_call_taken_while_the_database_is_away_is_not_rung_again_and_is_on_record_later() -> None:
    server = a_server()
    async with asking(server, auth_token=SECRET) as twilio:
        verbs = await escalated(server, twilio)
        server.records.down = True
        whisper = await staff_hears(twilio, verbs)
        assert "Praxis Dr. Sommer" in whisper.children[0].text
        assert await presses(twilio, whisper, "1") == ()
        assert names(await go_on(twilio, verbs, "completed", DialBridged="true")) == ["Hangup"]
        server.records.down = False
        while server.spool.waiting:
            await server.book.catch_up()
    handover = handover_in([one.decision for one in server.records.decided])
    assert handover is not None
    assert handover.taken_after_s is not None


async def test_without_a_database_a_caller_whom_nobody_takes_leaves_a_message() -> None:
    server = a_server()
    async with asking(server, auth_token=SECRET) as twilio:
        verbs = await escalated(server, twilio)
        server.records.down = True
        assert names(await go_on(twilio, verbs, "busy")) == ["Say", "Record", "Say", "Hangup"]


# --- modes ------------------------------------------------------------------------------------------------------------


async def test_staff_ring_first_and_the_assistant_greets_who_was_not_picked_up() -> None:
    server = a_server(office(mode=Mode.STAFF_FIRST, staff_rings_s=9))
    async with asking(server, auth_token=SECRET) as twilio:
        verbs = await ring(twilio)
        assert (names(verbs), dialled(verbs)) == (["Dial", "Hangup"], HUMAN_LINE)
        assert (verbs[0].attributes["timeout"], verbs[0].attributes["answerOnBridge"]) == ("9", "true")
        assert names(await go_on(twilio, verbs, "no-answer")) == ["Connect", "Hangup"]
    assert server.records.entries[SID].ended_at is None


async def test_a_call_that_staff_took_first_is_on_record_as_put_through() -> None:
    server = a_server(office(mode=Mode.STAFF_FIRST))
    async with asking(server, auth_token=SECRET) as twilio:
        verbs = await ring(twilio)
        await go_on(twilio, verbs, "completed", DialBridged="true", DialCallDuration="60")
        await ask(twilio, "/twilio/status", "completed", CallDuration="70")
    assert server.records.entries[SID].outcome is CallOutcome.TRANSFERRED


async def test_the_kill_switch_works_from_the_next_call_on_and_ends_in_the_voicemail() -> None:
    server = a_server()
    async with asking(server, auth_token=SECRET) as twilio:
        assert names(await ring(twilio)) == ["Connect", "Hangup"]
        server.modes.switched[PRAXIS_ID] = Mode.HUMAN_LINE
        twilio.call_sid = "CA" + "2" * 32
        verbs = await ring(twilio)
        assert dialled(verbs) == HUMAN_LINE
        assert names(await go_on(twilio, verbs, "busy")) == ["Say", "Record", "Say", "Hangup"]


async def test_a_switch_that_was_thrown_holds_while_the_database_is_away() -> None:
    server = a_server(office(line := Target(E164(SECOND))))
    server.modes.switched[PRAXIS_ID] = Mode.MESSAGE_ONLY
    async with asking(server, auth_token=SECRET) as twilio:
        await ring(twilio)
        server.records.down = server.modes.down = True
        server.records.clock.advance(timedelta(minutes=1))
        twilio.call_sid = "CA" + "2" * 32
        verbs = await ring(twilio)
    assert dialled(verbs) == HUMAN_LINE != line.number


async def test_who_takes_a_call_over_is_rung_first_and_then_the_line() -> None:
    server = a_server(office())
    async with asking(server, auth_token=SECRET) as twilio:
        await ring(twilio)
        now, own = server.records.clock.now(), "+493023125077"
        await server.records.escalate(SID, TAKEN_OVER)
        taken = Decision("escalation", now, TAKEN_OVER, {}, {"by": "Anna Sommer", "number": own})
        await server.records.add_decision(SID, taken)
        await server.records.add_decision(SID, Decision(BRIEFED, now, TAKEN_OVER, {"wish": "book"}))
        await server.records.close_call(SID, outcome=CallOutcome.TRANSFERRED, ended_at=now, summary="")
        verbs = await ask(twilio, "/twilio/connect-ended")
        assert dialled(verbs) == own
        assert dialled(await go_on(twilio, verbs, "no-answer")) == HUMAN_LINE


async def test_a_telephone_that_must_not_be_dialled_is_not_rung_whoever_asks() -> None:
    server = a_server(office())
    async with asking(server, auth_token=SECRET) as twilio:
        await ring(twilio)
        now = server.records.clock.now()
        await server.records.escalate(SID, TAKEN_OVER)
        taken = Decision("escalation", now, TAKEN_OVER, {}, {"by": "Anna Sommer", "number": "+499001234567"})
        await server.records.add_decision(SID, taken)
        await server.records.close_call(SID, outcome=CallOutcome.TRANSFERRED, ended_at=now, summary="")
        assert dialled(await ask(twilio, "/twilio/connect-ended")) == HUMAN_LINE
