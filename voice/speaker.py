"""The assistant's side of the floor: one turn at a time, from sentences to paced audio, and what of it was heard."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field

from voice.audio.frames import duration_ms
from voice.audio.mulaw import encode_mulaw
from voice.contract import Heard, Language, Say
from voice.engines.protocols import TextToSpeech
from voice.line import Unheeded, WordsTap
from voice.pacer import Pacer, now_ms
from voice.turns.playout import Playout


@dataclass(slots=True)
class AssistantTurn:
    """One turn of the assistant. `voided` once the caller has taken the floor: nothing more of it is spoken.

    `answers_a_piece`: it answered an utterance that the caller then went on with, so neither goes on record.
    """

    turn_id: int
    language: Language
    playout: Playout
    said: list[str] = field(default_factory=list)
    first_words_wall_ms: float | None = None  # loop time at which the conversation had its first sentence
    interruptible: bool = True
    is_farewell: bool = False
    answers_a_piece: bool = False
    voided: asyncio.Event = field(default_factory=asyncio.Event)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def can_be_stopped(self) -> bool:
        """Last words are spoken to their end, once they have begun."""
        return self.interruptible or not self.playout.anything_sent

    def heard(self) -> Heard:
        """All of it when nobody cut it short, else what marks prove and not a word more."""
        said = " ".join(self.said)
        voided = self.voided.is_set()
        return Heard(self.turn_id, said, " ".join(self.playout.heard_words) if voided else said, voided)


class Speaker:
    """Owns the playout and the pacer. The session says when to speak, hold, go on and give way."""

    def __init__(self, tts: TextToSpeech, pacer: Pacer, words: WordsTap | None = None) -> None:
        self._tts = tts
        self._words = words or Unheeded()
        self._pacer = pacer
        self.turn: AssistantTurn | None = None

    @property
    def first_sent_ms(self) -> float | None:
        return self._pacer.first_sent_ms

    def begin_turn(self, turn_id: int, language: Language) -> AssistantTurn:
        self.turn = AssistantTurn(turn_id, language, Playout(turn_id))
        self._pacer.play(self.turn.playout)
        return self.turn

    async def say(self, turn: AssistantTurn, say: Say) -> None:
        """Synthesize and queue one sentence. Raises EngineError."""
        if turn.voided.is_set():
            return
        if turn.first_words_wall_ms is None:
            turn.first_words_wall_ms = now_ms()
        turn.language = say.language
        turn.interruptible, turn.is_farewell = say.interruptible, say.is_farewell
        turn.said.append(say.text)
        sentence_ms = 0
        async for chunk in self._tts.synthesize(say.text, language=say.language):
            if turn.voided.is_set():
                return
            words = [(word.text, word.end_ms - sentence_ms) for word in chunk.words]
            turn.playout.append(encode_mulaw(chunk.pcm16), words)
            sentence_ms += duration_ms(chunk.pcm16)
            self._pacer.wake()

    def hold(self) -> None:
        if self.turn is not None:
            self.turn.playout.held = True

    async def clear(self) -> None:
        await self._pacer.clear()

    def go_on(self) -> None:
        """The same audio, from where the caller last heard it."""
        if self.turn is not None and not self.turn.voided.is_set():
            self.turn.playout.held = False
            self._pacer.wake()

    async def give_way(self) -> None:
        """The caller has the floor: silence now, nothing more of this turn."""
        if self.turn is None or self.turn.voided.is_set():
            return
        self.hold()
        self.turn.voided.set()
        self.turn.changed.set()
        if self.turn.playout.buffered_ms(now_ms()) > 0:
            await self._pacer.clear()

    def mark_returned(self, name: str) -> None:
        if self.turn is not None:
            self.turn.playout.played(name)
            self.turn.changed.set()
            if heard := self.turn.playout.heard_words:
                self._words.assistant_speaks(" ".join(heard))

    async def until_begun(self, turn: AssistantTurn) -> None:
        """Returns when a word of the turn was heard, or none will be any more."""
        turn.playout.complete()
        while not turn.playout.heard_words and self._is_playing(turn):
            await self._news(turn)

    async def until_heard(self, turn: AssistantTurn) -> None:
        """Returns when all of the turn was played, or the caller took the floor."""
        turn.playout.complete()
        while self._is_playing(turn):
            await self._news(turn)

    def _is_playing(self, turn: AssistantTurn) -> bool:
        return not turn.voided.is_set() and not turn.playout.finished(now_ms())

    async def _news(self, turn: AssistantTurn) -> None:
        """A mark, a change of the floor, or the time at which marks should long have come."""
        turn.changed.clear()
        patience_ms = None if turn.playout.held else turn.playout.remaining_ms(now_ms()) + 1_050
        with suppress(TimeoutError):
            async with asyncio.timeout(None if patience_ms is None else patience_ms / 1000):
                await turn.changed.wait()
