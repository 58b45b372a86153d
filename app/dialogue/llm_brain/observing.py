"""What a language model did, told to whoever counts it. Constant words and figures: never what was said."""

from typing import Protocol

from app.ports.chat_model import Usage


class ModelObserver(Protocol):
    def answered(self, *, first_event_s: float, usage: Usage) -> None:
        """A whole answer; `first_event_s` until its first word or call."""
        ...

    def failed(self, reason: str) -> None:
        """No answer, or too late: the reasons of ModelUnavailable, and late, nothing_fit_to_say, no_end."""
        ...

    def withheld(self, reason: str) -> None:
        """A sentence was not spoken: the reasons of the guardrails."""
        ...

    def used_tool(self, name: str, status: str) -> None: ...

    def led(self, by: str) -> None:
        """A turn was led by: model, built_in (it needed no model), fallback (the model failed)."""
        ...


class SilentModelObserver:
    def answered(self, *, first_event_s: float, usage: Usage) -> None:
        pass

    def failed(self, reason: str) -> None:
        pass

    def withheld(self, reason: str) -> None:
        pass

    def used_tool(self, name: str, status: str) -> None:
        pass

    def led(self, by: str) -> None:
        pass
