"""The caller's own appointments: finding the one they mean, cancelling it, listing them."""

import re
from collections.abc import Sequence

from app.dialogue.claims import Claim, ClaimKind
from app.dialogue.intents import Intent
from app.dialogue.reading import Reading
from app.dialogue.state import Asking, Done, Goal, GoalKind
from app.dialogue.turn import Turn
from app.dialogue.wish import set_wish
from app.domain.bookings import Booking, Cancelled, NotFound, Refused, Slot
from app.domain.spoken.say import say_list, say_number
from app.domain.spoken.when import Window

MOST_LISTED = 3
SURE_OF_MOVE = 0.45
DAYS_LOOKED_AT = 3
"""Of an appointment whose day may be one of several: "next Tuesday"."""


async def advance(turn: Turn, goal: Goal) -> None:
    """For CANCEL and LIST."""
    if not await identify(turn, goal):
        return
    if goal.kind is GoalKind.LIST or goal.appointment is None:
        _list(turn, goal)
    elif goal.agreed:
        await _cancel(turn, goal, goal.appointment)
    else:
        _ask_whether_sure(turn, goal, goal.appointment.slot)


async def identify(turn: Turn, goal: Goal) -> bool:
    """True when the appointment is known (or, for LIST, the appointments are); else a question was asked."""
    if goal.appointment is not None:
        return True
    if goal.appointments is None:
        goal.appointments = await turn.desk.my_appointments()
        if goal.appointments:
            narrow(turn, goal, (), offering=goal.offering)
            narrow(turn, goal, goal.about or (goal.when.windows if goal.when is not None else ()))
            if goal.kind is GoalKind.LIST:
                return True
    if not goal.appointments:
        return await _identify_by_name(turn, goal)
    if goal.kind is GoalKind.LIST:
        return True
    if len(goal.appointments) == 1:
        settle_on(goal, goal.appointments[0])
        return True
    _ask_which(turn, goal)
    return False


def narrow(turn: Turn, goal: Goal, windows: Sequence[Window], *, offering: str | None = None) -> bool:
    """Keep only the candidates that the caller's words fit, when any does."""
    if not goal.appointments:
        return False
    left = [
        b for b in goal.appointments if fits(turn, b, windows) and (offering is None or b.slot.offering == offering)
    ]
    if left and len(left) < len(goal.appointments):
        goal.appointments = tuple(left)
        return True
    return False


async def answer_which(turn: Turn, goal: Goal, reading: Reading) -> bool:
    appointments = goal.appointments or ()
    if reading.means_all and len(appointments) > 1 and goal.kind in (GoalKind.MOVE, GoalKind.CANCEL):
        goal.several, goal.both = True, reading.means_both
        return True
    offering = reading.offerings[0] if reading.offerings else None
    if reading.choice is not None and 0 <= reading.choice < len(appointments):
        settle_on(goal, appointments[reading.choice])
        return True
    return narrow(turn, goal, _windows(reading), offering=offering)


async def answer_identity(turn: Turn, goal: Goal, reading: Reading) -> bool:
    """The name, then the day, of an appointment that the line's number does not lead to."""
    state = turn.state
    if state.asking is Asking.APPOINTMENT_NAME:
        if reading.said_name is None:
            return False
        state.name, state.name_given = reading.said_name, True
        goal.about = _windows(reading) or goal.about
        return True
    days = _windows(reading) or _either_reading(reading)
    if not days and reading.leaves_it_to_us:  # they do not know it: only people can look for it
        state.goals.remove(goal)
        turn.ask(Asking.MESSAGE_OR_CALLBACK, "no_appointment_offer", claim=Claim(ClaimKind.NO_APPOINTMENT))
        return True
    if not days:
        return False
    goal.about = days
    return True


_WONT_COME = re.compile(
    r"^\W*(ja|jawohl|genau|richtig|stimmt|bitte|doch|yes|yeah|yep|correct|right|that's right|please)\b.*"
    r"\b((komme|kann|schaffe|brauche|will|möchte|klappt|geht|wird)\b[^.,;]*\b(nicht|nichts|keinen?)\b"
    r"|(won't|can't|cannot|don't|not|no longer)\b[^.,;]*\b(come|coming|make it|need|want|be there|able)\b)",
    re.IGNORECASE,
)
_KEEPS_IT = re.compile(
    r"\b(aber|doch nicht|nicht absagen|behalten|bleib\w*|lassen|stehen|but|keep|leave|don't cancel|not cancel)\b",
    re.IGNORECASE,
)


def wont_come(text: str) -> bool:
    """ "Ja, das ist richtig, ich komme nicht": asked whether to cancel, what is denied is the coming."""
    return _WONT_COME.search(text) is not None and _KEEPS_IT.search(text) is None


_YES_FIRST = re.compile(
    r"^\W*(?:(?:oh|well|um|uh|er|sorry|please|bitte|ach|also|äh)\W+)*"
    r"(?:ja|jawohl|genau|yes|yeah|yep|yup|aye|correct|that's right|please do|go ahead)\b",
    re.IGNORECASE,
)
_OR_NOT = re.compile(r"\b(?:no|nope|nein|nee|doch|actually|wait|moment|halt)\b", re.IGNORECASE)


def says_yes_first(text: str) -> bool:
    """ "Please, yes, I can't get out of bed": what cannot be done is why it is called off."""
    return _YES_FIRST.search(text) is not None and _KEEPS_IT.search(text) is None and _OR_NOT.search(text) is None


async def answer_sure(turn: Turn, goal: Goal, reading: Reading) -> bool:
    moves = reading.guess.certain or (reading.guess.confidence >= SURE_OF_MOVE and reading.when is not None)
    if reading.intent is Intent.MOVE and moves and goal.appointment is not None:
        _move_instead(turn, goal, goal.appointment, reading)
        return True
    if reading.answer == "no" and reading.wants_other_day and goal.appointment is not None:
        _move_instead(turn, goal, goal.appointment, reading)
        return True
    insists = reading.intent is Intent.CANCEL and reading.guess.certain
    if (
        reading.answer == "yes"
        or wont_come(reading.text)
        or says_yes_first(reading.text)
        or (insists and (reading.answer is None or "no_new_one" in reading.marks))
    ):
        goal.agreed = goal.read_back
        turn.again = True
        return True
    if reading.answer == "no":
        if narrow_to_other(turn, goal, reading):
            return True
        if insists:  # no, and yes: asked once more
            goal.read_back, turn.again = False, True
            return True
        turn.state.goals.remove(goal)
        turn.say("not_cancelled")
        return True
    return False


def _move_instead(turn: Turn, goal: Goal, appointment: Booking, reading: Reading) -> None:
    """ "Ach nein, verschieben wir ihn lieber, auf Donnerstag." """
    goal.kind, goal.read_back, goal.agreed = GoalKind.MOVE, False, False
    settle_on(goal, appointment)
    goal.when, goal.when_known = None, False
    at = appointment.slot.in_zone(turn.state.business.zone).starts_at
    now = turn.desk.now()
    if wished := turn.comprehension.when(reading.text, turn.language, now=now, standing=at, moves=True):
        set_wish(goal, wished)


def narrow_to_other(turn: Turn, goal: Goal, reading: Reading) -> bool:
    """ "Nein, den am Donnerstag": another of the caller's appointments."""
    windows = _windows(reading)
    if goal.appointments is None or not windows or goal.appointment is None:
        return False
    others = [b for b in goal.appointments if b is not goal.appointment and fits(turn, b, windows)]
    if len(others) != 1:
        return False
    goal.appointment, goal.read_back = others[0], False
    return True


async def _identify_by_name(turn: Turn, goal: Goal) -> bool:
    state = turn.state
    if goal.kind is GoalKind.LIST and state.caller is not None and not goal.about and not state.name_given:
        state.goals.remove(goal)  # they are known by their number: there is no day to ask for
        turn.say("no_appointment", claim=Claim(ClaimKind.NO_APPOINTMENT))
        return False
    if state.keypad:
        state.goals.remove(goal)
        turn.ask(Asking.MESSAGE_OR_CALLBACK, "keypad_cannot")
        return False
    if state.name is None:
        turn.ask(Asking.APPOINTMENT_NAME, "ask_appointment_name")
        return False
    about = goal.about or (goal.when.windows if goal.when is not None and not goal.when_known else ())
    if not about:
        turn.ask(Asking.APPOINTMENT_DAY, "ask_appointment_day")
        return False
    found: tuple[Booking, ...] = ()
    for day in sorted({window.earliest.date() for window in about})[:DAYS_LOOKED_AT]:
        found = found or tuple(await turn.desk.my_appointments(name=state.name, day=day))
    goal.when = goal.when if goal.when_known else None
    if not found:
        state.goals.remove(goal)
        turn.ask(Asking.MESSAGE_OR_CALLBACK, "no_appointment_offer", claim=Claim(ClaimKind.NO_APPOINTMENT))
        return False
    goal.appointments = found
    if len(found) == 1:
        settle_on(goal, found[0])
        return True
    if goal.kind is GoalKind.LIST:
        return True
    _ask_which(turn, goal)
    return False


def settle_on(goal: Goal, booking: Booking) -> None:
    goal.appointment = booking
    goal.offering = booking.slot.offering
    if goal.kind is GoalKind.MOVE:
        goal.resource = booking.slot.resource if not goal.any_resource and goal.resource is None else goal.resource


def _ask_which(turn: Turn, goal: Goal) -> None:
    slots = _slots(goal)[:MOST_LISTED]
    claim = Claim(ClaimKind.HAS_APPOINTMENT, slots)
    turn.ask(Asking.WHICH_APPOINTMENT, "which_appointment", claim=claim, list=_each(turn, slots))


def _list(turn: Turn, goal: Goal) -> None:
    turn.state.goals.remove(goal)
    slots = _slots(goal)
    claim = Claim(ClaimKind.HAS_APPOINTMENT, slots)
    if len(slots) == 1:
        turn.say("one_appointment", claim=claim, on=turn.slots(slots), what=turn.what(slots[0]))
    else:
        count = say_number(len(slots), turn.language)
        turn.say("several_appointments", claim=claim, count=count, list=_each(turn, slots))
    turn.state.done.append(
        Done("answered", text=turn.phrases.choose("goal_list", turn.state.business.default_language))
    )


def _ask_whether_sure(turn: Turn, goal: Goal, slot: Slot) -> None:
    goal.read_back = True
    goal.with_dependents = False
    turn.say_read_back(turn.varied("cancel_sure"), slot=turn.slot(slot), on=turn.slots((slot,)), what=turn.what(slot))
    turn.await_answer(Asking.CANCEL_SURE)


async def _cancel(turn: Turn, goal: Goal, appointment: Booking) -> None:
    outcome = await turn.desk.cancel(appointment.reference, with_dependents=goal.with_dependents)
    if isinstance(outcome, Refused) and outcome.needed_by and not goal.with_dependents:
        await ask_about_dependents(turn, goal, outcome)
        return
    turn.state.goals.remove(goal)
    match outcome:
        case Cancelled(booking=booking, with_it=with_it):
            gone = (booking, *with_it)
            turn.state.done.extend(Done("cancelled", each) for each in gone)
            turn.state.spoken_of = appointment.slot.offering
            claim = Claim(ClaimKind.CANCELLED, tuple(each.slot for each in gone))
            turn.say("cancelled_all" if with_it else "cancelled", claim=claim)
        case Refused() | NotFound():
            turn.ask(Asking.MESSAGE_OR_CALLBACK, "cancel_failed")


async def ask_about_dependents(turn: Turn, goal: Goal, refused: Refused) -> None:
    """What stands on it cannot stay: the caller hears what goes with it, and decides."""
    own = await turn.desk.my_appointments()
    going = tuple(booking.slot for booking in own if booking.reference in refused.needed_by)
    goal.agreed, goal.read_back, goal.with_dependents = False, True, True
    named = [f"{turn.offering(slot)} {turn.slots((slot,))}" for slot in going]
    turn.say_read_back("cancel_dependents", list=say_list(named, turn.language))
    turn.await_answer(Asking.CANCEL_SURE)


def _slots(goal: Goal) -> tuple[Slot, ...]:
    return tuple(booking.slot for booking in goal.appointments or ())


def _each(turn: Turn, slots: Sequence[Slot]) -> str:
    return say_list([turn.slots((slot,)) for slot in slots[:MOST_LISTED]], turn.language)


def is_on(turn: Turn, goal: Goal, windows: Sequence[Window]) -> bool:
    return goal.appointment is not None and fits(turn, goal.appointment, windows)


def _either_reading(reading: Reading) -> tuple[Window, ...]:
    """ "Next Tuesday" is one of two days: whichever has their appointment is meant."""
    return tuple(
        window for windows in (reading.when.readings if reading.when is not None else ()) for window in windows
    )


def _windows(reading: Reading) -> tuple[Window, ...]:
    return reading.about or (reading.when.windows if reading.when is not None else ())


def fits(turn: Turn, booking: Booking, windows: Sequence[Window]) -> bool:
    """By the day: nobody is held to the minute of an appointment they half remember."""
    start = booking.slot.starts_at.astimezone(turn.state.business.zone)
    return not windows or any(w.earliest.date() <= start.date() <= w.latest.date() for w in windows)
