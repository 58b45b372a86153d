"""Signing in at the organisation's own provider, where one is set."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import httpx

from app.connectors.oidc import OidcClient, OidcProvider
from app.ports.clock import Clock
from app.settings import Settings
from app.web.pages.elsewhere import BACK

REQUEST_S = 5.0


@asynccontextmanager
async def identity_provider(settings: Settings, clock: Clock) -> AsyncIterator[OidcProvider | None]:
    client = oidc_client(settings)
    if client is None:
        yield None
        return
    async with httpx.AsyncClient(timeout=REQUEST_S, trust_env=True) as http:
        yield OidcProvider(http, clock, client)


def oidc_client(settings: Settings) -> OidcClient | None:
    if settings.oidc_issuer is None or settings.oidc_client_id is None:
        return None
    secret = settings.oidc_client_secret
    return OidcClient(
        settings.oidc_issuer,
        settings.oidc_client_id,
        f"{settings.base_url}{BACK}",
        settings.oidc_name or urlsplit(settings.oidc_issuer).netloc,
        secret.get_secret_value() if secret else None,
        settings.oidc_mail_is_verified,
    )
