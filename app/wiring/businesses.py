"""What the commands about a business need: its description, its audit, a calendar that tells nobody."""

from datetime import date

from app.clock import SystemClock
from app.domain.business import Business
from app.domain.errors import ConfigurationError
from app.domain.ids import BusinessId, CustomerId
from app.domain.rules.audit import audit
from app.domain.rules.findings import RuleFinding
from app.domain.rules.validation import contradictions
from app.domain.transfers.paths import Mode
from app.stores.business_file import every_rule, parse_business
from app.stores.calendar import SqlCalendars
from app.stores.customer_merges import SqlCustomerMerges
from app.stores.promises import SqlPromises
from app.usecases import keep_promises as promises
from app.usecases.party import Party
from app.wiring.stores import Stores


def described_business(text: str) -> tuple[Business, date]:
    """As of today. Raises ConfigurationError, which names every field that cannot be read."""
    today = SystemClock().now().date()
    return parse_business(text).business(today), today


def pattern() -> str:
    return every_rule()


async def load_business(stores: Stores, text: str) -> Business:
    return await stores.businesses.save(parse_business(text))


def quiet_calendars(stores: Stores) -> SqlCalendars:
    """Changes that the customers agreed on long ago: no confirmation and no message follows from them."""
    return SqlCalendars(stores.database, stores.clock)


async def audit_businesses(stores: Stores) -> list[tuple[Business, tuple[RuleFinding, ...]]]:
    now, audited = stores.clock.now(), []
    for business in await stores.businesses.all():
        async with stores.calendars.reading(business) as reads:
            bookings = await reads.confirmed(since=now)
        promised = await SqlPromises(stores.database).promised(business.id, since=now)
        rules = contradictions(business, now.astimezone(business.zone).date())
        audited.append((business, (*rules, *audit(business, bookings, now, promised))))
    return audited


async def merge_customers(stores: Stores, business: Business, keep: str, drop: str) -> int | None:
    merges = SqlCustomerMerges(stores.database, stores.clock)
    one = await merges.merge(business, CustomerId(keep), CustomerId(drop))
    return one.past_visits if one else None


async def switch_mode(stores: Stores, business: Business, mode: Mode | None) -> Mode:
    """The mode that holds from the next call on; None = as described."""
    await stores.call_modes.switch(business.id, mode, by="command line", at=stores.clock.now())
    return mode or business.escalation.mode


async def keep_promises(stores: Stores, business_id: BusinessId) -> tuple[int, tuple[str, ...]]:
    """How many bookings went back to their promised clock time, and which could not."""
    business = await stores.businesses.load(business_id)
    if business is None:
        raise ConfigurationError(f"there is no business {business_id}")
    now = stores.clock.now()
    promised = await SqlPromises(stores.database).promised(business.id, since=now)
    party = Party(business, language=business.default_language, by="clock rules")
    return await promises.keep_promises(quiet_calendars(stores), party, promised, now=now)
