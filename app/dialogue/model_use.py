"""What a language model cost in one call, for its record."""

from dataclasses import dataclass, field

from app.ports.chat_model import Usage


@dataclass(slots=True)
class ModelUse:
    """`turns` counts turns by who led them: model, built_in, fallback."""

    requests: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    turns: dict[str, int] = field(default_factory=dict)

    def add(self, usage: Usage) -> None:
        self.requests += 1
        self.input_tokens += usage.input_tokens
        self.output_tokens += usage.output_tokens
        self.cached_tokens += usage.cached_tokens or 0

    def led(self, by: str) -> None:
        self.turns[by] = self.turns.get(by, 0) + 1
