import json

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from app.simulator.exchange import Exchange, Verb
from tests.fakes.conversation import ScriptedConversation, say
from tests.fakes.edge import FakeServer
from tests.telephony.test_media_socket import until
from tests.telephony.twilio import CALL_SID, ask, asking, names, ring
from voice.contract import EndReason, Transfer

SETUP = {"type": "setup", "sessionId": "VX1", "accountSid": "AC" + "0" * 32, "callSid": CALL_SID}


def server(**options: object) -> FakeServer:
    return FakeServer(
        relays=True,
        script=lambda: ScriptedConversation(say("Guten Tag."), [say("Gern.")]),
        **options,  # type: ignore[arg-type]
    )


def relay(verbs: tuple[Verb, ...]) -> Verb:
    found = next(verb for verb in verbs if verb.name == "Connect").child("ConversationRelay")
    assert found is not None
    return found


async def open_relay(twilio: Exchange) -> ClientConnection:
    return await connect(relay(await ring(twilio)).attributes["url"], proxy=None)


async def told(socket: ClientConnection) -> dict[str, object]:
    message: dict[str, object] = json.loads(await socket.recv())
    return message


async def hung_up(socket: ClientConnection) -> None:
    with pytest.raises(ConnectionClosed):
        while True:
            await socket.recv()


async def test_a_new_call_is_given_to_twilios_speech_in_the_languages_of_the_house() -> None:
    async with asking(server()) as twilio:
        verbs = await ring(twilio)
    assert names(verbs) == ["Connect", "Hangup"]
    assert verbs[0].attributes["action"].endswith("/twilio/connect-ended")
    offered = relay(verbs)
    assert offered.attributes["language"] == "de-DE"
    assert "speaker-events" in offered.attributes["events"]
    assert offered.attributes["dtmfDetection"] == "true"
    assert [child.attributes["code"] for child in offered.children] == ["de-DE", "en-GB"]


async def test_words_go_both_ways_and_a_hang_up_ends_the_call() -> None:
    house = server()
    async with asking(house) as twilio:
        async with await open_relay(twilio) as socket:
            await socket.send(json.dumps(SETUP))
            assert (await told(socket))["token"] == "Guten Tag. "
            assert (await told(socket))["last"]
            await socket.send(json.dumps({"type": "prompt", "voicePrompt": "Hallo", "lang": "de-DE", "last": True}))
            assert (await told(socket))["token"] == "Gern. "
        await until(lambda: house.calls.streaming == 0)
    assert house.conversations[0].utterances == ["Hallo"]
    assert house.conversations[0].ended == [EndReason.CALLER_HUNG_UP]


async def test_a_call_that_is_put_through_leaves_the_relay_and_rings_the_human_line() -> None:
    house = server()
    house.script = lambda: ScriptedConversation(say(then=Transfer("asked_for_human")))
    async with asking(house) as twilio:
        async with await open_relay(twilio) as socket:
            await socket.send(json.dumps(SETUP))
            assert await told(socket) == {"type": "end", "handoffData": '{"reason":"transferred"}'}
            await hung_up(socket)
        assert "Dial" in names(await ask(twilio, "/twilio/connect-ended"))


async def test_a_token_opens_one_relay_only_and_a_guessed_one_none() -> None:
    async with asking(server()) as twilio:
        url = relay(await ring(twilio)).attributes["url"]
        async with connect(url, proxy=None):
            for address in (url, url.rsplit("/", 1)[0] + "/guessed"):
                with pytest.raises(InvalidStatus) as refused:
                    await connect(address, proxy=None)
                assert refused.value.response.status_code == 403


async def test_with_an_auth_token_an_unsigned_upgrade_is_refused() -> None:
    async with asking(server(auth_tokens=("secret",)), auth_token="secret") as twilio:
        url = relay(await ring(twilio)).attributes["url"]
        with pytest.raises(InvalidStatus):
            await connect(url, proxy=None)
        async with connect(url, proxy=None, additional_headers=twilio.signed(url, {})):
            pass


@pytest.mark.parametrize("change", [{"callSid": "CA" + "9" * 32}, {"accountSid": "AC" + "9" * 32}])
async def test_a_setup_of_another_call_or_account_is_closed(change: dict[str, str]) -> None:
    house = server(account_sid="AC" + "0" * 32)
    async with asking(house) as twilio, await open_relay(twilio) as socket:
        await socket.send(json.dumps({**SETUP, **change}))
        await hung_up(socket)
    assert house.conversations == []


async def test_a_relay_that_is_never_set_up_is_closed() -> None:
    house = server(start_within_s=0.05)
    async with asking(house) as twilio, await open_relay(twilio) as socket:
        await hung_up(socket)
    assert house.calls.streaming == 0


@pytest.mark.parametrize("message", ["", "{", "[]", '{"type":"setup"}', '{"type":7}', "[" * 5_000, b"\x00\xff"])
async def test_a_malformed_message_does_not_end_a_call(message: str | bytes) -> None:
    house = server()
    async with asking(house) as twilio, await open_relay(twilio) as socket:
        await socket.send(message)
        await socket.send(json.dumps(SETUP))
        await socket.send(message)
        assert (await told(socket))["token"] == "Guten Tag. "


async def test_an_oversized_message_ends_the_call_and_not_the_server() -> None:
    house = server()
    async with asking(house) as twilio:
        async with await open_relay(twilio) as socket:
            await socket.send(json.dumps(SETUP))
            await told(socket)
            await socket.send("x" * 70_000)
            await hung_up(socket)
        await until(lambda: house.calls.streaming == 0)
        assert (await twilio.http.get(f"{twilio.base_url}/healthz")).is_success
    assert house.conversations[0].ended == [EndReason.CALLER_HUNG_UP]


async def test_a_status_callback_ends_a_relay_whose_socket_stays_open() -> None:
    house = server()
    async with asking(house) as twilio, await open_relay(twilio) as socket:
        await socket.send(json.dumps(SETUP))
        await told(socket)
        await ask(twilio, "/twilio/status", "completed")
        await hung_up(socket)
        await until(lambda: house.calls.streaming == 0)
