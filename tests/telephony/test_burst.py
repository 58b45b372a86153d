"""A hundred calls at a process that allows forty: every caller is answered by somebody, and is on record."""

from collections import Counter

from app.domain.calls import CallOutcome
from tests.bench.burst import SERVERS_PACE, answered, burst
from tests.fakes.conversation import ScriptedConversation, say
from tests.fakes.edge import FakeServer, running
from tests.fakes.unhurried import run_unhurried

CALLS, ALLOWED = 100, 40


async def ten_seconds_of_calls(server: FakeServer) -> Counter[str]:
    async with running(server) as url:
        counted = await burst(url, CALLS, seconds=10)
        while server.spool.waiting:
            await server.book.catch_up()
    return counted


def test_in_a_burst_every_caller_reaches_the_assistant_the_human_line_or_the_voicemail() -> None:
    server = FakeServer(max_calls=ALLOWED, script=lambda: ScriptedConversation(greeting=say("Guten Tag.")))
    counted = run_unhurried(ten_seconds_of_calls(server), pace=SERVERS_PACE)
    assert answered(counted) >= 0.995, counted
    assert counted["assistant"] >= ALLOWED
    assert len(server.records.entries) == CALLS
    messages = [entry for entry in server.records.entries.values() if entry.outcome is CallOutcome.MESSAGE]
    assert len(messages) == counted["voicemail"] == len(server.records.taken)
