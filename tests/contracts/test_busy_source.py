"""The contract of `BusySource`: in memory, over HTTP, and from a file."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from app.connectors.ics_feed import IcsBusyTimes
from app.domain.errors import BusyTimesUnavailable
from app.domain.intervals import Interval
from tests.contracts.busy_source_contract import BusySourceContract, Elsewhere
from tests.fakes.busy_times import CalendarServer, FakeBusySource, calendar_server
from tests.fakes.ics import calendar, event


def written(busy: Sequence[Interval], broken: int) -> bytes:
    events = [
        event(f"DTSTART:{b.starts_at:%Y%m%dT%H%M%SZ}", f"DTEND:{b.ends_at:%Y%m%dT%H%M%SZ}", uid=str(nth))
        for nth, b in enumerate(busy)
    ]
    return calendar(*events, *(event("DTSTART:soon", uid=f"broken {nth}") for nth in range(broken)))


@dataclass
class InMemory:
    source: FakeBusySource = field(default_factory=FakeBusySource)
    address: str = "https://calendar.example/secret"

    def says(self, busy: Sequence[Interval], *, broken: int = 0) -> None:
        self.source.busy[self.address], self.source.broken = list(busy), broken

    def is_down(self) -> None:
        self.source.fault = BusyTimesUnavailable("unreachable", retryable=True)


@dataclass
class OverHttp:
    source: IcsBusyTimes
    server: CalendarServer

    @property
    def address(self) -> str:
        return self.server.url

    def says(self, busy: Sequence[Interval], *, broken: int = 0) -> None:
        self.server.content = written(busy, broken)

    def is_down(self) -> None:
        self.server.statuses = [503] * self.source.attempts


class TestFakeBusySource(BusySourceContract):
    @pytest.fixture
    def elsewhere(self) -> Elsewhere:
        return InMemory()


class TestIcsOverHttp(BusySourceContract):
    @pytest.fixture
    async def elsewhere(self) -> AsyncIterator[Elsewhere]:
        async with calendar_server() as server, httpx.AsyncClient() as http:
            yield OverHttp(IcsBusyTimes(http, pause_s=0), server)


class TestIcsFromAFile(BusySourceContract):
    @pytest.fixture
    async def elsewhere(self, tmp_path: Path) -> AsyncIterator[Elsewhere]:
        async with httpx.AsyncClient() as http:
            yield FromFile(IcsBusyTimes(http), tmp_path / "secret calendar.ics")


@dataclass
class FromFile:
    source: IcsBusyTimes
    path: Path

    @property
    def address(self) -> str:
        return self.path.as_uri()

    def says(self, busy: Sequence[Interval], *, broken: int = 0) -> None:
        self.path.write_bytes(written(busy, broken))

    def is_down(self) -> None:
        """A disk of the network that is not there."""
        self.path.unlink(missing_ok=True)
