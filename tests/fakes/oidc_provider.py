"""An OpenID provider after the specification: OpenID Connect Core and Discovery 1.0, RFC 7636, RP-Initiated Logout.

It is strict with whoever asks, and does what is asked of it by `wrong` with its answers.
"""

import base64
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import unquote_plus, urlencode

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from app.ports.clock import Clock
from tests.fakes.served import served

CLIENT, SECRET = "vorzimmer", "ein geheimnis: mit % und +"
LIFE_S = 300
PAGE = """<!doctype html><html lang="de"><title>Haus-Anmeldung</title><h1>Haus-Anmeldung</h1>
<form method="post"><button name="answer" value="yes">Anmelden als {email}</button>
<button name="answer" value="no">Abbrechen</button></form>"""
WRONG = (
    "nonce",
    "audience",
    "issuer",
    "expired",
    "future",
    "foreign_key",
    "unsigned",
    "symmetric",
    "other_party",
    "no_subject",
    "other_userinfo",
    "broken_answer",
)
"""What can be made wrong with an answer."""


@dataclass(frozen=True)
class Account:
    subject: str = "u-4711"
    email: str | None = "anna@praxis.example"
    email_verified: bool | None = True


@dataclass
class FakeOidcProvider:
    """`tokens` counts how often codes were exchanged; `mail_in` says where the address stands."""

    clock: Clock
    account: Account = field(default_factory=Account)
    wrong: str | None = None
    mail_in: str = "id_token"
    is_down: bool = False
    secret: str | None = SECRET
    auth_methods: tuple[str, ...] = ("client_secret_basic", "client_secret_post")
    url: str = ""
    redirect_uri: str = ""
    tokens: int = 0
    key_name: str = "key-1"
    key: RSAPrivateKey = field(default_factory=lambda: generate_private_key(65537, 2048))
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)
    _access: set[str] = field(default_factory=set)

    def roll_keys(self) -> None:
        self.key, self.key_name = generate_private_key(65537, 2048), f"{self.key_name}+"

    def app(self) -> web.Application:
        made = web.Application()
        made.add_routes(
            [
                web.get("/.well-known/openid-configuration", self._discovery),
                web.get("/keys", self._keys),
                web.get("/authorize", self._ask),
                web.post("/authorize", self._answered),
                web.post("/token", self._token),
                web.get("/userinfo", self._userinfo),
                web.get("/out", self._out),
            ]
        )
        return made

    async def _discovery(self, _request: web.Request) -> web.Response:
        if self.is_down:
            return web.Response(status=503)
        return web.json_response(
            {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/keys",
                "userinfo_endpoint": f"{self.url}/userinfo",
                "end_session_endpoint": f"{self.url}/out",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "token_endpoint_auth_methods_supported": list(self.auth_methods),
            }
        )

    async def _keys(self, _request: web.Request) -> web.Response:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return web.json_response({"keys": [{**public, "kid": self.key_name, "use": "sig", "alg": "RS256"}]})

    async def _ask(self, request: web.Request) -> web.Response:
        """Section 3.1.2.1, and RFC 7636 section 4.3. Who is not known or asks wrongly is sent nowhere."""
        asked = request.query
        sound = (
            asked.get("client_id") == CLIENT
            and asked.get("redirect_uri") == self.redirect_uri
            and asked.get("response_type") == "code"
            and "openid" in asked.get("scope", "").split()
            and asked.get("code_challenge_method") == "S256"
            and len(asked.get("code_challenge", "")) == 43
            and len(asked.get("state", "")) >= 20
            and len(asked.get("nonce", "")) >= 20
        )
        if not sound:
            return web.Response(status=400, text=f"invalid_request: {dict(asked)}")
        return web.Response(text=PAGE.format(email=self.account.email), content_type="text/html")

    async def _answered(self, request: web.Request) -> web.Response:
        asked, form = request.query, await request.post()
        if form.get("answer") != "yes":
            fields = {"error": "access_denied", "state": asked["state"]}
        else:
            code = f"code-{len(self._codes)}-{asked['nonce'][:8]}"
            self._codes[code] = dict(asked)
            fields = {"code": code, "state": asked["state"], "iss": self.url}
        raise web.HTTPFound(f"{asked['redirect_uri']}?{urlencode(fields)}")

    async def _token(self, request: web.Request) -> web.Response:
        """Section 3.1.3: a code works once, for who asked for it, with the verifier of its challenge."""
        self.tokens += 1
        form = await request.post()
        if not self._is_client(request, form):
            return web.json_response({"error": "invalid_client"}, status=401)
        asked = self._codes.pop(str(form.get("code", "")), None)
        digest = sha256(str(form.get("code_verifier", "")).encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if (
            asked is None
            or form.get("grant_type") != "authorization_code"
            or form.get("redirect_uri") != asked["redirect_uri"]
            or challenge != asked["code_challenge"]
        ):
            return web.json_response({"error": "invalid_grant"}, status=400)
        if self.wrong == "broken_answer":
            return web.Response(text="<html>", content_type="text/html")
        access = f"access-{self.tokens}"
        self._access.add(access)
        answer = {"access_token": access, "token_type": "Bearer", "expires_in": LIFE_S}
        return web.json_response({**answer, "id_token": self._signed(asked["nonce"])})

    def _is_client(self, request: web.Request, form: Any) -> bool:
        """RFC 6749, 2.3.1: by the way that was told in discovery, and by one alone."""
        header = request.headers.get("Authorization", "")
        if self.secret is None:
            return form.get("client_id") == CLIENT and not header and "client_secret" not in form
        if header.startswith("Basic "):
            name, _, secret = base64.b64decode(header.removeprefix("Basic ")).decode().partition(":")
            allowed = "client_secret_basic" in self.auth_methods and "client_secret" not in form
            return allowed and (unquote_plus(name), unquote_plus(secret)) == (CLIENT, self.secret)
        allowed = "client_secret_post" in self.auth_methods
        return allowed and (form.get("client_id"), form.get("client_secret")) == (CLIENT, self.secret)

    def _signed(self, nonce: str) -> str:
        now = int(self.clock.now().timestamp())
        claims: dict[str, object] = {
            "iss": self.url,
            "sub": self.account.subject,
            "aud": CLIENT,
            "iat": now,
            "exp": now + LIFE_S,
            "nonce": nonce,
        }
        if self.mail_in == "id_token":
            claims |= self._mail()
        changed: dict[str, dict[str, object]] = {
            "nonce": {"nonce": "another"},
            "audience": {"aud": "somebody-else"},
            "issuer": {"iss": "https://evil.example"},
            "expired": {"iat": now - 2 * LIFE_S, "exp": now - LIFE_S},
            "future": {"iat": now + LIFE_S, "exp": now + 2 * LIFE_S},
            "other_party": {"aud": [CLIENT, "somebody-else"], "azp": "somebody-else"},
            "no_subject": {"sub": ""},
        }
        claims |= changed.get(self.wrong or "", {})
        headers = {"kid": self.key_name}
        if self.wrong == "unsigned":
            return jwt.encode(claims, "", algorithm="none", headers=headers)
        if self.wrong == "symmetric":
            return jwt.encode(
                claims, f"{self.secret} and some more, so that it is long enough", "HS256", headers=headers
            )
        key = generate_private_key(65537, 2048) if self.wrong == "foreign_key" else self.key
        return jwt.encode(claims, key, algorithm="RS256", headers=headers)

    def _mail(self) -> dict[str, object]:
        told = {"email": self.account.email, "email_verified": self.account.email_verified}
        return {name: value for name, value in told.items() if value is not None}

    async def _userinfo(self, request: web.Request) -> web.Response:
        """Section 5.3."""
        if request.headers.get("Authorization", "").removeprefix("Bearer ") not in self._access:
            return web.Response(status=401)
        subject = "somebody-else" if self.wrong == "other_userinfo" else self.account.subject
        return web.json_response({"sub": subject, **self._mail()})

    async def _out(self, request: web.Request) -> web.Response:
        assert request.query["client_id"] == CLIENT
        raise web.HTTPFound(request.query["post_logout_redirect_uri"])


@asynccontextmanager
async def running_provider(clock: Clock) -> AsyncIterator[FakeOidcProvider]:
    provider = FakeOidcProvider(clock)
    async with served(provider.app()) as url:
        provider.url = url
        yield provider
