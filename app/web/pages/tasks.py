"""Messages and callbacks: who takes care, by when, and what was tried."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response

from app.domain.addressees import person_of
from app.domain.attempts import TryResult, time_source
from app.domain.business import Business
from app.domain.calls import Callback
from app.domain.civil import exists, instant_of
from app.domain.people import Deed
from app.domain.workday import due_by
from app.ports.review import Task, TaskKind
from app.web.pages.calendar_view import day_of
from app.web.pages.guard import Look, PageRefused, Visitor, back_to

RESULTS = tuple(result.value for result in TryResult)
CHOSEN = ("not_reached", "busy", "left_word")
"""Results that somebody picks; the others follow from what else was done."""

MOST_OPEN, MOST_DONE = 200, 60
"""What is done is looked up for a mistake of the last days: its call has all older ones."""

UNDONE_BY = {"done": "open", "reached": "open", "tried": "untried", "new_time": "untried"}


@dataclass(frozen=True, slots=True)
class ShownTask:
    """`light`: red = late, amber = due today, calm = later, done."""

    task: Task
    due_at: datetime
    light: Literal["red", "amber", "calm", "done"]
    wanted: str | None = None  # who should call back, or whom the message is for, where the customer named somebody


def task_routes(look: Look) -> APIRouter:
    router = APIRouter()

    @router.get("/tasks")
    async def tasks(
        *,
        visitor: Annotated[Visitor, Depends(look)],
        show: str = "open",
        kind: str = "",
        mine: str = "",
        did: str = "",
        item: str = "",
    ) -> Response:
        visitor.require(Deed.WORK_TASKS)
        wanted: TaskKind | None = "message" if kind == "message" else "callback" if kind == "callback" else None
        found = await shown_tasks(visitor, done=show == "done", kind=wanted)
        if mine:
            found = [one for one in found if one.task.assigned_to == visitor.person.name]
        return visitor.page(
            "tasks.html",
            tasks=found,
            show="done" if show == "done" else "open",
            latest_only=show == "done" and len(found) >= MOST_DONE,
            kind=wanted or "",
            mine=bool(mine),
            colleagues=await _colleagues(visitor),
            results=CHOSEN,
            did=did if did in DID else "",
            undo=UNDONE_BY.get(did, "") if item else "",
            undo_item=item,
            undo_try=did == "reached",
        )

    @router.post("/tasks/{item_id}/{deed}")
    async def change(item_id: str, deed: str, request: Request, visitor: Annotated[Visitor, Depends(look)]) -> Response:
        form = {name: str(value) for name, value in (await request.form()).items()}
        task = await visitor.edge.tasks.task(visitor.scope, item_id)
        if task is None:
            raise PageRefused(404, "not_found")
        visitor.require(Deed.WORK_TASKS, task.item.business)
        did = await _change(visitor, task, deed, form)
        show = "&show=done" if form.get("show") == "done" else ""
        return back_to(f"/tasks?did={did}&item={quote(task.item.id)}{show}#{quote(task.item.id)}")

    return router


DID = ("done", "reached", "open", "assign", "tried", "new_time", "untried", "not_untried", "changed", "no_time")


async def _change(visitor: Visitor, task: Task, deed: str, form: Mapping[str, str]) -> str:
    """What was done, as a word of DID."""
    tasks, by = visitor.edge.tasks, visitor.person.name
    did = deed
    match deed:
        case "done":
            await tasks.finish(task, by=by)
        case "reached":
            await _tried(visitor, task, TryResult.REACHED)
            await tasks.finish(task, by=by)
        case "open":
            await tasks.finish(task, by=None)
            if form.get("untry") == "1":
                await tasks.untried(task, by=by)
        case "assign":
            did = await _assign(visitor, task, form)
        case "tried":
            if form.get("result") not in CHOSEN:
                raise PageRefused(422, "not_found")
            await _tried(visitor, task, TryResult(form["result"]))
        case "new_time":
            next_at = _new_time(visitor, task, form)
            if next_at is None:
                return "no_time"
            await _tried(visitor, task, TryResult.NEW_TIME, next_at=next_at)
        case "untried":
            did = "untried" if await tasks.untried(task, by=by) else "not_untried"
        case _:
            raise PageRefused(404, "not_found")
    note = {"reached": "done", "new_time": "tried", "untried": "tried"}.get(deed, deed)
    await visitor.edge.access.note(
        visitor.person, f"task_{note}", business=task.item.business, call_sid=task.item.call_sid
    )
    return did


async def _tried(visitor: Visitor, task: Task, result: TryResult, *, next_at: datetime | None = None) -> None:
    windows = task.item.windows if isinstance(task.item, Callback) else ()
    source = time_source(windows, task.agreed_at, visitor.edge.clock.now())
    await visitor.edge.tasks.tried(
        task, by=visitor.person.name, result=result.value, time_source=source.value, next_at=next_at
    )


async def _assign(visitor: Visitor, task: Task, form: Mapping[str, str]) -> str:
    """`was` is who had it on the page: a task that somebody took meanwhile is not taken from them unseen."""
    to = form.get("to", "")
    if to and to not in await _colleagues(visitor):
        raise PageRefused(422, "unknown_person")
    if "was" in form and form["was"] != (task.assigned_to or ""):
        return "changed"
    await visitor.edge.tasks.assign(task, to or None)
    return "assign"


def _new_time(visitor: Visitor, task: Task, form: Mapping[str, str]) -> datetime | None:
    """None for what is no time to come."""
    zone, day = visitor.business(task.item.business).zone, day_of(form.get("day", ""))
    try:
        clock_time = time.fromisoformat(form.get("time", "")).replace(tzinfo=None, second=0, microsecond=0)
    except ValueError:
        return None
    if day is None or not exists(day, clock_time, zone):
        return None
    found = instant_of(day, clock_time, zone)
    return found if found > visitor.edge.clock.now().astimezone(UTC) else None


async def shown_tasks(visitor: Visitor, *, done: bool, kind: TaskKind | None) -> list[ShownTask]:
    """Open ones by when they are due; of those that are done, the latest."""
    limit = MOST_DONE if done else MOST_OPEN
    found = await visitor.edge.tasks.tasks(visitor.scope, done=done, kind=kind, limit=limit)
    shown = [_shown(visitor, task) for task in found]
    return shown if done else sorted(shown, key=lambda one: one.due_at)


def _shown(visitor: Visitor, task: Task) -> ShownTask:
    business, now = visitor.business(task.item.business), visitor.now
    person = person_of(business, task.item.person)
    due_at = due_by(business, task.came_at, urgent=task.item.urgent, person=person)
    if isinstance(task.item, Callback) and task.item.windows:
        due_at = task.item.windows[-1].latest
    if task.agreed_at is not None:
        due_at = task.agreed_at.astimezone(business.zone)
    if task.done_at is not None:
        return ShownTask(task, due_at, "done", _wanted(business, task))
    if due_at <= now:
        return ShownTask(task, due_at, "red", _wanted(business, task))
    today = due_at.astimezone(now.tzinfo).date() == now.date()
    return ShownTask(task, due_at, "amber" if today else "calm", _wanted(business, task))


def _wanted(business: Business, task: Task) -> str | None:
    person = person_of(business, task.item.person)
    return person.name if person is not None else None


async def _colleagues(visitor: Visitor) -> Sequence[str]:
    """Whom a task can be given to: those who see one of the same businesses."""
    everybody = await visitor.edge.people.everybody()
    return [
        person.name
        for person in everybody
        if person.may(Deed.WORK_TASKS) and any(person.sees(business.id) for business in visitor.businesses)
    ]
