"""In and out: sign-in, second factor, a password chosen with a one-time code, sign-out."""

from datetime import datetime
from typing import Any

import structlog
from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from app.domain.business import Language
from app.domain.people import FAILURES_AN_ADDRESS, GUESSING_WINDOW
from app.usecases.choose_password import PasswordRefused, Wish, reset_code
from app.usecases.sign_in import Attempt, CodeNeeded, SignedIn, SignInRefused
from app.web.pages.edge import PagesEdge
from app.web.pages.guard import (
    NO_ZONE,
    Kept,
    address_of,
    back_to,
    cookie_name,
    csrf_of,
    is_safe_to_sign_in,
    language_of,
    local_path,
    read_form,
    refuse_foreign,
    signed_in,
    signed_out,
    theme_of,
)
from app.web.pages.view import page

log = structlog.get_logger(__name__)

KEPT, KEPT_PREFIX = "kept", "kept-"
TYPED = frozenset({"text", "passage", "answer", "tag"})
"""Fields that are shown again, to be looked over; all others go along as they were."""

STATUS = {"too_many": 429, "wrong": 401, "wrong_code": 401, "expired": 410}


def stranger_page(request: Request, template: str, *, now: datetime, status: int = 200, **context: Any) -> Response:
    return page(
        template,
        language_of(request),
        now=now.astimezone(NO_ZONE),
        status=status,
        theme=theme_of(request),
        safe=is_safe_to_sign_in(request),
        elsewhere=_elsewhere_of(request),
        **{"left": False, **context},
    )


def _elsewhere_of(request: Request) -> str | None:
    """What the organisation's own provider is called, where there is one."""
    parts = getattr(request.app.state, "parts", None)
    pages: PagesEdge | None = parts.pages if parts is not None else None
    return pages.elsewhere.name if pages is not None and pages.elsewhere is not None else None


def entry_routes(edge: PagesEdge) -> APIRouter:
    router = APIRouter()
    _add_sign_in(router, edge)
    _add_welcome(router, edge)
    _add_forgotten(router, edge)
    return router


def _add_sign_in(router: APIRouter, edge: PagesEdge) -> None:
    @router.get("/sign-in")
    async def ask(request: Request, then: str = "/", out: str = "") -> Response:
        if not await edge.people.anybody():
            return back_to("/welcome")
        left, now = out == "1", edge.clock.now()
        return stranger_page(
            request, "sign_in.html", now=now, then=local_path(then), kept=None, fault=None, login="", left=left
        )

    @router.post("/sign-in")
    async def try_password(request: Request) -> Response:
        refuse_foreign(request)
        form = await read_form(request)
        then, kept = local_path(str(form.get("then", "/"))), kept_of(form)
        attempt = _attempt(request, str(form.get("login", "")))
        match await edge.door.with_password(attempt, str(form.get("password", ""))):
            case SignedIn(secret=secret):
                return _go_on(request, edge, secret, then, kept)
            case CodeNeeded(ticket=ticket):
                return stranger_page(
                    request, "code.html", now=edge.clock.now(), ticket=ticket, then=then, kept=kept, fault=None
                )
            case SignInRefused(reason=reason):
                return _refused(request, edge, "sign_in.html", reason, then=then, kept=kept, login=attempt.login)

    @router.post("/sign-in/code")
    async def try_code(request: Request) -> Response:
        refuse_foreign(request)
        form = await read_form(request)
        then, kept = local_path(str(form.get("then", "/"))), kept_of(form)
        ticket = str(form.get("ticket", ""))
        match await edge.door.with_code(_attempt(request, ""), ticket, str(form.get("code", ""))):
            case SignedIn(secret=secret):
                return _go_on(request, edge, secret, then, kept)
            case SignInRefused(reason="wrong_code" as reason):
                return _refused(request, edge, "code.html", reason, ticket=ticket, then=then, kept=kept)
            case SignInRefused(reason=reason):
                return _refused(request, edge, "sign_in.html", reason, then=then, kept=kept, login="")

    @router.post("/sign-out")
    async def leave(request: Request) -> Response:
        refuse_foreign(request)
        if secret := request.cookies.get(cookie_name(request)):
            await edge.sign_ins.end(secret)
        return signed_out(request, back_to("/sign-in?out=1" if edge.elsewhere is not None else "/sign-in"))


def _refused(request: Request, edge: PagesEdge, template: str, reason: str, **context: Any) -> Response:
    """The same page again, with what was wrong and what had been typed."""
    now = edge.clock.now()
    return stranger_page(request, template, now=now, status=STATUS[reason], fault=reason, **context)


def _add_welcome(router: APIRouter, edge: PagesEdge) -> None:
    @router.get("/welcome")
    async def welcome(request: Request) -> Response:
        """The code stands behind the `#` of the address: no server and no log sees it there."""
        first = not await edge.people.anybody()
        return stranger_page(
            request, "welcome.html", now=edge.clock.now(), first=first, fault=None, login="", name="", code=""
        )

    @router.post("/welcome")
    async def choose(request: Request) -> Response:
        refuse_foreign(request)
        form = await read_form(request)
        language: Language = language_of(request)
        wish = Wish(
            code=str(form.get("code", "")),
            password=str(form.get("password", "")),
            login=str(form.get("login", ""))[:200],
            name=str(form.get("name", ""))[:120],
            language=language,
        )
        chosen = await edge.passwords.choose(wish)
        if isinstance(chosen, PasswordRefused):
            return stranger_page(
                request,
                "welcome.html",
                now=edge.clock.now(),
                status=410 if chosen.reason == "expired" else 422,
                first=not await edge.people.anybody(),
                fault=chosen.reason,
                login=wish.login,
                name=wish.name,
                code=wish.code,
            )
        log.info("password_chosen")
        outcome = await edge.door.with_password(_attempt(request, chosen.person.login), wish.password)
        if isinstance(outcome, SignedIn):
            return signed_in(request, back_to("/"), outcome.secret)
        return back_to("/sign-in")


def _add_forgotten(router: APIRouter, edge: PagesEdge) -> None:
    @router.get("/forgotten")
    async def forgotten(request: Request) -> Response:
        can_mail = edge.mail_reset is not None
        return stranger_page(request, "forgotten.html", now=edge.clock.now(), can_mail=can_mail, sent=False)

    @router.post("/forgotten")
    async def send(request: Request) -> Response:
        """Says the same whether the login exists or not."""
        refuse_foreign(request)
        form = await read_form(request)
        login, address = str(form.get("login", "")), address_of(request)
        _, of_address = await edge.sign_ins.failures(login, address, within=GUESSING_WINDOW)
        await edge.sign_ins.failed(f"reset {login}", address)
        known = await edge.people.credentials(login)
        if edge.mail_reset is not None and known is not None and of_address < FAILURES_AN_ADDRESS:
            code = await reset_code(edge.codes, known.person.id)
            await edge.mail_reset(known.person, f"{edge.base_url}/welcome#{code}")
        return stranger_page(
            request, "forgotten.html", now=edge.clock.now(), can_mail=edge.mail_reset is not None, sent=True
        )


def kept_of(form: FormData) -> Kept | None:
    """The fields of a form that met an expired sign-in, on their way through it; None = a page was asked for."""
    kept = tuple(
        (name.removeprefix(KEPT_PREFIX), str(value))
        for name, value in form.multi_items()
        if name.startswith(KEPT_PREFIX)
    )
    return kept if kept or KEPT in form else None


def _go_on(request: Request, edge: PagesEdge, secret: str, then: str, kept: Kept | None) -> Response:
    if kept is None:
        return signed_in(request, back_to(then), secret)
    return signed_in(request, resume_page(request, secret, then, kept, now=edge.clock.now()), secret)


def resume_page(
    request: Request, secret: str, then: str, kept: Kept, *, now: datetime, how: str = "resume", status: int = 200
) -> Response:
    """A form as it was typed, to be sent once more. `how` says what had been in the way: resume or stale."""
    shown = [(name, value, name in TYPED) for name, value in kept]
    return stranger_page(
        request, "resume.html", now=now, status=status, then=then, kept=shown, csrf=csrf_of(secret), how=how
    )


def _attempt(request: Request, login: str) -> Attempt:
    return Attempt(login[:200], address_of(request), request.headers.get("user-agent", ""))
