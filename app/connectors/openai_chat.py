"""Any server with the chat-completions protocol as a `ChatModel`: OpenAI, Azure, vLLM, Ollama, llama.cpp and others.

The library keeps the connection alive, times out and retries what failed before the first token; everything it may
raise becomes ModelUnavailable here.
"""

import json
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import openai
from openai.types.chat import ChatCompletionChunk

from app.ports.chat_model import (
    ChatEvent,
    ChatMessage,
    ChatRequest,
    Finished,
    ModelUnavailable,
    ToolCall,
    ToolSpec,
    Usage,
    Words,
)

KEYLESS = "none"  # servers of one's own mostly want no key; the library wants one
TEMPERATURE = 0.3


@dataclass(frozen=True, slots=True)
class ChatDeadlines:
    """In seconds of real time. `read_s` is the longest gap between two pieces of an answer."""

    connect_s: float = 1.5
    read_s: float = 5.0
    retries: int = 1


class OpenAIChat:
    """Shared by all calls. `base_url` None = OpenAI's own."""

    def __init__(
        self,
        *,
        model: str,
        api_key: str | None,
        base_url: str | None = None,
        deadlines: ChatDeadlines | None = None,
    ) -> None:
        limits = deadlines or ChatDeadlines()
        self._model = model
        self._client = openai.AsyncOpenAI(
            api_key=api_key or KEYLESS,
            base_url=base_url,
            timeout=openai.Timeout(limits.read_s, connect=limits.connect_s),
            max_retries=limits.retries,
        )
        host = urlsplit(str(self._client.base_url)).hostname or ""
        self._hosted = host == "api.openai.com" or host.endswith(".azure.com")

    @property
    def name(self) -> str:
        return self._model

    async def close(self) -> None:
        await self._client.close()

    async def reply(self, request: ChatRequest) -> AsyncGenerator[ChatEvent, None]:
        answer = _Answer()
        try:
            create: Any = self._client.chat.completions.create  # its overloads do not take arguments by mapping
            stream = await create(**self._arguments(request))
            async with stream, aclosing(aiter(stream)) as chunks:
                async for chunk in chunks:
                    for event in answer.take(chunk):
                        yield event
        except openai.APITimeoutError as error:
            raise ModelUnavailable("timeout") from error
        except openai.APIStatusError as error:
            raise _refusal(error) from error
        except openai.APIConnectionError as error:
            raise ModelUnavailable("connection") from error
        except openai.APIError as error:  # an error event in the middle of a stream
            raise ModelUnavailable("server") from error
        except (openai.OpenAIError, json.JSONDecodeError, UnicodeDecodeError, AttributeError, TypeError) as error:
            # the library does not check what a server sends: a field that is no such thing shows up as one of these
            raise ModelUnavailable("garbage") from error
        for event in answer.end():
            yield event

    def _arguments(self, request: ChatRequest) -> dict[str, object]:
        arguments: dict[str, object] = {
            "model": self._model,
            "messages": [_message(message) for message in request.messages],
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        if request.tools:
            arguments["tools"] = [_tool(tool) for tool in request.tools]
        if self._hosted:  # their newer models know only this name, and only one temperature
            arguments["max_completion_tokens"] = request.most_tokens
        else:
            arguments |= {"max_tokens": request.most_tokens, "temperature": TEMPERATURE}
        return arguments


@dataclass(slots=True)
class _OpenCall:
    id: str = ""
    name: str = ""
    arguments: str = ""

    def whole(self) -> ToolCall:
        return ToolCall(self.id, self.name, self.arguments)


class _Answer:
    """One answer while it comes in."""

    def __init__(self) -> None:
        self._calls: dict[int, _OpenCall] = {}
        self._given = 0
        self._usage = Usage()
        self._ended_by: str | None = None

    def take(self, chunk: ChatCompletionChunk) -> list[ChatEvent]:
        events: list[ChatEvent] = []
        if chunk.usage is not None:
            details = chunk.usage.prompt_tokens_details
            self._usage = Usage(
                chunk.usage.prompt_tokens or 0,
                chunk.usage.completion_tokens or 0,
                details.cached_tokens if details is not None else None,
            )
        for choice in chunk.choices or ():
            if choice.delta is not None:
                if choice.delta.content:
                    events.append(Words(choice.delta.content))
                for piece in choice.delta.tool_calls or ():
                    events += self._take_call(piece.index or 0, piece.id, piece.function)
            self._ended_by = choice.finish_reason or self._ended_by
        return events

    def _take_call(self, index: int, call_id: str | None, function: Any) -> list[ChatEvent]:
        """A new index means that the calls before it are whole."""
        whole: list[ChatEvent] = []
        if index not in self._calls:
            whole = self._whole_calls()
        call = self._calls.setdefault(index, _OpenCall())
        call.id = call.id or call_id or f"call_{index}"
        if function is not None:
            call.name += function.name or ""
            call.arguments += function.arguments or ""
        return whole

    def _whole_calls(self) -> list[ChatEvent]:
        open_calls = list(self._calls.values())[self._given :]
        self._given = len(self._calls)
        return [call.whole() for call in open_calls]

    def end(self) -> list[ChatEvent]:
        """Raises ModelUnavailable when the stream ended without saying that the answer is whole."""
        if self._ended_by is None:
            raise ModelUnavailable("cut_off")
        cut = self._ended_by == "length"
        calls = [] if cut else self._whole_calls()  # a call cut by the limit has half its arguments
        return [*calls, Finished(self._usage, cut)]


def _refusal(error: openai.APIStatusError) -> ModelUnavailable:
    match error.status_code:
        case 401 | 403:
            return ModelUnavailable("unauthorized", retryable=False)
        case 429:
            return ModelUnavailable("rate_limited")
        case status if status < 500:
            return ModelUnavailable("refused", retryable=False)
        case _:
            return ModelUnavailable("server")


def _message(message: ChatMessage) -> dict[str, object]:
    written: dict[str, object] = {"role": message.role, "content": message.text}
    if message.tool_calls:
        written["content"] = message.text or None
        written["tool_calls"] = [
            {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": call.arguments}}
            for call in message.tool_calls
        ]
    if message.answers_call is not None:
        written["tool_call_id"] = message.answers_call
    return written


def _tool(tool: ToolSpec) -> Mapping[str, object]:
    function = {"name": tool.name, "description": tool.description, "strict": True, "parameters": dict(tool.parameters)}
    return {"type": "function", "function": function}
