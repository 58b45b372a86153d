"""Takes away every night, once, what each business keeps no longer."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

import structlog

from app.domain.ids import BusinessId
from app.ports.clock import Clock
from app.ports.jobs import END_RETENTION
from app.ports.records import Businesses
from app.usecases.end_retention import RetentionDesk
from app.usecases.learn import night_of

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class NightlyRetention:
    """A server that was off at night does it when it is on again."""

    desk: RetentionDesk
    businesses: Businesses
    clock: Clock
    _asked: dict[BusinessId, date] = field(default_factory=dict)

    @property
    def work(self) -> Mapping[str, Callable[..., Awaitable[object]]]:
        return {END_RETENTION: self.end}

    async def end(self, business_id: str, _night: str) -> None:
        business = await self.businesses.load(BusinessId(business_id))
        if business is None:
            return
        gone = await self.desk.tonight(business, now=self.clock.now())
        if gone.words or gone.calls:
            log.info("retention_ended", business=business_id, words_of_calls=gone.words, calls=gone.calls)

    async def look_after(self) -> None:
        now = self.clock.now()
        for business in await self.businesses.all():
            night = night_of(business, now)
            if self._asked.get(business.id) != night:
                await self.desk.retention.ask(business.id, night)
                self._asked[business.id] = night
