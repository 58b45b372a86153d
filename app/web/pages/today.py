"""Today: what happened since the business last closed, and what needs somebody."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from app.domain.people import Deed
from app.domain.workday import last_closing
from app.ports.review import CallFilter
from app.web.pages.conflicts import KnownConflicts
from app.web.pages.day_ahead import Day, day_ahead
from app.web.pages.guard import Look, Visitor
from app.web.pages.needs import failed_notices, not_understood, unanswered
from app.web.pages.setup.mode import answering
from app.web.pages.tasks import shown_tasks

LATEST_CALLS = 8
MOST_NEEDS = 6
MOST_QUESTIONS, MOST_WISHES = 4, 3


def today_routes(look: Look) -> APIRouter:
    router, known = APIRouter(), KnownConflicts()

    @router.get("/")
    async def today(visitor: Annotated[Visitor, Depends(look)], did: str = "") -> Response:
        async with visitor.edge.one_state():
            return await _today(visitor, known, did)

    return router


async def _today(visitor: Visitor, known: KnownConflicts, did: str) -> Response:
    edge, now = visitor.edge, visitor.now
    since = last_closing(visitor.businesses[0], now) if visitor.businesses else now - timedelta(days=1)
    tally = await edge.review.tally(visitor.scope, since)
    latest = await edge.review.find(visitor.scope, CallFilter(), limit=LATEST_CALLS)
    works = visitor.person.may(Deed.WORK_TASKS)
    waiting = await shown_tasks(visitor, done=False, kind=None) if works else []
    notices, notices_total = await failed_notices(visitor) if works else ((), 0)
    questions, wishes = await unanswered(visitor), await not_understood(visitor)
    return visitor.page(
        "today.html",
        since=since,
        tally=tally,
        latest=latest.calls,
        needs=waiting[:MOST_NEEDS],
        more_needs=max(0, len(waiting) - MOST_NEEDS),
        notices=notices,
        notices_total=notices_total,
        conflicts=await known.coming(visitor) if visitor.person.may(Deed.READ_CALENDAR) else (),
        questions=questions[:MOST_QUESTIONS],
        wishes=wishes[:MOST_WISHES],
        more_to_teach=len(questions[MOST_QUESTIONS:]) + len(wishes[MOST_WISHES:]),
        did=did,
        retried=did == "retried",
        answering=await answering(visitor),
        ahead=await day_ahead(visitor) if works else Day(),
        part_of_day="morning" if now.hour < 11 else "day" if now.hour < 18 else "evening",
        live=[call for call in edge.live.calls.values() if visitor.person.sees(call.business)],
    )
