"""What a business learns from its own appointments: how long they really take, which ones fall through.

Decision: everything learned is a value that can be written down (means, weights, a table), computed into forecasts by
plain arithmetic here; fitting the weights of the risk model is left to a port. A lesson is used only when it has beaten
the plainest forecast (the plan, the base rate) on appointments that it had not seen, later ones, by a stated margin.
Consequences: no model file to trust or to version, a forecast that can be explained, and a business with little history
behaves as if nothing had been learned. Weekdays, hours and people are columns like any other: nothing about them is
assumed. Alternatives: boosted trees gain little on a few thousand appointments and cannot be written down.
"""

from app.domain.learning.attendance import Attendance, CustomerHistory, Prospect, RiskModel
from app.domain.learning.durations import DurationForecast, Durations
from app.domain.learning.habits import Habits, habits_of
from app.domain.learning.lessons import NOTHING_LEARNED, Lessons

__all__ = [
    "NOTHING_LEARNED",
    "Attendance",
    "CustomerHistory",
    "DurationForecast",
    "Durations",
    "Habits",
    "Lessons",
    "Prospect",
    "RiskModel",
    "habits_of",
]
