"""Two records of one customer made one, in one transaction."""

from sqlmodel import col, delete, update
from sqlmodel.ext.asyncio.session import AsyncSession

from app.domain.business import Business
from app.domain.calls import Decision
from app.domain.customers import Customer, merged
from app.domain.ids import CustomerId
from app.ports.clock import Clock
from app.stores.database import Database, calendar_of
from app.stores.decision_log import append_decision
from app.stores.rows import to_customer
from app.stores.tables import BookingRow, CustomerMailRow, CustomerRow, OtherNumberRow


class SqlCustomerMerges:
    """`CustomerMerges` over a database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def merge(self, business: Business, keep: CustomerId, drop: CustomerId) -> Customer | None:
        async with self._database.writing(calendar_of(business.id)) as session:
            kept, dropped = await session.get(CustomerRow, keep), await session.get(CustomerRow, drop)
            if kept is None or dropped is None or keep == drop:
                return None
            if {kept.business_id, dropped.business_id} != {business.id}:
                return None
            one = merged(to_customer(kept), to_customer(dropped))
            await _repoint(session, keep, drop)
            spare = dropped.number if dropped.number != one.number else None
            await session.delete(dropped)
            await session.flush()
            kept.number, kept.past_visits, kept.postponed_by_us = one.number, one.past_visits, one.postponed_by_us
            kept.open_case = one.open_case
            session.add(kept)
            if spare is not None:
                session.add(OtherNumberRow(business_id=business.id, number=spare, customer_id=keep))
            inputs = {"kept": keep, "dropped": drop}
            decision = Decision("customers_merged", self._clock.now(), "asked_by_staff", inputs)
            await append_decision(session, business.id, None, decision)
            return one


async def _repoint(session: AsyncSession, keep: CustomerId, drop: CustomerId) -> None:
    """Everything that names the dropped record names the kept one; of two mail addresses the kept one's stays."""
    bookings = update(BookingRow).where(col(BookingRow.customer_id) == drop)
    await session.exec(bookings.values(customer_id=keep).execution_options(synchronize_session=False))
    numbers = update(OtherNumberRow).where(col(OtherNumberRow.customer_id) == drop)
    await session.exec(numbers.values(customer_id=keep).execution_options(synchronize_session=False))
    if await session.get(CustomerMailRow, keep) is None:
        mails = update(CustomerMailRow).where(col(CustomerMailRow.customer_id) == drop)
        await session.exec(mails.values(customer_id=keep).execution_options(synchronize_session=False))
    else:
        await session.exec(delete(CustomerMailRow).where(col(CustomerMailRow.customer_id) == drop))
