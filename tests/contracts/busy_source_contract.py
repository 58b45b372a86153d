"""What every `BusySource` keeps, whatever stands behind it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

import pytest

from app.domain.busy_times import BusyReading, FeedVersion
from app.domain.errors import BusyTimesUnavailable
from app.domain.intervals import Interval
from app.ports.busy_times import BusySource

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 3, 16, tzinfo=UTC)
SPAN = Interval(MONDAY, MONDAY + timedelta(days=30))


def hours(day: int, first: int, last: int) -> Interval:
    """Of a day after that Monday, in UTC."""
    midnight = MONDAY + timedelta(days=day)
    return Interval(midnight + timedelta(hours=first), midnight + timedelta(hours=last))


class Elsewhere(Protocol):
    """Another system with a calendar at `address`."""

    @property
    def source(self) -> BusySource: ...

    @property
    def address(self) -> str: ...

    def says(self, busy: Sequence[Interval], *, broken: int = 0) -> None: ...

    def is_down(self) -> None: ...


class BusySourceContract:
    async def read(self, elsewhere: Elsewhere, known: FeedVersion | None = None) -> BusyReading | None:
        return await elsewhere.source.read(elsewhere.address, zone=BERLIN, span=SPAN, known=known)

    async def test_stretches_come_in_order_and_disjoint(self, elsewhere: Elsewhere) -> None:
        elsewhere.says([hours(2, 9, 10), hours(1, 9, 11), hours(1, 10, 12)])
        reading = await self.read(elsewhere)
        assert reading is not None
        assert reading.stretches == (hours(1, 9, 12), hours(2, 9, 10))
        assert reading.unreadable == 0

    async def test_what_lies_outside_the_span_is_left_out(self, elsewhere: Elsewhere) -> None:
        elsewhere.says([hours(-2, 9, 10), hours(40, 9, 10), hours(0, 0, 1)])
        reading = await self.read(elsewhere)
        assert reading is not None
        assert reading.stretches == (hours(0, 0, 1),)

    async def test_an_empty_calendar_is_a_reading(self, elsewhere: Elsewhere) -> None:
        elsewhere.says([])
        reading = await self.read(elsewhere)
        assert reading is not None
        assert reading.stretches == ()

    async def test_what_has_not_changed_is_not_told_again(self, elsewhere: Elsewhere) -> None:
        elsewhere.says([hours(1, 9, 10)])
        first = await self.read(elsewhere)
        assert first is not None
        assert await self.read(elsewhere, first.version) is None
        elsewhere.says([hours(1, 9, 11)])
        assert await self.read(elsewhere, first.version) is not None

    async def test_entries_that_cannot_be_read_are_counted_beside_the_others(self, elsewhere: Elsewhere) -> None:
        elsewhere.says([hours(1, 9, 10)], broken=2)
        reading = await self.read(elsewhere)
        assert reading is not None
        assert (reading.stretches, reading.unreadable) == ((hours(1, 9, 10),), 2)

    async def test_a_system_that_is_away_is_a_fault_with_a_constant_word_and_no_address(
        self, elsewhere: Elsewhere
    ) -> None:
        elsewhere.is_down()
        with pytest.raises(BusyTimesUnavailable) as fault:
            await self.read(elsewhere)
        assert fault.value.retryable
        assert "secret" not in str(fault.value)
