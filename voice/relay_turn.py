"""The assistant's side of a relayed call: one turn at a time, sentences sent as text, and what of them was heard."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from voice.contract import CallerEvent, Conversation, Heard, Language, Say, Timings, TurnReport, Utterance
from voice.line import CallObserver
from voice.pacer import now_ms
from voice.report_queue import ReportQueue, caller_report
from voice.turns.relayed import RelayedPlayout, heard_of
from voice.wire.twilio_relay import TwilioRelayProtocol

LOCALES: dict[Language, str] = {"de": "de-DE", "en": "en-GB"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A caller event to be answered, and when it came."""

    event: CallerEvent
    arrived_wall_ms: float


@dataclass(slots=True)
class RelayTurn:
    """One turn of the assistant. `voided` once the caller has taken the floor: nothing more of it is spoken.

    `until` is what the caller heard of it, by Twilio's word; None = nobody cut in, all that was sent was heard.
    `answers_a_piece`: it answered an utterance that the caller then went on with, so neither goes on record.
    """

    turn_id: int
    language: Language
    answering: Asked | None
    said: list[str] = field(default_factory=list)
    until: str | None = None
    interruptible: bool = True
    is_farewell: bool = False
    answers_a_piece: bool = False
    is_complete: bool = False
    first_sent_wall_ms: float | None = None
    voided: asyncio.Event = field(default_factory=asyncio.Event)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def heard(self) -> Heard:
        said = " ".join(self.said)
        if self.until is None:
            return Heard(self.turn_id, said, said, interrupted=self.voided.is_set() and not self.is_complete)
        return Heard(self.turn_id, said, heard_of(said, self.until), interrupted=True)

    def void(self, *, until: str | None = None) -> None:
        if not self.voided.is_set():
            self.until = until
            self.voided.set()
            self.changed.set()

    def reports(self, language: Language, *, started_wall_ms: float) -> tuple[TurnReport, ...]:
        """For the record: what the caller said and what they heard in answer, in ms since the call began."""
        caller = caller_report(None if self.answering is None else self.answering.event, language)
        return tuple(report for report in (caller, self._report(started_wall_ms)) if report is not None)

    def _report(self, started_wall_ms: float) -> TurnReport | None:
        if not self.said or self.first_sent_wall_ms is None:
            return None
        heard = self.heard()
        started_ms = round(self.first_sent_wall_ms - started_wall_ms)
        return TurnReport(
            turn_id=self.turn_id,
            speaker="assistant",
            text=heard.said_text,
            heard_text=heard.heard_text,
            language=self.language,
            started_ms=started_ms,
            ended_ms=max(started_ms, round(now_ms() - started_wall_ms)),
            timings=self.timings(),
            interrupted=heard.interrupted,
        )

    def timings(self) -> Timings | None:
        """Hearing and speaking are Twilio's: only the thinking is ours to measure."""
        if self.answering is None or self.first_sent_wall_ms is None or not isinstance(self.answering.event, Utterance):
            return None
        thinking_ms = round(self.first_sent_wall_ms - self.answering.arrived_wall_ms)
        return Timings(0, 0, thinking_ms, 0, thinking_ms)


class RelayRecord:
    """What goes on record of a relayed call. `started_wall_ms`: the call's set-up on the loop's clock."""

    def __init__(self, conversation: Conversation, observer: CallObserver) -> None:
        self._conversation = conversation
        self._observer = observer
        self.reports = ReportQueue(conversation)
        self.started_wall_ms = 0.0

    def add(self, turn: RelayTurn) -> None:
        if turn.answers_a_piece:
            return
        if (timings := turn.timings()) is not None:
            self._observer.answered(timings)
        for report in turn.reports(self._conversation.language, started_wall_ms=self.started_wall_ms):
            self.reports.put_or_log(report)


class RelaySpeaker:
    """Sends sentences and knows, or estimates, when they were spoken."""

    def __init__(self, protocol: TwilioRelayProtocol, send: Callable[[str], Awaitable[None]]) -> None:
        self._protocol = protocol
        self._send = send
        self._playout = RelayedPlayout()
        self._locale: str | None = None

    async def say(self, turn: RelayTurn, say: Say) -> None:
        if turn.voided.is_set():
            return
        if turn.first_sent_wall_ms is None:
            turn.first_sent_wall_ms = now_ms()
        turn.language, turn.interruptible, turn.is_farewell = say.language, say.interruptible, say.is_farewell
        turn.said.append(say.text)
        self._playout.sent(say.text, now_ms=now_ms())
        await self._send(
            self._protocol.text(f"{say.text} ", locale=LOCALES[say.language], interruptible=say.interruptible)
        )

    async def complete(self, turn: RelayTurn) -> None:
        turn.is_complete = not turn.voided.is_set()
        if turn.said and turn.is_complete:
            await self._send(self._protocol.end_of_turn())

    async def speak(self, language: Language) -> None:
        """The call goes on in this language: Twilio's recogniser has to listen for it."""
        locale = LOCALES[language]
        if self._locale not in (None, locale):
            await self._send(self._protocol.language(locale))
        self._locale = locale

    async def leave(self, reason: str) -> None:
        await self._send(self._protocol.end(reason=reason))

    def fell_silent(self, turn: RelayTurn | None) -> None:
        self._playout.fell_silent(now_ms=now_ms())
        if turn is not None:
            turn.changed.set()

    async def until_heard(self, turn: RelayTurn) -> None:
        """Returns when all of the turn must have been spoken, or the caller took the floor."""
        while not turn.voided.is_set() and (remaining_ms := self._playout.remaining_ms(now_ms())) > 0:
            turn.changed.clear()
            try:
                async with asyncio.timeout(remaining_ms / 1000):
                    await turn.changed.wait()
            except TimeoutError:
                continue  # its length says that it is over now
