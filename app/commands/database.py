"""Commands that need nothing but the database."""

from collections.abc import Sequence

from app.domain.errors import ConfigurationError
from app.domain.ids import BusinessId
from app.ports.records import ALL_SCOPES, ApiToken
from app.settings import Settings
from app.wiring.stores import migrate_database, open_stores

__all__ = ["create_token", "list_tokens", "migrate_database", "revoke_token", "seed_example_business"]


async def seed_example_business(settings: Settings) -> bool:
    """False when it was there already."""
    await migrate_database(settings)
    async with open_stores(settings) as stores:
        return await stores.businesses.seed_example() is not None


async def create_token(
    settings: Settings, name: str, scopes: frozenset[str] = ALL_SCOPES, business: str | None = None
) -> str:
    """Raises ConfigurationError for a business that is not there."""
    await migrate_database(settings)
    async with open_stores(settings) as stores:
        owner = BusinessId(business) if business is not None else None
        if owner is not None and await stores.businesses.load(owner) is None:
            raise ConfigurationError(f"there is no business {owner}")
        return await stores.api_tokens.create(name, scopes=scopes, business=owner)


async def list_tokens(settings: Settings) -> Sequence[ApiToken]:
    await migrate_database(settings)
    async with open_stores(settings) as stores:
        return await stores.api_tokens.tokens()


async def revoke_token(settings: Settings, name: str, business: str | None = None) -> bool:
    await migrate_database(settings)
    async with open_stores(settings) as stores:
        return await stores.api_tokens.revoke(name, business=BusinessId(business) if business is not None else None)
