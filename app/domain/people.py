"""People who use the pages: who they are, what each role may do, and in which businesses."""

import hmac
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import pyotp

from app.domain.business import Language
from app.domain.ids import E164, BusinessId, PersonId


class Role(StrEnum):
    HOST = "host"  # runs the machine for several businesses
    OWNER = "owner"
    STAFF = "staff"
    REVIEWER = "reviewer"


class Deed(StrEnum):
    """What a page does with a business's records; also the word in the access log."""

    READ_CALLS = "read_calls"
    LISTEN_CALLS = "listen_calls"  # to the recording
    REVIEW_CALLS = "review_calls"  # note, tag, mark, correct
    EXPORT_CALLS = "export_calls"
    REDACT_CALLS = "redact_calls"
    DELETE_CALLS = "delete_calls"
    WORK_TASKS = "work_tasks"  # messages and callbacks
    WATCH_LIVE = "watch_live"
    END_CALLS = "end_calls"
    READ_CALENDAR = "read_calendar"
    WORK_CALENDAR = "work_calendar"  # book, move, cancel, mark
    KEEP_KNOWLEDGE = "keep_knowledge"  # answers and documents that callers are answered from
    MANAGE_PEOPLE = "manage_people"
    READ_ACCESS_LOG = "read_access_log"
    TRY_CALLS = "try_calls"  # place a call from a page
    SET_UP = "set_up"  # describe the business: hours, people, offerings, numbers


_REVIEWER = frozenset({Deed.READ_CALLS, Deed.LISTEN_CALLS, Deed.REVIEW_CALLS, Deed.READ_CALENDAR})
_STAFF = _REVIEWER | {
    Deed.WORK_TASKS,
    Deed.WATCH_LIVE,
    Deed.END_CALLS,
    Deed.EXPORT_CALLS,
    Deed.WORK_CALENDAR,
    Deed.KEEP_KNOWLEDGE,
    Deed.TRY_CALLS,
}
_ALL = frozenset(Deed)
MAY = {Role.REVIEWER: _REVIEWER, Role.STAFF: _STAFF, Role.OWNER: _ALL, Role.HOST: _ALL}


@dataclass(frozen=True, slots=True)
class Person:
    """`businesses` is empty for a host, who sees all."""

    id: PersonId
    login: str
    name: str
    role: Role
    language: Language
    businesses: frozenset[BusinessId]
    created_at: datetime
    blocked_at: datetime | None = None
    has_password: bool = False
    has_second_factor: bool = False
    number: E164 | None = None  # the own telephone: rings when this person takes a call over
    signs_in_elsewhere: bool = False  # is known by name at the organisation's own provider

    def sees(self, business: BusinessId) -> bool:
        return self.role is Role.HOST or business in self.businesses

    def may(self, deed: Deed, business: BusinessId | None = None) -> bool:
        """Without a business: anywhere at all."""
        if self.blocked_at is not None or deed not in MAY[self.role]:
            return False
        return business is None or self.sees(business)

    def may_manage(self, other: "Person") -> bool:
        """An owner manages people of the own businesses alone, and never a host."""
        if not self.may(Deed.MANAGE_PEOPLE):
            return False
        return self.role is Role.HOST or (other.role is not Role.HOST and other.businesses <= self.businesses)


def plain_login(text: str) -> str:
    """As it is compared: no case, no blanks around it, one way of writing each letter."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


# --- passwords --------------------------------------------------------------------------------------------------------

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
OFTEN_USED = frozenset(
    "passwort password kennwort 12345678 123456789 1234567890 0123456789 qwertzuiop qwertyuiop hallohallo "
    "passwort123 password123 passwort1234 password1234 willkommen willkommen1 hallo12345 abc1234567 geheim1234 "
    "praxis1234 praxis12345 sommer2026 sommer2025 winter2026 herbst2026 fruehling2026 vorzimmer vorzimmer1 "
    "vorzimmer123 iloveyou12 ichliebedich administrator admin12345 letmein123 1q2w3e4r5t changeme123".split()
)


def password_fault(password: str, login: str) -> str | None:
    """A constant word for why it cannot be used, or None: too_short, too_long, too_common, like_login."""
    if len(password) < SHORTEST_PASSWORD:
        return "too_short"
    if len(password) > LONGEST_PASSWORD:
        return "too_long"
    folded = password.casefold()
    if folded in OFTEN_USED or len(set(folded)) < 4:
        return "too_common"
    stem = plain_login(login).split("@")[0]
    return "like_login" if len(stem) >= 4 and stem in folded and len(folded) < len(stem) + 6 else None


# --- guessing ---------------------------------------------------------------------------------------------------------

GUESSING_WINDOW = timedelta(minutes=15)
FAILURES_A_LOGIN = 5
FAILURES_AN_ADDRESS = 30


def guesses_too_much(*, of_login: int, of_address: int) -> bool:
    """Failed attempts within the window; a whole office shares one address, so it is given more."""
    return of_login >= FAILURES_A_LOGIN or of_address >= FAILURES_AN_ADDRESS


# --- second factor ----------------------------------------------------------------------------------------------------

TOTP_STEP_S = 30
RECOVERY_CODES = 8


def totp_step(secret: str, code: str, now: datetime, *, last_used: int | None) -> int | None:
    """The time step that the code belongs to: now, or one step beside it; None when wrong or used before (RFC 6238)."""
    digits = "".join(code.split())
    current = int(now.timestamp()) // TOTP_STEP_S
    for step in (current, current - 1, current + 1):
        expected = pyotp.TOTP(secret).at(step * TOTP_STEP_S)
        if hmac.compare_digest(expected.encode(), digits.encode()) and (last_used is None or step > last_used):
            return step
    return None


def totp_address(secret: str, login: str) -> str:
    """What authenticator apps read from the picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name="Vorzimmer")
