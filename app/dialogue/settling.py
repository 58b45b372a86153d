"""From a chosen slot to the booking: held, read back, agreed to, then written; honest when it is gone by then."""

import re

from app.dialogue import naming
from app.dialogue.asking import ask_when_instead, knows_person
from app.dialogue.bringing import say_what_to_bring
from app.dialogue.claims import Claim, ClaimKind
from app.dialogue.details import amend
from app.dialogue.in_a_row import for_the_companion
from app.dialogue.reading import Reading
from app.dialogue.state import OFFERED_AT_ONCE, Asking, Done, Goal, GoalKind
from app.dialogue.turn import Turn
from app.domain.bookings import Booked, Held, Moved, NotFound, Refused, Slot, SlotTaken
from app.domain.spoken.say import say_name

_AROUND_DUTIES = re.compile(
    r"\b(?:vor|nach) (?:der|meiner) (?:arbeit|schule|schicht|vorlesung)|\b(?:before|after|around) (?:my )?"
    r"(?:work|school|shift|lectures|the school run|college)\b",
    re.IGNORECASE,
)
_BUT = re.compile(r"\b(?:aber|lieber|nur|erst|but|only|rather|instead)\b", re.IGNORECASE)


async def take(turn: Turn, goal: Goal, slot: Slot) -> bool:
    goal.slot = slot
    await settle(turn, goal)
    return True


async def settle(turn: Turn, goal: Goal) -> None:
    """The next step for the slot in `goal.slot`."""
    if goal.slot is None or goal.is_chain or goal.together is not None:  # settled as a whole
        return
    if goal.agreed and goal.read_back:
        await _commit(turn, goal, goal.slot)
        return
    held = turn.desk.held
    if held is None or not held.slot.same_place(goal.slot) or held.expires_at <= turn.desk.now():
        outcome = await turn.desk.hold(goal.slot)
        if not isinstance(outcome, Held):
            await _lost(turn, goal, outcome)
            return
    if goal.kind is GoalKind.MOVE or knows_person(turn):
        _read_back(turn, goal, goal.slot)


async def answer_read_back(turn: Turn, goal: Goal, reading: Reading) -> bool:
    if naming.is_about_name(reading):
        await naming.object_to_name(turn, reading)
        return True
    if reading.answer == "no" and goal.slot is not None and _is_another_time(goal.slot, turn, reading):
        goal.denied += (goal.slot,)
    agrees = reading.answer == "yes" and goal.slot is not None and _repeats(goal.slot, turn, reading)
    if not agrees and amend(turn, goal, reading):
        return True
    if reading.answer == "yes":
        goal.agreed = goal.read_back  # a yes to something that was not heard is no agreement
        turn.again = True
        return True
    if reading.answer == "no":
        goal.read_back = goal.agreed = False
        goal.corrected += 1
        if goal.corrected > 2:
            await drop(turn, goal)
            return False
        turn.ask(Asking.WHAT_WRONG, "what_wrong" if goal.corrected == 1 else "what_wrong_again")
        return True
    if reading.wants_other_day:
        another_day(goal)
        return True
    return False


async def answer_what_wrong(turn: Turn, goal: Goal, reading: Reading) -> bool:
    if naming.is_about_name(reading):
        await naming.object_to_name(turn, reading)
        return True
    if "nothing_at_all" in reading.marks or (reading.answer == "no" and not reading.rest.strip()):
        await drop(turn, goal)
        return True
    if amend(turn, goal, reading):
        return True
    if "other_offering" in reading.marks:
        goal.offering = None
        goal.forget_offers()
        return True
    if reading.wants_other_day or "mentions_time" in reading.marks:
        another_day(goal)
        return True
    turn.again = True
    return reading.answer == "yes"  # "ja, passt doch": read back once more


def another_day(goal: Goal) -> None:
    """All that was said about the time is forgotten; it is asked for again."""
    goal.when, goal.when_known, goal.refused = None, False, ()
    goal.forget_offers()


def _repeats(slot: Slot, turn: Turn, reading: Reading) -> bool:
    """ "Ja, Dienstag um neun, genau": what was said beside the yes is what was read back."""
    return (
        (not reading.offerings or slot.offering in reading.offerings)
        and (not _is_another_time(slot, turn, reading) or _fits_in(slot, turn, reading))
        and reading.person in (None, slot.resource)
        and reading.name in (None, turn.state.name)
    )


def _fits_in(slot: Slot, turn: Turn, reading: Reading) -> bool:
    """ "Ja, das schaffe ich vor der Arbeit": where it fits in their day is no wish for another time."""
    if reading.when is None or _AROUND_DUTIES.search(reading.text) is None or _BUT.search(reading.text):
        return False
    day = slot.in_zone(turn.state.business.zone).starts_at.date()
    return day in {window.earliest.date() for window in reading.when.windows}


def _is_another_time(slot: Slot, turn: Turn, reading: Reading) -> bool:
    """ "Nein, am Mittwoch": the slot that was read back is on another day."""
    when, local = reading.when, slot.in_zone(turn.state.business.zone).starts_at
    return when is not None and bool(when.windows) and not any(window.fits(local) for window in when.windows)


async def drop(turn: Turn, goal: Goal) -> None:
    """The caller does not want it any more."""
    turn.state.goals.remove(goal)
    await turn.desk.release()
    if goal.kind in (GoalKind.BOOK, GoalKind.MOVE):
        turn.say("not_moved" if goal.kind is GoalKind.MOVE else "not_booked")


def _read_back(turn: Turn, goal: Goal, slot: Slot) -> None:
    goal.read_back = True  # taken back by the manager when the caller did not hear it all
    facts = {"slot": turn.slot(slot), "what": turn.what(slot)}
    if goal.appointment is not None:
        turn.say_read_back(turn.varied("read_back_move"), old=turn.slots((goal.appointment.slot,)), **facts)
    else:
        wording = turn.varied(
            "read_back_nameless" if turn.state.nameless and not turn.state.name_given else "read_back"
        )
        turn.say_read_back(wording, name=say_name(turn.state.name or "", turn.language), **facts)
    turn.await_answer(Asking.READ_BACK)


async def _commit(turn: Turn, goal: Goal, slot: Slot) -> None:
    state = turn.state
    outcome: Booked | Moved | NotFound | SlotTaken | Refused
    if goal.appointment is not None:
        outcome = await turn.desk.move(goal.appointment.reference, slot)
    else:
        outcome = await turn.desk.book(slot, name=state.name or "", number=state.number)
    match outcome:
        case Booked(booking=booking):
            state.done.append(Done("booked", booking))
            _finished(turn, goal, "booked", Claim(ClaimKind.BOOKED, (booking.slot,)))
            say_what_to_bring(turn, (booking.slot,))
            if goal.companions:
                for_the_companion(turn, goal, booking.slot)
        case Moved(booking=booking):
            state.done.append(Done("moved", booking))
            _finished(turn, goal, "moved", Claim(ClaimKind.MOVED, (booking.slot,)))
        case NotFound():
            state.goals.remove(goal)
            turn.ask(Asking.MESSAGE_OR_CALLBACK, "move_failed")
        case SlotTaken() | Refused():
            await _lost(turn, goal, outcome)


def _finished(turn: Turn, goal: Goal, key: str, claim: Claim) -> None:
    turn.state.goals.remove(goal)
    turn.say(key, claim=claim)


async def _lost(turn: Turn, goal: Goal, outcome: SlotTaken | Refused) -> None:
    goal.forget_offers()
    match outcome:
        case SlotTaken(alternatives=slots) if slots:
            turn.say("slot_lost")
            goal.offers, goal.offers_said = slots[:OFFERED_AT_ONCE], True
            await turn.desk.hold(goal.offers[0])
            turn.ask(Asking.OFFERS, "slot_taken_offer", claim=Claim(ClaimKind.FREE, goal.offers), slots=goal.offers)
        case SlotTaken():
            goal.when, goal.when_known = None, False
            turn.say("slot_lost")
            turn.ask(Asking.WHEN, "ask_when")
        case Refused():
            goal.chain = None  # it is asked anew what has to come first
            ask_when_instead(turn, goal, outcome)
