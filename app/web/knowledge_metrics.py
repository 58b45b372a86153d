"""Figures of answers from documents."""

from prometheus_client import CollectorRegistry, Counter, Histogram

LOOK_BUCKETS_S = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0)


class KnowledgeMetrics:
    """Implements `app.usecases.search_knowledge.SearchObserver`."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._looks = Histogram(
            "vorzimmer_knowledge_look_seconds", "Question to answer or none.", buckets=LOOK_BUCKETS_S, registry=registry
        )
        self._outcomes = Counter(
            "vorzimmer_knowledge_looks",
            "Looks into documents: quoted, unknown, late; meaning = by vectors too, words = by words alone.",
            ["outcome", "by"],
            registry=registry,
        )

    def looked(self, outcome: str, *, by: str, seconds: float) -> None:
        self._looks.observe(seconds)
        self._outcomes.labels(outcome, by).inc()
