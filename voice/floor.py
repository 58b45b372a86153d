"""Who has the floor: barge-in, listener's noises, silence and keys, decided while the assistant speaks or waits."""

import asyncio
from dataclasses import dataclass

import structlog

from voice.contract import (
    CallerEvent,
    EngineFailed,
    Keys,
    Language,
    Listen,
    Silence,
    Unintelligible,
    Utterance,
)
from voice.engines.protocols import SpeechToText, Transcript, VoiceActivity
from voice.line import CallObserver, Unheeded, WordsTap
from voice.listener import Finished, Listener, Spawn
from voice.pacer import now_ms
from voice.speaker import AssistantTurn, Speaker
from voice.turns.backchannel import is_farewell, is_listeners_noise
from voice.turns.barge_in import BargeIn, Step
from voice.turns.keypad import Keypad

log = structlog.get_logger()

EVENT_QUEUE = 8
NEARLY_SAID_MS = 600  # with less than this left to hear, "ja" is an answer and no listener's noise
MUMBLE_MS = 400  # speech shorter than this without words is noise


@dataclass(frozen=True, slots=True)
class Answering:
    """A caller event to be answered, and the utterance behind it, for the timings."""

    event: CallerEvent
    finished: Finished | None = None


class Floor:
    """Turns what the listener hears into caller events; takes the floor from the speaker when it is the caller's."""

    def __init__(
        self, speaker: Speaker, vad: VoiceActivity, observer: CallObserver, words: WordsTap | None = None
    ) -> None:
        self._speaker = speaker
        self._observer = observer
        self._words = words or Unheeded()
        self._told_speaking = False
        self._vad = vad
        self._barge_in = BargeIn(vad.window_ms)
        self._keypad = Keypad()
        self._turn_ids = 0
        self._silent_ms = 0
        self._silences = 0
        self._prompt_after_ms = 6_000
        self._listener: Listener | None = None
        self._answered: Finished | None = None
        self._is_deaf = False  # the recogniser failed at the caller's last utterance
        self.events: asyncio.Queue[Answering] = asyncio.Queue(EVENT_QUEUE)

    def open(self, stt: SpeechToText, language: Language, spawn: Spawn) -> Listener:
        self._listener = Listener(
            stt=stt,
            vad=self._vad.open(),
            window_ms=self._vad.window_ms,
            language=language,
            judge=self,
            spawn=spawn,
        )
        return self._listener

    def close(self) -> None:
        if self._listener is not None:
            self._listener.close()

    def next_turn_id(self) -> int:
        self._turn_ids += 1
        return self._turn_ids

    @property
    def audio_ms(self) -> int:
        return 0 if self._listener is None else self._listener.audio_ms

    def expect(self, listen: Listen, language: Language) -> None:
        """What the assistant has just asked for."""
        self._prompt_after_ms = listen.prompt_after_ms
        if self._listener is not None:
            self._listener.expects = listen.expects
            self._listener.commits = listen.commits
            self._listener.hints = listen.hints
            self._listener.language = language

    def assistant_begins(self, turn: AssistantTurn, answering: Answering | None) -> None:
        self._answered = None if answering is None else answering.finished
        if self._answered is not None:
            turn.playout.not_before_ms = self._answered.decided_wall_ms
        self._barge_in.reset()
        if not self.events.empty():
            turn.voided.set()  # they already said more: the conversation learns of this turn, the caller does not
        elif self._listener is not None and self._listener.speaking:
            self._speaker.hold()  # they went on while we were thinking: the words will decide
            self._barge_in.held = self._barge_in.cleared = True

    def assistant_ended(self) -> None:
        self._silent_ms = 0
        self._answered = None

    # --- what the listener asks ---

    async def window(self, probability: float) -> None:
        """One window of caller audio was judged: barge-in, silence and the keypad count it."""
        self._tell_speaking()
        turn = self._speaker.turn
        if turn is not None and turn.can_be_stopped:
            await self._judge_barge_in(probability)
        elif turn is None:
            await self._count_silence()

    def _tell_speaking(self) -> None:
        speaking = self._listener is not None and self._listener.speaking
        if speaking == self._told_speaking:
            return
        self._told_speaking = speaking
        if speaking:
            self._words.caller_speaks("")
        else:
            self._words.caller_said_nothing()  # what was dismissed; all else ends in `finished`

    async def _judge_barge_in(self, probability: float) -> None:
        match self._barge_in.hear(probability):
            case Step.HOLD:
                self._speaker.hold()
            case Step.CLEAR:
                await self._speaker.clear()
            case Step.LET_GO:
                self._observer.barged_in(taken=False, cleared=False)
                self._speaker.go_on()
            case None:
                pass

    def dismissed(self, transcript: Transcript, *, speech_ms: int) -> bool:
        """A listener's noise over our speech, or noise without words: go on with the same audio."""
        if not self._wants_to_be_passed_over(transcript, speech_ms):
            self._words.caller_speaks(transcript.text)
            return False
        log.info("backchannel", speech_ms=speech_ms, noise=not transcript.text)
        self._observer.barged_in(taken=False, cleared=self._barge_in.cleared)
        self._barge_in.reset()
        self._speaker.go_on()
        return True

    def _wants_to_be_passed_over(self, transcript: Transcript, speech_ms: int) -> bool:
        turn = self._speaker.turn
        if turn is None:
            return False
        nearly_said = turn.playout.anything_sent and turn.playout.remaining_ms(now_ms()) < NEARLY_SAID_MS
        noise = not transcript.text
        wants_nothing = not nearly_said and _wants_nothing(transcript, speech_ms)
        takes_leave = turn.is_farewell and is_farewell(transcript.text, transcript.language)
        return noise or wants_nothing or takes_leave

    async def finished(self, finished: Finished) -> None:
        """An utterance is over: whatever we were saying gives way, and the conversation answers."""
        transcript = finished.transcript
        self._told_speaking = False
        if transcript is not None and transcript.text:
            self._words.caller_said(transcript.text)
        else:
            self._words.caller_said_nothing()
        if transcript is not None and not transcript.text and finished.speech_ms < MUMBLE_MS:
            self._speaker.go_on()
            return
        if transcript is None and self._is_deaf and self._speaker.turn is not None:
            self._speaker.go_on()  # they know by now that only keys help: their menu is spoken to its end
            self._barge_in.reset()
            return
        self._is_deaf = transcript is None
        has_words = transcript is not None and bool(transcript.text)
        continues = has_words and self._takes_back(finished.continues)
        await self._take_floor()
        turn_id = self.next_turn_id()
        event: CallerEvent
        if transcript is None:
            self._observer.engine_failed("speech_to_text")
            event = EngineFailed(turn_id, "speech_to_text", finished.ended_ms)
        elif not transcript.text:
            event = Unintelligible(turn_id, finished.started_ms, finished.ended_ms, transcript.alternatives)
        else:
            event = Utterance(
                turn_id,
                transcript.text,
                transcript.language,
                finished.started_ms,
                finished.ended_ms,
                transcript.confidence,
                transcript.alternatives,
                continues,
                transcript.prosody,
            )
            log.info("turn_ended", continues=continues, speech_ms=finished.speech_ms, pii_text=transcript.text)
        await self.events.put(Answering(event, finished))

    def is_unanswered(self, finished: Finished) -> bool:
        if any(waiting.finished is finished for waiting in self._waiting()):
            return True
        turn = self._speaker.turn
        if turn is None or self._answered is not finished or turn.voided.is_set():
            return False
        return turn.can_be_stopped and not turn.playout.heard_words

    def _takes_back(self, before: Finished | None) -> bool:
        """The utterance before was only a piece. True if the conversation already knows it and has to forget it."""
        if before is None:
            return False
        waiting = self._waiting()
        kept = [answering for answering in waiting if answering.finished is not before]
        if len(kept) < len(waiting):
            while not self.events.empty():
                self.events.get_nowait()
            for answering in kept:
                self.events.put_nowait(answering)
            gone = [answering.event for answering in waiting if answering.finished is before]
            return any(
                isinstance(event, Utterance) and event.continues for event in gone
            )  # it was itself the whole of one
        turn = self._speaker.turn
        if turn is None or self._answered is not before:
            return False
        turn.answers_a_piece = True
        return True

    def _waiting(self) -> list[Answering]:
        """What the conversation was not told yet."""
        waiting = [self.events.get_nowait() for _ in range(self.events.qsize())]
        for answering in waiting:
            self.events.put_nowait(answering)
        return waiting

    async def _take_floor(self) -> None:
        """The caller has the floor now."""
        self._silent_ms = self._silences = 0
        turn = self._speaker.turn
        if turn is None or not turn.can_be_stopped:
            return
        if turn.playout.anything_sent:
            self._observer.barged_in(taken=True, cleared=self._barge_in.cleared)
            if self._listener is not None and not turn.playout.heard_words:
                self._listener.was_cut_off()
        await self._speaker.give_way()

    async def key(self, digit: str) -> None:
        """A key was pressed: silence now, and an event when the input is complete. Never waits: the socket does."""
        if self._listener is None:
            return
        self._listener.forget()
        await self._take_floor()
        digits = self._keypad.press(digit, self._listener.expects)
        if digits is not None:
            self._typed(digits)

    def _typed(self, digits: str) -> None:
        if self._listener is None:
            return
        if self.events.full():
            log.warning("keys_not_taken", waiting=self.events.qsize())
            return
        self.events.put_nowait(Answering(Keys(self.next_turn_id(), digits, self._listener.audio_ms)))

    async def _count_silence(self) -> None:
        if self._listener is None:
            return
        window_ms = self._vad.window_ms
        digits = self._keypad.wait(window_ms)
        if digits is not None:
            self._typed(digits)
        if self._listener.speaking or self._keypad.collecting or not self.events.empty():
            self._silent_ms = 0
            return
        self._silent_ms += window_ms
        if self._silent_ms >= self._prompt_after_ms:
            self._silent_ms = 0
            self._silences += 1
            await self.events.put(Answering(Silence(self.next_turn_id(), self._silences, self._listener.audio_ms)))


def _wants_nothing(transcript: Transcript, speech_ms: int) -> bool:
    return is_listeners_noise(
        transcript.text,
        transcript.language,
        alternatives=transcript.alternatives,
        confidence=transcript.confidence,
        speech_ms=speech_ms,
    )
