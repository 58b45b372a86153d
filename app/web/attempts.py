"""`/attempts`: every attempt of the staff to reach somebody, for whoever predicts the best time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from app.domain.attempts import TimeSource, TryResult
from app.ports.review import Attempt, Tasks
from app.web import schemas
from app.web.whose import narrowed


@dataclass(frozen=True, slots=True)
class AttemptsEdge:
    tasks: Tasks


class AttemptOut(BaseModel):
    """One attempt. `item` is the id of the message or callback it was about."""

    business: str
    kind: str = Field(examples=["callback"])
    item: str
    result: TryResult
    tried_at: datetime
    time_source: TimeSource | None = Field(
        None, description="Whose time it was: agreed before, named in the call, or our own. Null: not kept then."
    )
    next_at: datetime | None = Field(None, description="The new time that was agreed.")


def attempt_out(one: Attempt) -> AttemptOut:
    tried = one.attempt
    return AttemptOut(
        business=one.business,
        kind=one.kind,
        item=one.item,
        result=TryResult(tried.result),
        tried_at=tried.tried_at,
        time_source=TimeSource(tried.time_source) if tried.time_source else None,
        next_at=tried.next_at,
    )


def add_attempts(router: APIRouter, edge: AttemptsEdge) -> None:
    @router.get("/attempts", tags=["people"])
    async def list_attempts(
        *,
        business: Annotated[str | None, Query(description="Only this business.")] = None,
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
        cursor: str | None = None,
    ) -> schemas.Listed[AttemptOut]:
        """Newest first: when somebody was tried, what came of it, and whose time it was."""
        page = await edge.tasks.attempts(business=narrowed(business), limit=limit, cursor=cursor)
        return schemas.listed(page, attempt_out)
