"""The sound of a call on its page: heard in pieces as the browser asks for them, taken along as a file."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import FileResponse

from app.domain.ids import BusinessId, CallSid
from app.domain.people import Deed
from app.domain.recordings import Recording
from app.ports.recordings import SoundUnavailable
from app.ports.review import CallSheet, ReviewTurn
from app.web.looks import Looks
from app.web.pages.guard import Look, PageRefused, Visitor
from app.web.pages.view import HEADERS


@dataclass(frozen=True, slots=True)
class ShownRecording:
    """`here` = it can be played from this server; `address` where."""

    recording: Recording
    here: bool
    address: str


async def recording_of(visitor: Visitor, business: BusinessId, call_sid: CallSid) -> ShownRecording | None:
    """None when the call has none, or its reader may not hear it. Whoever asks knows that the call may be seen."""
    desk = visitor.edge.recordings
    if desk is None or not visitor.person.may(Deed.LISTEN_CALLS, business):
        return None
    found = await desk.of(call_sid)
    if found is None:
        return None
    here = found.can_be_heard and desk.sound.path(found.file) is not None
    return ShownRecording(found, here, f"/calls/{quote(call_sid)}/recording.wav")


async def sound_of(visitor: Visitor, sheet: CallSheet, *, name: str, download: bool) -> Response:
    """Answers requests for ranges, so that a player can jump."""
    desk = visitor.edge.recordings
    found = await desk.of(sheet.entry.call_sid) if desk is not None else None
    path = desk.sound.path(found.file) if desk is not None and found is not None and found.can_be_heard else None
    if path is None:
        raise PageRefused(404, "not_found")
    return FileResponse(
        path,
        media_type="audio/wav",
        headers=HEADERS,
        filename=f"{name}.wav",
        content_disposition_type="attachment" if download else "inline",
    )


async def silence_turn(visitor: Visitor, sheet: CallSheet, one: ReviewTurn) -> bool:
    """Before its words are blacked out. False when the sound stays as it was: then the words have to stay as well."""
    desk = visitor.edge.recordings
    if desk is None or one.turn.part > 1:  # only the first part is ever recorded
        return True
    try:
        await desk.silence(sheet.entry.call_sid, one.turn.started_ms, one.turn.ended_ms)
    except SoundUnavailable:
        return False
    return True


def recording_routes(look: Look) -> APIRouter:
    router, looks = APIRouter(), Looks()

    @router.get("/calls/{call_sid}/recording.wav")
    async def listen(call_sid: str, request: Request, visitor: Annotated[Visitor, Depends(look)]) -> Response:
        visitor.require(Deed.LISTEN_CALLS)
        sheet = await visitor.edge.review.sheet(visitor.scope, CallSid(call_sid))
        if sheet is None or (sheet.deleted_at is not None and not visitor.person.may(Deed.DELETE_CALLS)):
            raise PageRefused(404, "not_found")
        business, sid = sheet.entry.business, sheet.entry.call_sid
        visitor.require(Deed.LISTEN_CALLS, business)
        answer = await sound_of(visitor, sheet, name="recording", download=False)
        from_start = request.headers.get("range", "bytes=0-").startswith("bytes=0-")
        if looks.begins(visitor.person.id, sid, visitor.edge.clock.now(), anew=from_start):
            await visitor.edge.access.note(visitor.person, Deed.LISTEN_CALLS.value, business=business, call_sid=sid)
        return answer

    return router
