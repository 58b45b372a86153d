"""One call: hears, takes turns, speaks. Acts out what the pure parts decide; owns every task of the call.

Tasks, all children of one task group that ends with the call: `receive` (socket to bounded frame queue), `hear` (frames
to endpoints), `converse` (events to speech acts), `pace` (audio out), `record` (turn reports out), `watch` (a line
without audio), plus one `decode` an utterance. Queues: caller frames (2 s, drops the oldest and counts), caller events
(8, the producer waits), reports (64, the producer waits).
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

import structlog

from voice.audio.frames import FRAME_MS, FrameQueue, Framer
from voice.audio.mulaw import decode_mulaw
from voice.contract import (
    Conversation,
    EndReason,
    EngineFailed,
    HangUp,
    Listen,
    Say,
    SpeechAct,
    Transfer,
)
from voice.ending import CallEnded, VoiceLimits, run_call, until_performed
from voice.engines.protocols import EngineError, SpeechToText, TextToSpeech, VoiceActivity
from voice.floor import Answering, Floor
from voice.line import CallObserver, Line, SilentObserver, SoundTap, WordsTap
from voice.listener import Listener
from voice.pacer import Pacer, now_ms
from voice.reporter import Reporter
from voice.speaker import AssistantTurn, Speaker
from voice.wire.events import Dtmf, Malformed, Mark, Media, Started, Stopped
from voice.wire.twilio_media import TwilioMediaProtocol

log = structlog.get_logger()
Outcome = TypeVar("Outcome")

CALLER_QUEUE_FRAMES = 100  # 2 s
LOOKS_FOR_AUDIO = 10  # in the time after which a line without audio is given up


@dataclass(frozen=True, slots=True)
class SpeechEngines:
    stt: SpeechToText
    tts: TextToSpeech
    vad: VoiceActivity


class VoiceSession:
    """Runs one call over a `Line`; `run` returns when it is over and leaves nothing behind."""

    def __init__(
        self,
        line: Line,
        conversation: Conversation,
        engines: SpeechEngines,
        *,
        expected_call_sid: str | None = None,
        limits: VoiceLimits | None = None,
        observer: CallObserver | None = None,
        tap: SoundTap | None = None,
        words: WordsTap | None = None,
    ) -> None:
        self._line = line
        self._conversation = conversation
        self._engines = engines
        self._expected_call_sid = expected_call_sid
        self._limits = limits or VoiceLimits()
        self._observer = observer or SilentObserver()
        self._protocol = TwilioMediaProtocol()
        self._tap = tap
        self._pacer = Pacer(self._protocol, line.send, tap)
        self._speaker = Speaker(engines.tts, self._pacer, words)
        self._reporter = Reporter(conversation, self._observer)
        self._answering: Answering | None = None
        self._floor = Floor(self._speaker, engines.vad, self._observer, words)
        self._framer = Framer()
        self._frames = FrameQueue(CALLER_QUEUE_FRAMES)
        self._frame_arrived = asyncio.Event()
        self._started = asyncio.Event()
        self._group: asyncio.TaskGroup | None = None
        self._listener: Listener | None = None
        self._last_audio_wall_ms = 0.0
        self._speech_failures = 0

    async def run(self) -> EndReason:
        return await run_call(self._begin, self._leave)

    def _begin(self, group: asyncio.TaskGroup) -> None:
        self._group = group
        for name, work in (
            ("receive", self._receive()),
            ("hear", self._hear()),
            ("converse", self._converse()),
            ("pace", self._pacer.run()),
            ("record", self._reporter.reports.run()),
            ("watch", self._watch()),
        ):
            group.create_task(work, name=name)

    async def _leave(self, reason: EndReason) -> None:
        self._floor.close()
        if self._frames.dropped:
            self._observer.dropped_frames(self._frames.dropped)
            log.warning("caller_frames_dropped", frames=self._frames.dropped)
        await self._report_what_is_left()
        await self._conversation.end(reason)

    async def _report_what_is_left(self) -> None:
        """The call broke off in the middle: what was said and heard by then still goes on record."""
        turn = self._speaker.turn
        is_piece = turn is not None and turn.answers_a_piece
        if self._answering is not None and not is_piece:
            await self._reporter.caller(self._answering)
        if turn is not None and not is_piece:
            turn.voided.set()
            await self._reporter.assistant(turn, None, first_sent_wall_ms=self._speaker.first_sent_ms)
        while not self._floor.events.empty():
            await self._reporter.caller(self._floor.events.get_nowait())
        await self._reporter.reports.flush()

    # --- receive: the socket ---

    async def _receive(self) -> None:
        while True:
            for event in self._protocol.receive(await self._line.receive()):
                match event:
                    case Media(payload=payload):
                        self._last_audio_wall_ms = now_ms()
                        for frame in self._framer.push(payload):
                            self._frames.put(frame)
                            if self._tap is not None:
                                self._tap.caller(frame)
                        self._frame_arrived.set()
                    case Mark(name=name):
                        self._speaker.mark_returned(name)
                    case Dtmf(digit=digit):
                        await self._floor.key(digit)
                    case Started():
                        self._start(event)
                    case Stopped():
                        raise CallEnded(EndReason.CALLER_HUNG_UP)
                    case Malformed(reason=fault):
                        self._observer.malformed(fault)
                        log.warning("media_message_odd", reason=str(fault), taken=event.was_taken)
                    case _:
                        pass  # connected, and events that this version does not know

    def _start(self, started: Started) -> None:
        if not started.media_format_ok:
            log.error("media_format_refused", stream_sid=started.stream_sid)
            raise CallEnded(EndReason.FAILED)
        if self._expected_call_sid is not None and started.call_sid != self._expected_call_sid:
            log.warning("media_for_another_call", stream_sid=started.stream_sid)
            raise CallEnded(EndReason.FAILED)
        self._listener = self._floor.open(self._engines.stt, self._conversation.language, self._spawn)
        self._reporter.started_wall_ms = self._last_audio_wall_ms = now_ms()
        self._started.set()

    def _spawn(self, work: Coroutine[Any, Any, Outcome], name: str) -> asyncio.Task[Outcome]:
        if self._group is None:
            raise RuntimeError("a call's tasks are born in its task group")
        return self._group.create_task(work, name=name)

    async def _watch(self) -> None:
        """A stream that never starts, or a line whose audio stays away, is a broken call."""
        try:
            async with asyncio.timeout(self._limits.start_within_ms / 1000):
                await self._started.wait()
        except TimeoutError:
            log.error("media_never_started")
            raise CallEnded(EndReason.FAILED) from None
        quiet_looks = 0
        while quiet_looks < LOOKS_FOR_AUDIO:  # a machine that stood still has looked once, however long it stood
            before_ms = self._last_audio_wall_ms
            await asyncio.sleep(self._limits.audio_within_ms / 1000 / LOOKS_FOR_AUDIO)
            quiet_looks = quiet_looks + 1 if self._last_audio_wall_ms == before_ms else 0
        log.error("caller_audio_stopped")
        raise CallEnded(EndReason.FAILED)

    # --- hear: the caller's side of the floor ---

    async def _hear(self) -> None:
        await self._started.wait()
        assert self._listener is not None  # noqa: S101  set before `started`
        while True:
            frame = self._frames.get()
            if frame is None:
                self._frame_arrived.clear()
                await self._frame_arrived.wait()
                continue
            waiting_ms = len(self._frames) * FRAME_MS
            await self._listener.hear(decode_mulaw(frame), arrived_ms=now_ms() - waiting_ms)

    # --- converse: the assistant's side of the floor ---

    async def _converse(self) -> None:
        await self._started.wait()
        await self._take_turn(self._conversation.begin(), None)
        if self._speaker.first_sent_ms is not None:
            self._reporter.greeted(first_sent_wall_ms=self._speaker.first_sent_ms)
        while True:
            self._answering = await self._floor.events.get()
            await self._take_turn(self._conversation.respond(self._answering.event), self._answering)

    async def _take_turn(self, acts: AsyncIterator[SpeechAct], answering: Answering | None) -> None:
        """Speak one turn to its end, or until the caller takes the floor."""
        turn = self._speaker.begin_turn(self._floor.next_turn_id(), self._conversation.language)
        self._floor.assistant_begins(turn, answering)
        performing = self._spawn(self._perform(acts, turn), "perform")
        ending = await until_performed(performing, turn.voided)
        await self._speaker.until_begun(turn)
        if answering is not None and not turn.answers_a_piece:
            await self._reporter.caller(answering)
        self._answering = None
        if not turn.voided.is_set():
            await self._speaker.until_heard(turn)
        self._conversation.heard(turn.heard())
        if not turn.answers_a_piece:
            await self._reporter.assistant(turn, answering, first_sent_wall_ms=self._speaker.first_sent_ms)
        self._speaker.turn = None
        self._floor.assistant_ended()
        if ending is not None and not turn.voided.is_set():
            raise CallEnded(ending)

    async def _perform(self, acts: AsyncIterator[SpeechAct], turn: AssistantTurn) -> EndReason | None:
        """Acts in, speech out. Returns how the call ends with this turn, if it does."""
        async for act in acts:
            match act:
                case Say():
                    await self._say(turn, act)
                case Listen():
                    self._floor.expect(act, self._conversation.language)
                case Transfer(reason=reason):
                    turn.interruptible = False  # a transfer must not be lost to a word of thanks
                    log.info("transfer_announced", reason=reason)
                    return EndReason.TRANSFERRED
                case HangUp(reason=reason):
                    log.info("goodbye_announced", reason=reason)
                    return EndReason.AGENT_HUNG_UP
        return None

    async def _say(self, turn: AssistantTurn, act: Say) -> None:
        try:
            await self._speaker.say(turn, act)
        except EngineError:
            self._observer.engine_failed("text_to_speech")
            self._speech_failures += 1
            log.error("speech_failed", failures=self._speech_failures)
            if self._speech_failures > 1:
                raise CallEnded(EndReason.FAILED) from None
            failed = EngineFailed(self._floor.next_turn_id(), "text_to_speech", self._floor.audio_ms)
            turn.voided.set()
            await self._floor.events.put(Answering(failed))
