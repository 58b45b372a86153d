"""Two records of one customer made one."""

from typing import Protocol

from app.domain.business import Business
from app.domain.customers import Customer
from app.domain.ids import CustomerId


class CustomerMerges(Protocol):
    async def merge(self, business: Business, keep: CustomerId, drop: CustomerId) -> Customer | None:
        """The kept record with the visits, bookings and numbers of both; None when one of them is not there.

        A call from either number finds it from then on. It is on record as a decision.
        """
        ...
