"""The caller's answer where several appointments belong together: which of them a wish is for, and what it changes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from app.dialogue import details, naming, settling
from app.dialogue.reading import Reading
from app.dialogue.state import Asking, ChainPlan, Goal
from app.dialogue.turn import Turn
from app.domain.bookings import Slot
from app.domain.ids import OfferingKey
from app.domain.spoken.when import When, Window

ASKED = frozenset({Asking.WHEN, Asking.CHAIN, Asking.READ_BACK, Asking.WHAT_WRONG})
TURNED_DOWN_AT_MOST = 3


async def answered(turn: Turn, goal: Goal, reading: Reading) -> bool:
    """False when it was no answer to the question, or one that any booking understands."""
    plan, asking = goal.chain, turn.state.asking
    if plan is None:
        return False
    if asking not in ASKED:
        return reading.said_name is None and reading.when is not None and _take_wish(turn, goal, plan, reading)
    if asking is not Asking.WHEN and naming.is_about_name(reading):
        await naming.object_to_name(turn, reading)
        return True
    if reading.offerings and not set(reading.offerings) & set(plan.links):
        return details.amend(turn, goal, reading)
    if "had_already" in reading.marks or (asking is Asking.WHEN and _refuses(reading)):
        await _without_it(turn, goal)
        return True
    if _agrees(plan, reading) and asking in (Asking.CHAIN, Asking.READ_BACK):
        _agree(turn, goal, plan)
        return True
    if _take_wish(turn, goal, plan, reading):
        details.amend_person(turn, reading)
        return True
    if asking is Asking.WHEN:
        return _any_time(goal, reading)
    if reading.wants_other_day:
        settling.another_day(goal)
        goal.chain = replace(plan, wishes={}, kept={}, refused=(), slots=(), suits=False)
        return True
    if asking is Asking.CHAIN and reading.answer == "no":
        _turn_down(goal, plan)
        return True
    return False  # as with any booking


def _agrees(plan: ChainPlan, reading: Reading) -> bool:
    """ "Ja, Dienstag um zehn, genau": what is said beside the yes is what was read out."""
    if reading.answer != "yes":
        return False
    when = reading.when
    return when is None or not when.windows or any(_fits(when.windows, slot) for slot in plan.slots)


def _agree(turn: Turn, goal: Goal, plan: ChainPlan) -> None:
    goal.chain = replace(plan, suits=True)
    if turn.state.asking is Asking.READ_BACK:
        turn.again = True
        goal.agreed = goal.read_back  # a yes to something that was not heard is no agreement


def _refuses(reading: Reading) -> bool:
    return reading.answer == "no" and reading.when is None and not reading.anyone_time and not reading.wants_other_day


async def _without_it(turn: Turn, goal: Goal) -> None:
    """Nothing is on record here that would do: people decide."""
    turn.state.goals.remove(goal)
    await turn.desk.release()
    turn.ask(Asking.MESSAGE_OR_CALLBACK, "chain_needed")


def _any_time(goal: Goal, reading: Reading) -> bool:
    if reading.when is not None or not (reading.anyone_time or reading.leaves_it_to_us):
        return False
    goal.when, goal.when_known = None, True
    return True


def _turn_down(goal: Goal, plan: ChainPlan) -> None:
    """Another plan, up to a point; then the caller says when."""
    goal.forget_offers()
    refused = (*plan.refused, plan.slots)
    if len(refused) < TURNED_DOWN_AT_MOST:
        goal.chain = replace(plan, slots=(), suits=False, refused=refused)
        return
    goal.when, goal.when_known = None, False
    goal.chain = replace(plan, slots=(), suits=False, wishes={}, refused=())


# --- which of them is meant -------------------------------------------------------------------------------------------


def _take_wish(turn: Turn, goal: Goal, plan: ChainPlan, reading: Reading) -> bool:
    """A wish for one of them; the others stay where they were said, if they can."""
    when = reading.when if reading.when is not None else _later_or_earlier(turn, plan, reading)
    person = reading.person is not None and reading.person != goal.resource
    if when is None and not person:
        return False
    if person and reading.person in details.skilled(turn, goal):
        goal.resource = reading.person
    if when is not None and when.problem is not None:
        goal.forget_offers()
        goal.when, goal.when_known = when, False
        return True
    if when is not None:
        link = _meant(plan, when, reading)
        windows = _that_day(plan, link, when)
        kept = {slot.offering: (_at(slot),) for slot in plan.slots if slot.offering != link}
        goal.chain = replace(plan, wishes={**plan.wishes, link: windows}, kept=kept, refused=())
        goal.when, goal.when_known = when, True
    goal.forget_offers()
    return True


def _meant(plan: ChainPlan, when: When, reading: Reading) -> OfferingKey:
    """The one that is named; else the only one that the words exclude; else the one that is nearest to them."""
    named = [key for key in reading.offerings if key in plan.links]
    if named:
        return named[0]
    if "second_of_two" in reading.marks:
        return plan.links[-1]
    if not plan.slots or "first_of_two" in reading.marks:
        return plan.links[0]
    not_fitting = [slot for slot in plan.slots if not _fits(when.windows, slot)]
    if len(not_fitting) == 1:
        return not_fitting[0].offering
    return min(plan.slots, key=lambda slot: _distance(when.windows, slot)).offering


def _that_day(plan: ChainPlan, link: OfferingKey, when: When) -> tuple[Window, ...]:
    """A clock time alone is meant on the day that was said for it."""
    if when.said_day:
        return when.windows
    day = next((slot.starts_at.date() for slot in plan.slots if slot.offering == link), None)
    return tuple(window for window in when.windows if window.earliest.date() == day) or when.windows


def _later_or_earlier(turn: Turn, plan: ChainPlan, reading: Reading) -> When | None:
    """Of the first one, when nothing else is said: the others follow."""
    if reading.direction is None or not plan.slots:
        return None
    named = [slot for slot in plan.slots if slot.offering in reading.offerings]
    start = (named or plan.slots)[0].starts_at
    if reading.direction == "later":
        return turn.comprehension.wish((Window(start + timedelta(minutes=1), start.replace(hour=23, minute=59)),))
    earliest = max(turn.desk.now(), start.replace(hour=0, minute=0))
    return turn.comprehension.wish((Window(earliest, start - timedelta(minutes=1)),)) if earliest < start else None


def _fits(windows: tuple[Window, ...], slot: Slot) -> bool:
    return any(window.fits(slot.starts_at) for window in windows)


def _distance(windows: tuple[Window, ...], slot: Slot) -> timedelta:
    start = slot.starts_at.astimezone(UTC)
    return min((_from(start, window) for window in windows), default=timedelta(0))


def _from(start: datetime, window: Window) -> timedelta:
    earliest, latest = window.earliest.astimezone(UTC), window.latest.astimezone(UTC)
    return max(earliest - start, start - latest, timedelta(0))


def _at(slot: Slot) -> Window:
    return Window(slot.starts_at, slot.starts_at)
