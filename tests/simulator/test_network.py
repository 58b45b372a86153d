import pytest

from app.simulator.network import Line, StaffAnswer, place_call
from app.simulator.phone_call import PhoneCall
from tests.fakes.conversation import ScriptedConversation, say
from tests.fakes.edge import FakeServer, running
from voice.contract import HangUp, Transfer

PRAXIS, CALLER, HUMAN_LINE = "+493023125000", "+493023125199", "+493023125010"


async def listens(call: PhoneCall) -> None:
    await call.until_finished(quiet_ms=200)
    await call.wait(2_000)


async def test_a_server_behind_a_public_address_is_called_on_this_machine_with_signatures_over_that_address() -> None:
    public = "https://phone.example.org"
    server = FakeServer(
        public_url=public,
        auth_tokens=("secret",),
        script=lambda: ScriptedConversation(greeting=say("Guten Tag.", then=HangUp("done"))),
    )
    async with running(server) as url:
        line = Line(url, PRAXIS, CALLER, auth_token="secret", public_url=public)
        result = await place_call(line, listens)
    assert result.hung_up_by == "assistant"


async def test_a_caller_who_hangs_up_is_told_from_an_assistant_who_does() -> None:
    async with running(FakeServer()) as url:
        result = await place_call(Line(url, PRAXIS, CALLER), lambda call: call.wait(200))
    assert result.hung_up_by == "caller"


async def test_a_call_that_a_human_takes_ends_with_them() -> None:
    server = FakeServer(script=lambda: ScriptedConversation(greeting=say("Ich verbinde.", then=Transfer("asked"))))
    async with running(server) as url:
        result = await place_call(Line(url, PRAXIS, CALLER, human_takes_call=True), listens)
    assert (result.dialled, len(result.recordings)) == (HUMAN_LINE, 1)


async def test_a_call_that_nobody_takes_comes_back_to_the_assistant() -> None:
    scripts = [
        ScriptedConversation(greeting=say("Ich verbinde.", then=Transfer("asked"))),
        ScriptedConversation(greeting=say("Was darf ich ausrichten?", then=HangUp("done"))),
    ]
    server = FakeServer(script=lambda: scripts[len(server.conversations)])
    async with running(server) as url:
        result = await place_call(Line(url, PRAXIS, CALLER, human_takes_call=False), listens)
    assert (result.dialled, len(result.recordings)) == (HUMAN_LINE, 2)
    assert result.dials[0].whisper.endswith("Zum Annehmen drücken Sie die Eins.")


@pytest.mark.parametrize("answer", [StaffAnswer.BUSY, StaffAnswer.SILENT])
async def test_each_telephone_that_rings_is_answered_as_the_line_says(answer: StaffAnswer) -> None:
    server = FakeServer(script=lambda: ScriptedConversation(greeting=say("Ich verbinde.", then=Transfer("asked"))))
    async with running(server) as url:
        line = Line(url, PRAXIS, CALLER, staff=(answer, StaffAnswer.TAKES))
        result = await place_call(line, listens, afterwards=listens)
    assert [dial.status for dial in result.dials] == [answer_status(answer), "completed"]
    assert result.put_through


async def test_a_voicemail_is_spoken_on_and_what_twilio_tells_of_it_is_told() -> None:
    server = FakeServer()
    server.calls.draining = True
    async with running(server) as url:
        line = Line(url, PRAXIS, CALLER, staff=(StaffAnswer.SILENT,), message_s=12)
        result = await place_call(line, listens)
        await server.book.catch_up()
    assert (result.message_s, result.recordings) == (12, [])
    assert [message.text.split(".")[0] for message in server.records.taken] == ["Sprachnachricht von 12 Sekunden"]


def answer_status(answer: StaffAnswer) -> str:
    return {StaffAnswer.BUSY: "busy", StaffAnswer.SILENT: "no-answer"}[answer]
