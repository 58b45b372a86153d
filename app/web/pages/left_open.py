"""What one call left without an answer, to be answered on its own page: the same forms as on the page of knowledge."""

from dataclasses import dataclass

from app.domain.people import Deed
from app.ports.knowledge import OpenQuestion
from app.ports.review import CallSheet
from app.web.pages.guard import Visitor
from app.web.pages.wishes import ShownWish, shown_wishes, with_sound


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """Of a question that several callers asked in vain, the last of these calls has it."""

    questions: tuple[OpenQuestion, ...] = ()
    wishes: tuple[ShownWish, ...] = ()


async def left_open(visitor: Visitor, sheet: CallSheet) -> LeftOpen:
    """Nothing for whoever may not answer it."""
    edge, entry = visitor.edge.knowledge, sheet.entry
    if edge is None or sheet.deleted_at is not None or not visitor.person.may(Deed.KEEP_KNOWLEDGE, entry.business):
        return LeftOpen()
    business, sid = entry.business, entry.call_sid
    return LeftOpen(
        tuple(await edge.questions.waiting(business, call_sid=sid)),
        tuple(await with_sound(visitor, business, await shown_wishes(edge.wishes, business, call_sid=sid))),
    )
