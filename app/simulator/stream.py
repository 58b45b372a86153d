"""The media stream as Twilio's end of it: a frame each 20 ms, a playout buffer, marks sent back."""

import asyncio
import base64
import json
import secrets
from collections import deque
from collections.abc import Mapping

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from app.simulator.phone_call import Caller, CallOverError, PhoneCall
from app.simulator.sounds import Background
from app.simulator.twilio_buffer import TwilioBuffer
from voice.audio.frames import FRAME_MS
from voice.audio.mulaw import encode_mulaw


async def stream(
    url: str,
    *,
    call_sid: str,
    account_sid: str,
    headers: Mapping[str, str],
    noise_pcm16: bytes | None,
    caller: Caller,
) -> PhoneCall:
    """Open the socket, let `caller` talk, return when either side has hung up."""
    call = PhoneCall(call_sid)
    async with connect(url, additional_headers=headers, compression=None, max_size=2**20, proxy=None) as socket:
        await _Pump(socket, call, Background(noise_pcm16), account_sid=account_sid).run(caller)
    return call


class _Pump:
    """Sends a frame each 20 ms, plays what came, returns marks. Ends when either side hangs up."""

    def __init__(self, socket: ClientConnection, call: PhoneCall, background: Background, *, account_sid: str) -> None:
        self._socket = socket
        self._call = call
        self._background = background
        self._account_sid = account_sid
        self._stream_sid = "MZ" + secrets.token_hex(16)
        self._buffer = TwilioBuffer()
        self._sequence = 0
        self._marks_due: deque[str] = deque()

    async def run(self, caller: Caller) -> None:
        await self._send("connected", protocol="Call", version="1.0.0")
        await self._send(
            "start",
            start={
                "streamSid": self._stream_sid,
                "accountSid": self._account_sid,
                "callSid": self._call.call_sid,
                "tracks": ["inbound"],
                "customParameters": {},
                "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
            },
        )
        receiving = asyncio.create_task(self._receive(), name="simulated line receives")
        talking = asyncio.ensure_future(_talk(caller, self._call))
        try:
            await self._send_frames(talking)
        finally:
            self._call.ended()
            receiving.cancel()
            await asyncio.gather(receiving, return_exceptions=True)
            if not talking.done():
                talking.cancel()
            await asyncio.gather(talking, return_exceptions=True)
        if (error := None if talking.cancelled() else talking.exception()) is not None:
            raise error

    async def _send_frames(self, talking: "asyncio.Future[None]") -> None:
        call, clock = self._call, asyncio.get_running_loop().time
        began = clock()
        try:
            while not call.server_closed:
                tick = call.recording.ticks
                ahead_s = began + tick * FRAME_MS / 1000 - clock()
                if ahead_s > 0:
                    await asyncio.sleep(ahead_s)
                elif ahead_s < -FRAME_MS / 1000:
                    call.recording.generator_late += 1
                    await asyncio.sleep(0)
                await self._one_tick(tick)
                if call.hung_up or (talking.done() and talking.exception() is not None):
                    await self._send("stop", stop={"accountSid": self._account_sid, "callSid": call.call_sid})
                    return
        except ConnectionClosed:
            call.server_closed = True

    async def _one_tick(self, tick: int) -> None:
        call = self._call
        pcm16 = call.to_say.popleft() if call.to_say else None
        sent = self._background.under(pcm16)
        payload = base64.b64encode(encode_mulaw(sent)).decode()
        media = {"track": "inbound", "chunk": str(tick + 1), "timestamp": str(tick * FRAME_MS), "payload": payload}
        await self._send("media", media=media)
        if call.keys:
            await self._send("dtmf", dtmf={"track": "inbound_track", "digit": call.keys.popleft()})
        played = self._buffer.tick()
        self._marks_due.extend(played.marks)
        call.recording.add(caller_pcm16=sent, assistant=played.frame)
        while self._marks_due:
            await self._send("mark", mark={"name": self._marks_due.popleft()})
        call.ticked()

    async def _receive(self) -> None:
        try:
            async for text in self._socket:
                message = json.loads(text)
                if message["event"] == "media":
                    self._buffer.media(base64.b64decode(message["media"]["payload"]))
                elif message["event"] == "mark":
                    self._marks_due.extend(self._buffer.mark(message["mark"]["name"]))
                elif message["event"] == "clear":
                    self._marks_due.extend(self._buffer.clear())
                    self._call.recording.clears.append(self._call.recording.ticks)
        except ConnectionClosed:
            pass
        finally:
            if not self._call.hung_up:
                self._call.server_closed = True

    async def _send(self, event: str, **fields: object) -> None:
        self._sequence += 1
        message: dict[str, object] = {"event": event, "sequenceNumber": str(self._sequence), **fields}
        if event != "connected":
            message["streamSid"] = self._stream_sid
        await self._socket.send(json.dumps(message))


async def _talk(caller: Caller, call: PhoneCall) -> None:
    try:
        await caller(call)
        if not call.over:
            call.hang_up()
    except CallOverError:
        return  # the assistant hung up, which is how most calls end
