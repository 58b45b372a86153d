"""The risk that an appointment falls through: a penalised logistic regression, calibrated on folds it has not seen.

The strength of the penalty is chosen by log-loss on consecutive folds of time, so that the choice, too, looks forward.
What was said of those folds then calibrates the regression (Platt: a slope and an offset of the log-odds): a model that
was too sure of itself is drawn towards the base rate. Both are linear, so the result is one set of weights. Isotonic
calibration was tried and lost: on a few hundred misses its steps cost more log-loss than they mend.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import TimeSeriesSplit

from app.domain.learning.appointments import Example
from app.domain.learning.attendance import RiskModel, features

PENALTIES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3)  # scikit-learn's C: smaller is stronger
FOLDS = 4
WEAK = 10.0  # for the two numbers of the calibration

Columns = NDArray[np.float64]
Happened = NDArray[np.bool_]


class LogisticRiskFitter:
    """`RiskFitter` with scikit-learn. Raises ValueError when all appointments ended alike."""

    def fit(self, examples: Sequence[Example]) -> RiskModel:
        happened = np.array([example.fell_through for example in examples], dtype=bool)
        base_rate = float(happened.mean()) if len(happened) else 0.0
        if not 0 < base_rate < 1:
            raise ValueError("nothing can be learned when all appointments ended alike")
        vectorizer = DictVectorizer(sparse=False)
        columns: Columns = vectorizer.fit_transform([features(example.prospect) for example in examples])
        chosen = min(PENALTIES, key=lambda penalty: _forward_loss(columns, happened, penalty))
        fitted = _regression(columns, happened, chosen)
        slope, offset = _calibration(columns, happened, chosen)
        names = [str(name) for name in vectorizer.get_feature_names_out()]
        weights = {name: slope * float(weight) for name, weight in zip(names, fitted.coef_[0], strict=True)}
        return RiskModel(slope * float(fitted.intercept_[0]) + offset, weights, base_rate)


def _regression(columns: Columns, happened: Happened, penalty: float) -> LogisticRegression:
    return LogisticRegression(C=penalty, max_iter=1000).fit(columns, happened)


def _forward(columns: Columns, happened: Happened, penalty: float) -> tuple[Columns, Happened]:
    """Log-odds said of each fold by what came before it, and what happened; a past without misses says nothing."""
    said: list[Columns] = []
    was: list[Happened] = []
    folds = TimeSeriesSplit(n_splits=FOLDS).split(columns) if len(columns) > FOLDS else ()
    for before, after in folds:
        if 0 < happened[before].mean() < 1:
            said.append(_regression(columns[before], happened[before], penalty).decision_function(columns[after]))
            was.append(happened[after])
    return (np.concatenate(said), np.concatenate(was)) if said else (np.zeros(0), np.zeros(0, dtype=bool))


def _forward_loss(columns: Columns, happened: Happened, penalty: float) -> float:
    log_odds, was = _forward(columns, happened, penalty)
    return float(np.logaddexp(0, np.where(was, -log_odds, log_odds)).mean()) if len(was) else 0.0


def _calibration(columns: Columns, happened: Happened, penalty: float) -> tuple[float, float]:
    """Slope and offset. What pointed the wrong way is not turned round: then the base rate is all that is left."""
    log_odds, was = _forward(columns, happened, penalty)
    if len(was) == 0 or not 0 < was.mean() < 1:
        return 1.0, 0.0
    fitted = LogisticRegression(C=WEAK, max_iter=1000).fit(log_odds.reshape(-1, 1), was)
    slope, offset = float(fitted.coef_[0][0]), float(fitted.intercept_[0])
    return (slope, offset) if slope > 0 else (0.0, float(np.log(was.mean() / (1 - was.mean()))))
