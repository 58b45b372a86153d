"""Lists, a page at a time."""

from collections.abc import Callable
from typing import Generic, TypeVar

from pydantic import BaseModel, Field

from app.ports.records import Page

Item = TypeVar("Item")
Out = TypeVar("Out")


class Listed(BaseModel, Generic[Item]):
    """One page of a list. Give `next` back as `cursor` for the following page."""

    items: list[Item]
    total: int = Field(description="All that match, on every page.", examples=[1])
    next: str | None = Field(None, description="Cursor of the next page; null on the last.")


def listed(page: Page[Out], convert: Callable[[Out], Item]) -> Listed[Item]:
    return Listed[Item](items=[convert(item) for item in page.items], total=page.total, next=page.next)
