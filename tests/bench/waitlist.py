"""How many freed places are filled again: `python -m tests.bench.waitlist [DAYS] [SEEDS]`.

A practice with four people is booked out. Each appointment is cancelled with a probability, some time before it begins.
People join the list with a wish for times, a priority and a readiness to answer within some minutes. Three houses see
the same events:

- no list: a place is filled only when somebody happens to call for just that time before it begins;
- first come: offered to one at a time in the order in which they joined, whether it suits them or not;
- ours: `turn_order` of the product, offered to one at a time.

Offers expire as the product says (`answer_by`) in both lists, people answer the same in both, and a place that the list
does not fill is open to whoever calls, as without one. Cancelling, waiting and answering are assumptions, given below;
compare the houses, not the percentages with your own.
"""

import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from statistics import mean

from rich.console import Console
from rich.table import Table

from app.domain.bookings import Slot
from app.domain.ids import E164, BusinessId, OfferingKey, ResourceId
from app.domain.spoken.when import Window
from app.domain.waitlist import Waiting, answer_by, fits, turn_order

START = datetime(2026, 1, 5, tzinfo=UTC)
PEOPLE = tuple(ResourceId(f"p{nth}") for nth in range(4))
CHECKUP = OfferingKey("checkup")
PLACES_A_DAY = 12
CANCELLED = 0.12
NOTICE_HOURS = (2.0, 72.0)  # how long before its start an appointment is cancelled
JOIN_A_DAY = 5
URGENT = 0.1
ANSWERS = 0.65  # of those who are asked answer at all, within some minutes
ANSWER_MINUTES = (1.0, 40.0)
STAYS_DAYS = 21  # then whoever still waits has found another solution
SAYS_YES = 0.85
A_FITTING_CALL = 0.006  # an hour: somebody calls for just that time


@dataclass(frozen=True)
class Cancellation:
    at: datetime
    place: Slot


@dataclass
class Outcome:
    freed: int = 0
    filled: int = 0
    asked: int = 0
    waited_days: list[float] | None = None
    urgent_waited_days: list[float] | None = None

    @property
    def rate(self) -> float:
        return self.filled / self.freed if self.freed else 0.0


def cancellations(days: int, dice: random.Random) -> list[Cancellation]:
    found = []
    for day in range(3, days):
        for person in PEOPLE:
            for nth in range(PLACES_A_DAY):
                if dice.random() < CANCELLED:
                    start = START + timedelta(days=day, hours=8, minutes=40 * nth)
                    before = timedelta(hours=dice.uniform(*NOTICE_HOURS))
                    place = Slot(CHECKUP, start, start + timedelta(minutes=30), person)
                    found.append(Cancellation(start - before, place))
    return sorted(found, key=lambda each: each.at)


def joiners(days: int, dice: random.Random) -> list[Waiting]:
    found = []
    for nth in range(days * JOIN_A_DAY):
        joined = START + timedelta(days=dice.uniform(0, days))
        entry = Waiting(
            id=f"w{nth}",
            business=BusinessId("b"),
            offering=CHECKUP,
            customer_name="",
            customer_number=E164("+493023125150"),
            language="de",
            joined_at=joined,
            windows=_wish(joined, dice),
            resource=dice.choice(PEOPLE) if dice.random() < 0.25 else None,
            priority=int(dice.random() < URGENT),
        )
        found.append(entry)
    return sorted(found, key=lambda each: each.joined_at)


def _wish(joined: datetime, dice: random.Random) -> tuple[Window, ...]:
    """A half day on some weekdays in the three weeks to come; a third takes any time."""
    if dice.random() < 1 / 3:
        return ()
    morning = dice.random() < 0.5
    weekdays = set(dice.sample(range(7), 3))
    midnight = joined.replace(hour=0, minute=0, second=0, microsecond=0)
    days = [midnight + timedelta(days=nth) for nth in range(1, 22)]
    first, last = (8, 12) if morning else (12, 17)
    return tuple(
        Window(day + timedelta(hours=first), day + timedelta(hours=last)) for day in days if day.weekday() in weekdays
    )


Order = Callable[[Sequence[Waiting], Slot, datetime], Sequence[Waiting]]


def ours(waiting: Sequence[Waiting], place: Slot, now: datetime) -> Sequence[Waiting]:
    return turn_order(waiting, place, now=now)


def first_come(waiting: Sequence[Waiting], _place: Slot, _now: datetime) -> Sequence[Waiting]:
    return sorted(waiting, key=lambda entry: entry.joined_at)


def run(events: Sequence[Cancellation], people: Sequence[Waiting], order: Order, *, seed: int) -> Outcome:
    outcome = Outcome(waited_days=[], urgent_waited_days=[])
    waiting = {entry.id: entry for entry in people}
    for nth, event in enumerate(events):
        outcome.freed += 1
        if (served := _fill(event, waiting, order, outcome, seed=seed)) is not None:
            del waiting[served]
        elif _somebody_calls(event, random.Random(f"{seed} call {nth}")):
            outcome.filled += 1
    return outcome


def _fill(event: Cancellation, waiting: dict[str, Waiting], order: Order, outcome: Outcome, *, seed: int) -> str | None:
    """Who takes the place; asked one after another until it begins too soon."""
    now, asked = event.at, set[str]()
    while (until := answer_by(event.place, now=now)) is not None:
        able = [
            entry
            for entry in waiting.values()
            if entry.joined_at <= now <= entry.joined_at + timedelta(days=STAYS_DAYS) and entry.id not in asked
        ]
        entry = next(iter(order(able, event.place, now)), None)
        if entry is None:
            return None
        asked.add(entry.id)
        outcome.asked += 1
        dice = random.Random(f"{seed} {entry.id} {event.at}")  # the same answer in every house
        answers, says_yes, minutes = dice.random() < ANSWERS, dice.random() < SAYS_YES, dice.uniform(*ANSWER_MINUTES)
        answered_at = now + timedelta(minutes=minutes)
        in_time = answers and answered_at <= until
        if in_time and says_yes and fits(entry, event.place):
            outcome.filled += 1
            kept = outcome.urgent_waited_days if entry.priority else outcome.waited_days
            assert kept is not None
            kept.append((now - entry.joined_at) / timedelta(days=1))
            return entry.id
        waiting[entry.id] = replace(entry, passed=entry.passed + 1)
        now = answered_at if in_time else until
    return None


def _somebody_calls(event: Cancellation, dice: random.Random) -> bool:
    hours: float = (event.place.starts_at - event.at) / timedelta(hours=1)
    return bool(dice.random() < 1 - (1 - A_FITTING_CALL) ** hours)


def nobody(events: Sequence[Cancellation], *, seed: int) -> Outcome:
    filled = sum(_somebody_calls(event, random.Random(f"{seed} call {nth}")) for nth, event in enumerate(events))
    return Outcome(freed=len(events), filled=filled)


def compare(days: int, seeds: int) -> dict[str, list[Outcome]]:
    found: dict[str, list[Outcome]] = {"no list": [], "first come": [], "ours": []}
    for seed in range(seeds):
        dice = random.Random(seed)
        events, people = cancellations(days, dice), joiners(days, dice)
        found["no list"].append(nobody(events, seed=seed))
        found["first come"].append(run(events, people, first_come, seed=seed))
        found["ours"].append(run(events, people, ours, seed=seed))
    return found


def main(days: int = 60, seeds: int = 20) -> None:
    table = Table(title=f"Freed places that were filled again, {days} days, {seeds} runs of the same events each")
    for column in ("house", "freed", "filled", "asked for each filled", "waited days (mean)", "urgent waited"):
        table.add_column(column, justify="left" if column == "house" else "right")
    for house, outcomes in compare(days, seeds).items():
        filled = sum(each.filled for each in outcomes)
        asked = sum(each.asked for each in outcomes)
        waited = [days_ for each in outcomes for days_ in each.waited_days or ()]
        urgent = [days_ for each in outcomes for days_ in each.urgent_waited_days or ()]
        rates = sorted(each.rate for each in outcomes)
        table.add_row(
            house,
            str(sum(each.freed for each in outcomes)),
            f"{mean(rates):.1%} ({rates[0]:.0%} to {rates[-1]:.0%})",
            f"{asked / filled:.1f}" if asked and filled else "-",
            f"{mean(waited):.1f}" if waited else "-",
            f"{mean(urgent):.1f}" if urgent else "-",
        )
    Console().print(table)


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:3]))
