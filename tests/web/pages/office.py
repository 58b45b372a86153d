"""The pages over a real database, with people who can sign in and calls to look at."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

import httpx

from app.dialogue.directed import StaffDirections
from app.dialogue.prompt_files import load_wordings
from app.domain.business import Business, Language
from app.domain.ids import BusinessId, CallSid
from app.domain.people import Person, Role
from app.ports.identity import IdentityProvider
from app.ports.people import NewPerson
from app.ports.recordings import RecordedSound
from app.stores.access_log import SqlAccessLog
from app.stores.agenda import SqlAgenda
from app.stores.business_file import example_business
from app.stores.businesses import SqlBusinesses
from app.stores.busy_feeds import SqlBusyFeeds
from app.stores.calendar import SqlCalendars
from app.stores.call_log import SqlCallRecords
from app.stores.consequences import Able
from app.stores.database import Database
from app.stores.decision_log import SqlDecisionLog
from app.stores.escalation import SqlCallModes
from app.stores.notes import SqlNotes
from app.stores.one_time_codes import SqlOneTimeCodes
from app.stores.outbox import SqlOutbox
from app.stores.people import SqlPeople
from app.stores.recordings import SqlRecordings
from app.stores.records import SqlRecords
from app.stores.retention import SqlCallRetention
from app.stores.review.calls import SqlCallReview
from app.stores.review.tasks import SqlTasks
from app.stores.setup import SqlBusinessSetup
from app.stores.sign_ins import Argon2Hashes, SqlSignIns
from app.stores.tokens import SqlApiTokens
from app.stores.waitlist import SqlWaitlist
from app.usecases.end_retention import RetentionDesk
from app.usecases.remove_recordings import RecordingDesk
from app.web.knowledge import KnowledgeEdge
from app.web.live_board import LiveBoard, ShownCallRecords
from app.web.pages.edge import CalendarEdge, PagesEdge
from tests.fakes.clock import FakeClock
from tests.fakes.database import Store, praxis_database
from tests.fakes.edge import FakeServer, running
from tests.fakes.jobs import FakeJobs

PRAXIS = BusinessId("praxis-dr-sommer")
OTHER = BusinessId("kanzlei-winter")
PASSWORD = "ein langes gutes wort"
BERLIN = ZoneInfo("Europe/Berlin")
TUESDAY_MORNING = datetime(2026, 3, 17, 8, 10, tzinfo=BERLIN)
CHEAP = Argon2Hashes(memory_kib=64)
SLOWEST_S = 300.0
BROWSER = {"Accept": "text/html", "Accept-Language": "de"}


@dataclass
class Office:
    """Everything behind the pages; `hung_up` are the calls that somebody ended."""

    clock: FakeClock
    database: Database
    businesses: SqlBusinesses
    live: LiveBoard = field(default_factory=LiveBoard)
    directions: StaffDirections = field(default_factory=StaffDirections)
    hung_up: list[CallSid] = field(default_factory=list)
    mailed: list[tuple[str, str]] = field(default_factory=list)
    with_mail: bool = False
    knowledge: KnowledgeEdge | None = None
    sound: RecordedSound | None = None
    elsewhere: IdentityProvider | None = None
    speech_fault: str | None = None

    @property
    def calls(self) -> ShownCallRecords:
        return ShownCallRecords(SqlCallRecords(self.database), self.live)

    @property
    def notes(self) -> SqlNotes:
        return SqlNotes(self.database)

    @property
    def review(self) -> SqlCallReview:
        return SqlCallReview(self.database, self.businesses, self.clock)

    @property
    def tasks(self) -> SqlTasks:
        return SqlTasks(self.database, self.businesses, self.clock)

    @property
    def calendar(self) -> CalendarEdge:
        jobs = FakeJobs()
        return CalendarEdge(
            calendars=SqlCalendars(self.database, self.clock),
            agenda=SqlAgenda(self.database),
            waitlist=SqlWaitlist(self.database, jobs, Able()),
            outbox=SqlOutbox(self.database, self.businesses, jobs),
            decisions=SqlDecisionLog(self.database),
            wordings=load_wordings("decisions"),
        )

    @property
    def edge(self) -> PagesEdge:
        database, clock = self.database, self.clock
        return PagesEdge(
            people=SqlPeople(database, clock),
            sign_ins=SqlSignIns(database, clock),
            codes=SqlOneTimeCodes(database, clock),
            hashes=CHEAP,
            access=SqlAccessLog(database, clock),
            review=self.review,
            tasks=self.tasks,
            records=SqlRecords(database, self.businesses),
            businesses=self.businesses,
            tokens=SqlApiTokens(database, clock),
            clock=clock,
            base_url="http://127.0.0.1",
            calendar=self.calendar,
            hang_up=self._hang_up,
            live=self.live,
            directions=self.directions,
            setup=SqlBusinessSetup(database, self.businesses, clock),
            mail_reset=self._mail if self.with_mail else None,
            knowledge=self.knowledge,
            recordings=self.recordings,
            retention=self.retention,
            modes=SqlCallModes(database),
            busy_feeds=SqlBusyFeeds(database, FakeJobs()),
            elsewhere=self.elsewhere,
            speech_fault=lambda: self.speech_fault,
            one_state=database.one_state,
        )

    @property
    def recordings(self) -> RecordingDesk | None:
        if self.sound is None:
            return None
        return RecordingDesk(SqlRecordings(self.database), self.sound, self.businesses, self.clock)

    @property
    def retention(self) -> RetentionDesk:
        return RetentionDesk(SqlCallRetention(self.database, FakeJobs()))

    async def person(
        self,
        login: str = "anna@praxis.example",
        *,
        name: str = "Anna Sommer",
        role: Role = Role.OWNER,
        language: Language = "de",
        businesses: frozenset[BusinessId] = frozenset({PRAXIS}),
    ) -> Person:
        """With a password."""
        where = frozenset[BusinessId]() if role is Role.HOST else businesses
        person = await self.edge.people.add(NewPerson(login, name, role, language, where))
        assert person is not None
        await self.edge.people.set_password(person.id, await CHEAP.make(PASSWORD))
        return person

    async def second_business(self) -> Business:
        described = example_business().model_copy(
            update={"id": OTHER, "name": "Kanzlei Winter", "numbers": ("+493023125500",), "customers": ()}
        )
        return await self.businesses.save(described)

    def _hang_up(self, call_sid: CallSid) -> bool:
        self.hung_up.append(call_sid)
        return True

    async def _mail(self, person: Person, address: str) -> None:
        self.mailed.append((person.login, address))


@asynccontextmanager
async def office(store: Store, at: datetime = TUESDAY_MORNING) -> AsyncIterator[Office]:
    clock = FakeClock(at)
    async with praxis_database(store, clock) as database:
        yield Office(clock, database, SqlBusinesses(database, clock))


@asynccontextmanager
async def served(office: Office) -> AsyncIterator[str]:
    async with running(FakeServer(pages=office.edge)) as url:
        yield url


@dataclass
class Visit:
    """A browser without scripts: follows links, fills forms with what a page gave it."""

    http: httpx.AsyncClient
    page: httpx.Response | None = None

    async def open(self, path: str) -> httpx.Response:
        self.page = await self.http.get(path)
        return self.page

    async def send(self, path: str, **fields: str) -> httpx.Response:
        """With the token of the page that is open."""
        token = re.search(r'name="csrf" value="([0-9a-f]+)"', self.page.text if self.page else "")
        content = {**({"csrf": token[1]} if token else {}), **fields}
        self.page = await self.http.post(path, data=content)
        return self.page

    async def sign_in(self, login: str = "anna@praxis.example", password: str = PASSWORD) -> httpx.Response:
        return await self.send("/sign-in", login=login, password=password)


@asynccontextmanager
async def visit(url: str) -> AsyncIterator[Visit]:
    async with httpx.AsyncClient(base_url=url, headers=BROWSER, follow_redirects=True, timeout=SLOWEST_S) as http:
        yield Visit(http)


@asynccontextmanager
async def signed_in(office: Office, login: str = "anna@praxis.example") -> AsyncIterator[Visit]:
    async with served(office) as url, visit(url) as browser:
        await browser.sign_in(login)
        yield browser
