"""Learns from each business's past, every night, once."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

import structlog

from app.domain.ids import BusinessId
from app.ports.bookings import Calendars
from app.ports.clock import Clock
from app.ports.jobs import LEARN
from app.ports.learning import LearningTurns, RiskFitter
from app.ports.records import Businesses
from app.usecases.learn import learn_tonight, night_of

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class NightlyLearning:
    """A server that was off at night learns when it is on again."""

    calendars: Calendars
    fitter: RiskFitter
    businesses: Businesses
    turns: LearningTurns
    clock: Clock
    _asked: dict[BusinessId, date] = field(default_factory=dict)

    @property
    def work(self) -> Mapping[str, Callable[..., Awaitable[object]]]:
        return {LEARN: self.learn}

    async def learn(self, business_id: str, night: str) -> None:
        business = await self.businesses.load(BusinessId(business_id))
        if business is None:
            return
        try:
            lessons = await learn_tonight(
                self.calendars, self.fitter, business, date.fromisoformat(night), now=self.clock.now()
            )
        except TimeoutError:
            log.warning("learning_took_too_long", business=business_id)
            return
        if lessons is not None:
            used = sum(lesson.used for lesson in lessons)
            log.info("learned_from_the_past", business=business_id, lessons=len(lessons), used=used)

    async def look_after(self) -> None:
        now = self.clock.now()
        for business in await self.businesses.all():
            night = night_of(business, now)
            if self._asked.get(business.id) != night:
                await self.turns.ask(business.id, night)
                self._asked[business.id] = night
