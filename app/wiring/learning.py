"""Learning anew, for one business or for all."""

from app.domain.errors import ConfigurationError
from app.domain.ids import BusinessId
from app.domain.learning.lessons import Lesson
from app.fitting.logistic_risk import LogisticRiskFitter
from app.settings import Settings
from app.usecases.learn import learn
from app.wiring.stores import migrate_database, open_stores


async def learn_anew(settings: Settings, business_id: str | None) -> dict[str, tuple[Lesson, ...]]:
    """Lessons by business. Raises ConfigurationError for a business that is not there."""
    await migrate_database(settings)
    fitter = LogisticRiskFitter()
    async with open_stores(settings) as stores:
        businesses = [b for b in await stores.businesses.all() if business_id in (None, b.id)]
        if business_id is not None and not businesses:
            raise ConfigurationError(f"there is no business {BusinessId(business_id)}")
        return {
            business.name: await learn(stores.calendars, fitter, business, now=stores.clock.now())
            for business in businesses
        }
