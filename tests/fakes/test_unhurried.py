import asyncio
import sys
from time import process_time, sleep

from tests.fakes.unhurried import run_unhurried

COMPUTES_S = 0.3


def compute() -> None:
    until = process_time() + COMPUTES_S
    while process_time() < until:
        pass


def test_what_a_thread_computes_takes_none_of_the_time_that_somebody_waits_for_it() -> None:
    async def work() -> None:
        async with asyncio.timeout(COMPUTES_S / 3):
            await asyncio.to_thread(compute)

    run_unhurried(work())


def test_what_a_child_computes_takes_none_either() -> None:
    async def work() -> int:
        child = await asyncio.create_subprocess_exec(sys.executable, "-c", "sum(range(20_000_000))")
        async with asyncio.timeout(COMPUTES_S / 3):
            return await child.wait()

    assert run_unhurried(work()) == 0


def test_what_the_loop_itself_computes_delays_no_alarm() -> None:
    async def work() -> float:
        began = asyncio.get_running_loop().time()
        compute()
        return asyncio.get_running_loop().time() - began

    assert run_unhurried(work()) == 0


def test_a_pause_is_as_long_as_it_says_and_passes_for_whoever_waits() -> None:
    async def work() -> float:
        began = asyncio.get_running_loop().time()
        await asyncio.gather(asyncio.sleep(1.5), asyncio.sleep(0.5))
        return asyncio.get_running_loop().time() - began

    assert 1.5 <= run_unhurried(work()) < 1.6


def test_who_only_sleeps_holds_no_time_up() -> None:
    async def work() -> bool:
        try:
            async with asyncio.timeout(0.2):
                await asyncio.to_thread(sleep, 0.5)
        except TimeoutError:
            return True
        return False

    assert run_unhurried(work())
