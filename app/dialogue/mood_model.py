"""Which mood an utterance is in: told by the examples that lie close to it, in meaning and in words.

A linear model over the vectors of meaning was tried before: it found far fewer callers at the same false alarms, for
"annoyed" and "angry" do not lie on two sides of one plane. Words are weighed beside the meaning, because a swear-word
changes a vector little. How likely a mood is follows from how the boundaries did on examples they had not been shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import SVC

REACH = 0.7
"""How fast likeness falls with the squared distance. Of utterances that resemble no example, 0.7 finds more than 1.0 at
the same false alarms; below 0.5, and with parts of words as well, it finds no more.
"""
WORDS_WEIGH = 0.6  # of that distance: two utterances without a word in common, against two of opposite meaning
STRICTNESS = 10.0
LEFT_OUT_IN_TURN = 5
_ORDER_OF_EXAMPLES = 0  # a seed: the same files make the same model


@dataclass(frozen=True, slots=True)
class Placed:
    """Where utterances lie, a row each."""

    meanings: Any  # [n, size of a vector], of unit length around the middle of the examples
    words: Any  # sparse [n, vocabulary], of unit length or empty


@dataclass(frozen=True, slots=True)
class MoodModel:
    middle: Any  # float32 [size of a vector]
    vocabulary: TfidfVectorizer
    examples: Placed
    boundaries: SVC  # between each two moods
    likelihood: LogisticRegression  # of each mood, by what the boundaries say

    def likely(self, text: str, vector: Any) -> dict[str, float]:
        """Each mood's share; they add up to 1."""
        place = _placed([text], np.atleast_2d(vector), self.middle, self.vocabulary)
        shares = self.likelihood.predict_proba(self.boundaries.decision_function(_likeness(place, self.examples)))[0]
        return dict(zip(map(str, self.likelihood.classes_), shares.tolist(), strict=True))


def fit(texts: Sequence[str], vectors: Any, moods: Sequence[str]) -> MoodModel:
    model, _ = fit_and_judge(texts, vectors, moods)
    return model


def fit_and_judge(texts: Sequence[str], vectors: Any, moods: Sequence[str]) -> tuple[MoodModel, list[dict[str, float]]]:
    """The model, and each example's shares as seen by boundaries that were drawn without it."""
    middle = vectors.mean(axis=0)
    vocabulary = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True, dtype=np.float32).fit(texts)
    examples = _placed(texts, vectors, middle, vocabulary)
    labels = np.array(moods)
    likeness = _likeness(examples, examples)
    unseen = np.zeros((len(labels), _pairs(len(set(moods)))))
    folds = StratifiedKFold(LEFT_OUT_IN_TURN, shuffle=True, random_state=_ORDER_OF_EXAMPLES)
    for rest, left_out in folds.split(likeness, labels):
        drawn = _boundaries().fit(likeness[np.ix_(rest, rest)], labels[rest])
        unseen[left_out] = drawn.decision_function(likeness[np.ix_(left_out, rest)])
    likelihood = LogisticRegression(max_iter=2000).fit(unseen, labels)
    model = MoodModel(middle, vocabulary, examples, _boundaries().fit(likeness, labels), likelihood)
    names = [str(mood) for mood in likelihood.classes_]
    return model, [dict(zip(names, shares.tolist(), strict=True)) for shares in likelihood.predict_proba(unseen)]


def _boundaries() -> SVC:
    return SVC(C=STRICTNESS, kernel="precomputed", class_weight="balanced", decision_function_shape="ovo")


def _pairs(moods: int) -> int:
    return moods * (moods - 1) // 2


def _placed(texts: Sequence[str], vectors: Any, middle: Any, vocabulary: TfidfVectorizer) -> Placed:
    around = np.asarray(vectors, dtype=np.float32) - middle
    lengths = np.maximum(np.linalg.norm(around, axis=1, keepdims=True), 1e-6)  # the very middle has no direction
    return Placed(around / lengths, vocabulary.transform(texts))


def _likeness(some: Placed, others: Placed) -> Any:
    """[some, others], from 0 to 1."""
    meant = 2.0 - 2.0 * (some.meanings @ others.meanings.T)
    said = _lengths(some)[:, None] + _lengths(others)[None, :] - 2.0 * (some.words @ others.words.T).toarray()
    return np.exp(-REACH * (meant + WORDS_WEIGH * said))


def _lengths(placed: Placed) -> Any:
    """Squared: 1, or 0 where no word is known."""
    return np.asarray(placed.words.multiply(placed.words).sum(axis=1), dtype=np.float32).ravel()
