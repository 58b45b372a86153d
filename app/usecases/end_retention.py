"""Take away what a business keeps no longer."""

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.business import Business
from app.domain.rules.retention import first_removal
from app.ports.retention import CallRetention, Due
from app.usecases.learn import night_of


@dataclass(frozen=True, slots=True)
class RetentionDesk:
    retention: CallRetention

    async def due(self, business: Business, *, now: datetime) -> Due:
        """What would go if it were night."""
        rules = business.retention
        return await self.retention.due(
            business.id, words_before=rules.words_go_before(now), calls_before=rules.calls_go_before(now)
        )

    async def begins(self, business: Business, *, now: datetime) -> date | None:
        """The first night in which something goes; None when that has been."""
        tonight = night_of(business, now)
        first = first_removal(await self.retention.began(business.id), tonight)
        return first if first > tonight else None

    async def tonight(self, business: Business, *, now: datetime) -> Due:
        """Lot by lot until nothing is left; what was cut off goes on where it was. How many calls it was done to."""
        if await self.begins(business, now=now) is not None:
            return Due()
        rules, words, calls = business.retention, 0, 0
        while lot := await self.retention.remove_calls(business.id, before=rules.calls_go_before(now), now=now):
            calls += lot
        while lot := await self.retention.take_words(business.id, before=rules.words_go_before(now), now=now):
            words += lot
        return Due(words, calls)
