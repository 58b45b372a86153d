"""Twilio's side of a media stream in virtual time: real frames in, a real buffer with marks and clear out."""

import asyncio
import json
from base64 import b64decode, b64encode
from collections import deque
from dataclasses import dataclass, field

from tests.fakes.engines import tone_pcm16
from voice.audio.mulaw import encode_mulaw
from voice.line import LineClosed

FRAME_MS = 20
CALL_SID = "CA" + "0" * 32
STREAM_SID = "MZ" + "0" * 32
_SILENCE = b"\xff" * 160


def _message(event: str, **fields: object) -> str:
    return json.dumps({"event": event, "sequenceNumber": "1", "streamSid": STREAM_SID, **fields})


@dataclass
class ScriptedCaller:
    """What sounds when, in ms of the stream; a "word" is tone, its text is the recogniser's script."""

    sounds: list[tuple[int, int]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    keys: list[tuple[int, str]] = field(default_factory=list)
    hangs_up_at_ms: int = 60_000

    def says(self, text: str, *, at_ms: int, lasts_ms: int = 1_000) -> "ScriptedCaller":
        self.texts.append(text)
        return self.sounds_at(at_ms, lasts_ms)

    def sounds_at(self, at_ms: int, lasts_ms: int) -> "ScriptedCaller":
        self.sounds.append((at_ms, at_ms + lasts_ms))
        return self

    def presses(self, digit: str, *, at_ms: int) -> "ScriptedCaller":
        self.keys.append((at_ms, digit))
        return self

    def hangs_up(self, *, at_ms: int) -> "ScriptedCaller":
        self.hangs_up_at_ms = at_ms
        return self

    def frame(self, at_ms: int) -> bytes:
        if any(start <= at_ms < end for start, end in self.sounds):
            return encode_mulaw(tone_pcm16(FRAME_MS))
        return _SILENCE


@dataclass
class Sent:
    """What the product sent, and when (ms since the stream began)."""

    at_ms: int
    event: str
    length_ms: int = 0
    mark: str | None = None


class FakePhone:
    """Implements `Line`. `play` must run beside the session: it is the caller and Twilio's playout in one."""

    def __init__(self, caller: ScriptedCaller, *, call_sid: str = CALL_SID) -> None:
        self._caller = caller
        self._call_sid = call_sid
        self._inbox: asyncio.Queue[str | bytes | None] = asyncio.Queue()
        self._buffer: deque[tuple[str, float]] = deque()  # ("audio", ms left) or (mark name, 0)
        self._began_s = 0.0
        self.sent: list[Sent] = []
        self.played_ms: list[int] = []  # each ms offset (per 20 ms tick) at which assistant audio sounded
        self.extra: list[tuple[int, str | bytes]] = []  # raw messages injected at a time

    async def receive(self) -> str | bytes:
        message = await self._inbox.get()
        if message is None:
            raise LineClosed
        return message

    async def send(self, text: str) -> None:
        message = json.loads(text)
        at_ms = self._now_ms()
        match message["event"]:
            case "media":
                length_ms = len(b64decode(message["media"]["payload"])) // 8
                self._buffer.append(("audio", float(length_ms)))
                self.sent.append(Sent(at_ms, "media", length_ms))
            case "mark":
                self._buffer.append((message["mark"]["name"], 0.0))
                self.sent.append(Sent(at_ms, "mark", mark=message["mark"]["name"]))
                self._return_marks()
            case "clear":
                self.sent.append(Sent(at_ms, "clear"))
                marks = [name for name, _ in self._buffer if name != "audio"]
                self._buffer.clear()
                for name in marks:
                    await self._inbox.put(_message("mark", mark={"name": name}))

    async def play(self) -> None:
        self._began_s = asyncio.get_running_loop().time()
        await self._inbox.put(json.dumps({"event": "connected", "protocol": "Call", "version": "1.0.0"}))
        media_format = {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1}
        start = {
            "streamSid": STREAM_SID, "accountSid": "AC" + "0" * 32, "callSid": self._call_sid, "tracks": ["inbound"],
            "customParameters": {}, "mediaFormat": media_format,
        }  # fmt: skip
        await self._inbox.put(_message("start", start=start))
        chunk = 0
        while (at_ms := chunk * FRAME_MS) < self._caller.hangs_up_at_ms:
            await asyncio.sleep(max(0.0, self._began_s + at_ms / 1000 - asyncio.get_running_loop().time()))
            await self._tick(at_ms, chunk)
            chunk += 1
        await self._inbox.put(_message("stop", stop={"accountSid": "AC" + "0" * 32, "callSid": self._call_sid}))
        await self._inbox.put(None)

    async def _tick(self, at_ms: int, chunk: int) -> None:
        payload = b64encode(self._caller.frame(at_ms)).decode()
        media = {"track": "inbound", "chunk": str(chunk + 1), "timestamp": str(at_ms), "payload": payload}
        await self._inbox.put(_message("media", media=media))
        for when_ms, digit in self._caller.keys:
            if at_ms <= when_ms < at_ms + FRAME_MS:
                await self._inbox.put(_message("dtmf", dtmf={"track": "inbound_track", "digit": digit}))
        for when_ms, raw in self.extra:
            if at_ms <= when_ms < at_ms + FRAME_MS:
                await self._inbox.put(raw)
        self._sound(at_ms)

    def _sound(self, at_ms: int) -> None:
        left_ms = float(FRAME_MS)
        while self._buffer and left_ms > 0:
            kind, length_ms = self._buffer[0]
            if kind != "audio":
                self._return_marks()
                continue
            used = min(left_ms, length_ms)
            left_ms -= used
            if length_ms > used:
                self._buffer[0] = ("audio", length_ms - used)
            else:
                self._buffer.popleft()
        if left_ms < FRAME_MS:
            self.played_ms.append(at_ms)
        self._return_marks()

    def _return_marks(self) -> None:
        while self._buffer and self._buffer[0][0] != "audio":
            name, _ = self._buffer.popleft()
            self._inbox.put_nowait(_message("mark", mark={"name": name}))

    def _now_ms(self) -> int:
        return round((asyncio.get_running_loop().time() - self._began_s) * 1000)

    def silent_from(self, at_ms: int) -> int:
        """The first ms at or after `at_ms` at which no assistant audio sounded."""
        at_ms -= at_ms % FRAME_MS
        playing = set(self.played_ms)
        while at_ms in playing:
            at_ms += FRAME_MS
        return at_ms

    def cleared_at(self) -> list[int]:
        return [s.at_ms for s in self.sent if s.event == "clear"]
