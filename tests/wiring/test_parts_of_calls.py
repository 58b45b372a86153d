"""A call that nobody took comes back to the assistant: its record keeps both parts, in the order in which they were."""

from contextlib import suppress
from pathlib import Path
from typing import cast

from app.simulator.network import Line, StaffAnswer, place_call
from app.simulator.phone_call import CallOverError, PhoneCall
from app.wiring.calls import Wits
from tests.calls.offices import PRAXIS, office, record_of
from tests.fakes.engines import tone_pcm16
from tests.fakes.wired import CALLER

HUMAN = "Ich möchte bitte mit einem Menschen sprechen."
AFTER = "Wann haben Sie am Mittwoch geöffnet?"


async def says_one_thing(call: PhoneCall) -> None:
    """And hears the assistant out, or is put through."""
    with suppress(CallOverError):
        await call.until_finished(quiet_ms=200)
        await call.say(tone_pcm16(600), "a line of the script")
        await call.wait(8_000)


async def test_what_is_said_after_the_call_came_back_stands_behind_what_was_said_before(
    tmp_path: Path, wits: Wits
) -> None:
    async with office(tmp_path, wits, [HUMAN, AFTER]) as http:
        line = Line(str(http.base_url).rstrip("/"), PRAXIS, CALLER, staff=(StaffAnswer.SILENT,))
        result = await place_call(line, says_one_thing, afterwards=says_one_thing)
        record = await record_of(http, result.call_sid)
    turns = cast("list[dict[str, object]]", record["turns"])
    assert len(result.recordings) == 2
    parts = [turn["part"] for turn in turns]
    assert parts == sorted(cast("list[int]", parts))
    asked, after = (next(turn for turn in turns if turn["text"] == text) for text in (HUMAN, AFTER))
    assert (asked["part"], after["part"]) == (1, 2)
    first_ends = max(cast("int", turn["ended_ms"]) for turn in turns if turn["part"] == 1)
    assert all(cast("int", turn["started_ms"]) >= first_ends for turn in turns if turn["part"] == 2)
