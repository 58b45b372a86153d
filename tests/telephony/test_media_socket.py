import asyncio
import gc
import json
import os
import sys
from datetime import timedelta
from itertools import cycle
from pathlib import Path

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from app.simulator.exchange import Exchange
from app.simulator.network import Line, place_call
from app.simulator.phone_call import PhoneCall
from tests.fakes.conversation import ScriptedConversation, say
from tests.fakes.edge import FakeServer, running
from tests.fakes.engines import LoudnessVad, ScriptedStt, ToneTts, tone_pcm16
from tests.fakes.threads import threads_of_ours
from tests.telephony.twilio import CALL_SID, CALLER, PRAXIS, ask, asking, ring, stream_url
from voice.contract import EndReason, HangUp, Listen, Say
from voice.engines.piper_tts import PiperTts
from voice.engines.voice_child import VoiceChild
from voice.engines.wrappers import FallbackTts, LanguageTts
from voice.session import SpeechEngines

START = {
    "event": "start",
    "sequenceNumber": "1",
    "streamSid": "MZ1",
    "start": {
        "streamSid": "MZ1",
        "accountSid": "AC" + "0" * 32,
        "callSid": CALL_SID,
        "tracks": ["inbound"],
        "customParameters": {},
        "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
    },
}


async def open_stream(twilio: Exchange, **headers: str) -> ClientConnection:
    return await connect(stream_url(await ring(twilio)), proxy=None, additional_headers=headers)


async def refused_status(url: str) -> int:
    with pytest.raises(InvalidStatus) as refused:
        await connect(url, proxy=None)
    return refused.value.response.status_code


async def until(condition: object) -> None:
    async with asyncio.timeout(10):
        while not condition():  # type: ignore[operator]  # noqa: ASYNC110  the server runs on this very loop
            await asyncio.sleep(0.005)


async def test_a_token_that_was_never_given_is_refused_before_the_upgrade() -> None:
    async with running(FakeServer()) as url:
        assert await refused_status(url.replace("http", "ws") + "/twilio/media/guessed") == 403


async def test_a_token_opens_one_stream_only() -> None:
    async with asking(FakeServer()) as twilio:
        url = stream_url(await ring(twilio))
        async with connect(url, proxy=None):
            assert await refused_status(url) == 403


async def test_of_many_sockets_with_one_token_exactly_one_gets_in() -> None:
    async with asking(FakeServer()) as twilio:
        url = stream_url(await ring(twilio))
        tries = await asyncio.gather(*(connect(url, proxy=None) for _ in range(20)), return_exceptions=True)
        opened = [socket for socket in tries if isinstance(socket, ClientConnection)]
        assert len(opened) == 1
        await opened[0].close()


async def test_a_token_expires() -> None:
    server = FakeServer()
    async with asking(server) as twilio:
        url = stream_url(await ring(twilio))
        server.records.clock.advance(timedelta(seconds=61))
        assert await refused_status(url) == 403


async def test_with_an_auth_token_an_unsigned_upgrade_is_refused_and_its_token_kept() -> None:
    async with asking(FakeServer(auth_tokens=("secret",)), auth_token="secret") as twilio:
        url = stream_url(await ring(twilio))
        assert await refused_status(url) == 403
        async with connect(url, proxy=None, additional_headers=twilio.signed(url, {})):
            pass


@pytest.mark.parametrize("change", [{"callSid": "CA" + "9" * 32}, {"accountSid": "AC" + "9" * 32}])
async def test_a_stream_of_another_call_or_account_is_closed(change: dict[str, str]) -> None:
    server = FakeServer(account_sid="AC" + "0" * 32)
    async with asking(server) as twilio, await open_stream(twilio) as socket:
        await socket.send(json.dumps({**START, "start": {**START["start"], **change}}))  # type: ignore[dict-item]
        with pytest.raises(ConnectionClosed):
            await socket.recv()
    assert server.conversations == []


async def test_a_stream_that_never_starts_is_closed() -> None:
    server = FakeServer(start_within_s=0.05)
    async with asking(server) as twilio, await open_stream(twilio) as socket:
        with pytest.raises(ConnectionClosed):
            await socket.recv()
    assert server.calls.streaming == 0


MALFORMED = [
    "",
    "{",
    "[]",
    "null",
    '"start"',
    "{}",
    '{"event": 7}',
    '{"event": "start"}',
    '{"event": "media", "media": {"payload": "!!!"}}',
    '{"event": "media", "streamSid": "MZ1", "media": {"chunk": "x"}}',
    '{"event": "mark"}',
    '{"event": "dtmf", "dtmf": {"digit": "99"}}',
    '{"event": "from the future", "streamSid": "MZ1"}',
    "[" * 5_000,
    b"\x00\xff",
]


@pytest.mark.parametrize("message", MALFORMED)
async def test_a_malformed_message_does_not_end_a_call(message: str | bytes) -> None:
    server = FakeServer(script=lambda: ScriptedConversation(greeting=say("Guten Tag, hier ist die Praxis.")))
    async with asking(server) as twilio, await open_stream(twilio) as socket:
        await socket.send(message)
        await socket.send(json.dumps(START))
        await socket.send(message)
        assert json.loads(await socket.recv())["event"] == "media"
        await socket.send(json.dumps({"event": "stop", "streamSid": "MZ1"}))
        with pytest.raises(ConnectionClosed):
            while True:
                await socket.recv()
    assert [conversation.ended for conversation in server.conversations] == [[EndReason.CALLER_HUNG_UP]]


async def test_an_oversized_message_ends_the_call_and_not_the_server() -> None:
    server = FakeServer()
    async with asking(server) as twilio:
        async with await open_stream(twilio) as socket:
            await socket.send(json.dumps(START))
            await until(lambda: server.conversations)
            await socket.send("x" * 70_000)
            with pytest.raises(ConnectionClosed):
                while True:
                    await socket.recv()
        await until(lambda: server.calls.streaming == 0)
        assert (await twilio.http.get(f"{twilio.base_url}/healthz")).is_success
    assert server.conversations[0].ended == [EndReason.CALLER_HUNG_UP]


async def test_a_status_callback_ends_a_stream_whose_stop_never_came() -> None:
    server = FakeServer()
    async with asking(server) as twilio, await open_stream(twilio) as socket:
        await socket.send(json.dumps(START))
        await until(lambda: server.conversations)
        await ask(twilio, "/twilio/status", "completed")
        with pytest.raises(ConnectionClosed):
            while True:
                await socket.recv()
        await until(lambda: server.calls.streaming == 0)


async def test_a_whole_call_goes_both_ways_in_real_time() -> None:
    engines = SpeechEngines(ScriptedStt(["Einen Termin bitte"]), ToneTts(letter_ms=10), LoudnessVad())
    replies = [say("Auf Wiederhören.", then=HangUp("done"))]
    server = FakeServer(script=lambda: ScriptedConversation(say("Guten Tag."), replies), engines=engines)

    async def caller(call: PhoneCall) -> None:
        await call.until_finished(quiet_ms=200)
        await call.say(tone_pcm16(500), "Einen Termin bitte")
        await call.until_finished()

    async with running(server) as url:
        result = await place_call(Line(url, PRAXIS, CALLER), caller)
    assert result.hung_up_by == "assistant"
    assert server.conversations[0].utterances == ["Einen Termin bitte"]
    assert result.recording.response_ms(result.recording.lines[0]) is not None


def children_of(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


async def test_two_hundred_calls_leave_no_task_socket_thread_or_program_behind(tmp_path: Path) -> None:
    """Every other call is spoken to by a voice in a program of its own, which crashes in some of them."""
    vad = LoudnessVad()
    before = children_of(os.getpid())
    program = (sys.executable, "-m", "tests.fakes.speaking_program", str(tmp_path))
    english = PiperTts(await asyncio.to_thread(VoiceChild, "voice under test", program), "en")
    tts = LanguageTts({"de": ToneTts(letter_ms=10), "en": FallbackTts(english, ToneTts(letter_ms=10))})
    server = FakeServer(max_calls=200, engines=SpeechEngines(ScriptedStt(), tts, vad))
    greetings = cycle(["Guten Tag.", "Hello there.", "Guten Tag.", "halfway through it."])

    def script() -> ScriptedConversation:
        text = next(greetings)
        return ScriptedConversation(greeting=[Say(text, "de" if text == "Guten Tag." else "en"), Listen()])

    server.script = script

    async def hang_up_in_state(nth: int, url: str, line: Line) -> None:
        async def caller(call: PhoneCall) -> None:
            await call.wait(20 * (nth % 5))

        await place_call(line, caller)

    async with running(server) as url:
        line = Line(url, PRAXIS, CALLER)
        await place_call(line, lambda call: call.wait(20))
        threads, tasks = threads_of_ours(), len(asyncio.all_tasks())
        for batch in range(10):
            await asyncio.gather(*(hang_up_in_state(batch * 20 + nth, url, line) for nth in range(20)))
        await until(lambda: server.calls.streaming == 0 and len(asyncio.all_tasks()) <= tasks)
        assert threads_of_ours() <= threads
    assert vad.open_streams == 0
    assert len(server.conversations) == 201
    assert all(len(conversation.ended) == 1 for conversation in server.conversations)
    assert len(children_of(os.getpid())) == len(before) + 1
    await asyncio.to_thread(english.stop)
    assert children_of(os.getpid()) == before
    gc.collect()
