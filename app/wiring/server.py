"""A server's parts."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace

import structlog

from app.dialogue.prompt_files import load_wordings
from app.domain.business import Business
from app.domain.errors import StoreUnavailable
from app.parts import OfferMeanwhile, Parts, PartsMeanwhile
from app.ports.records import MediaGrant
from app.settings import Settings
from app.telephony.browser_calls import BrowserCalls
from app.telephony.call_book import CallBook
from app.telephony.calls_in_progress import CallsInProgress
from app.telephony.edge import BusinessDirectory, MediaLine, TelephonyEdge
from app.telephony.signature import TwilioGuard
from app.web.after_bookings import AfterBookingsEdge
from app.web.api import ApiEdge
from app.web.attempts import AttemptsEdge
from app.web.attendance import AttendanceEdge
from app.web.busy_times import BusyTimesEdge
from app.web.chains import ChainsEdge
from app.web.desk import FrontDesk
from app.web.escalation import EscalationEdge
from app.web.knowledge import KnowledgeEdge
from app.web.knowledge_metrics import KnowledgeMetrics
from app.web.live_board import LiveBoard, ShownCallRecords
from app.web.metrics import Metrics, Readiness
from app.web.model_metrics import ModelMetrics
from app.web.sign_in_metrics import SignInMetrics
from app.web.unknown_wishes import WishesEdge
from app.web.why import WhyEdge
from app.wiring.after_bookings import after_bookings
from app.wiring.calls import CallRunner, Wits
from app.wiring.engine_watch import watched
from app.wiring.greetings import GreetingDesk
from app.wiring.identity import identity_provider
from app.wiring.knowledge import keeping_read, knowledge_edge, open_knowledge
from app.wiring.late_database import database_at_last, remembering
from app.wiring.life import alive
from app.wiring.model import language_model
from app.wiring.pages import keeping_up, pages_edge
from app.wiring.passing_on import call_book, call_control, making_up
from app.wiring.recordings import recording_shelf
from app.wiring.speech import Phrase, Speech
from app.wiring.stores import Stores, open_stores

log = structlog.get_logger(__name__)

READY_WITHIN_S = 2.0
DO_NOT_ANSWER = "the speech engines do not answer: vorzimmer doctor"


@asynccontextmanager
async def assemble(
    settings: Settings, loaded: Speech, wits: Wits, *, offer: OfferMeanwhile | None = None
) -> AsyncIterator[Parts]:
    """A server's parts over the configured database, which is brought up to date first. With `offer` it may come late:
    what answers calls until then is offered.
    """
    async with open_stores(settings) as kept, AsyncExitStack() as leaving:
        live = LiveBoard()
        stores = replace(kept, call_records=ShownCallRecords(kept.call_records, live))
        metrics = Metrics()
        calls = CallsInProgress(settings.max_calls)
        book = await call_book(settings, stores)
        unattended = replace(_telephony(settings, stores, calls, book), count_unattended=metrics.unattended)
        check = ReadinessCheck(stores, calls, loaded)
        await database_at_last(settings, PartsMeanwhile(unattended, metrics, stores.api_tokens, check), offer)
        if await stores.businesses.seed_example(only_when_empty=True):
            log.info("example_business_seeded")
        await leaving.enter_async_context(making_up(book))
        await leaving.enter_async_context(remembering(settings, stores))
        await leaving.enter_async_context(alive(stores.nodes, stores.upkeep, lambda: calls.running))
        if settings.speech != "twilio":  # which hears and speaks without our engines
            loaded = await leaving.enter_async_context(watched(loaded, calls))
        leading = await leaving.enter_async_context(
            language_model(settings, stores.clock, ModelMetrics(metrics.registry))
        )
        knowledge = await leaving.enter_async_context(
            open_knowledge(settings, stores, KnowledgeMetrics(metrics.registry))
        )
        await leaving.enter_async_context(keeping_read(knowledge, await stores.businesses.all()))
        asked = knowledge_edge(knowledge, stores, wits)
        elsewhere = await leaving.enter_async_context(identity_provider(settings, stores.clock))
        shelf = await leaving.enter_async_context(recording_shelf(settings, stores, metrics))
        runner = CallRunner(
            stores,
            loaded.engines,
            wits,
            metrics,
            settings.call_limit_s,
            leading,
            knowledge,
            recorders=shelf.recorders,
            words=live.words_of,
        )
        control = await leaving.enter_async_context(call_control(settings))
        telephony = replace(
            unattended, answer_call=runner.answer, answer_relayed=runner.answer_relayed, control=control
        )
        await telephony.directory.refresh()
        after = await leaving.enter_async_context(after_bookings(settings, stores, metrics))
        async with warming(loaded, wits, await stores.businesses.all(), calls), keeping_up(stores.review):
            yield Parts(
                telephony=telephony,
                api=_api(stores, after, asked),
                upkeep=stores.upkeep,
                metrics=metrics,
                check_readiness=check,
                clock=stores.clock,
                pages=pages_edge(
                    settings,
                    stores,
                    live,
                    calls.hang_up,
                    trials=BrowserCalls(telephony, runner.answer_in_writing),
                    knowledge=asked,
                    greetings=GreetingDesk(wits, loaded),
                    directions=runner.directions,
                    recordings=shelf.desk,
                    elsewhere=elsewhere,
                    sign_in_metrics=SignInMetrics(metrics.registry),
                    speech_fault=lambda: speech_fault(calls, loaded),
                ),
            )


_LEARNED_BEFORE_READY = 5
"""Businesses whose words are learned before the first call; those of a large host are learned at their first one."""


@asynccontextmanager
async def warming(
    loaded: Speech, wits: Wits, businesses: Sequence[Business], calls: CallsInProgress
) -> AsyncIterator[None]:
    """Greetings are spoken before the first call; all other fixed sentences while nobody is on the line."""
    for business in businesses[:_LEARNED_BEFORE_READY]:
        await asyncio.to_thread(wits.comprehension, business)  # about half a second each, else the first caller's
    greetings = [phrase for business in businesses for phrase in wits.greeting_phrases(business)]
    await loaded.warm(greetings)
    fixed = [phrase for business in businesses for phrase in wits.phrase_book.fixed_sentences(business)]
    rest = asyncio.create_task(_warm_in_quiet_moments(loaded, [*greetings, *fixed], calls), name="warm phrases")
    try:
        yield
    finally:
        rest.cancel()
        await asyncio.gather(rest, return_exceptions=True)


async def _warm_in_quiet_moments(loaded: Speech, phrases: Sequence[Phrase], calls: CallsInProgress) -> None:
    if loaded.late is not None:
        await loaded.late.here.wait()
    for phrase in phrases:
        await calls.all_ended()
        await loaded.warm([phrase])
    log.info("phrases_warm", phrases=len(phrases))


def _api(stores: Stores, after: AfterBookingsEdge, asked: KnowledgeEdge) -> ApiEdge:
    return ApiEdge(
        stores.records,
        stores.businesses,
        stores.api_tokens,
        stores.clock,
        FrontDesk(stores.calendars, stores.clock),
        WhyEdge(stores.decisions, stores.records, stores.businesses, load_wordings("decisions")),
        after,
        AttendanceEdge(stores.calendars, stores.records, stores.businesses, stores.clock),
        EscalationEdge(stores.call_modes, stores.escalation_book, stores.businesses, stores.clock),
        BusyTimesEdge(stores.busy_feeds, stores.businesses, stores.clock),
        asked,
        ChainsEdge(stores.calendars, stores.businesses, stores.clock),
        WishesEdge(stores.unknown_wishes, stores.businesses, stores.clock),
        AttemptsEdge(stores.tasks),
        stores.access_log,
    )


def _telephony(settings: Settings, stores: Stores, calls: CallsInProgress, book: CallBook) -> TelephonyEdge:
    """Without an assistant yet."""
    return TelephonyEdge(
        guard=TwilioGuard(
            base_url=settings.base_url,
            websocket_base_url=settings.websocket_base_url,
            auth_tokens=settings.twilio_auth_tokens,
        ),
        base_url=settings.base_url,
        websocket_base_url=settings.websocket_base_url,
        account_sid=settings.twilio_account_sid,
        directory=BusinessDirectory(stores.businesses, stores.clock),
        call_records=stores.call_records,
        records=stores.records,
        media_tokens=stores.media_tokens,
        clock=stores.clock,
        calls=calls,
        book=book,
        modes=stores.call_modes,
        answer_within_s=settings.answer_within_s,
        answer_call=_not_answered,
        relays=settings.speech == "twilio",
    )


async def _not_answered(_grant: MediaGrant, _line: MediaLine) -> None:
    """The line closes, and the call goes on to people."""


def speech_fault(calls: CallsInProgress, loaded: Speech) -> str | None:
    """Why calls are kept from the assistant; None when they are not."""
    return None if calls.engines_ready else loaded.fault or DO_NOT_ANSWER


@dataclass(frozen=True, slots=True, eq=False)
class ReadinessCheck:
    stores: Stores
    calls: CallsInProgress
    loaded: Speech

    async def __call__(self) -> Readiness:
        problems, reasons = [], {}
        if self.calls.draining:
            problems.append("draining")
        if not self.calls.engines_ready:
            problems.append("speech_engines")
            reasons["speech_engines"] = speech_fault(self.calls, self.loaded) or ""
        try:
            async with asyncio.timeout(READY_WITHIN_S):
                if not await self.stores.businesses.all():
                    problems.append("no_business")
        except (StoreUnavailable, TimeoutError):
            problems.append("database")
        return Readiness(tuple(problems), reasons)
