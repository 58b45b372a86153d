"""Who is looking: the cookie, the rights, and what every form must carry.

Decision: the cookie is `__Host-`, so it needs HTTPS; on this very machine, where there is none, it has another name and
no `Secure`. A form is taken only from our own pages: the browser says so (`Origin`, `Sec-Fetch-Site`), and it carries a
token made from the cookie, which another site cannot read. A form whose sign-in has expired is not lost: its fields go
through the sign-in and are offered again. So are those of a form that is older than the sign-in.
"""

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData
from starlette.requests import HTTPConnection

from app.domain.business import Business, Language
from app.domain.ids import BusinessId
from app.domain.people import Deed, Person
from app.loopback import LOOPBACK
from app.ports.people import SignIn
from app.ports.review import Scope
from app.usecases.sign_in import SIGNED_IN_FOR
from app.web.access import is_local
from app.web.pages.edge import PagesEdge
from app.web.pages.view import page

COOKIE, LOCAL_COOKIE, THEME_COOKIE = "__Host-vorzimmer", "vorzimmer-local", "vorzimmer-theme"
MOST_FORM_BYTES = 256 * 1024
MOST_FIELDS = 4000  # a team of a hundred, with a tick for each skill and day
ON_THE_WAY_BYTES, SIGN_IN_FIELDS = 2 * MOST_FORM_BYTES, 8
"""A form that goes through the sign-in has longer names there, and the fields of the sign-in beside it."""

UPLOADS = {"/knowledge/file": 26 * 1024 * 1024}
"""Where a form may carry a file, and how large it may be."""
NO_ZONE = ZoneInfo("Europe/Berlin")
NEVER_KEPT = ("csrf", "password", "old", "code", "ticket")
Kept = tuple[tuple[str, str], ...]
"""What a form had in its fields, in their order: a name may come several times, as ticks in a list do."""


class SignInNeeded(Exception):  # noqa: N818  a turn in the way, not a failure
    """`fields` = those of the form that is in the way, None = a page was asked for. `then` = where to go afterwards;
    None = what was asked for."""

    def __init__(self, fields: Kept | None = None, then: str | None = None) -> None:
        super().__init__("sign in first")
        self.fields = fields
        self.then = then


class StaleForm(Exception):  # noqa: N818  sent once more by whoever wants it
    """A form of ours that was opened before the last sign-in; `secret` is that of the sign-in now."""

    def __init__(self, fields: Kept, secret: str) -> None:
        super().__init__("the form is older than the sign-in")
        self.fields = fields
        self.secret = secret


class PageRefused(Exception):  # noqa: N818  what a page says instead
    """`reason` is a word of the wording's section `refused`."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Visitor:
    """A person who is signed in, and this look at a page."""

    edge: PagesEdge
    request: Request
    sign_in: SignIn
    secret: str
    businesses: tuple[Business, ...]
    open_tasks: int = 0

    @property
    def person(self) -> Person:
        return self.sign_in.person

    @property
    def language(self) -> Language:
        return self.person.language

    @property
    def scope(self) -> Scope:
        return frozenset(business.id for business in self.businesses)

    @property
    def zone(self) -> ZoneInfo:
        return self.businesses[0].zone if self.businesses else NO_ZONE

    @property
    def now(self) -> datetime:
        return self.edge.clock.now().astimezone(self.zone)

    @property
    def csrf(self) -> str:
        return csrf_of(self.secret)

    def business(self, business_id: BusinessId) -> Business:
        found = next((business for business in self.businesses if business.id == business_id), None)
        if found is None:
            raise PageRefused(404, "not_found")
        return found

    def require(self, deed: Deed, business: BusinessId | None = None) -> None:
        """A foreign business is not there; a right that the role lacks is refused."""
        if business is not None and not self.person.sees(business):
            raise PageRefused(404, "not_found")
        if not self.person.may(deed, business):
            raise PageRefused(403, "not_allowed")

    def page(self, template: str, *, status: int = 200, **context: Any) -> Response:
        return page(
            template,
            self.language,
            now=self.now,
            status=status,
            me=self.person,
            may=lambda deed: self.person.may(Deed(deed)),
            csrf=self.csrf,
            businesses=self.businesses,
            several=len(self.businesses) > 1,
            open_tasks=self.open_tasks,
            path=self.request.url.path,
            theme=theme_of(self.request),
            speech_fault=self.edge.speech_fault(),
            **context,
        )


Look = Callable[[Request], Awaitable[Visitor]]


def visitors(edge: PagesEdge) -> Look:
    async def look(request: Request) -> Visitor:
        secret = request.cookies.get(cookie_name(request), "")
        unsafe = request.method not in {"GET", "HEAD"}
        found, businesses, waiting = await _seen_by(edge, secret, counting=not unsafe)
        if unsafe:
            refuse_foreign(request)
        fields = await read_form(request) if unsafe else None
        if found is None:
            raise SignInNeeded(_kept(fields))
        request.state.language = found.person.language
        if fields is not None and not hmac.compare_digest(str(fields.get("csrf", "")), csrf_of(secret)):
            raise StaleForm(_kept(fields) or (), secret)
        return Visitor(edge, request, found, secret, businesses, waiting)

    return look


async def _seen_by(edge: PagesEdge, secret: str, *, counting: bool) -> tuple[SignIn | None, tuple[Business, ...], int]:
    """Who is signed in with this secret, the businesses that they see, and how many tasks wait there if `counting`."""
    async with edge.one_state():
        found = await edge.sign_ins.who(secret) if secret else None
        if found is None:
            return None, (), 0
        businesses = tuple(one for one in await edge.businesses.all() if found.person.sees(one.id))
        if not counting or not found.person.may(Deed.WORK_TASKS):
            return found, businesses, 0
        return found, businesses, await edge.tasks.open_count(frozenset(one.id for one in businesses))


async def read_form(request: Request) -> FormData:
    length = request.headers.get("content-length", "")
    upload_bytes = UPLOADS.get(request.url.path, 0)
    most_bytes = ON_THE_WAY_BYTES if request.url.path.startswith("/sign-in") else max(MOST_FORM_BYTES, upload_bytes)
    if not length.isdigit() or int(length) > most_bytes:
        raise PageRefused(413, "too_much")
    return await request.form(max_files=1 if upload_bytes else 0, max_fields=MOST_FIELDS + SIGN_IN_FIELDS)


def refuse_foreign(request: HTTPConnection) -> None:
    """Only our own pages may send forms."""
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise PageRefused(403, "foreign_form")
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host", ""):
        raise PageRefused(403, "foreign_form")


def csrf_of(secret: str) -> str:
    return hmac.new(secret.encode(), b"form", sha256).hexdigest()


def cookie_name(request: HTTPConnection) -> str:
    return LOCAL_COOKIE if is_local(request) else COOKIE


def signed_in(request: Request, response: Response, secret: str) -> Response:
    local = is_local(request)
    seconds = int(SIGNED_IN_FOR.total_seconds())
    response.set_cookie(
        cookie_name(request), secret, max_age=seconds, path="/", secure=not local, httponly=True, samesite="lax"
    )
    return response


def signed_out(request: Request, response: Response) -> Response:
    response.delete_cookie(cookie_name(request), path="/", secure=not is_local(request), httponly=True, samesite="lax")
    return response


def theme_of(request: Request) -> str:
    theme = request.cookies.get(THEME_COOKIE, "")
    return theme if theme in {"light", "dark"} else ""


def language_of(request: Request) -> Language:
    """That of whoever is signed in, also where a page is refused; of a stranger what their browser asks for first."""
    known: Language | None = getattr(request.state, "language", None)
    if known is not None:
        return known
    return "en" if request.headers.get("accept-language", "de").lower().startswith("en") else "de"


def address_of(request: Request) -> str:
    """Behind a proxy on this machine or in its private network, what that proxy saw last."""
    peer = request.client.host if request.client else ""
    forwarded = request.headers.get("x-forwarded-for", "").split(",")[-1].strip()
    near = peer in LOOPBACK or peer.startswith(("10.", "192.168.", "172."))
    return forwarded if near and forwarded else peer


def local_path(text: str) -> str:
    """Where to go next: a path of ours, never an address elsewhere."""
    return text if text.startswith("/") and not text.startswith(("//", "/\\")) and "\n" not in text else "/"


def back_to(path: str) -> Response:
    return RedirectResponse(path, 303)


def is_safe_to_sign_in(request: Request) -> bool:
    """Without HTTPS a browser elsewhere would not keep our cookie."""
    proto = request.headers.get("x-forwarded-proto", request.url.scheme).split(",")[-1].strip()
    return is_local(request) or proto == "https"


def _kept(fields: FormData | None) -> Kept | None:
    """A file is not kept: whoever chose it chooses it again."""
    if fields is None:
        return None
    return tuple(
        (name, value) for name, value in fields.multi_items() if name not in NEVER_KEPT and isinstance(value, str)
    )
