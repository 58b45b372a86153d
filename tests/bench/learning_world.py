"""A generated business whose truth is known: appointments over two years, with or without anything to be learned.

`signal` scales what makes appointments fall through (the customer, the lead time, the first visit, weekday and hour);
with 0 every appointment has the same risk. Real durations depend on the person, a little on the weekday, and on luck.
Weekdays get their effects by the draw of the seed: nothing in the product could know them beforehand.
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp, log
from zoneinfo import ZoneInfo

from app.domain.ids import BookingReference, CustomerId, OfferingKey, ResourceId
from app.domain.learning.appointments import PastAppointment
from app.domain.learning.attendance import Attendance, sigmoid

ZONE = ZoneInfo("Europe/Berlin")
OFFERINGS = {"checkup": 30, "cleaning": 60, "filling": 45, "consultation": 45}
PEOPLE = ("anna", "jonas", "leyla", "mia")
BASE_LOG_ODDS = log(0.12 / 0.88)


@dataclass(frozen=True)
class World:
    appointments: tuple[PastAppointment, ...]
    risks: tuple[float, ...]  # the true one of each, in the same order


def generated(seed: int, *, customers: int = 600, days: int = 500, per_day: int = 12, signal: float = 1.0) -> World:
    chance = random.Random(seed)
    first = datetime(2024, 9, 2, tzinfo=ZONE)
    leaning = {nth: chance.gauss(0, 1.1) for nth in range(customers)}
    of_weekday = [chance.gauss(0, 0.35) for _ in range(7)]
    of_hour = {hour: chance.gauss(0, 0.2) for hour in range(8, 18)}
    slower = {(key, person): chance.gauss(0, 0.18) for key in OFFERINGS for person in PEOPLE}
    longer = {key: chance.gauss(0.08, 0.12) for key in OFFERINGS}
    weekday_pace = [chance.gauss(0, 0.04) for _ in range(7)]
    made: list[PastAppointment] = []
    risks: list[float] = []
    visits = dict.fromkeys(range(customers), 0)
    for day in range(days):
        date = first + timedelta(days=day)
        if date.weekday() > 4:
            continue
        for hour in sorted(chance.randrange(8, 18) for _ in range(per_day)):
            start = date.replace(hour=hour, minute=chance.choice((0, 15, 30, 45)))
            who, key, person = chance.randrange(customers), chance.choice(list(OFFERINGS)), chance.choice(PEOPLE)
            lead_days = min(chance.expovariate(1 / 12), 80.0)
            odds = leaning[who] + of_weekday[start.weekday()] + of_hour[hour]
            odds += 0.35 * (log(1 + lead_days) - 2.2) + 0.4 * (visits[who] == 0)
            risk = sigmoid(BASE_LOG_ODDS + signal * odds)
            missed = chance.random() < risk
            pace = longer[key] + slower[key, person] + weekday_pace[start.weekday()] + chance.gauss(0, 0.25)
            visits[who] += 1
            risks.append(risk)
            made.append(
                PastAppointment(
                    BookingReference(f"R{len(made)}"),
                    OfferingKey(key),
                    ResourceId(person),
                    CustomerId(str(who)),
                    start - timedelta(days=lead_days),
                    start,
                    float(OFFERINGS[key]),
                    attendance=_ending(chance) if missed else Attendance.KEPT,
                    actual_minutes=None if missed else OFFERINGS[key] * exp(pace),
                )
            )
    return World(tuple(made), tuple(risks))


def _ending(chance: random.Random) -> Attendance:
    return Attendance.NO_SHOW if chance.random() < 0.6 else Attendance.LATE_CANCEL
