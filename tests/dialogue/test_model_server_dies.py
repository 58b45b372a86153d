"""The real adapter and a real server on loopback under a whole call: killed in the middle, the call goes on."""

import asyncio
import json

from app.connectors.openai_chat import ChatDeadlines, OpenAIChat
from app.dialogue.llm_brain import BreakingChatModel
from app.dialogue.llm_brain.waiting import Patience
from tests.dialogue.model_line import ModelLine
from tests.fakes.clock import FakeClock
from tests.fakes.model_server import Answer, Call, Drop, Refuse, Stall, model_server

IMPATIENT = Patience(filler_after_s=1.0, give_up_after_s=2.0)
FIND = Call(
    "find_offers",
    json.dumps(
        {"offering": "checkup", "when": "am Mittwoch um zehn", "person": None, "other_times": False, "name": None}
    ),
)


async def call_through(*answers: Answer) -> ModelLine:
    async with model_server(*answers) as server:
        deadlines = ChatDeadlines(connect_s=0.5, read_s=1.5, retries=0)
        chat = OpenAIChat(model=server.model, api_key=None, base_url=server.url, deadlines=deadlines)
        line = ModelLine(model=BreakingChatModel(chat, FakeClock()), patience=IMPATIENT)
        await line.pick_up()
        async with asyncio.timeout(20):
            for text in ("Ich brauche eine Kontrolle am Mittwoch um zehn.", "Peter Krause", "Ja.", "Nein danke."):
                assert await line.say(text)
        await chat.close()
        assert server.refused == []
    return line


def booked(line: ModelLine) -> list[tuple[str, int]]:
    return [(booking.customer_name, booking.slot.starts_at.hour) for booking in line.calendar.confirmed()]


async def test_a_server_that_answers_leads_the_call() -> None:
    line = await call_through(["Gern. ", FIND], [Call("end_call", "{}")])
    assert booked(line) == [("Peter Krause", 10)]
    assert "fallback" not in line.brain.use.turns


async def test_however_a_server_breaks_the_booking_ends_well() -> None:
    breaks: list[Answer] = [
        ["Gern, ich", Drop()],
        [Refuse(500)],
        [Refuse(401)],
        [Refuse(429)],
        [Stall()],
        ["Gern, ich", Stall()],
        [Call("find_offers", "{not json")],
        [Call("fly_away", "{}")],
    ]
    for broken in breaks:
        assert booked(await call_through(broken)) == [("Peter Krause", 10)], broken


async def test_the_beginning_of_each_prompt_is_found_in_the_servers_cache() -> None:
    async with model_server(["Worum geht es denn genau?"]) as server:
        chat = OpenAIChat(model=server.model, api_key=None, base_url=server.url)
        line = ModelLine(model=chat)
        await line.pick_up()
        for text in ("Ich habe ein Anliegen.", "Es ist etwas länger.", "Ich weiß nicht recht."):
            await line.say(text)
        await chat.close()
    use = line.brain.use
    assert use.requests == 3
    assert use.cached_tokens > use.input_tokens * 0.55  # nothing of the first, nearly all of the others
