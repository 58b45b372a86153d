from collections.abc import AsyncGenerator
from datetime import timedelta

import pytest

from app.dialogue.llm_brain import BreakerRules, BreakingChatModel
from app.dialogue.llm_brain.breaker import BreakerState
from app.ports.chat_model import ChatEvent, ChatMessage, ChatRequest, ModelUnavailable
from tests.fakes.chat_model import Fault, Reply, ScriptedModel
from tests.fakes.clock import FakeClock

ASKED = ChatRequest((ChatMessage("user", "Hallo"),))
RULES = BreakerRules(failures_to_open=3, rest=timedelta(seconds=20), late_after=timedelta(seconds=4))
FAILS: Reply = [Fault("server")]


def breaking(clock: FakeClock, *replies: Reply) -> tuple[BreakingChatModel, ScriptedModel]:
    scripted = ScriptedModel(replies)
    return BreakingChatModel(scripted, clock, RULES), scripted


async def ask(model: BreakingChatModel) -> str:
    try:
        async for _ in model.reply(ASKED):
            pass
    except ModelUnavailable as error:
        return error.reason
    return "answered"


async def test_after_three_failures_in_a_row_nobody_waits_for_the_model() -> None:
    model, scripted = breaking(FakeClock(), *[FAILS] * 9)
    assert [await ask(model) for _ in range(5)] == ["server", "server", "server", "resting", "resting"]
    assert len(scripted.requests) == 3


async def test_one_answer_in_between_forgives_the_failures_before_it() -> None:
    model, _ = breaking(FakeClock(), FAILS, FAILS, ["Ja."], FAILS, FAILS, ["Ja."])
    assert [await ask(model) for _ in range(6)] == ["server", "server", "answered", "server", "server", "answered"]


async def test_after_its_rest_one_request_tries_and_an_answer_lets_all_pass_again() -> None:
    clock = FakeClock()
    model, _ = breaking(clock, *[FAILS] * 3, ["Ja."], ["Ja."])
    for _ in range(3):
        await ask(model)
    clock.advance(timedelta(seconds=21))
    assert [await ask(model) for _ in range(2)] == ["answered", "answered"]


async def test_a_trial_that_fails_makes_the_next_rest_twice_as_long() -> None:
    clock = FakeClock()
    model, _ = breaking(clock, *[FAILS] * 4, ["Ja."])
    for _ in range(3):
        await ask(model)
    clock.advance(timedelta(seconds=21))
    assert await ask(model) == "server"
    clock.advance(timedelta(seconds=21))
    assert await ask(model) == "resting"
    clock.advance(timedelta(seconds=20))
    assert await ask(model) == "answered"


async def test_while_one_request_tries_the_others_do_not_wait() -> None:
    clock = FakeClock()
    model, _ = breaking(clock, *[FAILS] * 3, ["Ja. Und weiter."])
    for _ in range(3):
        await ask(model)
    clock.advance(timedelta(seconds=21))
    trying = model.reply(ASKED)
    await anext(trying)
    assert await ask(model) == "resting"
    await trying.aclose()


async def test_a_wrong_key_rests_at_once() -> None:
    model, _ = breaking(FakeClock(), [Fault("unauthorized")])
    assert [await ask(model), await ask(model)] == ["unauthorized", "resting"]


@pytest.mark.parametrize(("waited_s", "state"), [(1, BreakerState.CLOSED), (5, BreakerState.OPEN)])
async def test_an_answer_given_up_counts_as_failure_only_when_it_was_late(waited_s: int, state: BreakerState) -> None:
    clock = FakeClock()
    model, _ = breaking(clock, *[["Ja. Und weiter."]] * 3)
    for _ in range(3):
        reply: AsyncGenerator[ChatEvent, None] = model.reply(ASKED)
        await anext(reply)
        await anext(reply)
        clock.advance(timedelta(seconds=waited_s))
        await reply.aclose()
    assert model.breaker.state is state
