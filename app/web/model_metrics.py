"""Figures of the language model. Labels are constant words; names of tools are ours, never what a model made up."""

from prometheus_client import CollectorRegistry, Counter, Histogram

from app.ports.chat_model import Usage

FIRST_EVENT_BUCKETS_S = (0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 2.5, 3.5, 5.0)


class ModelMetrics:
    """Implements `app.dialogue.llm_brain.ModelObserver`."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._first = Histogram(
            "vorzimmer_model_first_event_seconds",
            "Request to a model's first word or tool call.",
            buckets=FIRST_EVENT_BUCKETS_S,
            registry=registry,
        )
        self._tokens = Counter(
            "vorzimmer_model_tokens",
            "Tokens by kind: input, cached (part of input), output.",
            ["kind"],
            registry=registry,
        )
        self._failures = Counter(
            "vorzimmer_model_failures", "Answers that did not come.", ["reason"], registry=registry
        )
        self._withheld = Counter(
            "vorzimmer_model_sentences_withheld",
            "Sentences of a model that were not spoken.",
            ["reason"],
            registry=registry,
        )
        self._tools = Counter(
            "vorzimmer_model_tool_calls", "Tools a model called.", ["tool", "status"], registry=registry
        )
        self._turns = Counter(
            "vorzimmer_turns_led", "Who led a turn: model, built_in, fallback.", ["by"], registry=registry
        )

    def answered(self, *, first_event_s: float, usage: Usage) -> None:
        self._first.observe(first_event_s)
        self._tokens.labels("input").inc(usage.input_tokens)
        self._tokens.labels("cached").inc(usage.cached_tokens or 0)
        self._tokens.labels("output").inc(usage.output_tokens)

    def failed(self, reason: str) -> None:
        self._failures.labels(reason).inc()

    def withheld(self, reason: str) -> None:
        self._withheld.labels(reason).inc()

    def used_tool(self, name: str, status: str) -> None:
        self._tools.labels(name, status).inc()

    def led(self, by: str) -> None:
        self._turns.labels(by).inc()
