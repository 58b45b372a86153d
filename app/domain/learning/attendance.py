"""Whether an appointment will be kept: what is known beforehand, as features, and the risk that follows from them."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from app.domain.ids import OfferingKey

LATE_CANCEL_WITHIN = timedelta(hours=24)  # too late to fill the place by ordinary means
USUAL_MISSED_SHARE = 0.1  # where a customer's own share starts from, with the weight of two visits
OWN_SHARE_WEIGHT = 2.0


class Attendance(StrEnum):
    """How an appointment ended for us. Cancelled in time is none of these: the place was free again."""

    KEPT = "kept"
    NO_SHOW = "no_show"
    LATE_CANCEL = "late_cancel"

    @property
    def fell_through(self) -> bool:
        return self is not Attendance.KEPT


@dataclass(frozen=True, slots=True)
class CustomerHistory:
    """What a customer has done so far, before the appointment in question."""

    kept: int = 0
    missed: int = 0  # no-shows and late cancellations

    @property
    def visits(self) -> int:
        return self.kept + self.missed


UNKNOWN_CUSTOMER = CustomerHistory()


@dataclass(frozen=True, slots=True)
class Prospect:
    """An appointment as it is known when it is made: nothing in it comes from later."""

    offering: OfferingKey
    weekday: int  # 0 = Monday
    hour: int  # local
    lead_days: float
    history: CustomerHistory = UNKNOWN_CUSTOMER


def features(prospect: Prospect) -> dict[str, float]:
    """By name, absent = 0. Weekdays, hours and offerings are columns of their own: the model learns what they mean."""
    history = prospect.history
    share = (history.missed + OWN_SHARE_WEIGHT * USUAL_MISSED_SHARE) / (history.visits + OWN_SHARE_WEIGHT)
    return {
        f"weekday={prospect.weekday}": 1.0,
        f"hour={prospect.hour}": 1.0,
        f"offering={prospect.offering}": 1.0,
        "lead_log_days": math.log1p(max(prospect.lead_days, 0.0)),
        "first_visit": float(history.visits == 0),
        "missed_log_odds": math.log(share / (1 - share)),
    }


@dataclass(frozen=True, slots=True)
class RiskModel:
    """Calibrated log-odds as a weighted sum of features. `base_rate` is that of the appointments it was fitted on."""

    intercept: float
    weights: Mapping[str, float]
    base_rate: float = 0.0

    def risk(self, prospect: Prospect) -> float:
        """The probability that the appointment falls through."""
        present = features(prospect).items()
        return sigmoid(self.intercept + sum(self.weights.get(name, 0.0) * amount for name, amount in present))


def sigmoid(log_odds: float) -> float:
    """Stable for any size of argument."""
    if log_odds >= 0:
        return 1 / (1 + math.exp(-log_odds))
    return math.exp(log_odds) / (1 + math.exp(log_odds))
