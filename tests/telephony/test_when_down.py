"""Full, draining, engines not ready, database gone: people or the voicemail, and the record is made up for."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.business import Business
from app.domain.calls import CallOutcome
from app.domain.ids import CallSid
from app.domain.transfers.paths import Escalation
from app.simulator.exchange import Exchange, Verb, parse_twiml
from app.telephony.fallback import fallback
from tests.fakes.business import praxis
from tests.fakes.clock import MONDAY_MORNING
from tests.fakes.edge import FakeServer
from tests.fakes.records import FakeRecords
from tests.telephony.test_ringing import SECRET, a_server, escalated, go_on
from tests.telephony.twilio import CALL_SID, CALLER, HUMAN_LINE, ask, asking, dialled, names, ring

SID = CallSid(CALL_SID)
RECORDING = {
    "RecordingSid": "RE" + "1" * 32,
    "RecordingUrl": "https://api.twilio.com/2010-04-01/Accounts/AC/Recordings/RE1",
    "RecordingDuration": "14",
}
VOICEMAIL = ["Say", "Record", "Say", "Hangup"]


def without_a_line(**more: object) -> Business:
    return replace(praxis(), escalation=replace(Escalation(None), **more))  # type: ignore[arg-type]


def break_down(server: FakeServer, how: str) -> None:
    match how:
        case "full":
            server.calls.limit = 0
        case "draining":
            server.calls.draining = True
        case "engines_not_ready":
            server.calls.engines_ready = False
        case "database_gone":
            server.records.down = server.modes.down = True


BREAKDOWNS = ["full", "draining", "engines_not_ready", "database_gone"]


@pytest.mark.parametrize("how", BREAKDOWNS)
async def test_people_are_rung_then_the_voicemail_and_the_record_is_made_up_for(how: str) -> None:
    server = a_server()
    async with asking(server, auth_token=SECRET) as twilio:
        break_down(server, how)
        verbs = await ring(twilio)
        assert dialled(verbs) == HUMAN_LINE
        assert f'vorzimmer_calls_without_assistant_total{{why="{how}"}} 1.0' in server.metrics.render().decode()
        server.records.clock.advance(timedelta(seconds=25))
        tone = await go_on(twilio, verbs, "no-answer")
        assert names(tone) == VOICEMAIL
        assert "aufgezeichnet" in tone[0].text
        await speaks(twilio, tone[1])
        await ask(twilio, "/twilio/status", "completed", CallDuration="70")
        server.records.down = False
        await server.book.catch_up()
    entry = server.records.entries[SID]
    assert (entry.outcome, entry.from_number) == (CallOutcome.MESSAGE, CALLER)
    assert [decision.decision.why for decision in server.records.decided][:2] == [how, "ringing"]
    (message,) = server.records.taken
    assert (message.customer_number, message.text.split(". ")[0]) == (CALLER, "Sprachnachricht von 14 Sekunden")


async def tell_of_recording(twilio: Exchange, url: str, **recording: str) -> None:
    """Twilio names the call there, and nobody who has part in it."""
    nobody = {"From": "", "To": "", "CallStatus": ""}
    await twilio.ask(url, "", **{"RecordingStatus": "completed", **nobody, **recording})


async def speaks(twilio: Exchange, record: Verb) -> None:
    """As Twilio tells of it: by the callback, and at the end of the verb. Both are one message."""
    await tell_of_recording(twilio, record.attributes["recordingStatusCallback"], **RECORDING)
    assert names(await twilio.ask(record.attributes["action"], "in-progress", **RECORDING)) == ["Say", "Hangup"]


async def test_who_hangs_up_before_the_stream_begins_leaves_their_place_to_the_next_caller() -> None:
    server = a_server()
    server.calls.limit = 1
    async with asking(server, auth_token=SECRET) as twilio:
        assert names(await ring(twilio)) == ["Connect", "Hangup"]
        await ask(twilio, "/twilio/status", "completed", CallDuration="1")
        twilio.call_sid = "CA" + "2" * 32
        assert names(await ring(twilio)) == ["Connect", "Hangup"]


@pytest.mark.parametrize("how", BREAKDOWNS)
async def test_a_business_without_a_line_offers_the_voicemail_at_once(how: str) -> None:
    server = a_server(without_a_line())
    async with asking(server, auth_token=SECRET) as twilio:
        break_down(server, how)
        assert names(await ring(twilio)) == VOICEMAIL


async def test_who_comes_back_to_an_assistant_that_cannot_hear_any_more_leaves_a_message() -> None:
    server = a_server()
    async with asking(server, auth_token=SECRET) as twilio:
        verbs = await escalated(server, twilio)
        break_down(server, "engines_not_ready")
        assert names(await go_on(twilio, verbs, "no-answer")) == VOICEMAIL


async def test_an_owner_who_wants_no_recordings_has_none_made() -> None:
    server = a_server(without_a_line(voicemail=False))
    async with asking(server, auth_token=SECRET) as twilio:
        break_down(server, "full")
        assert names(await ring(twilio)) == ["Say", "Hangup"]


async def test_a_call_that_people_took_while_we_were_down_is_on_record_as_put_through() -> None:
    server = a_server()
    async with asking(server, auth_token=SECRET) as twilio:
        break_down(server, "database_gone")
        verbs = await ring(twilio)
        await go_on(twilio, verbs, "completed", DialBridged="true", DialCallDuration="30")
        await ask(twilio, "/twilio/status", "completed", CallDuration="45")
        server.records.down = False
        await server.book.catch_up()
    assert server.records.entries[SID].outcome is CallOutcome.TRANSFERRED


async def test_a_recording_that_is_told_of_after_the_end_still_makes_it_a_message() -> None:
    server = a_server(without_a_line())
    async with asking(server, auth_token=SECRET) as twilio:
        break_down(server, "full")
        (_, record, *_) = await ring(twilio)
        await ask(twilio, "/twilio/status", "completed", CallDuration="30")
        await server.book.catch_up()
        assert server.records.entries[SID].outcome is CallOutcome.ABANDONED
        await speaks(twilio, record)
    assert server.records.entries[SID].outcome is CallOutcome.MESSAGE
    assert len(server.records.taken) == 1


@pytest.mark.parametrize("told", [{"RecordingDuration": "0"}, {"RecordingStatus": "absent"}, {"RecordingUrl": "x"}])
async def test_silence_after_the_tone_is_no_message(told: dict[str, str]) -> None:
    server = a_server(without_a_line())
    async with asking(server, auth_token=SECRET) as twilio:
        break_down(server, "full")
        (_, record, *_) = await ring(twilio)
        await tell_of_recording(twilio, record.attributes["recordingStatusCallback"], **{**RECORDING, **told})
        await server.book.catch_up()
    assert server.records.taken == []


async def test_a_call_that_only_the_networks_fallback_took_is_on_record_from_its_status() -> None:
    server = a_server()
    async with asking(server, auth_token=SECRET) as twilio:
        for _ in range(2):
            await ask(twilio, "/twilio/status", "completed", CallDuration="40")
    entry = server.records.entries[SID]
    assert (entry.outcome, entry.ended_at) == (CallOutcome.ABANDONED, server.records.clock.now())
    assert entry.started_at == server.records.clock.now() - timedelta(seconds=40)
    assert [one.decision.why for one in server.records.decided] == ["unreachable"]


async def test_a_message_to_the_networks_fallback_is_on_record_though_its_recording_names_nobody() -> None:
    server = a_server()
    (record,) = (
        verb
        for verb in parse_twiml(fallback(praxis(), MONDAY_MORNING, public_url="https://phone.example.org"))
        if verb.name == "Record"
    )
    told = record.attributes["recordingStatusCallback"].removeprefix("https://phone.example.org")
    async with asking(server, auth_token=SECRET) as twilio:
        await tell_of_recording(twilio, twilio.base_url + told, **RECORDING)
        await ask(twilio, "/twilio/status", "completed", CallDuration="40")
    (message,) = server.records.taken
    assert message.text.startswith("Sprachnachricht von 14 Sekunden")
    assert server.records.entries[SID].outcome is CallOutcome.MESSAGE


async def test_a_full_spool_costs_a_record_and_never_a_caller() -> None:
    server = FakeServer(FakeRecords(businesses=[praxis()]))
    server.spool.room = 0
    async with asking(server) as twilio:
        break_down(server, "full")
        assert dialled(await ring(twilio)) == HUMAN_LINE
