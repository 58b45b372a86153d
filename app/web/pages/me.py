"""One's own account: name, language, look, password, second factor, where one is signed in."""

from collections.abc import Sequence
from typing import Annotated

import phonenumbers
import pyotp
import segno
from fastapi import APIRouter, Depends, Request, Response
from markupsafe import Markup
from starlette.datastructures import FormData

from app.domain.business import Business
from app.domain.ids import E164
from app.domain.people import totp_address, totp_step
from app.domain.transfers.checking import number_fault as fault_of
from app.domain.transfers.checking import own_line
from app.usecases.choose_password import fresh_recovery_codes
from app.web.access import is_local
from app.web.pages.guard import THEME_COOKIE, Look, PageRefused, Visitor, back_to
from app.web.pages.setup.fields import number_of

A_YEAR_S = 365 * 24 * 3600


def me_routes(look: Look) -> APIRouter:
    router = APIRouter()
    _add_profile(router, look)
    _add_password(router, look)
    _add_second_factor(router, look)
    return router


def _add_profile(router: APIRouter, look: Look) -> None:
    @router.get("/me")
    async def me(visitor: Annotated[Visitor, Depends(look)], did: str = "") -> Response:
        return await _me_page(visitor, did=did)

    @router.post("/me/profile")
    async def profile(request: Request, visitor: Annotated[Visitor, Depends(look)]) -> Response:
        form = await request.form()
        name = str(form.get("name", "")).strip()[:120]
        typed = str(form.get("number", "")).replace("\x00", "").strip()[:40]
        if "number" in form:
            number, number_fault = number_for(visitor.businesses, typed)
            if number_fault is not None:
                return await _me_page(visitor, number_fault=number_fault, number=typed, status=422)
            await visitor.edge.people.set_number(visitor.person.id, number)
        await visitor.edge.people.change(
            visitor.person.id, name=name or None, language="en" if form.get("language") == "en" else "de"
        )
        answer = back_to("/me?did=profile")
        theme = str(form.get("theme", ""))
        local = is_local(request)
        if theme in {"light", "dark"}:
            answer.set_cookie(THEME_COOKIE, theme, max_age=A_YEAR_S, secure=not local, httponly=True, samesite="lax")
        else:
            answer.delete_cookie(THEME_COOKIE)
        return answer


def _add_password(router: APIRouter, look: Look) -> None:
    @router.post("/me/password")
    async def password(request: Request, visitor: Annotated[Visitor, Depends(look)]) -> Response:
        form = await request.form()
        fault = await visitor.edge.passwords.change(
            visitor.person,
            old=str(form.get("old", "")),
            new=str(form.get("password", "")),
            signed_in_here=visitor.secret,
        )
        if fault:
            return await _me_page(visitor, fault=fault, status=422)
        await visitor.edge.access.note(visitor.person, "password_changed")
        return back_to("/me?did=password")

    @router.post("/me/sign-out-everywhere")
    async def everywhere(visitor: Annotated[Visitor, Depends(look)]) -> Response:
        await visitor.edge.sign_ins.end_all(visitor.person.id, but=visitor.secret)
        return back_to("/me?did=out_everywhere")


def _add_second_factor(router: APIRouter, look: Look) -> None:
    @router.post("/me/second-factor")
    async def second_factor(request: Request, visitor: Annotated[Visitor, Depends(look)]) -> Response:
        """Without a code: show a fresh secret. With one that fits the secret: switch it on and show recovery codes."""
        form = await request.form()
        secret, code = str(form.get("secret", "")), str(form.get("code", ""))
        if not code:
            return await _me_page(visitor, secret=pyotp.random_base32())
        if not _is_secret(secret):
            raise PageRefused(422, "not_found")
        if totp_step(secret, code, visitor.edge.clock.now(), last_used=None) is None:
            return await _me_page(visitor, secret=secret, code_fault=True, status=422)
        codes = fresh_recovery_codes()
        await visitor.edge.people.set_second_factor(visitor.person.id, secret, codes)
        await visitor.edge.access.note(visitor.person, "second_factor_on")
        return await _me_page(visitor, recovery_codes=codes, factor_on=True)

    @router.post("/me/second-factor/off")
    async def no_second_factor(request: Request, visitor: Annotated[Visitor, Depends(look)]) -> Response:
        if not await _is_me(visitor, await request.form()):
            return await _me_page(visitor, fault="wrong_old", status=422)
        await visitor.edge.people.set_second_factor(visitor.person.id, None, ())
        await visitor.edge.access.note(visitor.person, "second_factor_off")
        return back_to("/me?did=factor_off")


def number_for(businesses: Sequence[Business], text: str) -> tuple[E164 | None, str | None]:
    """The telephone that is meant, and a constant word for why none of these businesses may dial it."""
    if not text:
        return None, None
    fault = "no_such_number"
    for business in businesses:
        region = country_code_of(business)
        written = number_of(text, region)
        if written is None:
            continue
        number = E164(written)
        if own_line(business, number) is not None:
            return number, None
        fault = fault_of(business, number) or "calls_itself"
    return None, fault


def country_code_of(business: Business) -> str:
    """Where the business's national numbers are dialled."""
    known = (phonenumbers.region_code_for_number(phonenumbers.parse(number)) for number in business.numbers)
    return next((region for region in known if region), "DE")


async def _is_me(visitor: Visitor, form: FormData) -> bool:
    known = await visitor.edge.people.credentials(visitor.person.login)
    return known is not None and await visitor.edge.hashes.fits(known.password_hash, str(form.get("old", "")))


def _is_secret(text: str) -> bool:
    return len(text) == 32 and set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


async def _me_page(
    visitor: Visitor,
    *,
    did: str = "",
    fault: str | None = None,
    secret: str | None = None,
    code_fault: bool = False,
    recovery_codes: tuple[str, ...] = (),
    factor_on: bool = False,
    number_fault: str | None = None,
    number: str | None = None,
    status: int = 200,
) -> Response:
    picture = None
    if secret is not None:
        drawn = segno.make(totp_address(secret, visitor.person.login), error="m")
        picture = Markup(drawn.svg_inline(scale=5, border=2, dark="#111", light="#fff"))  # noqa: S704  made here
    return visitor.page(
        "me.html",
        status=status,
        did=did,
        fault=fault,
        number_fault=number_fault,
        own_number=(visitor.person.number or "") if number is None else number,
        secret=secret,
        picture=picture,
        code_fault=code_fault,
        recovery_codes=recovery_codes,
        factor_on=factor_on or visitor.person.has_second_factor,
        sign_ins=await visitor.edge.sign_ins.of(visitor.person.id),
        here=visitor.sign_in.reference,
    )
