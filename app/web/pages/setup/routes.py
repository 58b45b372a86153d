"""The path of one business: its checklist, a form a step, the greeting."""

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response

from app.domain.ids import BusinessId
from app.domain.people import Deed
from app.ports.setup import Described, Faulty
from app.usecases.change_business import Clash, change_business, changed_parts
from app.web.pages.guard import Look, PageRefused, Visitor, back_to
from app.web.pages.setup import hours, offerings, questions
from app.web.pages.setup.basics import REGIONS, ZONES
from app.web.pages.setup.desk import CSS_AND_SOUND, described, differences, part_of, progress_of, setup_of, told
from app.web.pages.setup.fields import WEEK, Entry, Fields, listed, rows_of
from app.web.pages.setup.handover import REASONS, RULE_REASONS
from app.web.pages.setup.paths import HANDOVERS, TIMES
from app.web.pages.setup.people import KINDS
from app.web.pages.setup.retention import due_tonight
from app.web.pages.setup.steps import BY_NAME, PATH, Step, after
from app.web.pages.setup.trades import TRADES, Trade
from app.web.pages.view import HEADERS

A_DAY = "private, max-age=86400"


def setup_routes(look: Look) -> APIRouter:
    router = APIRouter()

    @router.get("/setup/{business_id}")
    async def overview(business_id: str, visitor: Annotated[Visitor, Depends(look)], did: str = "") -> Response:
        now = await described(visitor, business_id)
        business = visitor.business(now.business)
        ready = await progress_of(visitor, business)
        findings = [(one.impossible, one.says(visitor.language), one.fix(visitor.language)) for one in ready.findings]
        return visitor.page(
            "setup.html",
            business=business,
            now_described=now,
            ready=ready,
            findings=findings,
            path_of_setup=PATH,
            did=did,
        )

    @router.get("/setup/{business_id}/greeting.wav")
    async def greeting(business_id: str, visitor: Annotated[Visitor, Depends(look)]) -> Response:
        visitor.require(Deed.SET_UP, BusinessId(business_id))
        if visitor.edge.greetings is None:
            raise PageRefused(404, "not_found")
        sound = await visitor.edge.greetings.sound(visitor.business(BusinessId(business_id)))
        return Response(sound, media_type="audio/wav", headers={**HEADERS, "Cache-Control": A_DAY})

    @router.get("/setup/{business_id}/{step}")
    async def show(business_id: str, step: str, visitor: Annotated[Visitor, Depends(look)], did: str = "") -> Response:
        now = await described(visitor, business_id)
        if step == "greeting":
            return await _greeting(visitor, now)
        form = _form(step)
        return await _page(visitor, now, form, form.shown(now.description), did=did)

    @router.post("/setup/{business_id}/{step}")
    async def save(
        business_id: str, step: str, request: Request, visitor: Annotated[Visitor, Depends(look)]
    ) -> Response:
        now, form = await described(visitor, business_id), _form(step)
        fields = {name: str(value) for name, value in (await request.form()).items()}
        if (again := _asked_for(form, fields, visitor.language)) is not None:
            begins = _begins_at(form, fields, again)
            return await _page(visitor, now, form, again, based_on=_based_on(fields, now), begins=begins)
        return await _save(visitor, now, form, fields)

    return router


def _form(name: str) -> Step:
    if name not in BY_NAME:
        raise PageRefused(404, "not_found")
    return BY_NAME[name]


def _asked_for(form: Step, fields: dict[str, str], language: str) -> dict[str, str] | None:
    """The form again with what a button asked for, saved by nobody; None when it is to be saved."""
    match fields.get("do"):
        case "more":
            return {**fields, f"{_row_of(form)}-{form.rows(fields)}-": ""}
        case "like_monday":
            return hours.like_monday(fields)
        case "take_text":
            return questions.with_more({**fields, "text": ""}, questions.found_in(fields.get("text", "")), language)
        case _:
            return None


def _begins_at(form: Step, sent: Fields, again: Fields) -> str:
    """How the name of the field begins at which to write on, in the form that a button asked for."""
    if sent.get("do") == "like_monday":
        return "tue-"
    filled = (name for name, value in again.items() if value and not sent.get(name))
    return next(filled, f"{_row_of(form)}-{len(rows_of(sent, _row_of(form)))}-")


def _row_of(form: Step) -> str:
    return {
        "offerings": "offering",
        "people": "people",
        "questions": "faq",
        "handover": "path",
        "numbers": "number",
    }.get(form.name, "closed")


def _based_on(fields: Fields, now: Described) -> int:
    text = fields.get("based_on", "")
    return int(text) if text.isdecimal() and len(text) < 10 else now.number


async def _save(visitor: Visitor, now: Described, form: Step, fields: dict[str, str]) -> Response:
    setup, based_on = setup_of(visitor), _based_on(fields, now)
    base = await setup.described(now.business, based_on) or now
    entry = form.read(fields, base.description)
    if entry.faults:
        return await _page(visitor, now, form, fields, entry=entry, based_on=based_on, status=422)
    saved = await change_business(setup, now.business, entry.parts, based_on=base.number, author=visitor.person.name)
    if saved is None:
        raise PageRefused(404, "not_found")
    if isinstance(saved, Faulty):
        wrong = told(visitor.language, saved.faults)
        return await _page(visitor, now, form, fields, wrong=wrong, based_on=based_on, status=422)
    if isinstance(saved, Clash):
        current = saved.current
        theirs = differences(setup, _only(base, saved.parts), _only(current, saved.parts))
        return await _page(visitor, current, form, fields, clash=saved, theirs=theirs, status=409)
    if changed_parts(base.description, saved.described.description):
        await visitor.edge.access.note(visitor.person, Deed.SET_UP.value, business=now.business)
    following = after(form.name) if fields.get("do") != "stay" else None
    where = f"/{following}" if following and following != "try" else ""
    return back_to(f"/setup/{quote(now.business)}{where}?did=saved")


def _only(one: Described, parts: tuple[str, ...]) -> dict[str, object]:
    return part_of(one.description, parts)


async def _page(
    visitor: Visitor, now: Described, form: Step, fields: Mapping[str, str], *, status: int = 200, **context: Any
) -> Response:
    entry: Entry = context.pop("entry", None) or Entry()
    business = visitor.business(now.business)
    trade = TRADES.get(str(now.description.get("industry") or ""), Trade({}, (), ()))
    given = {"did": "", "wrong": [], "clash": None, "theirs": [], "based_on": now.number, "begins": None, **context}
    if given["did"] in ("saved", "created"):
        given["begins"] = ""  # the next step, from its first field
    return visitor.page(
        "setup_step.html",
        status=status,
        business=business,
        now_described=now,
        ready=await progress_of(visitor, business),
        path_of_setup=PATH,
        step=form.name,
        fields=fields,
        faults={fault.field: fault.why for fault in entry.faults},
        rows=form.rows(fields),
        spans=hours.spans_shown(fields),
        week=WEEK,
        kinds=KINDS,
        trades=list(TRADES),
        suggested=[one for one in trade.questions if not fields.get("faq-0-de") and not fields.get("faq-0-en")],
        zones=ZONES,
        regions=REGIONS,
        reasons=REASONS,
        rule_reasons=RULE_REASONS,
        rule_times=TIMES,
        rule_handovers=HANDOVERS,
        persons=[
            str(one["name"]) for one in listed(now.description, "resources") if one.get("kind", KINDS[0]) == KINDS[0]
        ],
        usual_notice=offerings.NOTICE_HOURS,
        usual_horizon=offerings.HORIZON_DAYS,
        offered=[
            (str(one["key"]), str(one.get(visitor.language) or one.get("de") or one.get("en")))
            for one in listed(now.description, "offerings")
        ],
        webhook=f"{visitor.edge.base_url}/twilio/voice",
        knows_documents=visitor.edge.knowledge is not None,
        tonight=await due_tonight(visitor, business) if form.name == "retention" else None,
        **given,
    )


async def _greeting(visitor: Visitor, now: Described) -> Response:
    business = visitor.business(now.business)
    desk = visitor.edge.greetings
    return visitor.page(
        "setup_greeting.html",
        headers=CSS_AND_SOUND,
        business=business,
        now_described=now,
        ready=await progress_of(visitor, business),
        path_of_setup=PATH,
        step="greeting",
        sentences=desk.sentences(business) if desk is not None else [],
        audible=desk is not None,
    )
