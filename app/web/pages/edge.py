"""What the pages need, filled by `wiring`."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from app.domain.ids import CallSid
from app.domain.people import Person
from app.ports.clock import Clock
from app.ports.people import AccessLog, OneTimeCodes, PasswordHashes, People, SignIns
from app.ports.records import ApiTokens, Businesses, Records
from app.ports.review import CallReview, Tasks
from app.usecases.choose_password import PasswordDesk
from app.usecases.sign_in import Doorkeeper
from app.web.live_board import LiveBoard


@dataclass(frozen=True, slots=True)
class PagesEdge:
    """`mail_reset` sends a person the address at which a new password is chosen; None when no mail is set up."""

    people: People
    sign_ins: SignIns
    codes: OneTimeCodes
    hashes: PasswordHashes
    access: AccessLog
    review: CallReview
    tasks: Tasks
    records: Records
    businesses: Businesses
    tokens: ApiTokens
    clock: Clock
    base_url: str
    hang_up: Callable[[CallSid], bool]
    live: LiveBoard = field(default_factory=LiveBoard)
    mail_reset: Callable[[Person, str], Awaitable[None]] | None = None

    @property
    def door(self) -> Doorkeeper:
        return Doorkeeper(self.people, self.sign_ins, self.codes, self.hashes, self.clock)

    @property
    def passwords(self) -> PasswordDesk:
        return PasswordDesk(self.people, self.sign_ins, self.codes, self.hashes)
