"""`vorzimmer twiml …`: documents to paste into the Twilio console."""

from app.commands.businesses import chosen_business
from app.settings import Settings
from app.telephony.fallback import fallback
from app.wiring.stores import migrate_database, open_stores


async def fallback_document(settings: Settings, wanted: str | None) -> str:
    """Raises ConfigurationError when the business is not clear."""
    await migrate_database(settings)
    async with open_stores(settings) as stores:
        business = chosen_business(await stores.businesses.all(), wanted)
        return fallback(business, stores.clock.now(), public_url=settings.public_url)
