from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest

from app.connectors.openai_chat import ChatDeadlines, OpenAIChat
from app.dialogue.llm_brain import BreakingChatModel
from app.ports.chat_model import ChatModel
from tests.contracts.chat_model_contract import ChatModelContract, Makes
from tests.fakes.chat_model import Fault, ScriptedModel, Step
from tests.fakes.clock import FakeClock
from tests.fakes.model_server import Call, Drop, model_server
from tests.fakes.model_server import Step as ServerStep


@asynccontextmanager
async def scripted(
    words: str, calls: Sequence[tuple[str, str]] = (), *, breaks: bool = False
) -> AsyncIterator[ChatModel]:
    steps: list[Step] = [words, *calls, *([Fault()] if breaks else [])]
    yield ScriptedModel([steps, steps])


@asynccontextmanager
async def behind_a_breaker(
    words: str, calls: Sequence[tuple[str, str]] = (), *, breaks: bool = False
) -> AsyncIterator[ChatModel]:
    async with scripted(words, calls, breaks=breaks) as model:
        yield BreakingChatModel(model, FakeClock())


@asynccontextmanager
async def over_http(
    words: str, calls: Sequence[tuple[str, str]] = (), *, breaks: bool = False
) -> AsyncIterator[ChatModel]:
    steps: list[ServerStep] = [words, *(Call(*call) for call in calls), *([Drop()] if breaks else [])]
    async with model_server(steps) as server:
        chat = OpenAIChat(model=server.model, api_key=None, base_url=server.url, deadlines=ChatDeadlines(retries=0))
        yield chat
        await chat.close()


class TestScriptedModel(ChatModelContract):
    @pytest.fixture
    def makes(self) -> Makes:
        return scripted


class TestBreakingChatModel(ChatModelContract):
    @pytest.fixture
    def makes(self) -> Makes:
        return behind_a_breaker


class TestOpenAIChat(ChatModelContract):
    @pytest.fixture
    def makes(self) -> Makes:
        return over_http
