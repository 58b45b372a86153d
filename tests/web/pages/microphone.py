"""A caller at Chromium's microphone who listens: each line is spoken when the assistant has finished."""

import base64
import json
import time
from dataclasses import dataclass, field

from playwright.async_api import Page, WebSocket

QUIET_MS = 900
ANSWER_WITHIN_S = 120.0
LOOK_EVERY_MS = 50

MICROPHONE = """
(() => {
  const context = new AudioContext();
  const line = context.createMediaStreamDestination();
  navigator.mediaDevices.getUserMedia = async () => {
    await context.resume();
    return line.stream;
  };
  window.speak = (base64) => new Promise((spoken) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const samples = new Int16Array(bytes.buffer);
    const buffer = context.createBuffer(1, samples.length, 8000);
    buffer.copyToChannel(Float32Array.from(samples, (sample) => sample / 32768), 0);
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.connect(line);
    source.onended = () => spoken();
    source.start();
  });
})();
"""
"""In the place of a device: what is played into it is what the page's microphone hears."""


@dataclass
class ListeningCaller:
    """Reads from the line what was sent to be played (marks in) and what was played (marks out)."""

    page: Page
    _to_play: int = 0
    _played: int = 0
    _answered_upto: int = 0
    _last_sound_s: float = field(default_factory=time.monotonic)

    async def take_the_microphone(self) -> None:
        await self.page.add_init_script(MICROPHONE)
        self.page.on("websocket", self._watch)

    async def say(self, pcm16: bytes) -> None:
        """8 kHz. After the assistant has said something new and has been quiet since."""
        until_s = time.monotonic() + ANSWER_WITHIN_S
        while not self._may_speak():
            assert time.monotonic() < until_s, "the assistant says nothing"
            await self.page.wait_for_timeout(LOOK_EVERY_MS)
        self._answered_upto = self._played
        await self.page.evaluate("sound => speak(sound)", base64.b64encode(pcm16).decode())

    def _may_speak(self) -> bool:
        quiet_ms = (time.monotonic() - self._last_sound_s) * 1000
        return self._answered_upto < self._to_play == self._played and quiet_ms >= QUIET_MS

    def _watch(self, line: WebSocket) -> None:
        line.on("framereceived", lambda frame: self._count(frame, "_to_play"))
        line.on("framesent", lambda frame: self._count(frame, "_played"))

    def _count(self, frame: str | bytes, marks: str) -> None:
        event = json.loads(frame)["event"] if isinstance(frame, str) and '"event"' in frame else None
        if event == "mark":
            setattr(self, marks, getattr(self, marks) + 1)
        if event == "mark" or (event == "media" and marks == "_to_play"):
            self._last_sound_s = time.monotonic()
