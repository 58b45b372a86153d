"""Where a business comes from and goes to: a new one, one from a file, the file to take along, its history."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response

from app.domain.people import Deed, Role
from app.domain.rules.validation import contradictions
from app.ports.setup import Described, Description, Faulty, Outdated
from app.usecases.change_business import changed_parts
from app.web.pages.guard import Look, PageRefused, Visitor, back_to
from app.web.pages.setup.basics import REGIONS, ZONES, beginning
from app.web.pages.setup.desk import described, differences, setup_of, told
from app.web.pages.setup.fields import Entry
from app.web.pages.setup.trades import TRADES
from app.web.pages.view import HEADERS

HISTORY = 50


def start_routes(look: Look) -> APIRouter:
    router = APIRouter()

    @router.get("/setup")
    async def begin(visitor: Annotated[Visitor, Depends(look)], new: str = "") -> Response:
        visitor.require(Deed.SET_UP)
        if len(visitor.businesses) == 1 and not new:
            return back_to(f"/setup/{quote(visitor.businesses[0].id)}")
        return _new_page(visitor, {}, asked=bool(new) or not visitor.businesses)

    @router.post("/setup")
    async def create(request: Request, visitor: Annotated[Visitor, Depends(look)]) -> Response:
        _require_host(visitor)
        fields = {name: str(value) for name, value in (await request.form()).items()}
        description: Description | Faulty
        if fields.get("text", "").strip():
            description = setup_of(visitor).from_text(fields["text"])
        else:
            entry = beginning(fields)
            if entry.faults:
                return _new_page(visitor, fields, asked=True, entry=entry, status=422)
            description = entry.parts
        made = (
            description
            if isinstance(description, Faulty)
            else await setup_of(visitor).create(description, author=visitor.person.name)
        )
        if isinstance(made, Faulty):
            wrong = told(visitor.language, made.faults)
            return _new_page(visitor, fields, asked=True, wrong=wrong, status=422)
        await visitor.edge.access.note(visitor.person, Deed.SET_UP.value, business=made.business.id)
        where = "" if fields.get("text", "").strip() else "/hours"
        return back_to(f"/setup/{quote(made.business.id)}{where}?did=created")

    _add_file(router, look)
    _add_history(router, look)
    return router


def _add_file(router: APIRouter, look: Look) -> None:
    @router.get("/setup/{business_id}/file")
    async def take_along(business_id: str, visitor: Annotated[Visitor, Depends(look)]) -> Response:
        now = await described(visitor, business_id)
        await visitor.edge.access.note(visitor.person, Deed.SET_UP.value, business=now.business)
        headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{now.business}.yaml"'}
        return Response(setup_of(visitor).as_text(now.description), media_type="application/yaml", headers=headers)

    @router.get("/setup/{business_id}/import")
    async def ask(business_id: str, visitor: Annotated[Visitor, Depends(look)]) -> Response:
        return _import_page(visitor, await described(visitor, business_id), "")

    @router.post("/setup/{business_id}/import")
    async def take(business_id: str, request: Request, visitor: Annotated[Visitor, Depends(look)]) -> Response:
        """First what would change, then the change."""
        now = await described(visitor, business_id)
        form = await request.form()
        text = str(form.get("text", ""))
        read = setup_of(visitor).from_text(text)
        if isinstance(read, Faulty):
            return _import_page(visitor, now, text, wrong=told(visitor.language, read.faults), status=422)
        description = {**read, "id": now.business}
        if form.get("do") != "save":
            return _import_page(visitor, now, text, read=description)
        return await _write(visitor, now, description, str(form.get("based_on", "")), text)


def _add_history(router: APIRouter, look: Look) -> None:
    @router.get("/setup/{business_id}/history")
    async def history(business_id: str, visitor: Annotated[Visitor, Depends(look)], number: int = 0) -> Response:
        now = await described(visitor, business_id)
        versions = await setup_of(visitor).history(now.business, limit=HISTORY)
        before = dict(zip([one.number for one in versions], [*versions[1:], None], strict=True))
        lines = [(one, _parts(before[one.number], one)) for one in versions]
        seen = next((one for one in versions if one.number == number), None)
        earlier = before[seen.number] if seen is not None else None
        return visitor.page(
            "setup_history.html",
            business=visitor.business(now.business),
            now_described=now,
            lines=lines,
            seen=seen,
            shown=differences(setup_of(visitor), earlier.description, seen.description) if seen and earlier else [],
        )

    @router.post("/setup/{business_id}/history")
    async def restore(business_id: str, request: Request, visitor: Annotated[Visitor, Depends(look)]) -> Response:
        form = await request.form()
        number, now = str(form.get("number", "")), await described(visitor, business_id)
        if not number.isdecimal():
            raise PageRefused(404, "not_found")
        wanted = await described(visitor, business_id, int(number))
        return await _write(visitor, now, wanted.description, str(form.get("based_on", "")), None)


async def _write(
    visitor: Visitor, now: Described, description: Description, based_on: str, text: str | None
) -> Response:
    """The whole description at once: only over the version that its author has seen."""
    number = int(based_on) if based_on.isdecimal() else -1
    saved = await setup_of(visitor).save(now.business, description, based_on=number, author=visitor.person.name)
    if isinstance(saved, Outdated):
        if text is None:
            return back_to(f"/setup/{quote(now.business)}/history?number={saved.current.number}")
        return _import_page(visitor, saved.current, text, read=description, passed=True, status=409)
    if isinstance(saved, Faulty):
        return _import_page(visitor, now, text or "", wrong=told(visitor.language, saved.faults), status=422)
    await visitor.edge.access.note(visitor.person, Deed.SET_UP.value, business=now.business)
    return back_to(f"/setup/{quote(now.business)}?did={'restored' if text is None else 'saved'}")


def _parts(before: Described | None, one: Described) -> tuple[str, ...]:
    return changed_parts(before.description, one.description) if before is not None else ()


def _require_host(visitor: Visitor) -> None:
    """Further businesses are the matter of who runs the machine."""
    visitor.require(Deed.SET_UP)
    if visitor.person.role is not Role.HOST:
        raise PageRefused(403, "not_allowed")


def _new_page(
    visitor: Visitor,
    fields: dict[str, str],
    *,
    asked: bool,
    entry: Entry | None = None,
    wrong: list[str] | None = None,
    status: int = 200,
) -> Response:
    return visitor.page(
        "setup_new.html",
        status=status,
        asked=asked,
        may_create=visitor.person.role is Role.HOST,
        fields={"language": visitor.language, "both": "1", **fields},
        faults={fault.field: fault.why for fault in (entry.faults if entry else [])},
        wrong=wrong or [],
        trades=list(TRADES),
        zones=ZONES,
        regions=REGIONS,
    )


def _import_page(
    visitor: Visitor,
    now: Described,
    text: str,
    *,
    read: Description | None = None,
    wrong: list[str] | None = None,
    passed: bool = False,
    status: int = 200,
) -> Response:
    setup = setup_of(visitor)
    becomes = setup.read(read) if read is not None else None
    found = [] if becomes is None or isinstance(becomes, Faulty) else contradictions(becomes, visitor.now.date())
    return visitor.page(
        "setup_import.html",
        status=status,
        business=visitor.business(now.business),
        now_described=now,
        text=text,
        wrong=wrong or [],
        passed=passed,
        shown=differences(setup, now.description, read) if read is not None else None,
        findings=[(one.impossible, one.says(visitor.language), one.fix(visitor.language)) for one in found],
    )
