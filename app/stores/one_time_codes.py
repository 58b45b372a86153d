"""Codes that open one thing once: a new password, a first sign-in. Only their hashes are kept."""

import secrets
from datetime import timedelta

from sqlmodel import col, delete

from app.domain.ids import PersonId
from app.ports.clock import Clock
from app.ports.people import OneTimeCode, Purpose
from app.stores.database import Database
from app.stores.people import RECOVERY, hashed
from app.stores.tables import OneTimeCodeRow

CODE_BYTES = 16


class SqlOneTimeCodes:
    """`OneTimeCodes` over a database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def mint(self, purpose: Purpose, person_id: PersonId | None, *, lives_for: timedelta) -> str:
        code = secrets.token_urlsafe(CODE_BYTES)
        same = col(OneTimeCodeRow.person_id) == person_id if person_id else col(OneTimeCodeRow.person_id).is_(None)
        async with self._database.writing(f"code {purpose.value} {person_id}") as session:
            await session.exec(delete(OneTimeCodeRow).where(same, col(OneTimeCodeRow.purpose) == purpose.value))
            session.add(
                OneTimeCodeRow(
                    hash=hashed(code),
                    purpose=purpose.value,
                    person_id=person_id,
                    expires_at=self._clock.now() + lives_for,
                )
            )
        return code

    async def forget(self, person_id: PersonId) -> None:
        async with self._database.writing() as session:
            await session.exec(
                delete(OneTimeCodeRow).where(
                    col(OneTimeCodeRow.person_id) == person_id, col(OneTimeCodeRow.purpose) != RECOVERY
                )
            )

    async def look(self, code: str) -> OneTimeCode | None:
        async with self._database.reading() as session:
            return self._valid(await session.get(OneTimeCodeRow, hashed(code.strip())))

    async def consume(self, code: str) -> OneTimeCode | None:
        async with self._database.writing() as session:
            row = await session.get(OneTimeCodeRow, hashed(code.strip()))
            found = self._valid(row)
            if row is None or found is None:
                return None
            used = await session.exec(delete(OneTimeCodeRow).where(col(OneTimeCodeRow.hash) == row.hash))
            return found if used.rowcount == 1 else None  # else somebody was faster

    def _valid(self, row: OneTimeCodeRow | None) -> OneTimeCode | None:
        if row is None or row.purpose == RECOVERY or row.expires_at is None or row.expires_at <= self._clock.now():
            return None
        return OneTimeCode(Purpose(row.purpose), PersonId(row.person_id) if row.person_id else None)
