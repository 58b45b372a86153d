"""Commands that need nothing but the database."""

from collections.abc import Sequence

from app.ports.records import ALL_SCOPES, ApiToken
from app.settings import Settings
from app.wiring.stores import migrate_database, open_stores

__all__ = ["create_token", "list_tokens", "migrate_database", "revoke_token", "seed_example_business"]


async def seed_example_business(settings: Settings) -> bool:
    """False when it was there already."""
    await migrate_database(settings)
    async with open_stores(settings) as stores:
        return await stores.businesses.seed_example() is not None


async def create_token(settings: Settings, name: str, scopes: frozenset[str] = ALL_SCOPES) -> str:
    await migrate_database(settings)
    async with open_stores(settings) as stores:
        return await stores.api_tokens.create(name, scopes=scopes)


async def list_tokens(settings: Settings) -> Sequence[ApiToken]:
    await migrate_database(settings)
    async with open_stores(settings) as stores:
        return await stores.api_tokens.tokens()


async def revoke_token(settings: Settings, name: str) -> bool:
    await migrate_database(settings)
    async with open_stores(settings) as stores:
        return await stores.api_tokens.revoke(name)
