"""The caller's answer where several appointments belong together: which of them a wish is for, and what it changes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from app.dialogue import details, naming, settling
from app.dialogue.marks import MARKS
from app.dialogue.plans import ChainPlan
from app.dialogue.reading import Reading
from app.dialogue.state import Asking, Goal
from app.dialogue.turn import Turn
from app.domain.bookings import Slot
from app.domain.ids import OfferingKey
from app.domain.spoken.when import When, Window

ASKED = frozenset({Asking.WHEN, Asking.CHAIN, Asking.READ_BACK, Asking.WHAT_WRONG})
TURNED_DOWN_AT_MOST = 3
A_STEP = timedelta(minutes=45)
"""What "later" means at least."""
FIRST, SECOND = "first_of_two", "second_of_two"


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
    if "lets_it_be" in reading.marks and reading.answer != "yes":
        await settling.drop(turn, goal)
        return True
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
        goal.chain = ChainPlan(plan.links, announced=True)
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
    goal.chain = ChainPlan(plan.links, announced=True)


# --- which of them is meant -------------------------------------------------------------------------------------------


def _take_wish(turn: Turn, goal: Goal, plan: ChainPlan, reading: Reading) -> bool:
    """A wish for one of them; the others stay where they were said, if they can."""
    named = _named(turn, plan, reading)
    when = _wish_in(turn, plan, reading, named)
    person = reading.person if reading.person in details.skilled(turn, goal) else None
    if when is None and person in (None, goal.resource):
        return False
    goal.resource = person or goal.resource
    if when is not None:
        link = named or _meant(plan, when)
        if plan.about not in (None, link) and reading.when is not None and when.said_day:
            when = heard_alone(turn, reading) or when
        when = replace(when, windows=_that_day(plan, link, when))
        goal.when, goal.when_known = when, when.problem is None
        kept = {slot.offering: (_at(slot),) for slot in plan.slots if slot.offering != link}
        wishes = {**plan.wishes, link: when.windows} if goal.when_known else plan.wishes
        goal.chain = replace(plan, wishes=wishes, kept=kept, about=link, refused=())
    goal.forget_offers()
    return True


def _named(turn: Turn, plan: ChainPlan, reading: Reading) -> OfferingKey | None:
    """The one that is spoken of, by its name ("no, the check-up …" denies none) or as the first or second."""
    mentions = turn.comprehension.lexicon.mentions(reading.text, turn.language)
    spoken_of = [key for key in (*reading.offerings, *(mention.key for mention in mentions)) if key in plan.links]
    if spoken_of:
        return spoken_of[0]
    if SECOND in reading.marks:
        return plan.links[-1]
    return plan.links[0] if FIRST in reading.marks else None


def _wish_in(turn: Turn, plan: ChainPlan, reading: Reading, named: OfferingKey | None) -> When | None:
    """ "Den ersten lieber um elf" is no first of a month, where two appointments are talked about."""
    when = reading.when
    denied = when is None and reading.answer == "no"  # "Donnerstag nicht", where Thursday was all that was wished for
    if denied or (when is not None and reading.marks & {FIRST, SECOND}):
        when = heard_alone(turn, reading)
    slot = next((slot for slot in plan.slots if slot.offering == (named or plan.links[0])), None)
    if slot is None:
        return when
    if reading.direction is not None and heard_alone(turn, reading) is None:
        return later_or_earlier(turn, slot, reading)
    if when is None and reading.when is not None:  # "eine Woche später": than it was said
        return heard_alone(turn, reading, earlier=turn.comprehension.wish((_at(slot),)))
    return when


def heard_alone(turn: Turn, reading: Reading, *, earlier: When | None = None) -> When | None:
    """Not in the light of the day that was said for the other one: its Friday may be another Friday."""
    text = reading.text.lower()
    for mark in (FIRST, SECOND):
        text = MARKS[turn.language][mark].sub(" ", text)
    heard = turn.comprehension.when(text, turn.language, now=turn.desk.now(), earlier=earlier)
    return heard if heard is not None and (heard.windows or heard.problem is not None) else None


def _meant(plan: ChainPlan, when: When) -> OfferingKey:
    """The only one that the words exclude, else the one that is nearest to them; the first while none is planned."""
    if not plan.slots:
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


def later_or_earlier(turn: Turn, slot: Slot, reading: Reading) -> When | None:
    """On its day."""
    start = slot.starts_at
    if reading.direction == "later":
        return turn.comprehension.wish((Window(start + A_STEP, start.replace(hour=23, minute=59)),))
    earliest = max(turn.desk.now(), start.replace(hour=0, minute=0))
    return turn.comprehension.wish((Window(earliest, start - A_STEP),)) if earliest <= start - A_STEP else None


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
