import asyncio
import json
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from websockets.asyncio.client import connect

from app.domain.ids import CallSid
from app.main import create_app
from app.parts import Parts
from tests.fakes.conversation import ScriptedConversation, say
from tests.fakes.edge import FakeServer
from tests.telephony.test_media_socket import START, until
from tests.telephony.twilio import HUMAN_LINE, asking, dialled, ring, stream_url


def stop(server: FakeServer) -> None:
    assert server.running is not None
    server.running.handle_exit(signal.SIGTERM, None)


def is_exiting(server: FakeServer) -> bool:
    return server.running is not None and server.running.should_exit


async def test_a_stopping_server_finishes_the_running_call_and_takes_no_other() -> None:
    server = FakeServer(drain_s=60, script=lambda: ScriptedConversation(greeting=say("Guten Tag.")))
    async with asking(server) as twilio, connect(stream_url(await ring(twilio)), proxy=None) as socket:
        await socket.send(json.dumps(START))
        await until(lambda: server.conversations)
        stop(server)
        assert (await twilio.http.get(f"{twilio.base_url}/readyz")).status_code == 503
        twilio.call_sid = "CA" + "2" * 32
        assert dialled(await ring(twilio)) == HUMAN_LINE
        assert not is_exiting(server)
        assert json.loads(await socket.recv())["event"] == "media"
        await socket.send(json.dumps({"event": "stop", "streamSid": "MZ1"}))
        await until(lambda: is_exiting(server))


async def test_an_idle_server_stops_at_once() -> None:
    server = FakeServer(drain_s=60)
    async with asking(server):
        stop(server)
        assert is_exiting(server)


async def test_a_second_signal_does_not_wait_for_calls() -> None:
    server = FakeServer(drain_s=60)
    async with asking(server) as twilio, connect(stream_url(await ring(twilio)), proxy=None) as socket:
        await socket.send(json.dumps(START))
        await until(lambda: server.conversations)
        stop(server)
        stop(server)
        assert is_exiting(server)
        await asyncio.sleep(0)


async def test_a_call_longer_than_the_drain_is_not_waited_for() -> None:
    server = FakeServer(drain_s=0.05)
    async with asking(server) as twilio, connect(stream_url(await ring(twilio)), proxy=None) as socket:
        await socket.send(json.dumps(START))
        await until(lambda: server.conversations)
        stop(server)
        await until(lambda: is_exiting(server))


async def test_the_store_stays_until_calls_that_were_cut_off_have_closed_their_records() -> None:
    server, begun, leave, store_is_gone = FakeServer(), asyncio.Event(), asyncio.Event(), asyncio.Event()

    @asynccontextmanager
    async def assembly() -> AsyncIterator[Parts]:
        yield server.parts()
        store_is_gone.set()

    async def serve() -> None:
        app = create_app(assembly)
        async with app.router.lifespan_context(app):
            server.calls.began(CallSid("CA1"), lambda: None)
            begun.set()
            await leave.wait()

    serving = asyncio.create_task(serve())
    await begun.wait()
    leave.set()
    for _ in range(20):
        await asyncio.sleep(0)
    assert not store_is_gone.is_set()
    server.calls.ended(CallSid("CA1"))
    await serving
    assert store_is_gone.is_set()
