"""Sign in with a password, and a second factor where one is set up."""

from dataclasses import dataclass
from datetime import timedelta

from app.domain.people import GUESSING_WINDOW, guesses_too_much, totp_step
from app.ports.clock import Clock
from app.ports.people import Credentials, OneTimeCodes, PasswordHashes, People, Purpose, SignIns

SIGNED_IN_FOR = timedelta(days=7)
SECOND_STEP_WITHIN = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class SignedIn:
    secret: str


@dataclass(frozen=True, slots=True)
class CodeNeeded:
    """The password was right. `ticket` goes with the code of the second factor."""

    ticket: str


@dataclass(frozen=True, slots=True)
class SignInRefused:
    """`reason`: wrong, wrong_code, too_many, expired. Never says whether the login exists."""

    reason: str


@dataclass(frozen=True, slots=True)
class Attempt:
    login: str
    address: str
    browser: str


@dataclass(frozen=True, slots=True)
class Doorkeeper:
    people: People
    sign_ins: SignIns
    codes: OneTimeCodes
    hashes: PasswordHashes
    clock: Clock

    async def with_password(self, attempt: Attempt, password: str) -> SignedIn | CodeNeeded | SignInRefused:
        if await self._guesses(attempt):
            return SignInRefused("too_many")
        known = await self.people.credentials(attempt.login)
        fits = await self.hashes.fits(known.password_hash if known else None, password)
        if known is None or not fits or known.person.blocked_at is not None:
            await self.sign_ins.failed(attempt.login, attempt.address)
            return SignInRefused("wrong")
        if known.totp_secret is not None:
            ticket = await self.codes.mint(Purpose.SECOND_STEP, known.person.id, lives_for=SECOND_STEP_WITHIN)
            return CodeNeeded(ticket)
        return await self._let_in(known, attempt)

    async def with_code(self, attempt: Attempt, ticket: str, code: str) -> SignedIn | SignInRefused:
        """`attempt.login` does not count here: the ticket says who it is."""
        found = await self.codes.look(ticket)
        person = await self.people.person(found.person_id) if found and found.person_id else None
        if found is None or found.purpose is not Purpose.SECOND_STEP or person is None:
            return SignInRefused("expired")
        mine = Attempt(person.login, attempt.address, attempt.browser)
        if await self._guesses(mine):
            return SignInRefused("too_many")
        known = await self.people.credentials(person.login)
        if known is None or not await self._second_factor_fits(known, code):
            await self.sign_ins.failed(mine.login, mine.address)
            return SignInRefused("wrong_code")
        await self.codes.consume(ticket)
        return await self._let_in(known, mine)

    async def _second_factor_fits(self, known: Credentials, code: str) -> bool:
        if known.totp_secret is None:
            return False
        step = totp_step(known.totp_secret, code, self.clock.now(), last_used=known.totp_step)
        if step is not None:
            return await self.people.use_totp_step(known.person.id, step)
        return len(code.strip()) >= 8 and await self.people.use_recovery_code(known.person.id, code)

    async def _let_in(self, known: Credentials, attempt: Attempt) -> SignedIn:
        await self.sign_ins.forget_failures(attempt.login)
        return SignedIn(await self.sign_ins.begin(known.person.id, attempt.browser, lives_for=SIGNED_IN_FOR))

    async def _guesses(self, attempt: Attempt) -> bool:
        of_login, of_address = await self.sign_ins.failures(attempt.login, attempt.address, within=GUESSING_WINDOW)
        return guesses_too_much(of_login=of_login, of_address=of_address)
