"""The businesses of this deployment, kept as the description they were written as."""

from functools import lru_cache

from sqlalchemy import func
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from app.domain.business import Business
from app.domain.customers import Customer
from app.domain.errors import ConfigurationError
from app.domain.ids import BusinessId
from app.ports.clock import Clock
from app.stores.business_file import BusinessText, example_business
from app.stores.database import Database, calendar_of
from app.stores.tables import BusinessNumberRow, BusinessRow, BusinessVersionRow, CustomerRow

COMMAND_LINE = "vorzimmer"
"""Who changed it, when it was no person on a page."""


class VersionPassed(Exception):  # noqa: N818  told to the caller of this module as an outcome
    """Somebody saved another version in between."""

    def __init__(self, newest: int) -> None:
        super().__init__(f"the newest version is {newest}")
        self.newest = newest


class SqlBusinesses:
    """`Businesses` over a database, and the way to put one in."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def all(self) -> tuple[Business, ...]:
        async with self._database.reading() as session:
            rows = await session.exec(select(BusinessRow).order_by(col(BusinessRow.id)))
            return tuple(self._business(row) for row in rows)

    async def descriptions(self) -> tuple[BusinessText, ...]:
        async with self._database.reading() as session:
            rows = await session.exec(select(BusinessRow).order_by(col(BusinessRow.id)))
            return tuple(BusinessText.model_validate_json(row.definition) for row in rows)

    async def load(self, business_id: BusinessId) -> Business | None:
        async with self._database.reading() as session:
            row = await session.get(BusinessRow, business_id)
            return self._business(row) if row else None

    async def by_number(self, called: str) -> Business | None:
        async with self._database.reading() as session:
            rows = await session.exec(
                select(BusinessRow)
                .join(BusinessNumberRow, col(BusinessNumberRow.business_id) == col(BusinessRow.id))
                .where(BusinessNumberRow.number == called.strip())
            )
            row = rows.first()
            return self._business(row) if row else None

    async def save(
        self, described: BusinessText, *, author: str = COMMAND_LINE, based_on: int | None = None
    ) -> Business:
        """Create or change a business; its customers are added when their number is new. One transaction.

        What the new description leaves out stays known by name, since bookings may still be made for it. Every change
        is kept as a version. Raises VersionPassed when `based_on` is not the newest one (0 = there is none yet), and
        ConfigurationError for a number that another business answers.
        """
        now = self._clock.now()
        dated = described.dated(now.date())
        async with self._database.writing(calendar_of(dated.business_id)) as session:
            newest = await newest_version(session, dated.business_id)
            if based_on is not None and based_on != newest:
                raise VersionPassed(newest)
            row = await session.get(BusinessRow, dated.business_id)
            earlier = None if row is None else BusinessText.model_validate_json(row.definition)
            if earlier is not None:
                dated = dated.succeeding(earlier)
            if row is None:
                row = BusinessRow(id=dated.business_id, name=dated.name, definition="", created_at=now, changed_at=now)
            if earlier is None or dated != earlier.model_copy(update={"id": dated.id}):
                definition = dated.model_dump_json(exclude_none=True)
                row.name, row.definition, row.changed_at = dated.name, definition, now
                session.add(row)
                await session.flush()
                session.add(
                    BusinessVersionRow(
                        business_id=row.id, number=newest + 1, definition=definition, author=author, saved_at=now
                    )
                )
            await self._answer_numbers(session, dated)
            for customer in dated.known_customers():
                await self._know(session, dated.business_id, customer)
        return dated.business(now.date())

    async def seed_example(self, *, only_when_empty: bool = False) -> Business | None:
        """Create the example business; None when it is there already, or when any is and `only_when_empty`."""
        example = example_business()
        for business in await self.all():
            if only_when_empty or business.id == example.business_id:
                return None
        return await self.save(example)

    def _business(self, row: BusinessRow) -> Business:
        return _parsed(row.definition, self._clock.now().year)

    async def _answer_numbers(self, session: AsyncSession, described: BusinessText) -> None:
        await session.exec(delete(BusinessNumberRow).where(col(BusinessNumberRow.business_id) == described.business_id))
        for number in dict.fromkeys(described.numbers):
            if (other := await session.get(BusinessNumberRow, number)) is not None:
                raise ConfigurationError(f"numbers: {number} is already answered by {other.business_id}")
            session.add(BusinessNumberRow(number=number, business_id=described.business_id))
        await session.flush()

    async def _know(self, session: AsyncSession, business_id: BusinessId, customer: Customer) -> None:
        known = await session.exec(
            select(CustomerRow).where(CustomerRow.business_id == business_id, CustomerRow.number == customer.number)
        )
        if known.first() is None and await session.get(CustomerRow, customer.id) is None:
            session.add(
                CustomerRow(
                    id=customer.id,
                    business_id=business_id,
                    name=customer.name,
                    number=customer.number,
                    language=customer.language,
                    past_visits=customer.past_visits,
                    postponed_by_us=customer.postponed_by_us,
                    open_case=customer.open_case,
                    created_at=self._clock.now(),
                )
            )
            await session.flush()


async def newest_version(session: AsyncSession, business_id: str) -> int:
    """0 when there is none."""
    rows = await session.exec(
        select(func.max(BusinessVersionRow.number)).where(col(BusinessVersionRow.business_id) == business_id)
    )
    return rows.one() or 0


@lru_cache(maxsize=256)
def _parsed(definition: str, year: int) -> Business:
    """Remembered, since a business changes seldom; the year is the one around which public holidays are computed."""
    return BusinessText.model_validate_json(definition).business_in(year)
