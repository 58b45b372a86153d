"""Tokens of the API: made, shown once, revoked.

An owner's token opens the own business alone. One for the whole machine is a host's to make.
"""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from app.domain.ids import BusinessId
from app.domain.people import Deed, Role
from app.ports.records import ALL_SCOPES, ApiToken
from app.web.pages.guard import Look, PageRefused, Visitor, back_to

LONGEST_NAME = 80
SCOPES = {"read": frozenset({"read"}), "write": frozenset({"write"}), "both": ALL_SCOPES}
MOST_REVOKED = 20


def token_routes(look: Look) -> APIRouter:
    router = APIRouter()

    @router.get("/tokens")
    async def show(visitor: Annotated[Visitor, Depends(look)], did: str = "") -> Response:
        visitor.require(Deed.MANAGE_PEOPLE)
        return await _page(visitor, did=did)

    @router.post("/tokens")
    async def make(request: Request, visitor: Annotated[Visitor, Depends(look)]) -> Response:
        visitor.require(Deed.MANAGE_PEOPLE)
        fields = {name: str(value).strip() for name, value in (await request.form()).items()}
        name, business = fields.get("name", "")[:LONGEST_NAME], _owner(visitor, fields.get("business", ""))
        if not name or fields.get("scope") not in SCOPES:
            return await _page(visitor, fields=fields, fault="token_missing", status=422)
        if any(one.name == name and one.business == business for one in await _working(visitor)):
            return await _page(visitor, fields=fields, fault="token_taken", status=422)
        secret = await visitor.edge.tokens.create(
            name, scopes=SCOPES[fields["scope"]], business=business, created_by=visitor.person.name
        )
        await visitor.edge.access.note(visitor.person, "token_made", business=business)
        return await _page(visitor, secret=secret, secret_of=name, business_of=business)

    @router.post("/tokens/revoke")
    async def revoke(request: Request, visitor: Annotated[Visitor, Depends(look)]) -> Response:
        visitor.require(Deed.MANAGE_PEOPLE)
        form = await request.form()
        business = _owner(visitor, str(form.get("business", "")))
        if await visitor.edge.tokens.revoke(str(form.get("name", "")), business=business):
            await visitor.edge.access.note(visitor.person, "token_revoked", business=business)
        return back_to("/tokens?did=revoked")

    return router


def _owner(visitor: Visitor, business: str) -> BusinessId | None:
    """None = all of the machine's."""
    if business:
        return visitor.business(BusinessId(business)).id
    if visitor.person.role is not Role.HOST:
        raise PageRefused(403, "not_allowed")
    return None


def _sees(visitor: Visitor, token: ApiToken) -> bool:
    return visitor.person.role is Role.HOST if token.business is None else visitor.person.sees(token.business)


async def _working(visitor: Visitor) -> list[ApiToken]:
    return [one for one in await visitor.edge.tokens.tokens() if one.revoked_at is None]


async def _page(
    visitor: Visitor,
    *,
    did: str = "",
    fields: dict[str, str] | None = None,
    fault: str | None = None,
    secret: str | None = None,
    secret_of: str = "",
    business_of: BusinessId | None = None,
    status: int = 200,
) -> Response:
    seen = [one for one in await visitor.edge.tokens.tokens() if _sees(visitor, one)]
    gone = sorted(
        (one for one in seen if one.revoked_at is not None), key=lambda one: str(one.revoked_at), reverse=True
    )
    return visitor.page(
        "tokens.html",
        status=status,
        working=[one for one in seen if one.revoked_at is None],
        revoked=gone[:MOST_REVOKED],
        names={business.id: business.name for business in visitor.businesses},
        may_open_all=visitor.person.role is Role.HOST,
        scopes=list(SCOPES),
        scope_of=lambda token: next(name for name, scopes in SCOPES.items() if scopes == token.scopes),
        did=did,
        fields={"scope": "read", **(fields or {})},
        fault=fault,
        secret=secret,
        secret_of=secret_of,
        example=f"{visitor.edge.base_url}/api/v1/calls",
        docs=f"{visitor.edge.base_url}/openapi.json",
        business_of=business_of,
    )
