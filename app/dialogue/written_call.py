"""A conversation by text: what is typed goes in, sentences come out, and it stands on record like a spoken call.

There is no sound, so nothing is interrupted and everything that was said counts as heard. Times are those of the clock
since the call began.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from app.dialogue.intent_rules import reads_like
from app.ports.clock import Clock
from voice.contract import (
    CallerEvent,
    Conversation,
    EndReason,
    HangUp,
    Heard,
    Keys,
    Language,
    Say,
    SpeechAct,
    Timings,
    Transfer,
    TurnReport,
    Utterance,
)

LANGUAGES: tuple[Language, ...] = ("de", "en")


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence, or keys (0-9, *, #) that were pressed."""

    kind: Literal["text", "keys"]
    text: str


class WritingLine(Protocol):
    async def read(self) -> Written | None:
        """The next one; None when the other side is gone."""
        ...


class WrittenCall:
    """One call; `run` returns when it is over, with a closed record."""

    def __init__(self, line: WritingLine, conversation: Conversation, clock: Clock) -> None:
        self._line = line
        self._conversation = conversation
        self._clock = clock
        self._began_at = clock.now()

    async def run(self) -> EndReason:
        reason = EndReason.FAILED
        try:
            reason = await self._converse()
        finally:
            await self._conversation.end(reason)
        return reason

    async def _converse(self) -> EndReason:
        ended = await self._say(0, self._conversation.begin(), asked_at=None)
        turn_id = 0
        while ended is None:
            written = await self._line.read()
            if written is None:
                return EndReason.CALLER_HUNG_UP
            turn_id += 1
            asked_at = self._clock.now()
            event = self._event(turn_id, written)
            await self._record_caller(event, written.text)
            ended = await self._say(turn_id, self._conversation.respond(event), asked_at=asked_at)
        return ended

    async def _say(
        self, turn_id: int, acts: AsyncIterator[SpeechAct], *, asked_at: datetime | None
    ) -> EndReason | None:
        """How the call ends with this turn, or None when it goes on."""
        started_at = self._clock.now()
        said: list[str] = []
        first_words_at: datetime | None = None
        ended: EndReason | None = None
        language = self._conversation.language
        async for act in acts:
            match act:
                case Say(text=text):
                    first_words_at = first_words_at or self._clock.now()
                    said.append(text)
                    language = self._conversation.language
                case Transfer():
                    ended = EndReason.TRANSFERRED
                case HangUp():
                    ended = EndReason.AGENT_HUNG_UP
                case _:
                    pass  # listening is what a page does anyway
        text = " ".join(said)
        if text:
            self._conversation.heard(Heard(turn_id, text, text, interrupted=False))
            await self._conversation.record_turn(
                TurnReport(
                    turn_id,
                    "assistant",
                    text,
                    text,
                    language,
                    self._ms(started_at),
                    self._ms(self._clock.now()),
                    timings=None if asked_at is None or first_words_at is None else _thought(asked_at, first_words_at),
                )
            )
        return ended

    def _event(self, turn_id: int, written: Written) -> CallerEvent:
        at_ms = self._ms(self._clock.now())
        if written.kind == "keys":
            return Keys(turn_id, written.text, at_ms)
        return Utterance(turn_id, written.text, self._language_of(written.text), at_ms, at_ms)

    def _language_of(self, text: str) -> Language:
        read = next((language for language in LANGUAGES if reads_like(text, language)), None)
        return read or self._conversation.language

    async def _record_caller(self, event: CallerEvent, text: str) -> None:
        language = event.language if isinstance(event, Utterance) else self._conversation.language
        at_ms = self._ms(self._clock.now())
        await self._conversation.record_turn(TurnReport(event.turn_id, "caller", text, None, language, at_ms, at_ms))

    def _ms(self, instant: datetime) -> int:
        return max(0, round((instant - self._began_at).total_seconds() * 1000))


def _thought(asked_at: datetime, first_words_at: datetime) -> Timings:
    """A page shows the words at once: all of the wait is thinking."""
    thinking_ms = max(0, round((first_words_at - asked_at).total_seconds() * 1000))
    return Timings(0, 0, thinking_ms, 0, thinking_ms)
