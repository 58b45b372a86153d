"""Two rankings of statements, by words and by meaning, and their fusion."""

import math
from collections.abc import Sequence

from app.domain.knowledge.terms import Vocabulary, Word

K1, B = 1.2, 0.6  # statements are short and alike: length tells little
RRF_K = 20  # the usual 60 is for lists of hundreds; here only the first few places matter
HEADING_SHARE = 0.7  # of a word's worth that stands in the heading alone


class Bm25:
    """Okapi BM25 over stems; a word also counts by others that say the same or a part of it."""

    def __init__(self, bodies: Sequence[Sequence[Word]], headings: Sequence[Sequence[Word]]) -> None:
        self._length = [len(body) + HEADING_SHARE * len(head) for body, head in zip(bodies, headings, strict=True)]
        self._mean = sum(self._length) / max(1, len(self._length)) or 1.0
        self._places: dict[str, dict[int, float]] = {}
        for nth, (body, head) in enumerate(zip(bodies, headings, strict=True)):
            for word in body:
                places = self._places.setdefault(word.stem, {})
                places[nth] = places.get(nth, 0.0) + 1
            for root in {word.stem for word in head} - {word.stem for word in body}:
                self._places.setdefault(root, {}).setdefault(nth, HEADING_SHARE)

    def scores(self, question: Sequence[Word], vocabulary: Vocabulary) -> dict[int, float]:
        """Place of the statement → score, of those that have any."""
        found: dict[int, float] = {}
        for word in question:
            best: dict[int, float] = {}
            for root, share in vocabulary.alike(word).items():
                weight = share * vocabulary.weight(root)
                for nth, often in self._places.get(root, {}).items():
                    norm = K1 * (1 - B + B * self._length[nth] / self._mean)
                    best[nth] = max(best.get(nth, 0.0), weight * often * (K1 + 1) / (often + norm))
            for nth, worth in best.items():
                found[nth] = found.get(nth, 0.0) + worth
        return found


def fused(*rankings: Sequence[int]) -> list[int]:
    """Reciprocal rank fusion (Cormack, Clarke, Büttcher 2009): best first."""
    worth: dict[int, float] = {}
    for ranking in rankings:
        for place, nth in enumerate(ranking):
            worth[nth] = worth.get(nth, 0.0) + 1 / (RRF_K + place)
    return sorted(worth, key=lambda nth: (-worth[nth], nth))


def standing(score: float, mean: float, deviation: float) -> float:
    """How far a likeness stands out from that of sentences about anything: each model has its own scale, and each
    question too."""
    return (score - mean) / deviation if deviation > 1e-6 and math.isfinite(score) else 0.0
