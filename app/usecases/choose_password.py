"""Choose a password with a one-time code: the first owner of a machine, who was invited, who forgot theirs."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from app.domain.business import Language
from app.domain.ids import PersonId
from app.domain.people import RECOVERY_CODES, Person, Role, password_fault
from app.ports.people import NewPerson, OneTimeCode, OneTimeCodes, PasswordHashes, People, Purpose, SignIns

SET_UP_WITHIN = timedelta(days=7)
INVITED_FOR = timedelta(days=7)
RESET_WITHIN = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Chosen:
    person: Person


@dataclass(frozen=True, slots=True)
class PasswordRefused:
    """`reason`: expired, login_taken, login_missing, or a fault of the password."""

    reason: str


@dataclass(frozen=True, slots=True)
class Wish:
    """`login` and `name` count for the first owner alone; all others have theirs."""

    code: str
    password: str
    login: str = ""
    name: str = ""
    language: Language = "de"


@dataclass(frozen=True, slots=True)
class PasswordDesk:
    people: People
    sign_ins: SignIns
    codes: OneTimeCodes
    hashes: PasswordHashes

    async def look(self, code: str) -> tuple[OneTimeCode, Person | None] | None:
        found = await self.codes.look(code)
        if found is None or found.purpose is Purpose.SECOND_STEP:
            return None
        return found, await self.people.person(found.person_id) if found.person_id else None

    async def choose(self, wish: Wish) -> Chosen | PasswordRefused:
        seen = await self.look(wish.code)
        if seen is None:
            return PasswordRefused("expired")
        found, person = seen
        login = person.login if person else wish.login.strip()
        if not login:
            return PasswordRefused("login_missing")
        if fault := password_fault(wish.password, login):
            return PasswordRefused(fault)
        password_hash = await self.hashes.make(wish.password)
        if person is None and await self.people.credentials(login) is not None:
            return PasswordRefused("login_taken")
        if await self.codes.consume(wish.code) is None:
            return PasswordRefused("expired")
        person = person or await self._first_owner(wish, login)
        if person is None:
            return PasswordRefused("login_taken")
        await self.people.set_password(person.id, password_hash)
        await self.sign_ins.end_all(person.id)
        await self.sign_ins.forget_failures(person.login)
        if found.purpose is Purpose.RESET:
            await self.codes.forget(person.id)
        return Chosen(person)

    async def change(self, person: Person, *, old: str, new: str, signed_in_here: str) -> str | None:
        """A fault's word, or None when it is changed; every other browser is signed out."""
        known = await self.people.credentials(person.login)
        if known is None or not await self.hashes.fits(known.password_hash, old):
            return "wrong_old"
        if fault := password_fault(new, person.login):
            return fault
        await self.people.set_password(person.id, await self.hashes.make(new))
        await self.sign_ins.end_all(person.id, but=signed_in_here)
        return None

    async def _first_owner(self, wish: Wish, login: str) -> Person | None:
        new = NewPerson(login, wish.name.strip() or login, Role.HOST, wish.language, frozenset())
        return await self.people.add(new)


async def set_up_code(people: People, codes: OneTimeCodes) -> str | None:
    """For a machine that nobody can sign in to yet; None when somebody can."""
    if await people.anybody():
        return None
    return await codes.mint(Purpose.SET_UP, None, lives_for=SET_UP_WITHIN)


async def invite(people: People, codes: OneTimeCodes, new: NewPerson) -> tuple[Person, str] | None:
    """A person without a password, and the code to choose one; None when the login is taken."""
    person = await people.add(new)
    return (person, await codes.mint(Purpose.INVITE, person.id, lives_for=INVITED_FOR)) if person else None


async def reset_code(codes: OneTimeCodes, person_id: PersonId) -> str:
    return await codes.mint(Purpose.RESET, person_id, lives_for=RESET_WITHIN)


def fresh_recovery_codes() -> tuple[str, ...]:
    """Easy to read off paper: 50 bits each, in two groups."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    codes = ("".join(secrets.choice(alphabet) for _ in range(10)) for _ in range(RECOVERY_CODES))
    return tuple(f"{code[:5]}-{code[5:]}" for code in codes)
