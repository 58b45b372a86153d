"""`People` over a database: who may sign in, as what, and for which businesses."""

from collections.abc import Sequence
from hashlib import sha256
from uuid import uuid4

from sqlalchemy import ColumnElement
from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from app.domain.business import Language
from app.domain.ids import E164, BusinessId, PersonId
from app.domain.people import Person, Role, plain_login
from app.ports.clock import Clock
from app.ports.people import Credentials, NewPerson
from app.stores.database import Database
from app.stores.rows import to_language
from app.stores.tables import OneTimeCodeRow, PersonBusinessRow, PersonRow, SignInRow

RECOVERY = "recovery"
CODE_BYTES = 16


def hashed(secret: str) -> str:
    """Of random bits that cannot be guessed, or of what need not be read back."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def to_person(row: PersonRow, businesses: frozenset[BusinessId]) -> Person:
    return Person(
        id=PersonId(row.id),
        login=row.login,
        name=row.name,
        role=Role(row.role),
        language=to_language(row.language),
        businesses=businesses,
        created_at=row.created_at,
        blocked_at=row.blocked_at,
        has_password=row.password_hash is not None,
        has_second_factor=row.totp_secret is not None,
        number=E164(row.number) if row.number else None,
        signs_in_elsewhere=row.identity is not None,
    )


def _of(person_id: str) -> str:
    """What a writer changes who takes rows of a person away and puts others in their place."""
    return f"person {person_id}"


async def businesses_of(session: AsyncSession, person_id: str) -> frozenset[BusinessId]:
    rows = await session.exec(select(PersonBusinessRow.business_id).where(PersonBusinessRow.person_id == person_id))
    return frozenset(BusinessId(row) for row in rows)


class SqlPeople:
    """`People` over a database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def anybody(self) -> bool:
        async with self._database.reading() as session:
            return (await session.exec(select(PersonRow.id).limit(1))).first() is not None

    async def everybody(self) -> Sequence[Person]:
        async with self._database.reading() as session:
            rows = list(await session.exec(select(PersonRow).order_by(col(PersonRow.name), col(PersonRow.id))))
            links: dict[str, set[BusinessId]] = {}
            for link in await session.exec(select(PersonBusinessRow)):
                links.setdefault(link.person_id, set()).add(BusinessId(link.business_id))
            return tuple(to_person(row, frozenset(links.get(row.id, ()))) for row in rows)

    async def person(self, person_id: PersonId) -> Person | None:
        async with self._database.reading() as session:
            row = await session.get(PersonRow, person_id)
            return to_person(row, await businesses_of(session, row.id)) if row else None

    async def credentials(self, login: str) -> Credentials | None:
        return await self._credentials(PersonRow.login == plain_login(login))

    async def by_identity(self, identity: str) -> Credentials | None:
        return await self._credentials(PersonRow.identity == identity)

    async def _credentials(self, whose: bool | ColumnElement[bool]) -> Credentials | None:
        async with self._database.reading() as session:
            row = (await session.exec(select(PersonRow).where(whose))).first()
            if row is None:
                return None
            person = to_person(row, await businesses_of(session, row.id))
            return Credentials(person, row.password_hash, row.totp_secret, row.totp_step)

    async def link(self, person_id: PersonId, identity: str | None) -> bool:
        free = [] if identity is None else [col(PersonRow.identity).is_(None)]
        changing = update(PersonRow).where(col(PersonRow.id) == person_id, *free).values(identity=identity)
        async with self._database.writing(f"identity {identity}") as session:
            taken = await session.exec(select(PersonRow.id).where(PersonRow.identity == identity))
            if identity is not None and taken.first() is not None:
                return False
            return (await session.exec(changing)).rowcount == 1

    async def add(self, new: NewPerson) -> Person | None:
        row = PersonRow(
            id=uuid4().hex,
            login=plain_login(new.login),
            name=new.name,
            role=new.role.value,
            language=new.language,
            created_at=self._clock.now(),
        )
        async with self._database.writing(f"login {row.login}") as session:
            taken = await session.exec(select(PersonRow.id).where(PersonRow.login == row.login))
            if taken.first() is not None:
                return None
            session.add(row)
            await session.flush()
            for business in sorted(new.businesses):
                session.add(PersonBusinessRow(person_id=row.id, business_id=business))
        return to_person(row, new.businesses)

    async def change(
        self,
        person_id: PersonId,
        *,
        name: str | None = None,
        role: Role | None = None,
        language: Language | None = None,
        businesses: frozenset[BusinessId] | None = None,
    ) -> None:
        given = {"name": name, "role": role.value if role else None, "language": language}
        changed = {column: value for column, value in given.items() if value is not None}
        async with self._database.writing(_of(person_id)) as session:
            if changed:
                await session.exec(update(PersonRow).where(col(PersonRow.id) == person_id).values(**changed))
            if businesses is not None:
                await session.exec(delete(PersonBusinessRow).where(col(PersonBusinessRow.person_id) == person_id))
                for business in sorted(businesses):
                    session.add(PersonBusinessRow(person_id=person_id, business_id=business))

    async def set_number(self, person_id: PersonId, number: E164 | None) -> None:
        async with self._database.writing() as session:
            await session.exec(update(PersonRow).where(col(PersonRow.id) == person_id).values(number=number))

    async def set_password(self, person_id: PersonId, password_hash: str) -> None:
        async with self._database.writing() as session:
            await session.exec(
                update(PersonRow).where(col(PersonRow.id) == person_id).values(password_hash=password_hash)
            )

    async def set_second_factor(self, person_id: PersonId, secret: str | None, recovery_codes: Sequence[str]) -> None:
        async with self._database.writing(_of(person_id)) as session:
            await session.exec(
                update(PersonRow).where(col(PersonRow.id) == person_id).values(totp_secret=secret, totp_step=None)
            )
            await session.exec(
                delete(OneTimeCodeRow).where(
                    col(OneTimeCodeRow.person_id) == person_id, col(OneTimeCodeRow.purpose) == RECOVERY
                )
            )
            for code in recovery_codes:
                session.add(OneTimeCodeRow(hash=_recovery_hash(person_id, code), purpose=RECOVERY, person_id=person_id))

    async def use_totp_step(self, person_id: PersonId, step: int) -> bool:
        unused = col(PersonRow.totp_step).is_(None) | (col(PersonRow.totp_step) < step)
        async with self._database.writing() as session:
            used = await session.exec(
                update(PersonRow).where(col(PersonRow.id) == person_id, unused).values(totp_step=step)
            )
            return used.rowcount == 1

    async def use_recovery_code(self, person_id: PersonId, code: str) -> bool:
        async with self._database.writing() as session:
            used = await session.exec(
                delete(OneTimeCodeRow).where(
                    col(OneTimeCodeRow.hash) == _recovery_hash(person_id, code),
                    col(OneTimeCodeRow.purpose) == RECOVERY,
                )
            )
            return used.rowcount == 1

    async def block(self, person_id: PersonId, *, blocked: bool) -> None:
        async with self._database.writing() as session:
            await session.exec(
                update(PersonRow)
                .where(col(PersonRow.id) == person_id)
                .values(blocked_at=self._clock.now() if blocked else None)
            )
            if blocked:
                await session.exec(delete(SignInRow).where(col(SignInRow.person_id) == person_id))


def _recovery_hash(person_id: str, code: str) -> str:
    """Read off paper: no case, no blanks, no dashes."""
    return hashed(person_id + "".join(char for char in code.lower() if char.isalnum()))
