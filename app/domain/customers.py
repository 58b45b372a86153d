"""Customers known before the call."""

from dataclasses import dataclass

from app.domain.business import Language
from app.domain.ids import E164, CustomerId


@dataclass(frozen=True, slots=True)
class Customer:
    id: CustomerId
    name: str
    number: E164 | None
    language: Language
    past_visits: int = 0
    postponed_by_us: int = 0
    open_case: str | None = None
