"""A language model that answers a conversation with words and tool calls, as a stream.

Decision: the port speaks of messages and tools and of nothing else, so that whatever has the chat-completions protocol
can stand behind it; deadlines for a whole answer belong to the brain, which knows what the caller hears meanwhile.
"""

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from app.domain.errors import VorzimmerError

Role = Literal["system", "user", "assistant", "tool"]


class ModelUnavailable(VorzimmerError):  # noqa: N818 - named for the state, as StoreUnavailable is
    """No answer, or the rest of one does not come.

    `reason` is a constant word: connection, timeout, rate_limited, unauthorized, refused, server, garbage, cut_off,
    resting (the circuit breaker holds requests back).
    """

    def __init__(self, reason: str, *, retryable: bool = True) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retryable = retryable


@dataclass(frozen=True, slots=True)
class ToolCall:
    """`arguments` is the JSON text as the model wrote it: nobody has checked it yet."""

    id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """`tool_calls` only with role assistant, `answers_call` (the id of a call) only with role tool."""

    role: Role
    text: str
    tool_calls: tuple[ToolCall, ...] = ()
    answers_call: str | None = None


@dataclass(frozen=True, slots=True)
class ToolSpec:
    """`parameters` is a strict JSON schema: an object, every property required, no others allowed."""

    name: str
    description: str
    parameters: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """What begins alike in one call's requests stands first: system message, tools, then the conversation."""

    messages: tuple[ChatMessage, ...]
    tools: tuple[ToolSpec, ...] = ()
    most_tokens: int = 400


# --- what comes back ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of the answer's text, of any length."""

    text: str


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one request. `cached_tokens` of the input were not computed anew; None when the server does not say."""

    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """The last event of a whole answer. `cut`: it was ended by the limit of tokens."""

    usage: Usage = field(default_factory=Usage)
    cut: bool = False


ChatEvent = Words | ToolCall | Finished


class ChatModel(Protocol):
    """Closing the iterator early gives up the request, on the wire as well."""

    @property
    def name(self) -> str: ...

    def reply(self, request: ChatRequest) -> AsyncGenerator[ChatEvent, None]:
        """Words as they come, each tool call when it is whole, then Finished. Raises ModelUnavailable."""
        ...
