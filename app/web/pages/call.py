"""One call: read, marked, corrected, blacked out, deleted, taken along."""

import json
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response
from starlette.datastructures import FormData

from app.domain.ids import CallSid
from app.domain.people import Deed
from app.ports.review import UNDO_FOR, CallSheet
from app.web.pages.call_files import call_as_json, call_as_pdf
from app.web.pages.conversation import conversation
from app.web.pages.decision_facts import Facts
from app.web.pages.guard import Look, PageRefused, Visitor, back_to
from app.web.pages.left_open import left_open
from app.web.pages.recording import recording_of, silence_turn, sound_of
from app.web.pages.setup.desk import CSS_AND_SOUND
from app.web.pages.timeline import timeline
from app.web.pages.view import HEADERS

INTENTS = (
    "book move cancel list question message callback human machine repeat slower hold_on yes no greeting thanks "
    "goodbye emergency_of_life complaint billing language_switch inform other"
).split()
LONGEST_NOTE, LONGEST_TURN, LONGEST_TAG = 4000, 2000, 40
TURNS_A_PART = 80


def call_routes(look: Look) -> APIRouter:
    router = APIRouter()
    _add_reading(router, look)
    _add_export(router, look)
    _add_changes(router, look)
    return router


def _add_reading(router: APIRouter, look: Look) -> None:
    @router.get("/calls/{call_sid}")
    async def call(
        *,
        call_sid: str,
        visitor: Annotated[Visitor, Depends(look)],
        part: int | None = None,
        edit: int | None = None,
        turn: int | None = None,
        did: str = "",
    ) -> Response:
        visitor.require(Deed.READ_CALLS)
        shown = await visitor.edge.review.part(
            visitor.scope, CallSid(call_sid), turns=TURNS_A_PART, number=part, turn_id=edit or turn
        )
        if shown is None or not _to_be_seen(visitor, shown.sheet, Deed.READ_CALLS):
            raise PageRefused(404, "not_found")
        sheet = shown.sheet
        business = visitor.business(sheet.entry.business)
        await _note(visitor, sheet, Deed.READ_CALLS)
        return visitor.page(
            "call.html",
            headers=CSS_AND_SOUND,
            recorded=await recording_of(visitor, business.id, sheet.entry.call_sid),
            sheet=sheet,
            entry=sheet.entry,
            business=business,
            part=shown,
            entries=conversation(sheet, Facts(business, visitor.language, visitor.now.astimezone(business.zone))),
            timeline=timeline(sheet.turns, sheet.decisions, sheet.entry.started_at),
            edit=edit,
            did=did,
            intents=INTENTS,
            undo_days=UNDO_FOR.days,
            here=f"/calls/{quote(call_sid)}",
            tags_in_use=await visitor.edge.review.tags(visitor.scope),
            left_open=await left_open(visitor, sheet),
        )


def _add_export(router: APIRouter, look: Look) -> None:
    @router.get("/calls/{call_sid}/export.{kind}")
    async def export(call_sid: str, kind: str, visitor: Annotated[Visitor, Depends(look)]) -> Response:
        sheet = await _sheet(visitor, call_sid, Deed.EXPORT_CALLS)
        name = f"anruf-{sheet.entry.started_at.astimezone(visitor.zone):%Y-%m-%d-%H%M}"
        business = visitor.business(sheet.entry.business)
        if kind == "json":
            content = json.dumps(call_as_json(sheet), ensure_ascii=False, indent=2).encode()
            media = "application/json"
        elif kind == "pdf":
            content, media = await call_as_pdf(sheet, business, visitor.language), "application/pdf"
        elif kind == "wav":
            visitor.require(Deed.LISTEN_CALLS, sheet.entry.business)
            sound = await sound_of(visitor, sheet, name=name, download=True)
            await _note(visitor, sheet, Deed.EXPORT_CALLS)
            return sound
        else:
            raise PageRefused(404, "not_found")
        await _note(visitor, sheet, Deed.EXPORT_CALLS)
        headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{name}.{kind}"'}
        return Response(content, media_type=media, headers=headers)


def _add_changes(router: APIRouter, look: Look) -> None:
    @router.post("/calls/{call_sid}/{deed}")
    async def change(
        call_sid: str, deed: str, request: Request, visitor: Annotated[Visitor, Depends(look)]
    ) -> Response:
        form = await request.form()
        if deed not in DEEDS:
            raise PageRefused(404, "not_found")
        sheet = await _sheet(visitor, call_sid, DEEDS[deed])
        where = await _change(visitor, sheet, deed, form)
        await _note(visitor, sheet, DEEDS[deed])
        return back_to(f"/calls/{quote(call_sid)}{where}")


DEEDS = {
    "reviewed": Deed.REVIEW_CALLS,
    "note": Deed.REVIEW_CALLS,
    "tag": Deed.REVIEW_CALLS,
    "correct": Deed.REVIEW_CALLS,
    "redact": Deed.REDACT_CALLS,
    "delete": Deed.DELETE_CALLS,
    "restore": Deed.DELETE_CALLS,
}


async def _change(visitor: Visitor, sheet: CallSheet, deed: str, form: FormData) -> str:
    """Where on the call's page to go on."""
    review, call_sid, by = visitor.edge.review, sheet.entry.call_sid, visitor.person.name
    match deed:
        case "reviewed":
            await review.mark_reviewed(call_sid, by=by if form.get("on") == "1" else None)
            return ""
        case "note":
            if text := _text(form, "text", LONGEST_NOTE):
                await review.add_note(call_sid, author=by, text=text)
            return "#notes"
        case "tag":
            if tag := " ".join(_text(form, "tag", LONGEST_TAG).split()):
                await review.set_tag(call_sid, tag, on=form.get("on") != "0")
            return "#tags"
        case "correct":
            return await _correct(visitor, sheet, form)
        case "redact":
            turn_id, passage = _turn_id(sheet, form), _text(form, "passage", LONGEST_TURN)
            one = next(turn for turn in sheet.turns if turn.id == turn_id)
            if passage and passage in one.turn.text and not await silence_turn(visitor, sheet, one):
                return f"?turn={turn_id}&did=sound_not_silenced#t{turn_id}"
            done = await review.redact(call_sid, turn_id, passage)
            return f"?turn={turn_id}&did={'redacted' if done else 'not_redacted'}#t{turn_id}"
        case "delete":
            await review.delete(call_sid)
            return "?did=deleted"
        case _:
            await review.restore(call_sid)
            return "?did=restored"


async def _correct(visitor: Visitor, sheet: CallSheet, form: FormData) -> str:
    turn_id, review, by = _turn_id(sheet, form), visitor.edge.review, visitor.person.name
    if text := _text(form, "text", LONGEST_TURN):
        await review.correct(sheet.entry.call_sid, turn_id, what="text", corrected=text, author=by)
    if (intent := _text(form, "intent", 40)) in INTENTS:
        await review.correct(sheet.entry.call_sid, turn_id, what="intent", corrected=intent, author=by)
    return f"?turn={turn_id}&did=corrected#t{turn_id}"


async def _sheet(visitor: Visitor, call_sid: str, deed: Deed) -> CallSheet:
    visitor.require(deed)
    sheet = await visitor.edge.review.sheet(visitor.scope, CallSid(call_sid))
    if sheet is None or not _to_be_seen(visitor, sheet, deed):
        raise PageRefused(404, "not_found")
    return sheet


def _to_be_seen(visitor: Visitor, sheet: CallSheet, deed: Deed) -> bool:
    """What is deleted only by who may bring it back; a right that the role lacks is refused."""
    if sheet.deleted_at is not None and not visitor.person.may(Deed.DELETE_CALLS):
        return False
    visitor.require(deed, sheet.entry.business)
    return True


async def _note(visitor: Visitor, sheet: CallSheet, deed: Deed) -> None:
    await visitor.edge.access.note(
        visitor.person, deed.value, business=sheet.entry.business, call_sid=sheet.entry.call_sid
    )


def _turn_id(sheet: CallSheet, form: FormData) -> int:
    text = str(form.get("turn", ""))
    if not text.isdigit() or int(text) not in {one.id for one in sheet.turns}:
        raise PageRefused(404, "not_found")
    return int(text)


def _text(form: FormData, name: str, longest: int) -> str:
    return str(form.get(name, "")).replace("\x00", "").strip()[:longest]
