"""The adapter against a strict server on loopback: what it sends is accepted, what comes back is ours."""

import asyncio
from contextlib import aclosing

import pytest

from app.connectors.openai_chat import ChatDeadlines, OpenAIChat
from app.ports.chat_model import ChatEvent, ChatMessage, ChatRequest, Finished, ModelUnavailable, ToolCall, Words
from tests.fakes.model_server import Answer, Call, Drop, Endless, ModelServer, Raw, Refuse, Stall, model_server

ASKED = ChatRequest((ChatMessage("system", "Sei kurz."), ChatMessage("user", "Guten Tag, ich brauche einen Termin.")))


def chat(server: ModelServer, *, retries: int = 0, read_s: float = 2.0) -> OpenAIChat:
    deadlines = ChatDeadlines(connect_s=1.0, read_s=read_s, retries=retries)
    return OpenAIChat(model=server.model, api_key=server.key, base_url=server.url, deadlines=deadlines)


async def replies(
    *answers: Answer, retries: int = 0, read_s: float = 2.0, request: ChatRequest = ASKED
) -> list[ChatEvent]:
    async with model_server(*answers) as server:
        model = chat(server, retries=retries, read_s=read_s)
        try:
            return [event async for event in model.reply(request)]
        finally:
            await model.close()


def text_of(events: list[ChatEvent]) -> str:
    return "".join(event.text for event in events if isinstance(event, Words))


async def test_words_arrive_in_pieces_and_the_answer_ends_with_its_tokens() -> None:
    events = await replies(["Gern, worum geht es?"])
    assert text_of(events) == "Gern, worum geht es?"
    assert sum(isinstance(event, Words) for event in events) > 1
    assert isinstance(events[-1], Finished)
    assert events[-1].usage.output_tokens == 4
    assert events[-1].usage.cached_tokens == 0


async def test_tool_calls_are_given_whole_and_in_their_order() -> None:
    events = await replies(["Moment.", Call("find_offers", '{"when": "morgen"}'), Call("end_call", "{}")])
    calls = [event for event in events if isinstance(event, ToolCall)]
    assert [(call.name, call.arguments) for call in calls] == [
        ("find_offers", '{"when": "morgen"}'),
        ("end_call", "{}"),
    ]
    assert len({call.id for call in calls}) == 2


async def test_a_prompt_that_begins_as_before_is_reported_as_cached() -> None:
    long = ChatMessage("system", "Wort " * 200)
    async with model_server() as server:
        model = chat(server)
        for _ in range(2):
            events = [event async for event in model.reply(ChatRequest((long, ChatMessage("user", "Hallo"))))]
        await model.close()
    assert isinstance(events[-1], Finished)
    assert (events[-1].usage.cached_tokens or 0) >= 192


@pytest.mark.parametrize(
    ("answer", "reason", "retryable"),
    [
        ([Refuse(400)], "refused", False),
        ([Refuse(404)], "refused", False),
        ([Refuse(401)], "unauthorized", False),
        ([Refuse(403)], "unauthorized", False),
        ([Refuse(429)], "rate_limited", True),
        ([Refuse(500)], "server", True),
        ([Refuse(503)], "server", True),
        (["Gern", Refuse(500)], "server", True),
        (["Gern", Raw("{not json")], "garbage", True),
        (["Gern", Raw('{"choices": [17]}')], "garbage", True),
        (["Gern", Raw('"just a text"')], "garbage", True),
        (["Gern", Drop()], "connection", True),
        (["Gern", Raw("[DONE]")], "cut_off", True),
        ([Stall()], "timeout", True),
        (["Gern", Stall()], "timeout", True),
    ],
)
async def test_every_fault_of_a_server_becomes_one_of_ours(answer: Answer, reason: str, retryable: bool) -> None:
    with pytest.raises(ModelUnavailable) as raised:
        await replies(answer, read_s=0.3)
    assert (raised.value.reason, raised.value.retryable) == (reason, retryable)


async def test_a_server_that_nobody_runs_is_unavailable() -> None:
    model = OpenAIChat(model="m", api_key=None, base_url="http://127.0.0.1:1/v1", deadlines=ChatDeadlines(retries=0))
    with pytest.raises(ModelUnavailable, match="connection"):
        await anext(aiter(model.reply(ASKED)))
    await model.close()


async def test_what_failed_before_the_first_token_is_tried_once_more() -> None:
    events = await replies([Refuse(503)], ["Da bin ich."], retries=1)
    assert text_of(events) == "Da bin ich."


async def test_a_wrong_key_is_said_so_and_not_tried_again() -> None:
    async with model_server(key="right") as server:
        model = OpenAIChat(model=server.model, api_key="wrong", base_url=server.url)
        with pytest.raises(ModelUnavailable, match="unauthorized"):
            await anext(aiter(model.reply(ASKED)))
        await model.close()
    assert server.refused == ["key"]


async def test_giving_up_an_endless_answer_ends_the_request_on_the_wire() -> None:
    async with model_server([Endless("und weiter")]) as server:
        model = chat(server)
        async with aclosing(model.reply(ASKED)) as events:
            async for _ in events:
                break
        async with asyncio.timeout(3):
            await server.left.wait()
        await model.close()
