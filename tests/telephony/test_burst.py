"""A hundred calls at a process that allows forty: every caller is answered by somebody, and is on record."""

from app.domain.calls import CallOutcome
from tests.bench.burst import answered, burst
from tests.fakes.conversation import ScriptedConversation, say
from tests.fakes.edge import FakeServer, running

CALLS, ALLOWED = 100, 40


async def test_in_a_burst_every_caller_reaches_the_assistant_the_human_line_or_the_voicemail() -> None:
    server = FakeServer(max_calls=ALLOWED, script=lambda: ScriptedConversation(greeting=say("Guten Tag.")))
    async with running(server) as url:
        counted = await burst(url, CALLS, seconds=10)
        while server.spool.waiting:
            await server.book.catch_up()
    assert answered(counted) >= 0.995, counted
    assert counted["assistant"] >= ALLOWED
    assert len(server.records.entries) == CALLS
    messages = [entry for entry in server.records.entries.values() if entry.outcome is CallOutcome.MESSAGE]
    assert len(messages) == counted["voicemail"] == len(server.records.taken)
