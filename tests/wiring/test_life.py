"""Which servers are dead, as seen by one that looks on; and that a slow database ends nobody's calls."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from app.domain.errors import StoreUnavailable
from app.domain.ids import CallSid
from app.wiring.life import AGAIN_AFTER_S, BEAT_S, DEAD_S, GAP_S, Others, alive
from tests.fakes.virtual_time import run_virtual

NOON = datetime(2026, 3, 17, 12, tzinfo=UTC)
CALL = CallSid("CA1")


def beats(*seconds: float) -> dict[str, datetime]:
    return {f"node-{nth}": NOON + timedelta(seconds=second) for nth, second in enumerate(seconds, 1)}


def looked(others: Others, until_s: float, *, from_s: float = 0.0, last_beat_s: float = 0.0) -> frozenset[str]:
    """Every beat, on one server that is silent since `last_beat_s`."""
    alive_ones, now_s = frozenset[str](), from_s
    while now_s <= until_s:
        alive_ones = others.may_live(beats(last_beat_s), now_s=now_s)
        now_s += BEAT_S
    return alive_ones


def test_a_server_that_was_silent_for_long_while_we_looked_on_is_dead() -> None:
    assert looked(Others(), DEAD_S - BEAT_S) == {"node-1"}
    assert looked(Others(), DEAD_S + BEAT_S) == frozenset()


def test_a_server_whose_clock_is_an_hour_slow_lives_as_long_as_it_beats() -> None:
    others = Others()
    for nth in range(30):
        assert others.may_live(beats(nth * BEAT_S - 3_600), now_s=nth * BEAT_S) == {"node-1"}


def test_time_in_which_we_could_not_look_proves_nothing() -> None:
    others = Others()
    looked(others, DEAD_S - BEAT_S)
    later = DEAD_S + GAP_S + 1
    assert others.may_live(beats(0.0), now_s=later) == {"node-1"}
    assert looked(others, later + DEAD_S - BEAT_S, from_s=later + BEAT_S) == {"node-1"}
    assert looked(others, later + 3 * DEAD_S, from_s=later + DEAD_S) == frozenset()


@dataclass
class Rows:
    """`SqlNodes` and `CallUpkeep` of one server over a database that is away while `down`."""

    down: bool = False
    beaten_s: list[float] = field(default_factory=list)
    spared: list[frozenset[str]] = field(default_factory=list)
    taken_back: list[tuple[CallSid, ...]] = field(default_factory=list)

    def _up(self) -> None:
        if self.down:
            raise StoreUnavailable("other writers have kept the database for too long")

    async def beat(self) -> None:
        self._up()
        self.beaten_s.append(asyncio.get_running_loop().time())

    async def beats(self) -> dict[str, datetime]:
        self._up()
        return beats(self.beaten_s[-1], 0.0)

    async def leave(self) -> None:
        self._up()

    async def release_holds(self, call_sid: CallSid) -> int:
        return 0

    async def close_orphans(self, *, sparing: Collection[str] = ()) -> tuple[CallSid, ...]:
        self._up()
        self.spared.append(frozenset(sparing))
        return ()

    async def take_back(self, calls: Collection[CallSid]) -> int:
        self._up()
        self.taken_back.append(tuple(calls))
        return len(calls)


def test_a_database_that_is_away_for_minutes_costs_no_call_of_ours_and_none_of_the_others() -> None:
    rows = Rows()

    async def a_bad_quarter_of_an_hour() -> None:
        async with alive(rows, rows, lambda: (CALL,)):  # type: ignore[arg-type]
            await asyncio.sleep(DEAD_S)
            rows.down = True
            await asyncio.sleep(300)
            rows.down, before = False, len(rows.spared)
            await asyncio.sleep(AGAIN_AFTER_S + 0.1)
            assert rows.spared[before:] == [{"node-1", "node-2"}]
            assert rows.taken_back == [(CALL,)]
            await asyncio.sleep(2 * DEAD_S)

    run_virtual(a_bad_quarter_of_an_hour())
    assert rows.spared[0] == {"node-1", "node-2"}  # nobody is dead at first sight
    assert rows.spared[-1] == {"node-1"}
    assert len(rows.taken_back) == 1


def test_a_beat_that_failed_is_made_up_for_at_once() -> None:
    rows = Rows()

    async def one_bad_moment() -> None:
        async with alive(rows, rows):  # type: ignore[arg-type]
            await asyncio.sleep(BEAT_S - 1)
            rows.down = True
            await asyncio.sleep(2)
            rows.down = False
            await asyncio.sleep(AGAIN_AFTER_S)
            assert len(rows.beaten_s) == 2

    run_virtual(one_bad_moment())
    assert rows.taken_back == []
