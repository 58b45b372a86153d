"""A language model that plays a script: each reply is a list of what it streams, pauses and faults included."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count

from app.ports.chat_model import ChatEvent, ChatRequest, Finished, ModelUnavailable, ToolCall, Usage, Words


@dataclass(frozen=True)
class Pause:
    """Nothing comes for so long; a pause longer than anybody waits is a stall."""

    seconds: float


@dataclass(frozen=True)
class Fault:
    reason: str = "server"


Step = str | tuple[str, str] | Pause | Fault
"""Words to say | a tool call as (name, JSON arguments) | a pause | the end of the stream by a fault."""

Reply = Sequence[Step] | Callable[[ChatRequest], Sequence[Step]]


@dataclass
class ScriptedModel:
    """After the last reply it breaks. `given_up` counts requests whose answer nobody waited for to the end."""

    replies: Iterable[Reply] = ()
    name: str = "scripted"
    usage: Usage = field(default_factory=lambda: Usage(100, 10, 50))
    requests: list[ChatRequest] = field(default_factory=list)
    given_up: int = 0

    def __post_init__(self) -> None:
        self._replies = iter(self.replies)
        self._ids = count(1)

    async def reply(self, request: ChatRequest) -> AsyncGenerator[ChatEvent, None]:
        self.requests.append(request)
        script = next(self._replies, [Fault("connection")])
        whole = False
        try:
            for step in script(request) if callable(script) else script:
                match step:
                    case Pause(seconds=seconds):
                        await asyncio.sleep(seconds)
                    case Fault(reason=reason):
                        whole = True
                        raise ModelUnavailable(reason)
                    case (name, arguments):
                        yield ToolCall(f"call_{next(self._ids)}", name, arguments)
                    case str():
                        for piece in step.split(" "):
                            yield Words(piece if step.startswith(piece) else f" {piece}")
                            await asyncio.sleep(0)
            yield Finished(self.usage)
            whole = True
        finally:
            self.given_up += not whole
