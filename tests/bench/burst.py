"""More calls at once than a process allows: `python -m tests.bench.burst [CALLS] [SECONDS] [ALLOWED]`.

Callers ring over SECONDS, each served call lasts until the last one has rung. The server runs in a process of its own:
real edge, sessions and voice detector; recogniser, speech and dialogue answer at once. A caller is answered who hears
the assistant's first words, reaches somebody at the human line, or gets as far as the voicemail's tone.
"""

import asyncio
import sys
from collections import Counter
from collections.abc import Sequence

import httpx
from rich.console import Console
from websockets.exceptions import WebSocketException

from app.simulator.network import CallResult, Line, NoStreamError, StaffAnswer, new_call_sid, place_call
from app.simulator.phone_call import CallOverError, PhoneCall
from tests.bench.figures import show_table
from tests.bench.load import stub_server
from tests.fakes.unhurried import run_unhurried

LOST = (TimeoutError, NoStreamError, httpx.HTTPError, CallOverError, WebSocketException, ValueError)
PRAXIS = "+493023125000"
CALL_WITHIN_S = 120.0
AT_THE_LINE = (StaffAnswer.TAKES, StaffAnswer.BUSY, StaffAnswer.SILENT)
"""A third of those who are put through finds the line free; the others reach the voicemail."""

SERVERS_PACE = 1.0
"""The callers' clock stands still while this machine is busy with others, and is never ahead of the server's."""

HEARD = ("assistant", "human line", "voicemail")


def answered_by(result: CallResult) -> str:
    if result.put_through:
        return "human line"
    if result.message_s is not None:
        return "voicemail"
    heard = bool(result.recordings) and result.recording.greeting_ms is not None
    return "assistant" if heard else "silence"


async def burst(base_url: str, calls: int, seconds: float) -> Counter[str]:
    """How many callers were answered by whom; `silence` and `error` are those who were not."""
    ringing = asyncio.Event()

    async def one(nth: int) -> str:
        await asyncio.sleep(nth * seconds / calls)
        if nth == calls - 1:
            ringing.set()

        async def caller(call: PhoneCall) -> None:
            await call.until_finished(quiet_ms=300, timeout_ms=20_000)
            await ringing.wait()
            await call.wait(500)

        staff = AT_THE_LINE[nth % len(AT_THE_LINE)]
        line = Line(base_url, PRAXIS, f"+4930231252{nth % 100:02}", staff=(staff,), message_s=7)
        try:
            return answered_by(await place_call(line, caller, call_sid=new_call_sid(), limit_s=CALL_WITHIN_S))
        except LOST as error:
            return f"error: {type(error).__name__}"

    return Counter(await asyncio.gather(*(one(nth) for nth in range(calls))))


def answered(counted: Counter[str]) -> float:
    return sum(counted[who] for who in HEARD) / counted.total()


def show(console: Console, counted: Counter[str], allowed: int, seconds: float) -> None:
    others = counted.total() - sum(counted[who] for who in HEARD)
    row = [str(counted.total()), f"{seconds:g} s", str(allowed), *(str(counted[who]) for who in HEARD), str(others)]
    heads = ["calls", "within", "allowed", *HEARD, "silence or error", "answered"]
    show_table(console, "A burst of calls", heads, [[*row, f"{100 * answered(counted):.1f} %"]])


async def measure(calls: int, seconds: float, allowed: int) -> Counter[str]:
    async with stub_server(max_calls=allowed) as (url, _):
        return await burst(url, calls, seconds)


def main(arguments: Sequence[str]) -> None:
    calls, seconds, allowed = (float(text) for text in [*arguments, *("100", "10", "40")[len(arguments) :]])
    counted = run_unhurried(measure(int(calls), seconds, int(allowed)), pace=SERVERS_PACE)
    show(Console(highlight=False, width=140), counted, int(allowed), seconds)


if __name__ == "__main__":
    main(sys.argv[1:])
