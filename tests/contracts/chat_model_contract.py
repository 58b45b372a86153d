"""What every `ChatModel` does, scripted or real: each claim is given a model that answers as the claim needs it."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager, aclosing
from typing import Protocol

import pytest

from app.ports.chat_model import (
    ChatEvent,
    ChatMessage,
    ChatModel,
    ChatRequest,
    Finished,
    ModelUnavailable,
    ToolCall,
    Words,
)

ASKED = ChatRequest((ChatMessage("system", "Sei kurz."), ChatMessage("user", "Guten Tag.")))


class Makes(Protocol):
    def __call__(
        self, words: str, calls: Sequence[tuple[str, str]] = (), *, breaks: bool = False
    ) -> AbstractAsyncContextManager[ChatModel]:
        """A model that says the words, makes the calls, and then ends its answer, or breaks."""
        ...


async def events_of(model: ChatModel) -> list[ChatEvent]:
    return [event async for event in model.reply(ASKED)]


class ChatModelContract:
    async def test_words_join_to_the_answer_and_its_end_is_the_last_event(self, makes: Makes) -> None:
        async with makes("Gern, worum geht es?") as model:
            events = await events_of(model)
        assert "".join(event.text for event in events if isinstance(event, Words)) == "Gern, worum geht es?"
        assert isinstance(events[-1], Finished)
        assert sum(isinstance(event, Finished) for event in events) == 1

    async def test_calls_come_whole_in_their_order_with_an_id_each(self, makes: Makes) -> None:
        async with makes("Moment.", [("hold", '{"offer": "o1"}'), ("book", "{}")]) as model:
            calls = [event for event in await events_of(model) if isinstance(event, ToolCall)]
        assert [(call.name, call.arguments) for call in calls] == [("hold", '{"offer": "o1"}'), ("book", "{}")]
        assert len({call.id for call in calls}) == 2

    async def test_an_answer_that_breaks_off_gives_what_came_and_then_raises(self, makes: Makes) -> None:
        said = ""
        async with makes("Gern, ich", breaks=True) as model:
            with pytest.raises(ModelUnavailable):
                async for event in model.reply(ASKED):
                    said += event.text if isinstance(event, Words) else ""
        assert said == "Gern, ich"

    async def test_an_answer_may_be_given_up_at_any_event(self, makes: Makes) -> None:
        async with makes("Gern, worum geht es denn?") as model:
            async with aclosing(model.reply(ASKED)) as events:
                first = await anext(events)
            assert isinstance(first, Words)
            assert await events_of(model) != []

    async def test_a_model_has_a_name(self, makes: Makes) -> None:
        async with makes("Ja.") as model:
            assert model.name
