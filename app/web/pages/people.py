"""Who may use the pages, and the log of who looked at what."""

import re
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request, Response
from starlette.datastructures import FormData

from app.domain.ids import BusinessId, CallSid, PersonId
from app.domain.people import Deed, Person, Role
from app.ports.people import NewPerson
from app.usecases.choose_password import invite, reset_code
from app.web.pages.guard import Look, PageRefused, Visitor, back_to

LOGIN = re.compile(r"[^\s<>\"']{2,200}")
DID = ("role", "block", "unblock", "out", "unlink", "no-second-factor")


def people_routes(look: Look) -> APIRouter:
    router = APIRouter()

    @router.get("/people")
    async def people(visitor: Annotated[Visitor, Depends(look)], did: str = "") -> Response:
        visitor.require(Deed.MANAGE_PEOPLE)
        return await _people_page(visitor, did=did)

    @router.post("/people")
    async def add(request: Request, visitor: Annotated[Visitor, Depends(look)]) -> Response:
        visitor.require(Deed.MANAGE_PEOPLE)
        return await _add(visitor, await request.form())

    @router.post("/people/{person_id}/{deed}")
    async def change(
        person_id: str, deed: str, request: Request, visitor: Annotated[Visitor, Depends(look)]
    ) -> Response:
        visitor.require(Deed.MANAGE_PEOPLE)
        other = await visitor.edge.people.person(PersonId(person_id))
        if other is None or not visitor.person.may_manage(other):
            raise PageRefused(404, "not_found")
        if other.id == visitor.person.id:
            raise PageRefused(403, "not_yourself")
        if deed == "reset":
            code = await reset_code(visitor.edge.codes, other.id)
            await visitor.edge.access.note(visitor.person, "person_reset")
            return await _people_page(visitor, link=f"{visitor.edge.base_url}/welcome#{code}", link_for=other.name)
        await _change(visitor, other, deed, await request.form())
        return back_to(f"/people?did={deed}")

    @router.get("/access")
    async def access(visitor: Annotated[Visitor, Depends(look)], before: int | None = None, call: str = "") -> Response:
        visitor.require(Deed.READ_ACCESS_LOG)
        scope = None if visitor.person.role is Role.HOST else sorted(visitor.scope or ())
        entries, following = await visitor.edge.access.latest(
            scope, call_sid=CallSid(call) if call else None, before=before
        )
        older = f"/access?{urlencode({'before': following, **({'call': call} if call else {})})}" if following else None
        return visitor.page("access.html", entries=entries, older=older, call_sid=call)

    return router


async def _add(visitor: Visitor, form: FormData) -> Response:
    """With a link that is shown this once."""
    login, name = str(form.get("login", "")).strip(), str(form.get("name", "")).strip()[:120]
    if not LOGIN.fullmatch(login) or not name:
        return await _people_page(visitor, fault="login_missing", login=login, name=name, status=422)
    role, businesses = _wanted(visitor, form)
    new = NewPerson(login, name, role, visitor.language, businesses)
    made = await invite(visitor.edge.people, visitor.edge.codes, new)
    if made is None:
        return await _people_page(visitor, fault="login_taken", login=login, name=name, status=422)
    person, code = made
    await visitor.edge.access.note(visitor.person, "person_invited")
    return await _people_page(visitor, link=f"{visitor.edge.base_url}/welcome#{code}", link_for=person.name)


async def _change(visitor: Visitor, other: Person, deed: str, form: FormData) -> None:
    people = visitor.edge.people
    match deed:
        case "role":
            role, businesses = _wanted(visitor, form)
            await people.change(other.id, role=role, businesses=businesses)
        case "block" | "unblock":
            await people.block(other.id, blocked=deed == "block")
        case "out":
            await visitor.edge.sign_ins.end_all(other.id)
        case "unlink":
            await people.link(other.id, None)
        case "no-second-factor":
            await people.set_second_factor(other.id, None, ())
        case _:
            raise PageRefused(404, "not_found")
    await visitor.edge.access.note(visitor.person, f"person_{deed.replace('-', '_')}")


def _wanted(visitor: Visitor, form: FormData) -> tuple[Role, frozenset[BusinessId]]:
    """Nobody gives away more than they have."""
    text = str(form.get("role", ""))
    role = Role(text) if text in set(Role) else Role.STAFF
    if role is Role.HOST and visitor.person.role is not Role.HOST:
        raise PageRefused(403, "not_allowed")
    own = visitor.scope or frozenset()
    chosen = frozenset(BusinessId(str(value)) for value in form.getlist("business")) & own
    if role is Role.HOST:
        return role, frozenset()
    return role, chosen or (own if len(own) == 1 else frozenset())


async def _people_page(
    visitor: Visitor,
    *,
    did: str = "",
    fault: str | None = None,
    login: str = "",
    name: str = "",
    link: str | None = None,
    link_for: str = "",
    status: int = 200,
) -> Response:
    everybody = [one for one in await visitor.edge.people.everybody() if visitor.person.may_manage(one)]
    return visitor.page(
        "people.html",
        status=status,
        people=everybody,
        roles=[role for role in Role if role is not Role.HOST or visitor.person.role is Role.HOST],
        did=did if did in DID else "",
        fault=fault,
        login=login,
        name=name,
        link=link,
        link_for=link_for,
    )
