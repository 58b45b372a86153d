"""`/unknown-wishes` of the API: what callers wanted and nobody understood."""

from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, HTTPException, Response
from pydantic import BaseModel, Field

from app.domain.ids import BusinessId
from app.domain.wishes import NotedWish
from app.ports.clock import Clock
from app.ports.records import Businesses
from app.ports.wishes import UnknownWishes
from app.web.named import named_business

API = "api"


@dataclass(frozen=True, slots=True)
class WishesEdge:
    wishes: UnknownWishes
    businesses: Businesses
    clock: Clock


class UnknownWishOut(BaseModel):
    id: str
    text: str = Field(description="What was heard; empty when there was speech without words.")
    language: str = Field(examples=["de"])
    asked: str = Field(description="What the assistant had asked, a constant word.", examples=["goal"])
    nth: int = Field(description="How often in a row nothing was understood.")
    call_sid: str | None = None
    at_ms: int = Field(description="Where it is in the call's sound, from the start of the media stream.")
    said_at: datetime


def add_unknown_wishes(router: APIRouter, edge: WishesEdge) -> None:
    @router.get("/unknown-wishes/{business}", tags=["unknown wishes"])
    async def unknown_wishes(business: str) -> list[UnknownWishOut]:
        """What nobody has seen to yet, newest first."""
        return [_out(noted) for noted in await edge.wishes.waiting(await _business(edge, business))]

    @router.post(
        "/unknown-wishes/{business}/{wish}/close", tags=["unknown wishes"], status_code=204, response_model=None
    )
    async def close_unknown_wish(business: str, wish: str) -> Response:
        """Somebody has seen to it."""
        if not await edge.wishes.close(await _business(edge, business), wish, why="done", by=API, at=edge.clock.now()):
            raise HTTPException(404, f"there is no unknown wish {wish}")
        return Response(status_code=204)


async def _business(edge: WishesEdge, business: str) -> BusinessId:
    return (await named_business(edge.businesses, business)).id


def _out(noted: NotedWish) -> UnknownWishOut:
    wish = noted.wish
    return UnknownWishOut(
        id=noted.id,
        text=wish.text,
        language=wish.language,
        asked=wish.asked,
        nth=wish.nth,
        call_sid=noted.call_sid,
        at_ms=wish.at_ms,
        said_at=wish.said_at,
    )
