"""What has been learned: as values that may be used, and as the records in which they are kept."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from app.domain.learning.attendance import RiskModel
from app.domain.learning.durations import Durations
from app.domain.learning.evaluation import DurationReport, RiskReport


@dataclass(frozen=True, slots=True)
class Lessons:
    """None = nothing learned, or nothing that is better than knowing nothing."""

    durations: Durations | None = None
    risk: RiskModel | None = None


NOTHING_LEARNED = Lessons()


class Subject(StrEnum):
    DURATIONS = "durations"
    RISK = "risk"


@dataclass(frozen=True, slots=True)
class Lesson:
    """One fit, with the figures on later appointments that decided whether it is used."""

    subject: Subject
    model: Durations | RiskModel
    report: DurationReport | RiskReport

    @property
    def used(self) -> bool:
        return self.report.worth_using

    def model_record(self) -> dict[str, Any]:
        return asdict(self.model)

    def report_record(self) -> dict[str, Any]:
        return asdict(self.report)


def durations_from(record: Mapping[str, Any]) -> Durations:
    """Raises KeyError for what is no record of durations."""
    return Durations(
        overall=record["overall"],
        by_offering=dict(record["by_offering"]),
        by_person=dict(record["by_person"]),
        by_weekday=dict(record["by_weekday"]),
        spread=_pair(record["spread"]),
        spread_by_offering={offering: _pair(spread) for offering, spread in record["spread_by_offering"].items()},
        seen=dict(record["seen"]),
    )


def risk_from(record: Mapping[str, Any]) -> RiskModel:
    """Raises KeyError for what is no record of a risk model."""
    return RiskModel(record["intercept"], dict(record["weights"]), record["base_rate"])


def _pair(numbers: list[float]) -> tuple[float, float]:
    first, second = numbers
    return first, second
