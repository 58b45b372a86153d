"""One call whose speech is Twilio's (ConversationRelay): text in, text out; the same conversation as a spoken call's.

Decision: the far end owns the voice and the ears, so a turn counts as heard when Twilio says that the assistant fell
silent, or when its length says so. Silence of the caller is counted here, because Twilio sends nothing for it.
Tasks, all children of one task group that ends with the call: `receive`, `converse`, `record`, `watch`, and one
`perform` a turn. Queues: caller events (8, the producer waits), reports (64, the producer waits).
"""

import asyncio
from collections.abc import AsyncIterator

import structlog

from voice.contract import (
    CallerEvent,
    Conversation,
    EndReason,
    HangUp,
    Keys,
    Language,
    Listen,
    Say,
    Silence,
    SpeechAct,
    Transfer,
    Unintelligible,
    Utterance,
)
from voice.ending import CallEnded, VoiceLimits, run_call, until_performed
from voice.line import CallObserver, Line, SilentObserver
from voice.pacer import now_ms
from voice.relay_turn import LOCALES, Asked, RelayRecord, RelaySpeaker, RelayTurn
from voice.turns.backchannel import is_farewell
from voice.turns.keypad import Keypad
from voice.wire.events import Dtmf, Malformed
from voice.wire.relay_events import Interrupted, Prompt, Reported, SetUp, Speaking
from voice.wire.twilio_relay import TwilioRelayProtocol

log = structlog.get_logger()

EVENT_QUEUE = 8
TICK_MS = 250
"""How often silence and the keypad's pause are looked at."""


class RelayedCall:
    """Runs one call over a `Line`; `run` returns when it is over and leaves nothing behind."""

    def __init__(
        self,
        line: Line,
        conversation: Conversation,
        *,
        expected_call_sid: str | None = None,
        limits: VoiceLimits | None = None,
        observer: CallObserver | None = None,
    ) -> None:
        self._line = line
        self._conversation = conversation
        self._expected_call_sid = expected_call_sid
        self._limits = limits or VoiceLimits()
        self._observer = observer or SilentObserver()
        self._protocol = TwilioRelayProtocol()
        self._speaker = RelaySpeaker(self._protocol, line.send)
        self._events: asyncio.Queue[Asked] = asyncio.Queue(EVENT_QUEUE)
        self._record = RelayRecord(conversation, self._observer)
        self._set_up = asyncio.Event()
        self._turn: RelayTurn | None = None
        self._turn_ids = 0
        self._listen = Listen()
        self._keypad = Keypad()
        self._caller_speaks = False
        self._silent_ms = self._silences = 0

    async def run(self) -> EndReason:
        return await run_call(self._begin, self._leave)

    def _begin(self, group: asyncio.TaskGroup) -> None:
        for name, work in (
            ("receive", self._receive()),
            ("converse", self._converse()),
            ("record", self._record.reports.run()),
            ("watch", self._watch()),
        ):
            group.create_task(work, name=name)

    async def _leave(self, reason: EndReason) -> None:
        if self._turn is not None:  # the call broke off in the middle: what was said still goes on record
            self._turn.void()
            self._record.add(self._turn)
        await self._record.reports.flush()
        await self._conversation.end(reason)

    # --- receive: the socket ---

    async def _receive(self) -> None:
        while True:
            match self._protocol.receive(await self._line.receive()):
                case SetUp() as setup:
                    self._set_up_by(setup)
                case Prompt() as prompt:
                    await self._prompted(prompt)
                case Interrupted(heard=heard):
                    self._interrupted(heard)
                case Dtmf(digit=digit):
                    await self._pressed(digit)
                case Speaking(is_caller=True, is_on=is_on):
                    self._caller_speaks, self._silent_ms = is_on, 0
                case Speaking(is_on=False):
                    self._speaker.fell_silent(self._turn)
                case Reported():
                    self._observer.malformed("refused_by_twilio")
                    log.warning("relay_message_refused")  # its text may quote what was said
                case Malformed(reason=fault):
                    self._observer.malformed(fault)
                    log.warning("relay_message_odd", reason=str(fault))
                case _:
                    pass  # events that this version does not know

    def _set_up_by(self, setup: SetUp) -> None:
        if self._expected_call_sid is not None and setup.call_sid != self._expected_call_sid:
            log.warning("relay_for_another_call")
            raise CallEnded(EndReason.FAILED)
        self._record.started_wall_ms = now_ms()
        self._set_up.set()

    async def _prompted(self, prompt: Prompt) -> None:
        """An utterance is over: whatever is being said gives way, and the conversation answers."""
        self._silent_ms = self._silences = 0
        if not prompt.is_last:
            return
        turn = self._turn
        if turn is not None and turn.is_farewell and is_farewell(prompt.text, self._language(prompt)):
            return
        before = self._taken_back(turn)
        if turn is not None and turn.interruptible:  # a transfer must not be lost to a word of thanks
            turn.void()
        at_ms, text = self._at_ms, prompt.text
        event: CallerEvent
        if not text:
            event = Unintelligible(self._next_turn_id(), at_ms, at_ms)
        elif before is not None:
            whole = f"{before.text.rstrip('.')} {text}"
            event = Utterance(
                self._next_turn_id(), whole, self._language(prompt), before.started_ms, at_ms, continues=True
            )
        else:
            event = Utterance(self._next_turn_id(), text, self._language(prompt), at_ms, at_ms)
        await self._events.put(Asked(event, now_ms()))

    def _taken_back(self, turn: RelayTurn | None) -> Utterance | None:
        """What the caller has just gone on with: no word of the answer to it was heard yet."""
        if turn is None or turn.answering is None or not isinstance(turn.answering.event, Utterance):
            return None
        if turn.said and turn.until != "":  # without an interruption all that was sent was heard
            return None
        turn.answers_a_piece = True
        return turn.answering.event

    def _language(self, prompt: Prompt) -> Language:
        spoken = prompt.locale[:2].lower()
        return next((language for language in LOCALES if language == spoken), self._conversation.language)

    def _interrupted(self, heard: str) -> None:
        self._silent_ms = 0
        self._speaker.fell_silent(self._turn)
        if self._turn is not None:
            self._turn.void(until=heard)

    async def _pressed(self, digit: str) -> None:
        self._silent_ms = self._silences = 0
        turn = self._turn
        if turn is not None and turn.interruptible:
            turn.void()
        digits = self._keypad.press(digit, self._listen.expects)
        if digits is not None:
            await self._typed(digits)

    async def _typed(self, digits: str) -> None:
        await self._events.put(Asked(Keys(self._next_turn_id(), digits, self._at_ms), now_ms()))

    # --- converse: the assistant's side ---

    async def _converse(self) -> None:
        await self._set_up.wait()
        await self._speaker.speak(self._conversation.language)
        await self._take_turn(self._conversation.begin(), None)
        while True:
            asked = await self._events.get()
            await self._take_turn(self._conversation.respond(asked.event), asked)

    async def _take_turn(self, acts: AsyncIterator[SpeechAct], asked: Asked | None) -> None:
        """Say one turn to its end, or until the caller takes the floor."""
        turn = self._turn = RelayTurn(self._next_turn_id(), self._conversation.language, asked)
        if not self._events.empty():
            turn.void()  # they already said more: the conversation learns of this turn, the caller does not
        performing = asyncio.create_task(self._perform(acts, turn), name="perform")
        ending = await until_performed(performing, turn.voided)
        await self._speaker.complete(turn)
        await self._speaker.until_heard(turn)
        self._turn = None
        self._conversation.heard(turn.heard())
        self._record.add(turn)
        self._silent_ms = 0
        if ending is not None and (not turn.voided.is_set() or not turn.interruptible):
            await self._speaker.leave(ending.value)
            raise CallEnded(ending)

    async def _perform(self, acts: AsyncIterator[SpeechAct], turn: RelayTurn) -> EndReason | None:
        """Acts in, text out. Returns how the call ends with this turn, if it does."""
        async for act in acts:
            match act:
                case Say():
                    await self._speaker.say(turn, act)
                case Listen():
                    self._listen = act
                    await self._speaker.speak(self._conversation.language)
                case Transfer(reason=reason):
                    turn.interruptible = False
                    log.info("transfer_announced", reason=reason)
                    return EndReason.TRANSFERRED
                case HangUp(reason=reason):
                    log.info("goodbye_announced", reason=reason)
                    return EndReason.AGENT_HUNG_UP
        return None

    # --- watch: what Twilio sends nothing for ---

    async def _watch(self) -> None:
        """A call that never begins is a broken one; a caller who says nothing is asked again."""
        try:
            async with asyncio.timeout(self._limits.start_within_ms / 1000):
                await self._set_up.wait()
        except TimeoutError:
            log.error("relay_never_set_up")
            raise CallEnded(EndReason.FAILED) from None
        while True:
            await asyncio.sleep(TICK_MS / 1000)
            digits = self._keypad.wait(TICK_MS)
            if digits is not None:
                await self._typed(digits)
            if self._caller_speaks or self._keypad.collecting or self._turn is not None or not self._events.empty():
                self._silent_ms = 0
                continue
            self._silent_ms += TICK_MS
            if self._silent_ms >= self._listen.prompt_after_ms:
                self._silent_ms = 0
                self._silences += 1
                await self._events.put(Asked(Silence(self._next_turn_id(), self._silences, self._at_ms), now_ms()))

    @property
    def _at_ms(self) -> int:
        return round(now_ms() - self._record.started_wall_ms)

    def _next_turn_id(self) -> int:
        self._turn_ids += 1
        return self._turn_ids
