"""Who looked at what, and did what, appended and never changed."""

from collections.abc import Sequence

from sqlmodel import col, select

from app.domain.ids import BusinessId, CallSid
from app.domain.people import Person
from app.ports.clock import Clock
from app.ports.people import Access
from app.stores.database import Database
from app.stores.tables import AccessRow


class SqlAccessLog:
    """`AccessLog` over a database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def note(
        self,
        person: Person,
        deed: str,
        *,
        business: BusinessId | None = None,
        call_sid: CallSid | None = None,
        calls: int | None = None,
    ) -> None:
        if business is None and len(person.businesses) == 1:
            (business,) = person.businesses  # else the owner would not see what their own staff did
        async with self._database.writing() as session:
            session.add(
                AccessRow(
                    at=self._clock.now(),
                    person_id=person.id,
                    person_name=person.name,
                    business_id=business,
                    call_sid=call_sid,
                    deed=deed,
                    calls=calls,
                )
            )

    async def note_program(self, token: str, deed: str, *, business: BusinessId, call_sid: CallSid) -> None:
        async with self._database.writing() as session:
            session.add(
                AccessRow(
                    at=self._clock.now(),
                    person_id="",
                    person_name=f"API: {token}",
                    business_id=business,
                    call_sid=call_sid,
                    deed=deed,
                )
            )

    async def latest(
        self,
        businesses: Sequence[BusinessId] | None,
        *,
        call_sid: CallSid | None = None,
        before: int | None = None,
        limit: int = 100,
    ) -> tuple[Sequence[Access], int | None]:
        wanted = select(AccessRow).order_by(col(AccessRow.id).desc()).limit(limit + 1)
        if businesses is not None:
            wanted = wanted.where(col(AccessRow.business_id).in_(businesses))
        if call_sid is not None:
            wanted = wanted.where(AccessRow.call_sid == call_sid)
        if before is not None:
            wanted = wanted.where(col(AccessRow.id) < before)
        async with self._database.reading() as session:
            rows = list(await session.exec(wanted))
        following = rows[limit - 1].id if len(rows) > limit else None
        return tuple(_access(row) for row in rows[:limit]), following


def _access(row: AccessRow) -> Access:
    return Access(
        at=row.at,
        person_name=row.person_name,
        business=BusinessId(row.business_id) if row.business_id else None,
        call_sid=CallSid(row.call_sid) if row.call_sid else None,
        deed=row.deed,
        calls=row.calls,
    )
