"""One call's conversation: the side of the app that `voice` talks to.

The manager owns the state, asks a brain what to say, lets nothing be spoken that no tool result supports, believes
only what the caller heard, and keeps the record. Decision: claims are checked sentence by sentence here and not in
the brains, so a brain that is wrong (or a language model) cannot lie; the price is that every sentence with a fact in
it has to name its claim.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import asdict, dataclass, replace

import structlog

from app.dialogue.brain import Brain, BrainAct
from app.dialogue.came_back import CameBack
from app.dialogue.checked import Checked
from app.dialogue.comprehension import Comprehension
from app.dialogue.desk import Desk
from app.dialogue.feeling import Feeling
from app.dialogue.greeting import greeting
from app.dialogue.guardrails import SpeechGuard
from app.dialogue.language_spoken import language_spoken
from app.dialogue.model_use import ModelUse
from app.dialogue.moods import MoodJudge
from app.dialogue.observing import DialogueObserver, SilentDialogueObserver
from app.dialogue.on_record import OnRecord
from app.dialogue.outcome import outcome_of
from app.dialogue.phrase_book import CallPhrases, PhraseBook
from app.dialogue.rules_brain import RulesBrain
from app.dialogue.state import LASTING, Asking, CallState, Sentence
from app.dialogue.summary import Wording, sum_up
from app.dialogue.tools import Tools
from app.dialogue.transcript import Transcript
from app.dialogue.unfinished import keep_unfinished
from app.dialogue.unheard import take_back_unheard
from app.domain.business import Business, Language
from app.domain.calls import CallOpened
from app.domain.errors import VorzimmerError
from app.domain.ids import E164
from app.domain.spoken.say import split_sentences
from app.ports.call_records import CallRecords
from app.ports.clock import Clock
from voice.contract import (
    CallerEvent,
    EndReason,
    Expectation,
    Heard,
    Listen,
    Prosody,
    Say,
    SpeechAct,
    TurnReport,
    Unintelligible,
    Utterance,
)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class CallWits:
    """What one call thinks with, shared by whatever brains lead it."""

    rules: RulesBrain
    comprehension: Comprehension
    phrases: CallPhrases
    transcript: Transcript
    guard: SpeechGuard | None
    use: ModelUse


class ReceptionConversation:
    """Implements `voice.contract.Conversation`. `brain` or `lead` None = the built-in brain.

    `lead` makes the brain of this call; `guard` judges what a language model says, `wording` words the summary.
    """

    def __init__(
        self,
        *,
        call: CallOpened,
        business: Business,
        tools: Tools,
        records: CallRecords,
        clock: Clock,
        comprehension: Comprehension,
        phrase_book: PhraseBook,
        brain: Brain | None = None,
        lead: Callable[[CallWits], Brain] | None = None,
        guard: SpeechGuard | None = None,
        wording: Wording | None = None,
        came_back: CameBack | None = None,
        moods: MoodJudge | None = None,
        observer: DialogueObserver | None = None,
    ) -> None:
        self._call = call
        self._came_back = came_back
        self._feeling = Feeling(moods)
        self._comprehension = comprehension
        self._phrases = CallPhrases(phrase_book, call.call_sid)
        self._rules = RulesBrain(comprehension, self._phrases)
        self.transcript = Transcript()
        self._wording = wording
        self._use = ModelUse()
        wits = CallWits(self._rules, comprehension, self._phrases, self.transcript, guard, self._use)
        self._brain = brain or (lead(wits) if lead is not None else self._rules)
        self._observer = observer or SilentDialogueObserver()
        self._desk = Desk(tools, records, clock, call_sid=call.call_sid, zone=business.zone, observer=self._observer)
        self._checked = Checked(self._desk, self._phrases, self.transcript, guard)
        number = E164(call.from_number) if call.from_number.startswith("+") else None
        self.state = CallState(call.call_sid, business, business.default_language, number, number=number)
        self._record = OnRecord(
            self.state,
            records=records,
            desk=self._desk,
            clock=clock,
            classifier=comprehension.classifier,
            feeling=self._feeling,
        )
        self._before_event: CallState | None = None
        self._was_said = self._piece_was_said = False  # whether the last event's words went into the transcript
        self._acts: list[SpeechAct] = []
        """What was said last, sentences and what came with them."""
        self._looked_up = False
        self._ended = False

    @property
    def language(self) -> Language:
        return self.state.language

    # --- speaking -----------------------------------------------------------------------------------------------------

    async def begin(self) -> AsyncIterator[SpeechAct]:
        """The greeting waits for nothing: who is calling is looked up while it is spoken."""
        state = self.state
        if self._came_back is not None:
            for act in self._take_up_again(self._came_back):
                yield act
            return
        state.said = list(greeting(self._phrases, state.business))
        self.transcript.assistant_begins()
        for sentence in state.said:
            self.transcript.assistant_said(sentence.text)
            yield Say(sentence.text, sentence.language)
        await self._look_up_caller()
        yield Listen(hints=self._comprehension.lexicon.staff_words(state.language))

    def _take_up_again(self, came_back: CameBack) -> list[SpeechAct]:
        """No second greeting: what became of putting them through, and what is left."""
        state = self.state
        state.language = self._record.recorded_language = self._call.language
        state.name = state.name or came_back.name
        state.asking = Asking.MESSAGE_OR_CALLBACK
        text = self._phrases.choose(came_back.phrase, state.language)
        state.said = [Sentence(sentence, state.language) for sentence in split_sentences(text, state.language)]
        self.transcript.assistant_begins()
        for sentence in state.said:
            self.transcript.assistant_said(sentence.text)
        return [*(Say(sentence.text, sentence.language) for sentence in state.said), Listen(Expectation.CHOICE)]

    async def respond(self, event: CallerEvent) -> AsyncIterator[SpeechAct]:
        if isinstance(event, Utterance) and event.continues:
            if not await self._take_back():
                await self._record.note_intent(event.turn_id, event.text, self.state)
                for act in self._tell_again(event):
                    yield act
                return
            self._desk.forget_for_owner()
        else:
            await self._desk.tell_owner()
            self._desk.stays_waiting()
        self._before_event = self.state.copy()
        self._piece_was_said, self._was_said = self._was_said, False
        self._acts = []
        async with aclosing(self._answer(event)) as acts:
            async for act in acts:
                self._acts.append(act)
                yield act

    def _tell_again(self, whole: Utterance) -> list[SpeechAct]:
        """Not a word was heard of the answer to the first half: what was done is told now."""
        self.transcript.caller_said(whole.text, instead=True)
        self.transcript.assistant_begins()
        for act in self._acts:
            if isinstance(act, Say):
                self.transcript.assistant_said(act.text)
        return self._acts

    async def _answer(self, event: CallerEvent) -> AsyncGenerator[SpeechAct, None]:
        state = self.state
        state.transferred = state.ended = None  # what was said last did not end the call, or nobody would speak now
        await self._record.guarded(self._desk.stay(), "transfer_not_withdrawn")
        if not self._looked_up:
            await self._look_up_caller()  # the greeting was interrupted
        if isinstance(event, Utterance):
            state.language = language_spoken(event, state)
            await self._record.note_intent(event.turn_id, event.text, state)
            state.verdict = await self._feeling.hear(
                event.text,
                event.turn_id,
                state,
                self._told_of(event.prosody),
                guesses=event.alternatives,
                instead=event.continues,
            )
            if state.verdict is not None:
                self._observer.person_needed(state.verdict.reason)
            self.transcript.caller_said(event.text, instead=event.continues and self._piece_was_said)
            self._was_said = True
        if isinstance(event, Utterance | Unintelligible):
            state.heard_last = (event.text if isinstance(event, Utterance) else "", event.started_ms)
        self.transcript.assistant_begins()
        said: list[Sentence] = []
        state.said_before, state.said = state.said, said
        withheld = False
        async with aclosing(self._thoughts(event)) as thoughts:
            async for act in thoughts:
                if not isinstance(act, Sentence):
                    await self._record.language(self.state)
                    if isinstance(act, Listen) and self._brain is not self._rules:
                        act = replace(act, commits=True)  # noqa: PLW2901  a model may use any tool on half a sentence
                    yield act
                    continue
                checked, withheld_now = self._checked.sentence(act, self.state, withheld=withheld)
                withheld = withheld or withheld_now
                if checked is not None:
                    said.append(checked)
                    self.transcript.assistant_said(checked.text)
                    yield self._spoken(checked)
        self._feeling.viewed(event.turn_id, state.mood)

    def _told_of(self, prosody: Prosody | None) -> Prosody | None:
        """Only of callers whom the greeting has told."""
        return prosody if self.state.business.escalation.mood_from_voice else None

    async def _take_back(self) -> bool:
        """A caller went on before a word of our answer: what the first half led to is taken back.

        False when it cannot be, because something was booked, moved, cancelled or noted: doing it again for the whole
        sentence ("Ja" - "Ja, bitte") would be wrong.
        """
        earlier = self._before_event
        if earlier is None:
            return True
        since = self.state.done[len(earlier.done) :]
        if any(done.kind in LASTING and not done.revocable for done in since):
            return not self._acts
        try:
            await self._desk.leave_waitlist()
        except VorzimmerError as error:
            log.warning("waitlist_not_left", call_sid=self.state.call_sid, error=type(error).__name__)
            return not self._acts
        self.state = earlier
        return True

    async def _thoughts(self, event: CallerEvent) -> AsyncGenerator[BrainAct, None]:
        """What the brain wants said; an apology and a person when it breaks, for any reason: nobody is left alone."""
        try:
            async for act in self._brain.think(event, self.state, self._desk):
                yield act
        except Exception:
            log.exception("brain_failed", call_sid=self.state.call_sid)
            async for act in self._rules.give_up(self.state, self._desk):
                yield act

    def _spoken(self, sentence: Sentence) -> Say:
        """A transfer is not lost to a word of thanks; who still wishes something while we say goodbye is heard."""
        state = self.state
        return Say(
            sentence.text,
            sentence.language,
            interruptible=state.transferred is None,
            is_farewell=state.ended is not None,
        )

    async def _look_up_caller(self) -> None:
        self._looked_up = True
        try:
            caller = await self._desk.caller()
        except VorzimmerError:
            log.warning("caller_lookup_failed", call_sid=self.state.call_sid)
            return
        self.state.caller = caller
        if caller is not None and self.state.name is None:
            self.state.name = caller.name

    # --- listening ----------------------------------------------------------------------------------------------------

    def heard(self, heard: Heard) -> None:
        """Take back what the caller did not hear: offers beyond the cut, a read-back that did not get to its end."""
        self._feeling.heard_out(interrupted=heard.interrupted)
        if heard.interrupted:
            self.transcript.heard(heard.heard_text)
        take_back_unheard(self.state, heard)

    async def record_turn(self, report: TurnReport) -> None:
        await self._record.turn(report, self.state)

    # --- the end ------------------------------------------------------------------------------------------------------

    async def end(self, reason: EndReason) -> None:
        if self._ended:
            return
        self._ended = True
        state, record = self.state, self._record
        await record.language(state)
        await self._desk.tell_owner()
        await record.guarded(self._desk.release(), "hold_not_released")
        kept = keep_unfinished(state, self._desk, self._phrases, model_leads=self._use.requests > 0)
        await record.guarded(kept, "message_not_kept")
        outcome = outcome_of(state, reason)
        if self._use.requests:
            await record.guarded(self._desk.decide("model_use", "call_ended", asdict(self._use)), "use_not_recorded")
        if state.transferred is not None:
            await record.briefing(state, state.transferred)
        summary = await sum_up(state, outcome, self._phrases, self._desk, self._wording)
        await record.close(outcome, summary)
