"""In through the organisation's own provider, and out of it again.

Decision: the way there is a link and no form, since our content policy lets forms end on our own pages alone. What was
typed into a form whose sign-in had expired therefore waits in its window: one signs in in a second one.
"""

import secrets
from datetime import timedelta
from typing import assert_never
from urllib.parse import quote, unquote

import structlog
from fastapi import APIRouter, Request, Response

from app.domain.errors import IdentityNotProven
from app.domain.identity import Trip
from app.domain.people import FAILURES_AN_ADDRESS, GUESSING_WINDOW
from app.ports.identity import IdentityProvider
from app.usecases.sign_in import CodeNeeded, SignedIn, SignInRefused
from app.usecases.sign_in_elsewhere import Welcomed
from app.web.access import is_local
from app.web.pages.edge import PagesEdge
from app.web.pages.entry import kept_of, resume_page, stranger_page
from app.web.pages.guard import (
    PageRefused,
    SignInNeeded,
    address_of,
    back_to,
    cookie_name,
    local_path,
    read_form,
    refuse_foreign,
    signed_in,
)

log = structlog.get_logger(__name__)

BACK = "/sign-in/elsewhere/back"
UNDER_WAY_FOR = timedelta(minutes=10)
LONGEST_THEN = 1500
NOBODY = "elsewhere"
STATUS = {"unreachable": 503, "refused": 401, "untrusted": 401, "lapsed": 401, "too_many": 429}


def elsewhere_routes(edge: PagesEdge) -> APIRouter:
    router = APIRouter()

    @router.get("/sign-in/elsewhere")
    async def leave(request: Request, then: str = "/") -> Response:
        provider, secret = _provider(edge), secrets.token_urlsafe(32)
        try:
            answer = back_to(await provider.door(Trip(secret)))
        except IdentityNotProven as error:
            return _failed(request, edge, error.reason, local_path(then))
        where = quote(local_path(then)[:LONGEST_THEN], safe="")
        seconds, local = int(UNDER_WAY_FOR.total_seconds()), is_local(request)
        answer.set_cookie(
            _trip_cookie(request), f"{secret}.{where}", seconds, secure=not local, httponly=True, samesite="lax"
        )
        return answer

    @router.get(BACK)
    async def come_back(request: Request, state: str = "", code: str = "", error: str = "") -> Response:
        answer = await _came_back(request, edge, state=state, code=code, error=error)
        local = is_local(request)
        answer.delete_cookie(_trip_cookie(request), secure=not local, httponly=True, samesite="lax")
        return answer

    @router.get("/sign-in/elsewhere/out")
    async def out(request: Request) -> Response:
        try:
            there = await _provider(edge).way_out(f"{edge.base_url}/sign-in")
        except IdentityNotProven as error:
            return _failed(request, edge, error.reason, "/")
        return back_to(there or "/sign-in")

    @router.post("/sign-in/resume")
    async def resume(request: Request) -> Response:
        """What was typed, once somebody has signed in in another window."""
        refuse_foreign(request)
        form = await read_form(request)
        then, kept = local_path(str(form.get("then", "/"))), kept_of(form)
        secret = request.cookies.get(cookie_name(request), "")
        if not secret or await edge.sign_ins.who(secret) is None:
            raise SignInNeeded(kept, then)
        return resume_page(request, secret, then, kept or (), now=edge.clock.now())

    return router


async def _came_back(request: Request, edge: PagesEdge, *, state: str, code: str, error: str) -> Response:
    provider, (secret, then) = _provider(edge), _under_way(request)
    trip, address = Trip(secret), address_of(request)
    if not secret or not trip.fits(state):
        return _failed(request, edge, "lapsed", then)
    if error or not code:
        return _failed(request, edge, "refused", then)
    _, of_address = await edge.sign_ins.failures(NOBODY, address, within=GUESSING_WINDOW)
    if of_address >= FAILURES_AN_ADDRESS:
        return _failed(request, edge, "too_many", then)
    try:
        identity = await provider.who(code, trip)
    except IdentityNotProven as failure:
        if failure.reason != "unreachable":
            await edge.sign_ins.failed(NOBODY, address)
        return _failed(request, edge, failure.reason, then)
    match await edge.other_door.let_in(identity, request.headers.get("user-agent", "")):
        case SignInRefused(reason=reason):
            await edge.sign_ins.failed(NOBODY, address)
            return _failed(request, edge, reason.removeprefix("elsewhere_"), then)
        case Welcomed(person=person, outcome=outcome, linked=linked):
            if linked:
                await edge.access.note(person, "linked_elsewhere")
            edge.count_sign_in("let_in")
            log.info("signed_in_elsewhere", linked=linked, second_step=isinstance(outcome, CodeNeeded))
        case unknown:
            assert_never(unknown)
    match outcome:
        case CodeNeeded(ticket=ticket):
            return stranger_page(
                request, "code.html", now=edge.clock.now(), ticket=ticket, then=then, kept=None, fault=None
            )
        case SignedIn(secret=cookie):
            return signed_in(request, back_to(then), cookie)
        case never:
            assert_never(never)


def _failed(request: Request, edge: PagesEdge, reason: str, then: str) -> Response:
    """The door once more, with what was wrong; a password still opens it."""
    edge.count_sign_in(reason)
    log.info("not_signed_in_elsewhere", reason=reason)
    fault = reason if reason == "too_many" else f"elsewhere_{reason}"
    status = STATUS.get(reason, 403)
    return stranger_page(
        request, "sign_in.html", now=edge.clock.now(), status=status, then=then, kept=None, fault=fault, login=""
    )


def _provider(edge: PagesEdge) -> IdentityProvider:
    if edge.elsewhere is None:
        raise PageRefused(404, "not_found")
    return edge.elsewhere


def _trip_cookie(request: Request) -> str:
    return f"{cookie_name(request)}-trip"


def _under_way(request: Request) -> tuple[str, str]:
    """The secret of the attempt, empty when there is none, and where it was to lead."""
    secret, _, where = request.cookies.get(_trip_cookie(request), "").partition(".")
    return secret, local_path(unquote(where))
