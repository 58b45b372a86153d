"""One call: the conversation and the voice session that are put together for it, and what must not outlive it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

import structlog

from app.dialogue.call_tools import Answers, CallTools
from app.dialogue.came_back import came_back_in
from app.dialogue.comprehension import Comprehension
from app.dialogue.directed import DirectedConversation, StaffDirections
from app.dialogue.intents import IntentClassifier, load_or_train
from app.dialogue.manager import ReceptionConversation, greeting
from app.dialogue.moods import MoodJudge
from app.dialogue.phrase_book import CallPhrases, PhraseBook
from app.dialogue.written_call import WritingLine, WrittenCall
from app.domain.business import Business
from app.domain.calls import CallOpened, CallOutcome
from app.domain.errors import StoreUnavailable, VorzimmerError
from app.domain.transfers.paths import Mode
from app.ports.records import MediaGrant
from app.settings import Settings
from app.telephony.caller_id import caller_number
from app.telephony.edge import MediaLine
from app.web.metrics import Metrics
from app.wiring.model import LanguageModel
from app.wiring.moods import mood_judge
from app.wiring.stores import Stores
from voice.contract import Conversation, EndReason, Language
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
    return Wits(classifier, PhraseBook.load(), await mood_judge(settings))


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

    async def answer(self, grant: MediaGrant, line: MediaLine) -> None:
        await self._run(grant, lambda conversation: self._spoken(grant, line, conversation))

    async def answer_relayed(self, grant: MediaGrant, line: MediaLine) -> None:
        """Heard and spoken by Twilio."""

        def relayed(conversation: Conversation) -> Awaitable[EndReason]:
            return RelayedCall(line, conversation, expected_call_sid=grant.call_sid, observer=self.metrics).run()

        await self._run(grant, relayed)

    async def answer_in_writing(self, grant: MediaGrant, line: WritingLine) -> None:
        clock = self.stores.clock
        await self._run(grant, lambda conversation: WrittenCall(line, conversation, clock).run())

    async def _run(self, grant: MediaGrant, hold: Callable[[Conversation], Awaitable[EndReason]]) -> None:
        self.metrics.in_progress.inc()
        reason = EndReason.FAILED
        try:
            async with asyncio.timeout(self.limit_s):
                conversation = await self._conversation(grant)
                if conversation is not None:
                    reason = await hold(self._directed(grant, conversation))
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

    def _directed(self, grant: MediaGrant, conversation: ReceptionConversation) -> Conversation:
        """Staff who watch may take part."""
        phrases = CallPhrases(self.wits.phrase_book, grant.call_sid)
        wishes = self.directions.begin(grant.call_sid)
        return DirectedConversation(conversation, wishes, phrases, self.stores.call_records, self.stores.clock)

    async def _spoken(self, grant: MediaGrant, line: MediaLine, conversation: Conversation) -> EndReason:
        session = VoiceSession(
            line, conversation, self.engines, expected_call_sid=grant.call_sid, observer=self.metrics
        )
        return await session.run()

    async def _conversation(self, grant: MediaGrant) -> ReceptionConversation | None:
        """None when nothing is on record of the call or its business."""
        stores = self.stores
        record = await stores.records.call(grant.call_sid)
        business = await stores.businesses.load(grant.business)
        if record is None or business is None:
            log.error("call_without_record")
            return None
        entry = record.entry
        mode = await stores.call_modes.mode(business.id) or business.escalation.mode
        told = replace(business, escalation=replace(business.escalation, mode=mode))
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
        return ReceptionConversation(
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
            came_back=came_back_in(record.decisions),
            moods=self.wits.moods,
            observer=self.metrics,
        )

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
