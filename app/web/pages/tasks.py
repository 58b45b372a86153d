"""Messages and callbacks: who takes care, by when, and what was tried."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response

from app.domain.calls import Callback
from app.domain.people import Deed
from app.domain.workday import due_by
from app.ports.review import Task, TaskKind
from app.web.pages.guard import Look, PageRefused, Visitor, back_to, local_path

RESULTS = ("not_reached", "busy", "left_word")


@dataclass(frozen=True, slots=True)
class ShownTask:
    """`light`: red = late, amber = due today, calm = later, done."""

    task: Task
    due_at: datetime
    light: Literal["red", "amber", "calm", "done"]


def task_routes(look: Look) -> APIRouter:
    router = APIRouter()

    @router.get("/tasks")
    async def tasks(visitor: Annotated[Visitor, Depends(look)], show: str = "open", kind: str = "") -> Response:
        visitor.require(Deed.WORK_TASKS)
        wanted: TaskKind | None = "message" if kind == "message" else "callback" if kind == "callback" else None
        found = await shown_tasks(visitor, done=show == "done", kind=wanted)
        return visitor.page(
            "tasks.html",
            tasks=found,
            show="done" if show == "done" else "open",
            kind=wanted or "",
            colleagues=await _colleagues(visitor),
            results=RESULTS,
        )

    @router.post("/tasks/{item_id}/{deed}")
    async def change(item_id: str, deed: str, request: Request, visitor: Annotated[Visitor, Depends(look)]) -> Response:
        form = await request.form()
        task = await visitor.edge.tasks.task(visitor.scope, item_id)
        if task is None:
            raise PageRefused(404, "not_found")
        visitor.require(Deed.WORK_TASKS, task.item.business)
        await _change(visitor, task, deed, str(form.get("to", "")), str(form.get("result", "")))
        return back_to(local_path(str(form.get("then", "/tasks"))))

    return router


async def _change(visitor: Visitor, task: Task, deed: str, to: str, result: str) -> None:
    tasks = visitor.edge.tasks
    match deed:
        case "done":
            await tasks.finish(task, by=visitor.person.name)
        case "open":
            await tasks.finish(task, by=None)
        case "assign":
            if to and to not in await _colleagues(visitor):
                raise PageRefused(422, "unknown_person")
            await tasks.assign(task, to or None)
        case "tried":
            if result not in RESULTS:
                raise PageRefused(422, "not_found")
            await tasks.tried(task, by=visitor.person.name, result=result)
        case _:
            raise PageRefused(404, "not_found")
    await visitor.edge.access.note(
        visitor.person, f"task_{deed}", business=task.item.business, call_sid=task.item.call_sid
    )


async def shown_tasks(visitor: Visitor, *, done: bool, kind: TaskKind | None) -> list[ShownTask]:
    """Open ones by when they are due."""
    found = await visitor.edge.tasks.tasks(visitor.scope, done=done, kind=kind)
    shown = [_shown(visitor, task) for task in found]
    return shown if done else sorted(shown, key=lambda one: one.due_at)


def _shown(visitor: Visitor, task: Task) -> ShownTask:
    business, now = visitor.business(task.item.business), visitor.now
    due_at = due_by(business, task.came_at)
    if isinstance(task.item, Callback) and task.item.windows:
        due_at = task.item.windows[-1].latest
    if task.done_at is not None:
        return ShownTask(task, due_at, "done")
    if due_at <= now:
        return ShownTask(task, due_at, "red")
    return ShownTask(task, due_at, "amber" if due_at.astimezone(now.tzinfo).date() == now.date() else "calm")


async def _colleagues(visitor: Visitor) -> Sequence[str]:
    """Whom a task can be given to: those who see one of the same businesses."""
    everybody = await visitor.edge.people.everybody()
    return [
        person.name
        for person in everybody
        if person.may(Deed.WORK_TASKS) and any(person.sees(business.id) for business in visitor.businesses)
    ]
