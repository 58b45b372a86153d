"""How sure it is that a statement answers a question: a few features, weighed. Weights come from the development set.

`python -m tests.bench.knowledge fit` prints them anew; with vectors and without are two models, since a likeness of
meaning that is missing cannot be made up for by the same weights.
"""

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class Features:
    """`meaning` and `lead` are in standard deviations, the others shares from 0 to 1 or marks of 0 and 1."""

    meaning: float  # how far the statement stands out from sentences about anything
    lead: float  # over the best statement of another chunk
    covered: float  # share of the question's weight that statement or heading say
    in_body: float  # the same for the statement alone
    in_chunk: float  # the same for its whole paragraph
    rarest_missing: float  # weight of the rarest word that the paragraph does not say, of the heaviest there could be
    has_kind: float  # 1 = a price, a time … is asked for and there
    lacks_kind: float  # 1 = it is asked for and not there
    priced_without: float  # of a price that is asked for: the rarest word that neither statement nor heading says
    words: float  # BM25 against the best that the question could get

    def values(self, *, with_meaning: bool) -> tuple[float, ...]:
        every: tuple[float, ...] = astuple(self)
        return every if with_meaning else every[2:]


@dataclass(frozen=True, slots=True)
class Weights:
    bias: float
    each: tuple[float, ...]
    bar: float  # an answer is told from this probability on

    def probability(self, values: Sequence[float]) -> float:
        total = self.bias + sum(weight * value for weight, value in zip(self.each, values, strict=True))
        return 1 / (1 + math.exp(-max(-40.0, min(40.0, total))))


WITH_MEANING = Weights(-4.309, (0.123, 0.946, 2.772, 2.818, -0.538, 0.639, -0.039, -2.063, -2.247, 0.528), 0.45)
BY_WORDS_ALONE = Weights(-4.186, (2.925, 2.655, 0.365, 0.85, 0.242, -2.322, -1.594, 0.76), 0.45)
