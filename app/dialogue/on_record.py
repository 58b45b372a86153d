"""What of a call goes on record as it happens. A record that cannot be written never ends a call."""

import asyncio
from collections.abc import Awaitable

import structlog

from app.dialogue.desk import Desk
from app.dialogue.feeling import Feeling
from app.dialogue.intents import IntentClassifier
from app.dialogue.state import CallState
from app.dialogue.wanted import wanted
from app.domain.business import Language
from app.domain.calls import CallOutcome, CallTurn, Decision
from app.domain.errors import VorzimmerError
from app.domain.transfers.briefings import BRIEFED
from app.ports.call_records import CallRecords
from app.ports.clock import Clock
from voice.contract import TurnReport

log = structlog.get_logger()


class OnRecord:
    def __init__(
        self,
        state: CallState,
        *,
        records: CallRecords,
        desk: Desk,
        clock: Clock,
        classifier: IntentClassifier,
        feeling: Feeling,
    ) -> None:
        self._records = records
        self._desk = desk
        self._clock = clock
        self._classifier = classifier
        self._feeling = feeling
        self._call_sid = state.call_sid
        self._intents: dict[int, str] = {}
        self.recorded_language: Language = state.language

    async def language(self, state: CallState) -> None:
        """Once it has changed."""
        language = state.language
        if language != self.recorded_language:
            self.recorded_language = language
            await self.guarded(self._records.set_language(self._call_sid, language), "language_not_recorded")
            decided = self._desk.decide("language", "caller_speaks_it", {"language": language})
            await self.guarded(decided, "decision_not_recorded")

    async def turn(self, report: TurnReport, state: CallState) -> None:
        intent, mood = None, None
        if report.speaker == "caller" and report.text.strip():
            if report.turn_id not in self._intents:
                await self.note_intent(report.turn_id, report.text, state)
            intent = self._intents[report.turn_id]
            mood = self._feeling.of_turn(report.turn_id, report.text, state)
        timings = report.timings
        turn = CallTurn(
            speaker=report.speaker,
            text=report.text,
            heard_text=report.heard_text,
            language=report.language,
            started_ms=state.earlier_ms + report.started_ms,
            ended_ms=state.earlier_ms + report.ended_ms,
            response_ms=timings.response_ms if timings else None,
            intent=intent,
            emotion=mood.emotion if mood is not None else None,
            intensity=mood.intensity if mood is not None else None,
            urgency=mood.urgency if mood is not None else None,
            signals={kind.value: value for kind, value in mood.signals.items()} if mood is not None else {},
            interrupted=report.interrupted,
            timings={
                "endpointing_ms": timings.endpointing_ms,
                "decoding_ms": timings.decoding_ms,
                "thinking_ms": timings.thinking_ms,
                "first_sound_ms": timings.first_sound_ms,
            }
            if timings
            else {},
            part=state.part,
        )
        await self.guarded(self._records.add_turn(self._call_sid, turn), "turn_not_recorded")

    async def note_intent(self, turn_id: int, text: str, state: CallState) -> None:
        guess = await asyncio.to_thread(self._classifier.classify, text, state.language)
        self._intents[turn_id] = guess.intent.value

    async def briefing(self, state: CallState, reason: str) -> None:
        """What a person is told who takes the call over, and what chooses whose telephone rings."""
        goal, whom = state.goal, wanted(state, reason)
        inputs = {
            "wish": goal.kind.value if goal is not None else None,
            "topic": whom.topic,
            "person": whom.person,
        }
        known = Decision(BRIEFED, self._clock.now(), reason, inputs, {"name": state.name} if state.name else {})
        await self.guarded(self._records.add_decision(self._call_sid, known), "briefing_not_recorded")

    async def close(self, outcome: CallOutcome, summary: str) -> None:
        closing = self._records.close_call(self._call_sid, outcome=outcome, ended_at=self._clock.now(), summary=summary)
        await self.guarded(closing, "call_not_closed")

    async def guarded(self, write: Awaitable[None], event: str) -> None:
        """The caller is on the line, whatever becomes of the write."""
        try:
            await write
        except VorzimmerError as error:
            log.error(event, call_sid=self._call_sid, error=type(error).__name__)
