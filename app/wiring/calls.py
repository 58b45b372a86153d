"""One call: the conversation and the voice session that are put together for it, and what must not outlive it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

import structlog

from app.dialogue.call_tools import Answers, CallTools
from app.dialogue.came_back import came_back_in, part_that_begins
from app.dialogue.comprehension import Comprehension
from app.dialogue.directed import DirectedConversation, StaffDirections
from app.dialogue.greeting import greeting
from app.dialogue.intents import IntentClassifier, load_or_train
from app.dialogue.manager import ReceptionConversation
from app.dialogue.moods import MoodJudge
from app.dialogue.phrase_book import CallPhrases, PhraseBook
from app.dialogue.recorded import RecordedConversation
from app.dialogue.written_call import WritingLine, WrittenCall
from app.domain.business import Business
from app.domain.calls import CallOpened, CallOutcome
from app.domain.errors import StoreUnavailable, VorzimmerError
from app.domain.ids import CallSid
from app.domain.transfers.paths import Mode
from app.ports.records import MediaGrant
from app.settings import Settings
from app.telephony.caller_id import caller_number
from app.telephony.edge import MediaLine
from app.web.metrics import Metrics
from app.wiring.intents import by_meaning_too
from app.wiring.meaning import SharedEngine
from app.wiring.model import LanguageModel
from app.wiring.moods import mood_judge
from app.wiring.recordings import Recorders, RecordingOfCall, unrecorded
from app.wiring.stores import Stores
from voice.contract import Conversation, EndReason, Language
from voice.engines.measured_stt import MeasuredStt
from voice.engines.protocols import EngineError
from voice.line import SoundTap, Unheeded, WordsTap
from voice.relay import RelayedCall
from voice.session import SpeechEngines, VoiceSession

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Wits:
    """What all calls understand and speak with. One business's comprehension is made once and shared by its calls."""

    classifier: IntentClassifier
    phrase_book: PhraseBook
    moods: MoodJudge | None = None
    _known: dict[str, Comprehension] = field(default_factory=dict)

    def comprehension(self, business: Business) -> Comprehension:
        known = self._known.get(business.id)
        if known is None or known.business != business:
            known = self._known[business.id] = Comprehension(business, self.classifier)
        return known

    def greeting_phrases(self, business: Business) -> list[tuple[str, Language]]:
        phrases = CallPhrases(self.phrase_book, business.id)
        return [(sentence.text, sentence.language) for sentence in greeting(phrases, business)]


async def load_wits(settings: Settings) -> Wits:
    """The classifier is trained from its files when they changed; that takes seconds, so not on the loop."""
    classifier = await asyncio.to_thread(load_or_train, settings.models_dir)
    meaning = SharedEngine()
    by_meaning = await by_meaning_too(settings, classifier, meaning)
    return Wits(by_meaning, PhraseBook.load(), await mood_judge(settings, meaning))


Hold = Callable[[Conversation, RecordingOfCall | None], Awaitable[EndReason]]
"""Leads a call to its end."""


@dataclass(frozen=True, slots=True)
class CallRunner:
    """Runs one call after another and at once; each leaves a closed record and no hold behind."""

    stores: Stores
    engines: SpeechEngines
    wits: Wits
    metrics: Metrics
    limit_s: float
    language_model: LanguageModel | None = None
    answers: Answers | None = None
    directions: StaffDirections = field(default_factory=StaffDirections)
    recorders: Recorders | None = None
    words: Callable[[CallSid], WordsTap] = lambda _: Unheeded()
    """Who is told of the words of a call as they come."""

    async def answer(self, grant: MediaGrant, line: MediaLine) -> None:
        async def spoken(conversation: Conversation, recording: RecordingOfCall | None) -> EndReason:
            tap = None if recording is None else recording.recorder
            return await self._spoken(grant, line, conversation, tap)

        await self._run(grant, spoken, recorders=self.recorders, heard_here=True)

    async def answer_relayed(self, grant: MediaGrant, line: MediaLine) -> None:
        """Heard and spoken by Twilio."""

        def relayed(conversation: Conversation, _: RecordingOfCall | None) -> Awaitable[EndReason]:
            return RelayedCall(line, conversation, expected_call_sid=grant.call_sid, observer=self.metrics).run()

        await self._run(grant, relayed)

    async def answer_in_writing(self, grant: MediaGrant, line: WritingLine) -> None:
        clock = self.stores.clock
        await self._run(grant, lambda conversation, _: WrittenCall(line, conversation, clock).run())

    async def _run(
        self, grant: MediaGrant, hold: Hold, *, recorders: Recorders | None = None, heard_here: bool = False
    ) -> None:
        """`recorders` where the sound is heard here."""
        self.metrics.in_progress.inc()
        reason, recording = EndReason.FAILED, None
        try:
            async with asyncio.timeout(self.limit_s):
                found = await self._conversation(grant, recorders, heard_here=heard_here)
                if found is not None:
                    conversation, recording = found
                    reason = await hold(self._directed(grant, conversation, recording), recording)
        except TimeoutError:
            log.warning("call_reached_its_limit", limit_s=self.limit_s)
        except VorzimmerError as error:
            log.error("call_lost", error=type(error).__name__)
        finally:
            self.directions.end(grant.call_sid)
            self.metrics.in_progress.dec()
            self.metrics.calls.labels(reason.value).inc()
            log.info("call_stream_ended", reason=reason.value)
            await self._close(grant)
            if recording is not None:
                await recording.finish()

    def _directed(
        self, grant: MediaGrant, conversation: ReceptionConversation, recording: RecordingOfCall | None
    ) -> Conversation:
        """Staff who watch may take part; a caller who is recorded may object."""
        phrases = CallPhrases(self.wits.phrase_book, grant.call_sid)
        wishes = self.directions.begin(grant.call_sid, takes_hints=conversation.state.heeds_notes)
        directed = DirectedConversation(conversation, wishes, phrases, self.stores.call_records, self.stores.clock)
        return directed if recording is None else RecordedConversation(directed, recording, phrases)

    async def _spoken(
        self, grant: MediaGrant, line: MediaLine, conversation: Conversation, tap: SoundTap | None
    ) -> EndReason:
        engines = await self._engines(grant)
        try:
            session = VoiceSession(
                line,
                conversation,
                engines,
                expected_call_sid=grant.call_sid,
                observer=self.metrics,
                tap=tap,
                words=self.words(grant.call_sid),
            )
        except EngineError as error:  # a stream that was given away before this server started, which cannot hear yet
            log.error("call_lost", error=type(error).__name__)
            return EndReason.FAILED
        return await session.run()

    async def _engines(self, grant: MediaGrant) -> SpeechEngines:
        """How somebody speaks is measured only for a business that switched it on."""
        try:
            business = await self.stores.businesses.load(grant.business)
        except StoreUnavailable:  # it was there a moment ago, when the conversation was made: the call goes on
            return self.engines
        measured = business is not None and business.escalation.mood_from_voice
        return replace(self.engines, stt=MeasuredStt(self.engines.stt)) if measured else self.engines

    async def _conversation(
        self, grant: MediaGrant, recorders: Recorders | None, *, heard_here: bool
    ) -> tuple[ReceptionConversation, RecordingOfCall | None] | None:
        """None when nothing is on record of the call or its business."""
        stores = self.stores
        record = await stores.records.call(grant.call_sid)
        business = await stores.businesses.load(grant.business)
        if record is None or business is None:
            log.error("call_without_record")
            return None
        entry = record.entry
        mode = await stores.call_modes.mode(business.id) or business.escalation.mode
        came_back = came_back_in(record.decisions)
        listens = (
            heard_here and business.escalation.mood_from_voice
        )  # what Twilio hears has no voice, and is told of none
        told = replace(business, escalation=replace(business.escalation, mode=mode, mood_from_voice=listens))
        recording = None
        if recorders is not None and came_back is None:  # who comes back is not greeted, so not told
            recording = await recorders.of(business, grant.call_sid, stores.call_records, stores.clock)
        if recording is None:
            told = unrecorded(told)
        model = None if mode is Mode.MESSAGE_ONLY else self.language_model  # the rules know to take messages alone
        number = caller_number(entry.from_number)
        tools = CallTools(
            business=business,
            call_sid=grant.call_sid,
            number=number,
            calendars=stores.calendars,
            notes=stores.notes,
            clock=stores.clock,
            language=entry.language,
            waitlist=stores.waitlist,
            answers=self.answers,
        )
        conversation = ReceptionConversation(
            call=CallOpened(
                call_sid=grant.call_sid,
                business=business.id,
                from_number=number or "anonymous",
                to_number=entry.to_number,
                language=entry.language,
                started_at=entry.started_at,
            ),
            business=told,
            tools=tools,
            records=stores.call_records,
            clock=stores.clock,
            comprehension=await asyncio.to_thread(self.wits.comprehension, business),
            phrase_book=self.wits.phrase_book,
            lead=model.lead if model is not None else None,
            guard=model.guard(business) if model is not None else None,
            wording=model.wording(business) if model is not None else None,
            came_back=came_back,
            moods=self.wits.moods,
            observer=self.metrics,
        )
        conversation.state.heeds_notes = model is not None
        conversation.state.part, conversation.state.earlier_ms = part_that_begins(record, stores.clock.now())
        return conversation, recording

    async def _close(self, grant: MediaGrant) -> None:
        """What a conversation does itself when all went well; here for when it did not."""
        try:
            await self.stores.upkeep.release_holds(grant.call_sid)
            record = await self.stores.records.call(grant.call_sid)
            if record is not None and record.entry.ended_at is None:
                log.error("call_closed_as_failed")
                await self.stores.call_records.close_call(
                    grant.call_sid, outcome=CallOutcome.FAILED, ended_at=self.stores.clock.now(), summary=""
                )
        except StoreUnavailable:
            log.error("call_not_closed")
