"""Twilio's side of a relayed call in virtual time: speaks what it is sent at a steady pace, and is interrupted."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.phone import CALL_SID
from voice.line import LineClosed

SETUP = {"type": "setup", "sessionId": "VX1", "accountSid": "AC" + "0" * 32, "callSid": CALL_SID}


@dataclass
class FakeRelay:
    """Implements `Line`. `spoken` are the texts that were sent, `sent` all messages."""

    sent: list[dict[str, Any]] = field(default_factory=list)
    _inbox: asyncio.Queue[str | bytes | None] = field(default_factory=asyncio.Queue)
    _whole_turn: asyncio.Event = field(default_factory=asyncio.Event)

    async def receive(self) -> str | bytes:
        message = await self._inbox.get()
        if message is None:
            raise LineClosed
        return message

    async def send(self, text: str) -> None:
        self.sent.append(json.loads(text))
        if self.sent[-1].get("last") or self.sent[-1]["type"] == "end":
            self._whole_turn.set()

    def tell(self, raw: str | bytes) -> None:
        self._inbox.put_nowait(raw)

    def message(self, **fields: object) -> None:
        self.tell(json.dumps(fields))

    def set_up(self, **changes: object) -> None:
        self.message(**{**SETUP, **changes})

    def says(self, text: str, lang: str = "de-DE", *, last: bool = True) -> None:
        self.message(type="prompt", voicePrompt=text, lang=lang, last=last)

    def falls_silent(self) -> None:
        self.message(type="info", name="agentSpeaking", value="off")

    def interrupts(self, heard: str) -> None:
        self.message(type="interrupt", utteranceUntilInterrupt=heard, durationUntilInterruptMs=300)

    def hangs_up(self) -> None:
        self._inbox.put_nowait(None)

    async def turn(self) -> None:
        """Until the assistant has sent a whole turn."""
        await self._whole_turn.wait()
        self._whole_turn.clear()

    @property
    def spoken(self) -> list[str]:
        return [message["token"].strip() for message in self.sent if message["type"] == "text" and message["token"]]


Script = Callable[[FakeRelay], Awaitable[None]]
