"""OpenID Connect Core 1.0: the authorization code flow with PKCE (RFC 7636), discovery, and signed ID tokens.

Decision: PyJWT (MIT, typed, here with twilio) and cryptography (Apache 2.0) checks the signatures; the four
requests around them are our own over httpx, with our deadlines. Authlib would bring a client, a server and its own
sessions for the same; the checks of section 3.1.3.7 stand in `_checked`, one after the other. Only asymmetric
signatures count: a token signed with the client's secret could be made by whoever reads our settings.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote_plus, urlencode, urlsplit

import httpx
import jwt
from pydantic import BaseModel, ValidationError
from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt, wait_fixed

from app.domain.errors import IdentityNotProven
from app.domain.identity import Identity, Trip
from app.loopback import names_this_machine
from app.ports.clock import Clock

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
LEEWAY = timedelta(minutes=1)
METADATA_FOR = timedelta(hours=1)
KEYS_AGAIN_AFTER = timedelta(minutes=1)
"""A key that is not known may be a new one; nobody makes us ask for it more often."""
LIMIT_BYTES = 1024 * 1024


class ProviderMetadata(BaseModel):
    """OpenID Connect Discovery 1.0, section 3: what we need of it."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None = None
    end_session_endpoint: str | None = None
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)


class TokenAnswer(BaseModel):
    id_token: str
    access_token: str


@dataclass(frozen=True, slots=True)
class OidcClient:
    """Who we are there. `mail_is_verified` for a provider that never says so and knows its people's addresses."""

    issuer: str
    client_id: str
    redirect_uri: str
    name: str
    client_secret: str | None = field(default=None, repr=False)
    mail_is_verified: bool = False


class OidcProvider:
    """`IdentityProvider` over a server that speaks OpenID Connect."""

    def __init__(
        self, http: httpx.AsyncClient, clock: Clock, client: OidcClient, *, within_s: float = 10.0, attempts: int = 2
    ) -> None:
        self._http = http
        self._clock = clock
        self._client = client
        self._within_s = within_s
        self._attempts = attempts
        self._metadata: tuple[datetime, ProviderMetadata] | None = None
        self._keys: tuple[datetime, jwt.PyJWKSet] | None = None

    @property
    def name(self) -> str:
        return self._client.name

    async def door(self, trip: Trip) -> str:
        async with self._deadline():
            metadata = await self._discovered()
        asked = {
            "response_type": "code",
            "client_id": self._client.client_id,
            "redirect_uri": self._client.redirect_uri,
            "scope": "openid email profile",
            "state": trip.state,
            "nonce": trip.nonce,
            "code_challenge": trip.challenge,
            "code_challenge_method": "S256",
        }
        return _with(metadata.authorization_endpoint, asked)

    async def who(self, code: str, trip: Trip) -> Identity:
        async with self._deadline():
            metadata = await self._discovered()
            tokens = await self._exchanged(metadata, code, trip)
            claims = await self._checked(metadata, tokens.id_token, trip)
            if not claims.get("email") and metadata.userinfo_endpoint is not None:
                claims = {**await self._told(metadata.userinfo_endpoint, tokens.access_token, claims), **claims}
        email = claims.get("email")
        return Identity(
            metadata.issuer,
            str(claims["sub"]),
            email if isinstance(email, str) and email else None,
            self._client.mail_is_verified or claims.get("email_verified") in (True, "true"),
        )

    async def examine(self) -> None:
        """Whether somebody could sign in there now: its metadata, and the keys that it signs with."""
        async with self._deadline():
            metadata = await self._discovered()
            try:
                jwt.PyJWKSet.from_dict(dict(await self._get(metadata.jwks_uri)))
            except (jwt.PyJWTError, ValueError) as error:
                raise IdentityNotProven("untrusted") from error

    async def way_out(self, back: str) -> str | None:
        """RP-Initiated Logout 1.0."""
        async with self._deadline():
            metadata = await self._discovered()
        if metadata.end_session_endpoint is None:
            return None
        asked = {"client_id": self._client.client_id, "post_logout_redirect_uri": back}
        return _with(metadata.end_session_endpoint, asked)

    def _deadline(self) -> "_Deadline":
        return _Deadline(self._within_s)

    async def _discovered(self) -> ProviderMetadata:
        now = self._clock.now()
        if self._metadata is not None and now - self._metadata[0] < METADATA_FOR:
            return self._metadata[1]
        issuer = self._client.issuer.rstrip("/")
        try:
            found = ProviderMetadata.model_validate(await self._get(f"{issuer}/.well-known/openid-configuration"))
        except ValidationError as error:
            raise IdentityNotProven("untrusted") from error
        addresses = (found.authorization_endpoint, found.token_endpoint, found.jwks_uri, found.userinfo_endpoint)
        if found.issuer.rstrip("/") != issuer or not all(is_safe(one) for one in addresses if one):
            raise IdentityNotProven("untrusted")
        self._metadata = now, found
        return found

    async def _exchanged(self, metadata: ProviderMetadata, code: str, trip: Trip) -> TokenAnswer:
        """Never tried twice: a code works once, and one that comes again may cost all that it led to."""
        client, asked = self._client, {"grant_type": "authorization_code", "code": code}
        asked |= {"redirect_uri": client.redirect_uri, "code_verifier": trip.verifier}
        basic: httpx.Auth | None = None
        if client.client_secret is None:
            asked["client_id"] = client.client_id
        elif "client_secret_basic" in metadata.token_endpoint_auth_methods_supported:
            basic = httpx.BasicAuth(quote_plus(client.client_id), quote_plus(client.client_secret))  # RFC 6749, 2.3.1
        else:
            asked |= {"client_id": client.client_id, "client_secret": client.client_secret}
        answer = await self._sent(
            self._http.build_request(
                "POST", metadata.token_endpoint, data=asked, headers={"Accept": "application/json"}
            ),
            basic,
        )
        if answer.is_client_error:
            raise IdentityNotProven("refused")
        try:
            return TokenAnswer.model_validate(_content(answer))
        except ValidationError as error:
            raise IdentityNotProven("untrusted") from error

    async def _checked(self, metadata: ProviderMetadata, id_token: str, trip: Trip) -> Mapping[str, Any]:
        """The claims, after all that section 3.1.3.7 asks for; times by our clock."""
        now = self._clock.now().timestamp()
        try:
            claims: dict[str, Any] = jwt.decode(
                id_token,
                key=await self._key(metadata, jwt.get_unverified_header(id_token).get("kid")),
                algorithms=ALGORITHMS,
                audience=self._client.client_id,
                issuer=metadata.issuer,
                options={
                    "require": ["iss", "sub", "aud", "exp", "iat", "nonce"],
                    "verify_exp": False,
                    "verify_iat": False,
                    "verify_nbf": False,
                },
            )
        except (jwt.PyJWTError, ValueError) as error:
            raise IdentityNotProven("untrusted") from error
        exp, iat, audience = claims["exp"], claims["iat"], claims["aud"]
        in_time = (
            isinstance(exp, int | float)
            and isinstance(iat, int | float)
            and iat - LEEWAY.total_seconds() <= now < exp + LEEWAY.total_seconds()
        )
        meant_for_us = claims.get("azp", self._client.client_id) == self._client.client_id and (
            isinstance(audience, str) or len(audience) == 1 or "azp" in claims
        )
        if not in_time or not meant_for_us or claims["nonce"] != trip.nonce or not claims["sub"]:
            raise IdentityNotProven("untrusted")
        return claims

    async def _key(self, metadata: ProviderMetadata, kid: object) -> jwt.PyJWK:
        now = self._clock.now()
        known = self._keys
        if known is None or (_chosen(known[1], kid) is None and now - known[0] >= KEYS_AGAIN_AFTER):
            try:
                known = self._keys = now, jwt.PyJWKSet.from_dict(dict(await self._get(metadata.jwks_uri)))
            except (jwt.PyJWTError, ValueError) as error:
                raise IdentityNotProven("untrusted") from error
        if (key := _chosen(known[1], kid)) is None:
            raise IdentityNotProven("untrusted")
        return key

    async def _told(self, address: str, access_token: str, claims: Mapping[str, Any]) -> Mapping[str, Any]:
        """Claims of the userinfo endpoint; of somebody else they count for nothing (section 5.3.2)."""
        told = await self._get(address, {"Authorization": f"Bearer {access_token}"})
        if told.get("sub") != claims["sub"]:
            raise IdentityNotProven("untrusted")
        return told

    async def _get(self, address: str, headers: Mapping[str, str] | None = None) -> Mapping[str, Any]:
        tries = AsyncRetrying(
            stop=stop_after_attempt(self._attempts),
            wait=wait_fixed(0.2),
            retry=retry_if_exception(lambda error: isinstance(error, IdentityNotProven) and error.retryable),
            reraise=True,
        )
        request = self._http.build_request("GET", address, headers={"Accept": "application/json", **(headers or {})})
        answer: httpx.Response = await tries(self._sent, request, None)
        if not answer.is_success:
            raise IdentityNotProven("unreachable")
        return _content(answer)

    async def _sent(self, request: httpx.Request, auth: httpx.Auth | None) -> httpx.Response:
        try:
            answer = await self._http.send(request, auth=auth, follow_redirects=False)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise IdentityNotProven("unreachable", retryable=True) from error
        if answer.is_server_error:
            raise IdentityNotProven("unreachable", retryable=True)
        return answer


class _Deadline:
    """For all that one step asks the provider, together."""

    def __init__(self, seconds: float) -> None:
        self._timeout = asyncio.timeout(seconds)

    async def __aenter__(self) -> None:
        await self._timeout.__aenter__()

    async def __aexit__(self, kind: Any, error: Any, trace: Any) -> None:
        try:
            await self._timeout.__aexit__(kind, error, trace)
        except TimeoutError as late:
            raise IdentityNotProven("unreachable") from late


def is_safe(address: str) -> bool:
    """HTTPS, or on this very machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and names_this_machine(parts.netloc))


def _chosen(keys: jwt.PyJWKSet, kid: object) -> jwt.PyJWK | None:
    """By its name; without one, the only key that signs."""
    signing = [key for key in keys.keys if key.public_key_use in (None, "sig")]
    if kid is None:
        return signing[0] if len(signing) == 1 else None
    return next((key for key in signing if key.key_id == kid), None)


def _content(answer: httpx.Response) -> Mapping[str, Any]:
    if len(answer.content) > LIMIT_BYTES:
        raise IdentityNotProven("untrusted")
    try:
        found = answer.json()
    except ValueError as error:
        raise IdentityNotProven("untrusted") from error
    if not isinstance(found, dict):
        raise IdentityNotProven("untrusted")
    return found


def _with(address: str, fields: Mapping[str, str]) -> str:
    return f"{address}{'&' if urlsplit(address).query else '?'}{urlencode(fields)}"
