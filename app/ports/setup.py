"""A business's description as its owner changes it: saved whole, as a version, never over somebody else's change.

A description here is what the YAML file holds, as plain values (the keys of `vorzimmer business pattern`). Each saved
state stays in a history, so that any of them can be had again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.domain.business import Business
from app.domain.ids import BusinessId

Description = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Described:
    """A description as it was saved as version `number`."""

    business: BusinessId
    number: int
    description: Description
    author: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class DescriptionFault:
    """`path` leads into the description (`offerings`, 2, `minutes`); `why` is a constant word or a sentence."""

    path: tuple[str | int, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Saved:
    described: Described
    business: Business


@dataclass(frozen=True, slots=True)
class Faulty:
    faults: tuple[DescriptionFault, ...]


@dataclass(frozen=True, slots=True)
class Outdated:
    """Somebody saved in between: this is what it is now."""

    current: Described


class BusinessSetup(Protocol):
    async def described(self, business: BusinessId, number: int | None = None) -> Described | None:
        """One version, or the newest."""
        ...

    async def create(self, description: Description, *, author: str) -> Saved | Faulty:
        """A new business; its id is made from its name, and is free."""
        ...

    async def save(
        self, business: BusinessId, description: Description, *, based_on: int, author: str
    ) -> Saved | Faulty | Outdated:
        """Nothing new is saved for what equals the newest version."""
        ...

    async def history(self, business: BusinessId, *, limit: int = 50) -> tuple[Described, ...]:
        """Newest first."""
        ...

    def as_text(self, description: Description) -> str:
        """The file that `from_text` and `vorzimmer business load` read."""
        ...

    def from_text(self, text: str) -> Description | Faulty: ...

    def read(self, description: Description) -> Business | Faulty:
        """What it would become, without saving it."""
        ...
