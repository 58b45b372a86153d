"""Who answers first, switched from the next call on; the kill switch, which Today shows, too.

Whoever takes part in calls may throw the kill switch and take it back: the owner may be away when it is needed. All
other modes are the owner's.
"""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response

from app.domain.business import Business
from app.domain.ids import BusinessId
from app.domain.people import Deed
from app.domain.transfers.choosing import first_step
from app.domain.transfers.paths import Mode, Target
from app.ports.escalation import CallModes, ModeChange
from app.usecases.switch_mode import may_switch_to, switch_mode
from app.web.pages.guard import Look, PageRefused, Visitor, back_to

AS_DESCRIBED = "described"


@dataclass(frozen=True, slots=True)
class Answering:
    """`change` made it so, when it is switched. `people` are rung first, once the kill switch is thrown."""

    business: Business
    mode: Mode
    switched: bool
    change: ModeChange | None
    people: tuple[Target, ...]

    @property
    def killed(self) -> bool:
        return self.switched and self.mode is Mode.HUMAN_LINE


def mode_routes(look: Look) -> APIRouter:
    router = APIRouter()

    @router.get("/setup/{business_id}/mode")
    async def show(business_id: str, visitor: Annotated[Visitor, Depends(look)], did: str = "") -> Response:
        visitor.require(Deed.SET_UP, BusinessId(business_id))
        return await _page(visitor, visitor.business(BusinessId(business_id)), did=did)

    @router.post("/setup/{business_id}/mode")
    async def choose(business_id: str, request: Request, visitor: Annotated[Visitor, Depends(look)]) -> Response:
        """`seen` is what the page showed: of two who switch, the second is told."""
        visitor.require(Deed.SET_UP, BusinessId(business_id))
        business, form = visitor.business(BusinessId(business_id)), await request.form()
        mode, modes = _wanted(str(form.get("mode", ""))), modes_of(visitor)
        if str(form.get("seen", "")) != _name(await modes.mode(business.id)):
            return await _page(visitor, business, chosen=_name(mode), fault="passed", status=409)
        if not await _switch(visitor, business, mode):
            return await _page(visitor, business, chosen=_name(mode), fault="nobody_to_ring", status=422)
        return back_to(f"/setup/{quote(business.id)}/mode?did=switched")

    @router.post("/mode/{business_id}/{deed}")
    async def kill(business_id: str, deed: str, visitor: Annotated[Visitor, Depends(look)]) -> Response:
        visitor.require(Deed.END_CALLS, BusinessId(business_id))
        business, modes = visitor.business(BusinessId(business_id)), modes_of(visitor)
        if deed not in {"people", "assistant"}:
            raise PageRefused(404, "not_found")
        now = await modes.mode(business.id)
        if deed == "people":
            done = now is Mode.HUMAN_LINE or await _switch(visitor, business, Mode.HUMAN_LINE)
            return back_to(f"/?did={'people' if done else 'nobody_to_ring'}")
        if now is Mode.HUMAN_LINE:  # else somebody has switched on meanwhile, and theirs stands
            last = next(iter(await modes.history(business.id, limit=1)), None)
            await _switch(visitor, business, last.before if last is not None and last.mode is now else None)
        return back_to("/?did=assistant")

    return router


async def answering(visitor: Visitor) -> tuple[Answering, ...]:
    """Of every business that this person may send to people."""
    if visitor.edge.modes is None or not visitor.person.may(Deed.END_CALLS):
        return ()
    return tuple([await _answering(visitor, business) for business in visitor.businesses])


async def _answering(visitor: Visitor, business: Business) -> Answering:
    modes, now = modes_of(visitor), visitor.edge.clock.now()
    switched = await modes.mode(business.id)
    change = next(iter(await modes.history(business.id, limit=1)), None) if switched is not None else None
    people = first_step(business, Mode.HUMAN_LINE, now).rings
    return Answering(business, switched or business.escalation.mode, switched is not None, change, people)


def modes_of(visitor: Visitor) -> CallModes:
    if visitor.edge.modes is None:
        raise PageRefused(404, "not_found")
    return visitor.edge.modes


async def _switch(visitor: Visitor, business: Business, mode: Mode | None) -> bool:
    by, now = visitor.person, visitor.edge.clock.now()
    done = await switch_mode(modes_of(visitor), business, mode, by="pages", now=now, person=by.name)
    if done != "switched":
        return False
    await visitor.edge.access.note(by, "mode_switched", business=business.id)
    return True


def _wanted(text: str) -> Mode | None:
    if text == AS_DESCRIBED:
        return None
    if text not in set(Mode):
        raise PageRefused(422, "not_found")
    return Mode(text)


def _name(mode: Mode | None) -> str:
    return mode.value if mode is not None else AS_DESCRIBED


async def _page(
    visitor: Visitor,
    business: Business,
    *,
    did: str = "",
    chosen: str | None = None,
    fault: str | None = None,
    status: int = 200,
) -> Response:
    now, modes = visitor.edge.clock.now(), modes_of(visitor)
    seen = _name(await modes.mode(business.id))
    return visitor.page(
        "setup_mode.html",
        status=status,
        business=business,
        seen=seen,
        chosen=chosen or seen,
        described=business.escalation.mode.value,
        choices=[(AS_DESCRIBED, True), *((mode.value, may_switch_to(business, mode, now=now)) for mode in Mode)],
        history=await modes.history(business.id),
        name_of=_name,
        did=did,
        fault=fault,
    )
