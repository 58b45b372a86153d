"""Opening hours, the days that are different, and what is kept for whom."""

from datetime import date, timedelta
from typing import Self

from pydantic import Field, model_validator

from app.domain.business import BookingRules, Reservation
from app.domain.civil import days_between
from app.domain.ids import OfferingKey
from app.domain.rules.hours import Spans
from app.stores.business_text.fields import SpansText, Strict, WeekText, week_of


class ExceptionText(Strict):
    """Other hours on a day or on days; no hours = closed. It beats public holidays."""

    day: date | None = None
    first_day: date | None = None
    last_day: date | None = None
    hours: SpansText = ()
    note: str = ""

    @model_validator(mode="after")
    def _has_days(self) -> Self:
        if (self.day is None) == (self.first_day is None):
            raise ValueError("an exception needs a day, or first_day and last_day")
        if self.first_day and (self.last_day or self.first_day) < self.first_day:
            raise ValueError("an exception ends before it begins")
        return self

    def days(self) -> dict[date, Spans]:
        first = self.day or self.first_day
        return {} if first is None else dict.fromkeys(days_between(first, self.last_day or first), self.hours)


class ReservedText(Strict):
    """Times that are kept for some offerings, until so many hours before they begin."""

    offerings: tuple[str, ...] = Field(min_length=1)
    hours: WeekText
    released_hours_before: float = Field(0, ge=0)

    def reservation(self) -> Reservation:
        return Reservation(
            weekly=week_of(self.hours),
            offerings=frozenset(OfferingKey(key) for key in self.offerings),
            released_before=timedelta(hours=self.released_hours_before),
        )


class RulesText(Strict):
    minimum_notice_hours: float = Field(2, ge=0)
    booking_horizon_days: int = Field(90, ge=1, le=730)
    slot_step_minutes: int = Field(15, ge=5, le=240)
    hold_seconds: int = Field(180, ge=10, le=3600)
    max_per_day: int | None = Field(None, ge=1)
    reserved: tuple[ReservedText, ...] = ()
    waiting_list: bool = True

    def rules(self) -> BookingRules:
        return BookingRules(
            minimum_notice=timedelta(hours=self.minimum_notice_hours),
            horizon=timedelta(days=self.booking_horizon_days),
            slot_step=timedelta(minutes=self.slot_step_minutes),
            hold_for=timedelta(seconds=self.hold_seconds),
            max_per_day=self.max_per_day,
            reservations=tuple(reserved.reservation() for reserved in self.reserved),
            keeps_waiting_list=self.waiting_list,
        )
