import asyncio
from dataclasses import dataclass, field, replace
from datetime import timedelta

import httpx
import pytest
from structlog.testing import capture_logs

from app.domain.business import Business, Escalation, EscalationPath
from app.domain.calls import CallOutcome
from app.domain.ids import E164, BusinessId, CallSid
from tests.fakes.business import praxis
from tests.fakes.edge import FakeServer, running
from tests.fakes.records import FakeRecords
from tests.telephony.twilio import CALL_SID, HUMAN_LINE, ask, asking, dialled, names, ring, stream_url

SID = CallSid(CALL_SID)


@dataclass
class StalledRecords(FakeRecords):
    """Answers nothing once stalled, as a locked database does: it lets go of nobody before it is `let_go`."""

    stalled: bool = False
    let_go: asyncio.Event = field(default_factory=asyncio.Event)

    async def by_number(self, called: str) -> Business | None:
        if self.stalled:
            try:
                await asyncio.Event().wait()
            finally:
                await self.let_go.wait()
        return await super().by_number(called)


async def close(server: FakeServer, outcome: CallOutcome) -> None:
    await server.records.close_call(SID, outcome=outcome, ended_at=server.records.clock.now(), summary="")


async def test_an_incoming_call_is_connected_to_a_stream_and_told_what_follows() -> None:
    server = FakeServer()
    async with asking(server) as twilio:
        verbs = await ring(twilio)
        assert names(verbs) == ["Connect", "Hangup"]
        assert stream_url(verbs).startswith(twilio.base_url.replace("http", "ws") + "/twilio/media/")
        assert verbs[0].attributes["action"] == f"{twilio.base_url}/twilio/connect-ended"
    assert server.records.entries[SID].from_number == "+493023125199"


async def test_the_same_call_asked_twice_gets_the_same_answer() -> None:
    async with asking(FakeServer()) as twilio:
        first, second = await asyncio.gather(ring(twilio), ring(twilio))
        assert first == second == await ring(twilio)


async def test_the_called_number_chooses_the_business() -> None:
    other = replace(praxis(), id=BusinessId("werkstatt"), numbers=(E164("+493023125100"),))
    server = FakeServer(FakeRecords(businesses=[praxis(), other]))
    async with asking(server, to_number="+493023125100") as twilio:
        await ring(twilio)
    assert server.records.entries[SID].business == "werkstatt"


async def test_an_unknown_number_is_declined_politely_in_both_languages_and_logged() -> None:
    async with asking(FakeServer(), to_number="+493023125999") as twilio:
        with capture_logs() as logs:
            verbs = await ring(twilio)
    assert names(verbs) == ["Say", "Say", "Hangup"]
    assert [verb.attributes["language"] for verb in verbs[:2]] == ["de-DE", "en-GB"]
    assert "unknown_number_called" in [entry["event"] for entry in logs]


async def test_a_broken_database_sends_callers_to_the_human_line() -> None:
    server = FakeServer()
    async with asking(server) as twilio:
        server.records.down = True
        verbs = await ring(twilio)
        assert names(verbs) == ["Say", "Dial", "Hangup"]
        assert dialled(verbs) == HUMAN_LINE


async def test_a_database_that_hangs_is_not_waited_for() -> None:
    records = StalledRecords()
    async with asking(FakeServer(records, answer_within_s=0.1)) as twilio:
        records.stalled = True
        records.clock.advance(timedelta(minutes=1))
        assert dialled(await ring(twilio)) == HUMAN_LINE
        records.let_go.set()


async def test_a_broken_database_and_an_unknown_number_end_with_an_apology() -> None:
    server = FakeServer()
    async with asking(server, to_number="+493023125999") as twilio:
        server.records.down = True
        assert names(await ring(twilio)) == ["Say", "Say", "Hangup"]


async def test_a_full_house_sends_the_next_caller_to_the_human_line() -> None:
    server = FakeServer(max_calls=1)
    async with asking(server) as twilio:
        await ring(twilio)
        twilio.call_sid = "CA" + "2" * 32
        assert dialled(await ring(twilio)) == HUMAN_LINE


async def test_a_place_kept_for_a_call_whose_stream_never_comes_is_given_up() -> None:
    server = FakeServer(max_calls=1)
    async with asking(server) as twilio:
        await ring(twilio)
        server.records.clock.advance(timedelta(seconds=30))
        twilio.call_sid = "CA" + "2" * 32
        assert names(await ring(twilio)) == ["Connect", "Hangup"]


async def test_a_draining_server_takes_no_new_calls() -> None:
    server = FakeServer()
    async with asking(server) as twilio:
        server.calls.draining = True
        assert dialled(await ring(twilio)) == HUMAN_LINE


async def test_an_escalated_call_is_dialled_to_the_human_line_with_a_whisper() -> None:
    server = FakeServer()
    async with asking(server) as twilio:
        await ring(twilio)
        await server.records.escalate(SID, "asked_for_human")
        await server.records.close_call(
            SID, outcome=CallOutcome.TRANSFERRED, ended_at=server.records.clock.now(), summary=""
        )
        verbs = await ask(twilio, "/twilio/connect-ended")
        number = verbs[0].child("Number")
        assert names(verbs) == ["Dial", "Hangup"]
        assert "/twilio/dial-ended?" in verbs[0].attributes["action"]
        assert number is not None
        assert "/twilio/whisper?" in number.attributes["url"]
        assert f"call={CALL_SID}" in number.attributes["url"]


async def test_a_call_that_was_answered_to_the_end_is_hung_up() -> None:
    server = FakeServer()
    async with asking(server) as twilio:
        await ring(twilio)
        await server.records.close_call(
            SID, outcome=CallOutcome.BOOKED, ended_at=server.records.clock.now(), summary=""
        )
        assert names(await ask(twilio, "/twilio/connect-ended")) == ["Hangup"]


async def test_a_call_whose_assistant_died_hears_an_apology_and_reaches_a_human() -> None:
    async with asking(FakeServer()) as twilio:
        await ring(twilio)
        verbs = await ask(twilio, "/twilio/connect-ended")
        assert names(verbs) == ["Say", "Dial", "Hangup"]
        assert "Störung" in verbs[0].text


@pytest.mark.parametrize("accepted", [True, False])
async def test_staff_take_a_call_by_pressing_one_and_a_voicemail_cannot(accepted: bool) -> None:
    server = FakeServer()
    async with asking(server) as twilio:
        await ring(twilio)
        await server.records.escalate(SID, "asked_for_human")
        whisper = await ask(twilio, f"/twilio/whisper?call={CALL_SID}")
        assert names(whisper) == ["Gather", "Hangup"]
        assert "Praxis Dr. Sommer" in whisper[0].children[0].text
        pressed = await twilio.ask(
            whisper[0].attributes["action"], "in-progress", **({"Digits": "1"} if accepted else {})
        )
        assert names(pressed) == ([] if accepted else ["Hangup"])
        after = await ask(twilio, "/twilio/dial-ended", DialCallStatus="completed", DialBridged="true")
        assert names(after) == (["Hangup"] if accepted else ["Connect", "Hangup"])


async def test_a_caller_whom_nobody_answered_comes_back_to_the_assistant_with_a_fresh_token() -> None:
    async with asking(FakeServer()) as twilio:
        before = stream_url(await ring(twilio))
        verbs = await ask(twilio, "/twilio/dial-ended", DialCallStatus="no-answer")
        assert names(verbs) == ["Connect", "Hangup"]
        assert stream_url(verbs) != before


async def test_a_caller_who_came_back_is_not_put_through_again_unless_they_ask() -> None:
    server = FakeServer()
    async with asking(server) as twilio:
        await ring(twilio)
        await server.records.escalate(SID, "asked_for_human")
        await close(server, CallOutcome.TRANSFERRED)
        await ask(twilio, "/twilio/dial-ended", DialCallStatus="busy")
        await close(server, CallOutcome.MESSAGE)
        assert names(await ask(twilio, "/twilio/connect-ended")) == ["Hangup"]
    assert server.records.entries[SID].outcome is CallOutcome.MESSAGE


async def test_a_reason_with_a_line_of_its_own_is_put_through_there() -> None:
    billing = EscalationPath("billing", E164("+493023125011"))
    business = replace(praxis(), escalation=Escalation(E164(HUMAN_LINE), (billing,)))
    server = FakeServer(FakeRecords(businesses=[business]))
    async with asking(server) as twilio:
        await ring(twilio)
        await server.records.escalate(SID, "billing")
        assert dialled(await ask(twilio, "/twilio/connect-ended")) == "+493023125011"


@pytest.mark.parametrize("path", ["connect-ended", "dial-ended", "whisper", "status"])
async def test_webhooks_of_a_running_call_survive_a_broken_database(path: str) -> None:
    server = FakeServer()
    async with running(server) as url, httpx.AsyncClient() as http:
        server.records.down = True
        form = {"CallSid": CALL_SID, "From": "", "To": "+493023125000", "CallStatus": "completed"}
        answer = await http.post(f"{url}/twilio/{path}?call={CALL_SID}", data=form)
        assert answer.is_success


async def test_status_callbacks_in_any_order_and_number_close_a_forgotten_call_once() -> None:
    server = FakeServer()
    async with running(server) as url, httpx.AsyncClient() as http:
        for path, status in (
            ("voice", "ringing"),
            ("status", "completed"),
            ("status", "ringing"),
            ("status", "completed"),
        ):
            form = {"CallSid": CALL_SID, "From": "+493023125199", "To": "+493023125000", "CallStatus": status}
            assert (await http.post(f"{url}/twilio/{path}", data=form)).is_success
    assert server.records.entries[SID].outcome is CallOutcome.ABANDONED


async def test_what_is_no_webhook_is_refused() -> None:
    async with running(FakeServer()) as url, httpx.AsyncClient() as http:
        assert (await http.post(f"{url}/twilio/voice", data={"To": "+493023125000"})).status_code == 400
        assert (await http.post(f"{url}/twilio/voice", data={"CallSid": "../../etc"})).status_code == 400
        assert (
            await http.post(f"{url}/twilio/voice", data={"CallSid": CALL_SID, "x": "y" * 70_000})
        ).status_code == 413
        assert (await http.get(f"{url}/twilio/voice")).status_code == 405


async def test_with_an_auth_token_an_unsigned_webhook_is_refused_and_a_signed_one_answered() -> None:
    server = FakeServer(auth_tokens=("secret",))
    async with asking(server, auth_token="secret") as twilio:
        assert names(await ring(twilio)) == ["Connect", "Hangup"]
        unsigned = await twilio.http.post(f"{twilio.base_url}/twilio/voice", data={"CallSid": CALL_SID})
        assert unsigned.status_code == 403
