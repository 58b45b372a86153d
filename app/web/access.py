"""Who may read: a bearer token, or for the pages of this machine's own user a browser on this machine."""

import base64
import binascii
from collections.abc import Awaitable, Callable

from fastapi import HTTPException, Request
from starlette.requests import HTTPConnection

from app.loopback import is_direct, names_this_machine
from app.ports.records import ApiTokens
from app.web.whose import bind


def is_local(connection: HTTPConnection) -> bool:
    peer = connection.client.host if connection.client else None
    return is_direct(peer, connection.headers) and names_this_machine(connection.headers.get("host", ""))


def bearer_of(request: Request) -> str | None:
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" and secret else None


def bearer_required(tokens: ApiTokens) -> Callable[[Request], Awaitable[None]]:
    async def check(request: Request) -> None:
        secret = bearer_of(request)
        token = await tokens.verify(secret) if secret is not None else None
        if token is None:
            raise HTTPException(
                401, "a valid bearer token is needed: vorzimmer token create", {"WWW-Authenticate": "Bearer"}
            )
        bind(token.business, token.name)
        needed = "read" if request.method in {"GET", "HEAD"} else "write"
        if needed not in token.scopes:
            raise HTTPException(403, f"this token may not {needed}: vorzimmer token create NAME --scope {needed}")

    return check


def local_or_token(tokens: ApiTokens) -> Callable[[Request], Awaitable[None]]:
    """For browsers and scrapers: this machine, a bearer token, or the token as the password of HTTP Basic."""

    async def check(request: Request) -> None:
        if is_local(request):
            return
        secret = bearer_of(request) or _basic_password(request)
        token = await tokens.verify(secret) if secret is not None else None
        if token is None or token.business is not None:  # the figures are of all businesses
            raise HTTPException(401, "a token is needed", {"WWW-Authenticate": 'Basic realm="Vorzimmer"'})

    return check


def _basic_password(request: Request) -> str | None:
    scheme, _, encoded = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        _, _, password = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return password or None
