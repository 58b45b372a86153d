"""What has been learned and may be used. None = nothing, or not better than knowing nothing."""

from dataclasses import dataclass

from app.domain.learning.attendance import RiskModel
from app.domain.learning.durations import Durations


@dataclass(frozen=True, slots=True)
class Lessons:
    durations: Durations | None = None
    risk: RiskModel | None = None


NOTHING_LEARNED = Lessons()
