"""A strict stand-in for a chat-completions server on loopback: refuses what a real one refuses, breaks on demand.

It streams scripted answers, counts as cached what begins like an earlier prompt, and notices clients that leave.
"""

import asyncio
import json
import os
import signal
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.fakes.served import served

Json = dict[str, Any]


@dataclass(frozen=True)
class Call:
    name: str
    arguments: str


@dataclass(frozen=True)
class Refuse:
    """Answer with this HTTP status; in the middle of a stream it becomes an error event."""

    status: int


@dataclass(frozen=True)
class Stall:
    """Send nothing more for so long."""

    seconds: float = 3600.0


@dataclass(frozen=True)
class Raw:
    """A line of the stream as it is."""

    line: str


@dataclass(frozen=True)
class Endless:
    """The same words until the client leaves."""

    words: str


class Drop:
    """The connection breaks."""


class Die:
    """The whole program is killed, as from outside."""


Step = str | Call | Refuse | Stall | Raw | Endless | Drop | Die
Answer = Sequence[Step] | Callable[[Json], Sequence[Step]]

_FIELDS = {
    *("model", "messages", "stream", "stream_options", "tools", "max_tokens", "max_completion_tokens"),
    "temperature",
}


@dataclass
class ModelServer:
    """`answers` are used up in order, the last one again and again. `url` is what OPENAI_BASE_URL would be."""

    answers: list[Answer] = field(default_factory=lambda: [["Guten Tag."]])
    key: str = "none"
    model: str = "stand-in"
    url: str = ""
    requests: list[Json] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    left: asyncio.Event = field(default_factory=asyncio.Event)
    _prompts: list[str] = field(default_factory=list)
    _used: int = 0

    async def complete(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        if problem := self._problem(request, body):
            status = 401 if problem == "key" else 400
            self.refused.append(problem)
            return web.json_response({"error": {"message": problem, "type": "invalid_request_error"}}, status=status)
        self.requests.append(body)
        answer = self.answers[min(self._used, len(self.answers) - 1)]
        self._used += 1
        steps = list(answer(body) if callable(answer) else answer)
        if steps and isinstance(steps[0], Refuse):
            return web.json_response({"error": {"message": "refused on demand"}}, status=steps[0].status)
        first = steps[0] if steps else None
        if isinstance(first, Stall):
            await self._stall(first)
        return await self._stream(request, body, steps)

    async def _stream(  # noqa: PLR0912  one branch a kind of step
        self, request: web.Request, body: Json, steps: list[Step]
    ) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        calls = 0
        try:
            for step in steps:
                match step:
                    case str():
                        for word in step.split(" "):
                            await _send(response, _delta({"content": word if step.startswith(word) else f" {word}"}))
                    case Call():
                        for delta in _call_deltas(calls, step):
                            await _send(response, _delta({"tool_calls": [delta]}))
                        calls += 1
                    case Raw(line=line):
                        await response.write(f"data: {line}\n\n".encode())
                    case Endless(words=words):
                        while True:
                            await _send(response, _delta({"content": f"{words} "}))
                            await asyncio.sleep(0.002)
                    case Stall():
                        await self._stall(step)
                    case Refuse(status=status):
                        await _send(response, {"error": {"message": "broke", "code": status}})
                    case Drop():
                        if request.transport is not None:
                            request.transport.abort()
                        return response
                    case Die():
                        os.kill(os.getpid(), signal.SIGKILL)
            await _send(response, _delta({}, finish="tool_calls" if calls else "stop"))
            await _send(response, {**_delta({}), "choices": [], "usage": self._usage(body, steps)})
            await response.write(b"data: [DONE]\n\n")
        except (ConnectionResetError, asyncio.CancelledError):
            self.left.set()
            raise
        return response

    async def _stall(self, stall: Stall) -> None:
        try:
            await asyncio.sleep(stall.seconds)
        except asyncio.CancelledError:
            self.left.set()
            raise

    def _usage(self, body: Json, steps: Sequence[Step]) -> Json:
        """One token a word; cached is the longest beginning that an earlier prompt had, in steps of 16 words."""
        prompt = json.dumps([body.get("tools"), body["messages"]], ensure_ascii=False)
        shared = max((_shared_words(prompt, earlier) for earlier in self._prompts), default=0)
        self._prompts.append(prompt)
        return {
            "prompt_tokens": len(prompt.split()),
            "completion_tokens": sum(len(step.split()) for step in steps if isinstance(step, str)),
            "total_tokens": 0,
            "prompt_tokens_details": {"cached_tokens": shared // 16 * 16},
        }

    def _problem(self, request: web.Request, body: Json) -> str | None:
        if request.headers.get("Authorization") != f"Bearer {self.key}":
            return "key"
        if unknown := set(body) - _FIELDS:
            return f"unknown fields {sorted(unknown)}"
        if body.get("model") != self.model:
            return "model"
        if body.get("stream") is not True:
            return "not streamed"
        for tool in body.get("tools", ()):
            if problem := _tool_problem(tool["function"]):
                return problem
        return _messages_problem(body.get("messages") or [])


def _messages_problem(messages: list[Json]) -> str | None:
    """Roles in their order; each tool message answers a call of the assistant before it, and none stays unanswered."""
    if not messages or messages[0]["role"] != "system" or any(m["role"] == "system" for m in messages[1:]):
        return "one system message, at the beginning"
    waiting: list[str] = []
    for message in messages:
        if message["role"] == "tool":
            if message.get("tool_call_id") not in waiting:
                return "a tool message without its call"
            waiting.remove(message["tool_call_id"])
            continue
        if waiting:
            return f"tool calls without an answer: {waiting}"
        if message["role"] == "assistant":
            waiting = [call["id"] for call in message.get("tool_calls", ())]
            if not waiting and not message.get("content"):
                return "an assistant message that says and calls nothing"
        elif not isinstance(message.get("content"), str) or not message["content"]:
            return f"an empty {message['role']} message"
    return f"tool calls without an answer: {waiting}" if waiting else None


def _tool_problem(function: Json) -> str | None:
    parameters = function.get("parameters", {})
    if function.get("strict") is not True or not function.get("description"):
        return f"{function.get('name')}: strict, and described"
    if parameters.get("type") != "object" or parameters.get("additionalProperties") is not False:
        return f"{function['name']}: an object without additional properties"
    if sorted(parameters.get("required", ())) != sorted(parameters.get("properties", {})):
        return f"{function['name']}: every property is required"
    return None


def _call_deltas(index: int, call: Call) -> list[Json]:
    """As servers do it: id and name first, the arguments in pieces."""
    half = len(call.arguments) // 2
    first = {"index": index, "id": f"call_{index}_{call.name}", "type": "function"}
    return [
        {**first, "function": {"name": call.name, "arguments": ""}},
        {"index": index, "function": {"arguments": call.arguments[:half]}},
        {"index": index, "function": {"arguments": call.arguments[half:]}},
    ]


def _delta(delta: Json, finish: str | None = None) -> Json:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"id": "c1", "object": "chat.completion.chunk", "created": 0, "model": "stand-in", "choices": [choice]}


async def _send(response: web.StreamResponse, event: Json) -> None:
    await response.write(f"data: {json.dumps(event)}\n\n".encode())


def _shared_words(one: str, other: str) -> int:
    shared = 0
    for mine, theirs in zip(one.split(), other.split(), strict=False):
        if mine != theirs:
            break
        shared += 1
    return shared


@asynccontextmanager
async def model_server(*answers: Answer, key: str = "none") -> AsyncIterator[ModelServer]:
    server = ModelServer(list(answers) or [["Guten Tag."]], key=key)
    app = web.Application()
    app.router.add_post("/v1/chat/completions", server.complete)
    async with served(app, cancel_when_left=True) as address:
        server.url = f"{address}/v1"
        yield server
