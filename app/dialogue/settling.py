"""From a chosen slot to the booking: held, read back, agreed to, then written; honest when it is gone by then."""

import re
from dataclasses import replace

from app.dialogue import naming
from app.dialogue.another_marks import is_their_name
from app.dialogue.asking import ask_when_instead, knows_person
from app.dialogue.bringing import say_what_to_bring
from app.dialogue.claims import Claim, ClaimKind
from app.dialogue.details import amend, amend_person
from app.dialogue.for_whom import done_for_another, note_for_whom
from app.dialogue.in_a_row import for_the_companion
from app.dialogue.intent_rules import plain_words
from app.dialogue.preferring import only_prefers
from app.dialogue.reading import Reading
from app.dialogue.second_wish import note_one_more
from app.dialogue.state import OFFERED_AT_ONCE, Asking, Done, Goal, GoalKind
from app.dialogue.turn import Turn
from app.domain.bookings import Booked, Booking, Held, Moved, NotFound, Refused, Slot, SlotTaken
from app.domain.spoken.hear_answer import AND_LATER, without_asides
from app.domain.spoken.say import say_name

_AROUND_DUTIES = re.compile(
    r"\b(?:vor|nach) (?:der|meiner) (?:arbeit|schule|schicht|vorlesung)|\b(?:before|after|around) (?:my )?"
    r"(?:work|school|shift|lectures|the school run|college)\b",
    re.IGNORECASE,
)
_WITH_LETTERS = re.compile(
    r"\b(?:with|without|mit|ohne) (?:an? |the |two |zwei |einem |doppel-?)*[^\W\d_](?: [^\W\d_])?\W*$"
)
""" "It's Clarke with an E"."""
FEW_WORDS = 4
SOME_WORDS = 8
_MEANT = re.compile(r"\b(?:meant|said|should be|make (?:it|that)|meinte|sagte|gesagt|gemeint|sollte)\b", re.IGNORECASE)
""" "Sorry, I meant three": a number alone is a time there."""
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
    if goal.appointment is not None and goal.appointment.slot.same_place(goal.slot):
        another_day(goal)  # it is then already
        turn.sentences.clear()
        turn.ask(Asking.WHEN, "ask_when_move")
        return
    held = turn.desk.held
    if held is None or not held.slot.same_place(goal.slot) or held.expires_at <= turn.desk.now():
        outcome = await turn.desk.hold(goal.slot)
        if not isinstance(outcome, Held):
            await _lost(turn, goal, outcome)
            return
    if goal.kind is GoalKind.MOVE or knows_person(turn):
        _read_back(turn, goal, goal.slot)


async def answer_read_back(turn: Turn, goal: Goal, reading: Reading) -> bool:  # noqa: PLR0912  the same
    if (
        reading.name is not None
        and is_their_name(reading.text, reading.name)
        and note_for_whom(turn.state, goal, reading)
    ):
        goal.callers_name = goal.callers_name or turn.state.name
        amend_person(turn, reading)
        return True
    if naming.is_about_name(reading):
        if _WITH_LETTERS.search(reading.text) is None or not naming.put_right(turn, reading):
            await naming.object_to_name(turn, reading)
        return True
    if "checks_day" in reading.marks and reading.answer is None:
        goal.read_back, turn.again = False, True
        return True
    if _prefers_just_that(goal, turn, reading):
        turn.ask(Asking.READ_BACK, "read_back_move_short" if goal.kind is GoalKind.MOVE else "read_back_short")
        return True
    if reading.answer == "no" and goal.slot is not None and _denies_time(goal.slot, turn, reading):
        goal.denied += (goal.slot,)
    reading = _on_its_day(goal, turn, reading)
    if reading.answer == "no" and naming.put_right(turn, reading):
        return True
    if reading.answer == "yes" and note_one_more(turn, goal, reading):
        goal.agreed = goal.read_back
        return True
    if reading.answer is None and _only_remarks(goal, turn, reading):
        turn.ask(Asking.READ_BACK, "read_back_move_short" if goal.kind is GoalKind.MOVE else "read_back_short")
        return True
    if reading.answer == "yes":
        reading = _of_the_appointment(turn, reading)
    agrees = reading.answer == "yes" and goal.slot is not None and _repeats(goal.slot, turn, reading)
    if note_for_whom(turn.state, goal, reading):
        return True
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
            return not reading.text  # words may hold another wish, a key none
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
    if "other_times" in reading.marks and goal.slot is not None:
        goal.denied += (goal.slot,)  # the day is right: any time of it but this
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


def _on_its_day(goal: Goal, turn: Turn, reading: Reading) -> Reading:
    """A time without a day is on the day that was read back: "neun ist doch knapp", "ja, zehn geht"."""
    when = reading.when
    said = reading.rest if reading.answer == "yes" else reading.text if _MEANT.search(reading.text) else ""
    if when is None and 0 < len(said.split()) <= (FEW_WORDS if reading.answer == "yes" else SOME_WORDS):
        when = turn.comprehension.when(said, turn.language, now=turn.desk.now(), expected=True)
    if goal.slot is None or when is None or when.problem is not None or when.wish.says_days or when.wish.shift:
        return reading
    day = goal.slot.in_zone(turn.state.business.zone).starts_at.date()
    windows = tuple(window for window in when.windows if window.earliest.date() == day)
    return replace(reading, when=replace(when, windows=windows)) if windows else reading


def _prefers_just_that(goal: Goal, turn: Turn, reading: Reading) -> bool:
    """ "Um zehn wär doch besser", to ten o'clock."""
    return (
        reading.answer == "no"
        and only_prefers(reading.text)
        and _only_remarks(goal, turn, _on_its_day(goal, turn, reading))
    )


def _only_remarks(goal: Goal, turn: Turn, reading: Reading) -> bool:
    """ "Ich muss um zehn wieder los": a time that what was read back fits already."""
    fits = goal.slot is not None and not _is_another_time(goal.slot, turn, reading)
    other_offering = goal.slot is not None and bool(reading.offerings) and goal.slot.offering not in reading.offerings
    other = other_offering or reading.person or reading.name or reading.number or reading.direction
    return goal.read_back and fits and reading.is_timed and not other


def _of_the_appointment(turn: Turn, reading: Reading) -> Reading:
    """ "Ja, da nehm ich den Bus um acht": what belongs to the caller's day is no wish for another time.
    Neither is a goodbye: "ja, genau, bis später"."""
    if AND_LATER.match(reading.text.strip()):
        return replace(reading, when=None, direction=None)
    told = without_asides(reading.text)
    if reading.when is None or plain_words(told) == plain_words(reading.text):
        return reading
    return replace(reading, when=turn.comprehension.when(told, turn.language, now=turn.desk.now()))


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


def _denies_time(slot: Slot, turn: Turn, reading: Reading) -> bool:
    """Also a time that the slot would fit ("nein, Donnerstag ab dreizehn Uhr"): with nothing else that may be wrong,
    it was not heard right, and what was denied is not offered again."""
    if reading.when is None or not reading.when.windows:
        return False
    other = reading.person or reading.name or any(offering != slot.offering for offering in reading.offerings)
    return _is_another_time(slot, turn, reading) or not other


async def drop(turn: Turn, goal: Goal) -> None:
    """The caller does not want it any more."""
    turn.state.goals.remove(goal)
    done_for_another(turn.state, goal)
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
            _let_stay(turn, booking)
            _finished(turn, goal, "moved", Claim(ClaimKind.MOVED, (booking.slot,)))
        case NotFound():
            state.goals.remove(goal)
            turn.ask(Asking.MESSAGE_OR_CALLBACK, "move_failed")
        case SlotTaken() | Refused():
            await _lost(turn, goal, outcome)


def _let_stay(turn: Turn, moved: Booking) -> None:
    """What has been moved is no more to be cancelled."""
    state = turn.state
    state.goals[:] = [
        goal
        for goal in state.goals
        if goal.kind is not GoalKind.CANCEL or goal.appointment is None or goal.appointment.reference != moved.reference
    ]


def _finished(turn: Turn, goal: Goal, key: str, claim: Claim) -> None:
    turn.state.goals.remove(goal)
    done_for_another(turn.state, goal)
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
