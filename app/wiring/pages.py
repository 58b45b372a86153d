"""The staff pages over the stores, and what keeps the search index up to date."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import uuid4

import structlog

from app.dialogue.directed import StaffDirections
from app.dialogue.prompt_files import load_wordings
from app.domain.errors import NotDelivered, StoreUnavailable
from app.domain.ids import CallSid
from app.domain.people import Person
from app.ports.identity import IdentityProvider
from app.ports.notifier import Mail, MailSender
from app.ports.review import CallReview
from app.settings import Settings
from app.stores.agenda import SqlAgenda
from app.usecases.end_retention import RetentionDesk
from app.usecases.remove_recordings import RecordingDesk
from app.web.knowledge import KnowledgeEdge
from app.web.live_board import LiveBoard
from app.web.pages.edge import CalendarEdge, Greetings, PagesEdge, TrialCalls
from app.web.pages.wording import say
from app.web.sign_in_metrics import SignInMetrics
from app.wiring.notices import mail_sender
from app.wiring.stores import Stores

log = structlog.get_logger(__name__)

PARTS = ("subject", "text")
LOOK_EVERY_S = 30.0
BREATH_S = 0.2
"""Between two lots of calls that are put into the index, so that callers are not kept waiting for the database."""


@dataclass(frozen=True, slots=True, eq=False)
class ResetMails:
    """Sent beside the request, so that its time tells nobody whether a login exists. Who gets none asks again."""

    sender: MailSender
    _sending: set[asyncio.Task[None]] = field(default_factory=set)

    async def __call__(self, person: Person, address: str) -> None:
        if "@" not in person.login:
            log.warning("no_address_for_a_reset")
            return
        task = asyncio.create_task(self._send(person, address), name="mail a link for a new password")
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def _send(self, person: Person, address: str) -> None:
        subject, text = (
            say(person.language, f"mail.reset_{part}", name=person.name, address=address) for part in PARTS
        )
        try:
            await self.sender.send(Mail(uuid4().hex, person.login, "Vorzimmer", subject, text))
        except NotDelivered as error:
            log.warning("reset_not_mailed", why=str(error))


def pages_edge(
    settings: Settings,
    stores: Stores,
    live: LiveBoard,
    hang_up: Callable[[CallSid], bool],
    *,
    trials: TrialCalls | None = None,
    knowledge: KnowledgeEdge | None = None,
    greetings: Greetings | None = None,
    directions: StaffDirections | None = None,
    recordings: RecordingDesk | None = None,
    elsewhere: IdentityProvider | None = None,
    sign_in_metrics: SignInMetrics | None = None,
    speech_fault: Callable[[], str | None] | None = None,
) -> PagesEdge:
    sender = mail_sender(settings)
    counted = {"count_sign_in": sign_in_metrics.count} if sign_in_metrics else {}
    return PagesEdge(
        people=stores.people,
        sign_ins=stores.sign_ins,
        codes=stores.one_time_codes,
        hashes=stores.password_hashes,
        access=stores.access_log,
        review=stores.review,
        tasks=stores.tasks,
        records=stores.records,
        businesses=stores.businesses,
        tokens=stores.api_tokens,
        clock=stores.clock,
        base_url=settings.base_url,
        calendar=CalendarEdge(
            calendars=stores.calendars,
            agenda=SqlAgenda(stores.database),
            waitlist=stores.waitlist,
            outbox=stores.outbox,
            decisions=stores.decisions,
            wordings=load_wordings("decisions"),
        ),
        hang_up=hang_up,
        live=live,
        mail_reset=ResetMails(sender) if sender else None,
        trials=trials,
        knowledge=knowledge,
        setup=stores.setup,
        greetings=greetings,
        directions=directions or StaffDirections(),
        recordings=recordings,
        retention=RetentionDesk(stores.call_retention),
        modes=stores.call_modes,
        busy_feeds=stores.busy_feeds,
        elsewhere=elsewhere,
        speech_fault=speech_fault or (lambda: None),
        one_state=stores.database.one_state,
        **counted,
    )


@asynccontextmanager
async def keeping_up(review: CallReview) -> AsyncIterator[None]:
    """While the block runs, calls that ended are put into the search index, and old deletions become final."""
    keeping = asyncio.create_task(_keep_up(review), name="keep the search index up to date")
    try:
        yield
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)


async def _keep_up(review: CallReview) -> None:
    while True:
        try:
            touched = await review.keep_up()
        except StoreUnavailable:
            log.warning("search_index_not_kept_up")
            touched = 0
        await asyncio.sleep(BREATH_S if touched else LOOK_EVERY_S)
