"""The risk that an appointment falls through: a penalised logistic regression, calibrated on folds it has not seen.

The strength of the penalty is chosen by log-loss on consecutive folds of time, so that the choice, too, looks forward.
Calibration is isotonic and needs many misses to be more than noise: with fewer, the regression's own probabilities,
which are close to calibrated by construction, stand as they are.
"""

from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import TimeSeriesSplit

from app.domain.learning.appointments import Example
from app.domain.learning.attendance import RiskModel, features, sigmoid
from app.domain.learning.evaluation import scores

PENALTIES = (0.003, 0.01, 0.03, 0.1, 0.3, 1.0)  # scikit-learn's C: smaller is stronger
FOLDS = 4
MISSES_TO_CALIBRATE = 150
KNOTS_AT_MOST = 40


class LogisticRiskFitter:
    """`RiskFitter` with scikit-learn."""

    def fit(self, examples: Sequence[Example]) -> RiskModel:
        rows = [features(example.prospect) for example in examples]
        happened = np.array([example.fell_through for example in examples])
        base_rate = float(happened.mean()) if len(happened) else 0.0
        if not 0 < base_rate < 1:
            raise ValueError("nothing can be learned when all appointments ended alike")
        chosen = min(PENALTIES, key=lambda c: _forward_loss(rows, happened, c))
        weights, intercept = _regression(rows, happened, chosen)
        knots = _knots(rows, happened, chosen) if happened.sum() >= MISSES_TO_CALIBRATE else ()
        return RiskModel(intercept=intercept, weights=weights, knots=knots, base_rate=base_rate)


def _regression(rows: list[dict[str, float]], happened: np.ndarray, penalty: float) -> tuple[dict[str, float], float]:
    vectorizer = DictVectorizer(sparse=False)
    columns = vectorizer.fit_transform(rows)
    fitted = LogisticRegression(C=penalty, max_iter=1000).fit(columns, happened)
    names = [str(name) for name in vectorizer.get_feature_names_out()]
    return dict(zip(names, (float(w) for w in fitted.coef_[0]), strict=True)), float(fitted.intercept_[0])


def _folds(rows: list[dict[str, float]], happened: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """Learn from what was, try on what came next; folds in which nothing or everything was missed teach nothing."""
    folds = TimeSeriesSplit(n_splits=FOLDS).split(rows) if len(rows) > FOLDS else ()
    return [(before, after) for before, after in folds if 0 < happened[before].mean() < 1]


def _held_out(rows: list[dict[str, float]], happened: np.ndarray, penalty: float) -> tuple[np.ndarray, np.ndarray]:
    """Log-odds said of each fold by what came before it, and what happened."""
    said, was = [], []
    for before, after in _folds(rows, happened):
        weights, intercept = _regression([rows[i] for i in before], happened[before], penalty)
        said += [intercept + sum(weights.get(n, 0.0) * amount for n, amount in rows[i].items()) for i in after]
        was += list(happened[after])
    return np.array(said), np.array(was, dtype=bool)


def _forward_loss(rows: list[dict[str, float]], happened: np.ndarray, penalty: float) -> float:
    said, was = _held_out(rows, happened, penalty)
    return scores([sigmoid(z) for z in said], [bool(hit) for hit in was]).log_loss if len(was) else 0.0


def _knots(rows: list[dict[str, float]], happened: np.ndarray, penalty: float) -> tuple[tuple[float, float], ...]:
    said, was = _held_out(rows, happened, penalty)
    raw = np.array([sigmoid(z) for z in said])
    fitted = IsotonicRegression(out_of_bounds="clip", y_min=0.001, y_max=0.999).fit(raw, was)
    x, y = fitted.X_thresholds_, fitted.y_thresholds_
    if len(x) > KNOTS_AT_MOST:
        kept = np.unique(np.linspace(0, len(x) - 1, KNOTS_AT_MOST).round().astype(int))
        x, y = x[kept], y[kept]
    return tuple((float(a), float(b)) for a, b in zip(x, y, strict=True))
