"""Warm transfers: the caller waits with music, the person is rung by Twilio's API, and both are introduced."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import httpx
import pytest

from app.connectors.twilio_calls import TwilioCallControl
from app.domain.calls import Decision
from app.domain.ids import E164, CallSid
from app.domain.transfers.briefings import BRIEFED
from app.domain.transfers.handovers import handover_in
from app.domain.transfers.paths import Handover, Target
from app.ports.call_control import CallControlFailed
from app.simulator.exchange import Exchange, Verb
from tests.fakes.edge import FakeServer
from tests.fakes.twilio_network import ACCOUNT, TOKEN, Network, network
from tests.telephony.test_ringing import SECRET, a_server, escalated, office
from tests.telephony.twilio import CALL_SID, HUMAN_LINE, PRAXIS, asking, dialled, names

SID = CallSid(CALL_SID)
PERSON = E164("+493023125012")
ROOM_SID = "CF" + "a" * 32
LEG = {"CallSid": f"CA{0xA000:032x}", "From": PRAXIS, "To": str(PERSON)}


@asynccontextmanager
async def meeting() -> AsyncIterator[tuple[FakeServer, Exchange, Network]]:
    warm = Target(PERSON, "Doktor Sommer", ring_s=20, handover=Handover.CONFERENCE)
    async with network(PRAXIS) as net, httpx.AsyncClient() as http:
        control = TwilioCallControl(http, ACCOUNT, TOKEN, base_url=net.url)
        server = a_server(office(warm, Target(E164(HUMAN_LINE))), control=control)
        async with asking(server, auth_token=SECRET) as twilio:
            yield server, twilio, net


def room_of(verbs: tuple[Verb, ...]) -> Verb:
    (dial, *_) = (verb for verb in verbs if verb.name == "Dial")
    room = dial.child("Conference")
    assert room is not None
    return room


async def test_both_meet_in_a_room_and_are_introduced_and_the_record_says_who_took_it() -> None:
    async with meeting() as (server, twilio, net):
        await server.records.add_decision(
            SID, Decision(BRIEFED, server.records.clock.now(), "asked_for_human", {}, {"name": "Karin Vogel"})
        )
        waiting = await escalated(server, twilio)
        room = room_of(waiting)
        assert (room.attributes["startConferenceOnEnter"], room.attributes["endConferenceOnExit"]) == ("false", "true")
        (rung,) = net.rung
        assert (rung["To"], rung["From"], rung["Timeout"]) == (PERSON, PRAXIS, "20")
        (gather, _) = await twilio.ask(rung["Url"], "in-progress", **LEG)
        assert gather.children[0].text.startswith("Anruf von Karin Vogel.")
        server.records.clock.advance(timedelta(seconds=9))
        joined = await twilio.ask(gather.attributes["action"], "in-progress", Digits="1", **LEG)
        assert room_of(joined).text == room.text
        opened = {"ConferenceSid": ROOM_SID, "StatusCallbackEvent": "conference-start"}
        await twilio.ask(room.attributes["statusCallback"], "in-progress", **opened)
        ((sid, announced),) = net.changed
        assert sid == ROOM_SID
        (said,) = await twilio.ask(announced["AnnounceUrl"], "in-progress", **opened)
        assert said.text == "Karin Vogel, hier ist Doktor Sommer. Ich lasse Sie nun allein."
        over = await twilio.ask(waiting[0].attributes["action"], "in-progress", DialCallStatus="completed")
        await twilio.ask(rung["StatusCallback"], "completed", **LEG)
        assert names(over) == ["Hangup"]
    handover = handover_in([entry.decision for entry in server.records.decided])
    assert handover is not None
    assert (handover.taken_by, handover.taken_after_s) == ("Doktor Sommer", 9)
    assert len(net.changed) == 1


@pytest.mark.parametrize("status", ["busy", "no-answer", "failed", "completed"])
async def test_who_waits_in_vain_is_fetched_back_and_the_next_telephone_rings(status: str) -> None:
    async with meeting() as (server, twilio, net):
        await escalated(server, twilio)
        await twilio.ask(net.rung[0]["StatusCallback"], status, **LEG)
        ((sid, moved),) = net.changed
        assert sid == CALL_SID
        following = await twilio.ask(moved["Url"], "in-progress")
    assert dialled(following) == HUMAN_LINE
    handover = handover_in([entry.decision for entry in server.records.decided])
    assert handover is not None
    assert handover.attempts[0].status == ("no-answer" if status == "completed" else status)


async def test_who_waits_in_vain_is_fetched_back_though_the_api_fails_at_first() -> None:
    async with meeting() as (server, twilio, net):
        await escalated(server, twilio)
        net.fails_with, net.fails_times = (503, 20500), 1
        await twilio.ask(net.rung[0]["StatusCallback"], "no-answer", **LEG)
        ((sid, moved),) = net.changed
    assert (sid, "staff=no-answer" in moved["Url"]) == (CALL_SID, True)


async def test_a_caller_who_leaves_the_room_stops_the_ringing() -> None:
    async with meeting() as (server, twilio, net):
        waiting = await escalated(server, twilio)
        gone = await twilio.ask(waiting[0].attributes["action"], "completed", DialCallStatus="completed")
    assert names(gone) == ["Hangup"]
    assert net.changed == [(LEG["CallSid"], {"Status": "completed"})]


async def test_nobody_is_left_alone_in_the_room_of_a_caller_who_hung_up_as_the_key_was_pressed() -> None:
    async with meeting() as (server, twilio, net):
        waiting = await escalated(server, twilio)
        (gather, _) = await twilio.ask(net.rung[0]["Url"], "in-progress", **LEG)
        await twilio.ask(gather.attributes["action"], "in-progress", Digits="1", **LEG)
        await twilio.ask(waiting[0].attributes["action"], "completed", DialCallStatus="completed")
    assert net.changed == [(LEG["CallSid"], {"Status": "completed"})]


async def test_where_the_api_refuses_the_person_is_dialled_and_whispered_to() -> None:
    async with meeting() as (server, twilio, net):
        net.fails_with = (429, 20429)
        verbs = await escalated(server, twilio)
    number = verbs[0].child("Number")
    assert number is not None
    assert (number.text, "whisper" in number.attributes["url"]) == (PERSON, True)


async def test_a_call_that_is_over_is_left_alone_and_a_refusal_names_no_number() -> None:
    async with network(PRAXIS) as net, httpx.AsyncClient() as http:
        control = TwilioCallControl(http, ACCOUNT, TOKEN, base_url=net.url)
        net.over.add(CALL_SID)
        await control.redirect(SID, "https://phone.example.org/next")
        await control.hang_up(SID)
        with pytest.raises(CallControlFailed, match="twilio_21212"):
            await control.ring(
                PERSON, shown="+493023125999", answered_url="https://a", ended_url="https://b", ring_s=20
            )
        nowhere = TwilioCallControl(http, ACCOUNT, TOKEN, base_url="http://127.0.0.1:9")
        with pytest.raises(CallControlFailed, match="unreachable"):
            await nowhere.hang_up(SID)
    assert net.changed == []
