"""One call led by a language model, with the built-in brain beside it for what the model should not or cannot do."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field

import structlog

from app.dialogue.brain import BrainAct
from app.dialogue.comprehension import Comprehension
from app.dialogue.desk import Desk
from app.dialogue.guardrails import FreeSentence, SpeechGuard
from app.dialogue.llm_brain.carrying import Carrying
from app.dialogue.llm_brain.handed_on import HandedOn
from app.dialogue.llm_brain.identifiers import Identifiers
from app.dialogue.llm_brain.messages import instructions, messages, reads_out, situation
from app.dialogue.llm_brain.observing import ModelObserver, SilentModelObserver
from app.dialogue.llm_brain.plain_answers import needs_no_model, note_agreement, says_it_again
from app.dialogue.llm_brain.speech import Speech
from app.dialogue.llm_brain.tool_specs import tool_specs
from app.dialogue.llm_brain.toolbox import Carried, Toolbox
from app.dialogue.llm_brain.waiting import Patience, Paused, TakesLong, Waited, patiently
from app.dialogue.model_use import ModelUse
from app.dialogue.next_step import ask_again, go_on
from app.dialogue.not_understood import model_gives_up
from app.dialogue.phrase_book import CallPhrases
from app.dialogue.prompt_book import Prompt
from app.dialogue.reading import Reading
from app.dialogue.rules_brain import RulesBrain
from app.dialogue.state import Asking, CallState, Sentence
from app.dialogue.transcript import Transcript
from app.dialogue.troubles import tool_failed
from app.dialogue.turn import Turn
from app.dialogue.wanted import note_whom
from app.domain.errors import VorzimmerError
from app.domain.escalation.reasons import Reason
from app.ports.chat_model import ChatModel, ChatRequest, Finished, ModelUnavailable, ToolCall, ToolSpec, Words
from voice.contract import CallerEvent, Utterance

log = structlog.get_logger()

MOST_REQUESTS = 4  # of one turn: after that the model goes round in circles
FAILED_TURNS_AT_MOST = 2  # then the built-in brain leads for the rest of the call
TURNS_WITHOUT_RESULT = 5  # of mere talk: then a person
_HAD_EFFECT = frozenset({"done", "told_the_caller"})
_YES_PENDING = frozenset({Asking.READ_BACK, Asking.CANCEL_SURE, Asking.MESSAGE_RIGHT, Asking.NUMBER_RIGHT})


@dataclass(slots=True)
class _Progress:
    """Of one turn: what has happened by the time the model fails."""

    said: bool = False
    carried: dict[tuple[str, str], Carried] = field(default_factory=dict)
    waited: Waited = field(default_factory=Waited)
    question_open: bool = False


class LlmBrain:
    """One call's. Shares phrases, comprehension, transcript and the call's state with the built-in brain `rules`."""

    def __init__(
        self,
        model: ChatModel,
        prompt: Prompt,
        guard: SpeechGuard,
        *,
        rules: RulesBrain,
        comprehension: Comprehension,
        phrases: CallPhrases,
        transcript: Transcript,
        patience: Patience | None = None,
        observer: ModelObserver | None = None,
        use: ModelUse | None = None,
    ) -> None:
        self._model = model
        self._prompt = prompt
        self._guard = guard
        self._rules = rules
        self._comprehension = comprehension
        self._phrases = phrases
        self._transcript = transcript
        self._patience = patience or Patience()
        self._observer = observer or SilentModelObserver()
        self._identifiers = Identifiers()
        self._system = instructions(prompt, comprehension.business)
        self._tools: tuple[ToolSpec, ...] = tool_specs(comprehension.business)
        self._failed_turns = 0
        self._idle_turns = 0
        self._on_record = False
        self.use = use or ModelUse()

    async def think(self, event: CallerEvent, state: CallState, desk: Desk) -> AsyncIterator[BrainAct]:
        reading = (
            await asyncio.to_thread(self._comprehension.read, event.text, state, now=desk.now())
            if isinstance(event, Utterance)
            else None
        )
        given_up = self._failed_turns >= FAILED_TURNS_AT_MOST
        state.heeds_notes = not given_up
        again = says_it_again(self._transcript.caller_words)  # the model has had its turn at these words
        if reading is None or given_up or again or needs_no_model(reading, state):
            self._led("built_in" if not given_up or reading is None else "fallback")
            async for act in self._rules.think(event, state, desk):
                yield act
            return
        await self._put_on_record(desk)
        note_agreement(reading, state)
        progress = _Progress()
        try:
            async with aclosing(self._lead(reading, state, desk, progress)) as acts:
                async for act in acts:
                    yield act
            self._count_turn(state)
        except ModelUnavailable as error:
            state.heeded_notes = ()
            self._failed(error.reason)
            async for act in self._take_over(event, state, desk, progress):
                yield act
        except VorzimmerError as error:
            log.error("tool_failed", error=type(error).__name__)
            turn = self._turn(state, desk)
            await tool_failed(turn)
            for act in _acts(turn):
                yield act

    # --- the model leads ----------------------------------------------------------------------------------------------

    async def _lead(
        self, reading: Reading, state: CallState, desk: Desk, progress: _Progress
    ) -> AsyncGenerator[BrainAct, None]:
        """Requests and tools in turns, until something ends the turn. Raises ModelUnavailable."""
        note_whom(state, reading)
        before, beside = state.progress, situation(state, self._identifiers)
        handed_on = HandedOn(state, desk, self._comprehension, self._transcript, self._identifiers)
        toolbox = Toolbox(handed_on, reading)
        for _ in range(MOST_REQUESTS):
            calls: list[ToolCall] = []
            async with aclosing(self._ask(state, desk, beside, calls, progress)) as sentences:
                async for sentence in sentences:
                    yield sentence
            if not calls:
                async for act in self._after_words(state, desk, progress, idle=state.progress == before):
                    yield act
                return
            turn = self._turn(state, desk)
            async with aclosing(self._carry_out(calls, toolbox, turn, progress)) as fillers:
                async for filler in fillers:
                    yield filler
            for act in _acts(turn):
                yield act
            if turn.ending is not None:
                return
        raise ModelUnavailable("no_end")

    async def _ask(
        self, state: CallState, desk: Desk, beside: str, calls: list[ToolCall], progress: _Progress
    ) -> AsyncGenerator[Sentence, None]:
        """One request: its sentences as soon as they are whole and may be said; its tool calls go into `calls`."""
        entries = self._transcript.entries
        request = ChatRequest(messages(self._system, entries, state, beside), self._tools)
        speech = Speech(self._guard, self._observer, state, desk, self._transcript)
        began = asyncio.get_running_loop().time()
        first_s: float | None = None
        async with aclosing(patiently(self._model.reply(request), self._patience, progress.waited)) as events:
            async for event in events:
                if isinstance(event, TakesLong):
                    if not progress.said:
                        progress.said = True
                        yield self._filler(state)
                    continue
                if first_s is None:
                    state.heeded_notes = state.staff_notes
                    first_s = asyncio.get_running_loop().time() - began
                sentences: Sequence[FreeSentence] = ()
                match event:
                    case Words(text=text):
                        sentences = speech.take(text)
                    case Paused():
                        sentences = speech.pause()
                    case ToolCall():
                        calls.append(event)
                    case Finished(usage=usage):
                        sentences = speech.end()
                        self.use.add(usage)
                        self._observer.answered(first_event_s=first_s, usage=usage)
                for sentence in sentences:
                    if not _fits(sentence, state):
                        continue
                    progress.said, progress.question_open = True, sentence.text.endswith("?")
                    yield sentence
                if speech.full:
                    break
        if speech.withheld and not speech.passed and not calls:
            raise ModelUnavailable("nothing_fit_to_say")

    async def _carry_out(
        self, calls: Sequence[ToolCall], toolbox: Toolbox, turn: Turn, progress: _Progress
    ) -> AsyncGenerator[Sentence, None]:
        """All calls of one answer on one turn, what only reads beside each other; a filler when they take long."""
        work = Carrying(
            toolbox, lambda: self._turn(turn.state, turn.desk), self._observer, self._transcript, progress.carried
        )
        carrying = asyncio.create_task(work.carry_all(calls, turn), name="carry out tools")
        try:
            done, _ = await asyncio.wait({carrying}, timeout=self._patience.tool_filler_after_s)
            if not done and not progress.said:
                progress.said = True
                yield self._filler(turn.state)
            await carrying
        finally:
            carrying.cancel()
            turn.desk.ahead.drop()

    async def _after_words(
        self, state: CallState, desk: Desk, progress: _Progress, *, idle: bool
    ) -> AsyncGenerator[BrainAct, None]:
        """The model only talked: the turn still ends with a question that is ours to understand."""
        turn = self._turn(state, desk)
        self._idle_turns = self._idle_turns + 1 if idle else 0
        if self._idle_turns >= TURNS_WITHOUT_RESULT:
            self._idle_turns = 0
            await model_gives_up(turn, Reason.NOT_UNDERSTOOD_TWICE)
        elif progress.question_open and state.asking not in _YES_PENDING:
            turn.await_answer(Asking.GOAL if state.asking is Asking.ANYTHING_ELSE else state.asking)
        else:
            turn.again = progress.said
            await ask_again(turn, after_answer=state.turns_heard > 0)
        for act in _acts(turn):
            yield act

    # --- the built-in brain takes over --------------------------------------------------------------------------------

    async def _take_over(
        self, event: CallerEvent, state: CallState, desk: Desk, progress: _Progress
    ) -> AsyncGenerator[BrainAct, None]:
        """The same utterance again when nothing was done about it yet; else on from where the tools led."""
        self._failed_turns += 1
        state.heeds_notes = self._failed_turns < FAILED_TURNS_AT_MOST
        self._led("fallback")
        if not any(carried.status in _HAD_EFFECT for carried in progress.carried.values()):
            async for act in self._rules.think(event, state, desk):
                yield act
            return
        turn = self._turn(state, desk)
        await go_on(turn)
        for act in _acts(turn):
            yield act

    def _failed(self, reason: str) -> None:
        log.warning("model_failed", reason=reason, failed_turns=self._failed_turns + 1)
        self._observer.failed(reason)

    def _count_turn(self, state: CallState) -> None:
        """What the built-in brain notes of every utterance, for when it leads again."""
        state.silences, state.waiting, state.not_understood, state.failures = 0, False, 0, 0
        state.turns_heard += 1
        self._led("model")

    def _led(self, by: str) -> None:
        self.use.led(by)
        self._observer.led(by)

    async def _put_on_record(self, desk: Desk) -> None:
        """Which prompt and model lead this call."""
        if self._on_record:
            return
        self._on_record = True
        try:
            await desk.decide("brain", "model_leads", {"prompt": self._prompt.label, "model": self._model.name})
        except VorzimmerError:
            log.warning("prompt_version_not_recorded")

    def _turn(self, state: CallState, desk: Desk) -> Turn:
        return Turn(state, desk, self._phrases, self._comprehension)

    def _filler(self, state: CallState) -> Sentence:
        return Sentence(self._phrases.sentence("filler", state.language), state.language)


def _fits(sentence: FreeSentence, state: CallState) -> bool:
    if sentence.text.endswith("?") and state.asking in _YES_PENDING:
        return False  # one question at a time: the read-back's own comes again at the end
    if reads_out(state.staff_notes, sentence.text):
        log.warning("staff_note_not_read_out")
        return False
    return True


def _acts(turn: Turn) -> list[BrainAct]:
    return [*turn.sentences, *((turn.ending,) if turn.ending is not None else ())]
