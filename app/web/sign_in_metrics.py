"""Figures of signing in at another provider."""

from prometheus_client import CollectorRegistry, Counter


class SignInMetrics:
    """`count` is what `PagesEdge.count_sign_in` asks for."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._outcomes = Counter(
            "vorzimmer_sign_ins_elsewhere",
            "Attempts over another provider: let_in, or why not (unreachable, refused, untrusted, unknown, …).",
            ["outcome"],
            registry=registry,
        )

    def count(self, outcome: str) -> None:
        self._outcomes.labels(outcome).inc()
