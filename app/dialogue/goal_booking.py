"""Finding a time together: search, offer, hold, read back, book or move. The caller may change anything at any point."""

from datetime import timedelta

from app.dialogue import goal_appointments
from app.dialogue.claims import Claim, ClaimKind
from app.dialogue.comprehension import Reading
from app.dialogue.lexicon import offering_name, spoken_name
from app.dialogue.state import Asking, Done, Goal, GoalKind
from app.dialogue.turn import Turn
from app.domain.bookings import Booked, Held, Moved, NotFound, NothingFree, Refused, Slot, SlotTaken
from app.domain.spoken.say import say_date, say_list, say_name, say_phone, say_time
from app.domain.spoken.when import When, WhenProblem, Window

OFFERED_AT_ONCE = 2
ABSENT_REASONS = {"closed": "offer_outside_closed", "absent": "offer_outside_absent", "notice": "offer_outside_notice"}


async def advance(turn: Turn, goal: Goal) -> None:
    """The next thing to do or to ask, from what is known."""
    if goal.kind is GoalKind.MOVE and goal.appointment is None:
        if not await goal_appointments.identify(turn, goal):
            return
        wish = goal.when
        if wish is not None and not goal.when_known and not goal_appointments.is_on(turn, goal, wish.windows):
            set_wish(goal, wish)  # no appointment of theirs is then: it is where they want it to be
    if goal.offering is None:
        _ask_offering(turn)
    elif not _when_is_settled(turn, goal):
        _ask_when(turn, goal)
    elif goal.slot is not None:
        await _settle(turn, goal)
    elif goal.offers:
        _offer_again(turn, goal)
    else:
        await _search(turn, goal)


def amend(turn: Turn, goal: Goal, reading: Reading) -> bool:
    """Take over every detail the caller gave, also against what was said before. True when something changed."""
    changed = _amend_offering(turn, goal, reading)
    if reading.person is not None and reading.person != goal.resource:
        goal.resource, goal.any_resource, changed = reading.person, False, True
        goal.forget_offers()
    elif reading.anyone and (goal.resource is not None or not goal.any_resource):
        goal.any_resource = changed = True
        if goal.resource is not None:
            goal.resource = None
            goal.forget_offers()
    if reading.when is not None and not _is_the_old_time(goal, reading):
        changed = True
        set_wish(goal, reading.when)
    return amend_person(turn, reading) or changed


def amend_person(turn: Turn, reading: Reading) -> bool:
    """A name or number that the caller gave in so many words."""
    state, changed = turn.state, False
    if reading.name is not None and reading.name != state.name:
        state.name, state.name_given, changed = reading.name, True, True
    if reading.number is not None and reading.number != state.number:
        state.number, changed = reading.number, True
    if changed and state.goal is not None:
        state.goal.read_back = False
    return changed


async def choose(turn: Turn, goal: Goal, reading: Reading) -> bool:
    """The answer to an offer. False when it was none."""
    beyond = _later_or_earlier(turn, goal, reading)
    if beyond is not None and (reading.when is None or not reading.when.said_time):
        goal.when, goal.when_known = beyond, True
        goal.refused += goal.offers
        goal.forget_offers()
        await _search(turn, goal)
        return True
    if reading.answer == "no" and not reading.rest.strip():
        await _offer_more(turn, goal)
        return True
    if reading.choice is not None or _exactly_one(goal, reading) is not None:
        index = reading.choice if reading.choice is not None else _exactly_one(goal, reading)
        return await _choose_nth(turn, goal, reading, index or 0)
    if reading.anyone_time and goal.offers:
        return await _take(turn, goal, goal.offers[0])
    if reading.candidates and reading.answer != "no" and len(reading.candidates) < len(goal.offers):
        goal.offers = tuple(goal.offers[nth] for nth in reading.candidates)
        _offer_again(turn, goal)
        return True
    if amend(turn, goal, reading):
        await advance(turn, goal)
        return True
    if reading.answer == "no":
        await _offer_more(turn, goal)
        return True
    if reading.answer == "yes":
        if len(goal.offers) == 1 and not goal.unheard:
            return await _take(turn, goal, goal.offers[0])
        turn.again = True
        if goal.unheard:
            _offer_again(turn, goal)
        elif goal.asked_which:
            return await _take(turn, goal, goal.offers[0])  # they will hear it read back
        else:
            goal.asked_which = True
            turn.ask(Asking.OFFERS, "which_offer")
        return True
    return False


def _exactly_one(goal: Goal, reading: Reading) -> int | None:
    """ "Dienstag um elf" when just that was offered: the only one of the offers that fits the words."""
    when = reading.when
    if when is None or when.problem is not None or not when.windows or not when.said_time:
        return None
    fitting = [nth for nth, slot in enumerate(goal.offers) if any(w.fits(slot.starts_at) for w in when.windows)]
    return fitting[0] if len(fitting) == 1 else None


async def _choose_nth(turn: Turn, goal: Goal, reading: Reading, nth: int) -> bool:
    if not 0 <= nth < len(goal.offers):
        return False
    slot = goal.offers[nth]
    named = reading.when is not None and reading.when.said_time
    if not named and any(slot.same_place(other) for other in goal.unheard):
        turn.say("unheard")
        turn.again = True
        _offer_again(turn, goal)
        return True
    if reading.offerings and reading.offerings[0] != goal.offering:
        return amend(turn, goal, reading)
    _take_person(turn, goal, reading)
    return await _take(turn, goal, slot)


async def answer_read_back(turn: Turn, goal: Goal, reading: Reading) -> bool:
    if reading.wants_spelling:
        turn.ask(Asking.SPELLING, "ask_spelling")
        return True
    if amend(turn, goal, reading):
        await advance(turn, goal)
        return True
    if reading.answer == "yes":
        goal.agreed = goal.read_back  # a yes to something that was not heard is no agreement
        turn.again = True
        await advance(turn, goal)
        return True
    if reading.answer == "no":
        goal.corrected += 1
        if goal.corrected > 2:
            await drop(turn, goal)
            return False
        turn.ask(Asking.READ_BACK, "what_wrong" if goal.corrected == 1 else "what_wrong_again")
        return True
    return False


async def drop(turn: Turn, goal: Goal) -> None:
    """The caller does not want it any more."""
    turn.state.goals.remove(goal)
    await turn.desk.release()
    if goal.kind in (GoalKind.BOOK, GoalKind.MOVE):
        turn.say("not_moved" if goal.kind is GoalKind.MOVE else "not_booked")


def set_wish(goal: Goal, when: When) -> None:
    goal.when = when
    goal.when_known = when.problem is None and (bool(when.windows) or when.soonest)
    goal.refused = ()
    goal.forget_offers()


# --- amending ---------------------------------------------------------------------------------------------------------


def _amend_offering(turn: Turn, goal: Goal, reading: Reading) -> bool:
    if not reading.offerings or reading.offerings[0] == goal.offering or goal.kind is GoalKind.MOVE:
        return False
    if goal.offering in reading.offerings and len(reading.offerings) == 1:
        return False
    replaced = goal.offering is not None
    goal.offering = reading.offerings[0]
    goal.forget_offers()
    if goal.resource is not None and goal.resource not in _skilled(turn, goal):
        goal.resource = None if reading.person is None else goal.resource
    if replaced:
        offering = turn.state.business.offering(goal.offering)
        turn.say("corrected", offering=say_name(offering_name(offering, turn.language), turn.language))
    return True


def _is_the_old_time(goal: Goal, reading: Reading) -> bool:
    """ "Mein Termin am Dienstag": the day of the appointment that is to be moved, not a wish."""
    assert reading.when is not None
    if reading.about and reading.about == reading.when.windows:
        return True
    return goal.kind is GoalKind.MOVE and goal.appointment is None and not reading.about


def _take_person(turn: Turn, goal: Goal, reading: Reading) -> None:
    amend_person(turn, reading)
    if reading.person is not None:
        goal.resource = reading.person


# --- asking -----------------------------------------------------------------------------------------------------------


def _ask_offering(turn: Turn) -> None:
    names = [say_name(offering_name(o, turn.language), turn.language) for o in turn.state.business.offerings]
    listing = say_list(names, turn.language, word="oder" if turn.language == "de" else "or")
    turn.ask(Asking.OFFERING, "ask_offering", offerings=listing)


def _when_is_settled(turn: Turn, goal: Goal) -> bool:
    urgent = goal.offering is not None and turn.state.business.offering(goal.offering).same_day
    if urgent and goal.when is None:
        goal.when_known = True
    return goal.when_known


def _ask_when(turn: Turn, goal: Goal) -> None:
    if goal.when is not None and goal.when.problem is not None:
        problem, goal.when = goal.when, None
        _ask_about_problem(turn, goal, problem)
        return
    if goal.kind is GoalKind.MOVE:
        _ask_when_move(turn, goal)
        return
    if goal.offering is not None and not turn.again and not turn.sentences:
        offering = turn.state.business.offering(goal.offering)
        named = say_name(offering_name(offering, turn.language), turn.language)
        turn.ask(Asking.WHEN, "ask_when_offering", offering=named)
        return
    turn.ask(Asking.WHEN, "ask_when")


def _ask_when_move(turn: Turn, goal: Goal) -> None:
    if goal.appointment is not None and not goal.asked_identity and not turn.again and not turn.sentences:
        slot = goal.appointment.slot
        goal.asked_identity = True
        turn.ask(Asking.WHEN, "ask_when_found", claim=Claim(ClaimKind.HAS_APPOINTMENT, (slot,)), on=turn.slots((slot,)))
        return
    turn.ask(Asking.WHEN, "ask_when_move")


def _ask_about_problem(turn: Turn, goal: Goal, when: When) -> None:
    goal.readings = when.readings[:2]
    if when.problem is WhenProblem.AMBIGUOUS and len(goal.readings) == 2:
        ask_which_reading(turn, goal)
        return
    keys = {WhenProblem.PAST: "when_past", WhenProblem.NONEXISTENT: "when_nonexistent"}
    turn.ask(Asking.WHEN, keys.get(when.problem, "when_not_understood") if when.problem else "when_not_understood")


def ask_which_reading(turn: Turn, goal: Goal) -> None:
    first, second = (_say_reading(turn, windows[0], goal.readings) for windows in goal.readings)
    turn.ask(Asking.WHICH_READING, "when_ambiguous", first=first, second=second)


def _say_reading(turn: Turn, window: Window, readings: tuple[tuple[Window, ...], ...]) -> str:
    """What tells the readings apart: the day, else the time."""
    if len({windows[0].earliest.date() for windows in readings}) > 1:
        return say_date(window.earliest.date(), turn.language, today=turn.today)
    return say_time(window.earliest.time(), turn.language)


def answer_reading(turn: Turn, goal: Goal, reading: Reading) -> bool:
    if reading.choice is not None and 0 <= reading.choice < len(goal.readings):
        set_wish(goal, turn.comprehension.wish(goal.readings[reading.choice]))
        return True
    if reading.when is not None and reading.when.problem is WhenProblem.AMBIGUOUS:
        set_wish(
            goal, turn.comprehension.wish(goal.readings[0])
        )  # the same words again: the nearer one, read back later
        return True
    return False


# --- searching and offering -------------------------------------------------------------------------------------------


async def _search(turn: Turn, goal: Goal) -> None:
    assert goal.offering is not None
    if goal.resource is not None and goal.resource not in _skilled(turn, goal):
        person = turn.state.business.resource(goal.resource)
        turn.say("no_resource", resource=say_name(spoken_name(person, turn.language), turn.language))
        goal.resource = None
    windows = goal.when.windows if goal.when is not None else ()
    found = await turn.desk.find_offers(
        goal.offering,
        windows,
        resource=goal.resource,
        not_these=goal.refused,
        count=OFFERED_AT_ONCE,
        moving=goal.appointment.reference if goal.appointment is not None else None,
    )
    if isinstance(found, NothingFree):
        await _nothing_free(turn, goal)
        return
    if found.outside_wish and goal.refused:
        goal.when, goal.when_known, goal.refused = None, False, ()
        turn.ask(Asking.WHEN, "nothing_more", claim=Claim(ClaimKind.NOTHING_FREE))
        return
    goal.offers, goal.offers_said = found.slots, True
    exact = len(windows) == 1 and windows[0].earliest == windows[0].latest
    await turn.desk.hold(found.slots[0])
    if exact and not found.outside_wish:
        goal.slot = found.slots[0]
        turn.say("free_exactly", claim=Claim(ClaimKind.FREE, (goal.slot,)))
        await _settle(turn, goal)
        return
    _offer(turn, goal, reason=(found.reason or "full") if found.outside_wish else None)


def _offer(turn: Turn, goal: Goal, *, reason: str | None) -> None:
    claim = Claim(ClaimKind.FREE, goal.offers)
    if reason is not None:
        key = ABSENT_REASONS.get(reason, "offer_outside")
        person = ""
        if reason == "absent":
            key = "offer_outside_absent" if goal.resource is not None else "offer_outside"
            if goal.resource is not None:
                person = say_name(
                    spoken_name(turn.state.business.resource(goal.resource), turn.language), turn.language
                )
        turn.ask(Asking.OFFERS, key, claim=claim, slots=goal.offers, resource=person)
        return
    key = "offer_more" if goal.refused else ("offer_one" if len(goal.offers) == 1 else "offer")
    turn.ask(Asking.OFFERS, key, claim=claim, slots=goal.offers)


def _offer_again(turn: Turn, goal: Goal) -> None:
    goal.unheard = ()
    key = "offer_one_again" if len(goal.offers) == 1 else "offer_again"
    turn.ask(Asking.OFFERS, key, claim=Claim(ClaimKind.FREE, goal.offers), slots=goal.offers)


async def _offer_more(turn: Turn, goal: Goal) -> None:
    if len(goal.refused) >= 4:
        goal.forget_offers()
        goal.when, goal.when_known, goal.refused = None, False, ()
        turn.ask(Asking.WHEN, "offer_refused")
        return
    goal.refused += goal.offers
    goal.forget_offers()
    await _search(turn, goal)


async def _nothing_free(turn: Turn, goal: Goal) -> None:
    if goal.refused:
        goal.when, goal.when_known, goal.refused = None, False, ()
        turn.ask(Asking.WHEN, "nothing_more", claim=Claim(ClaimKind.NOTHING_FREE))
        return
    turn.state.goals.remove(goal)
    turn.ask(Asking.MESSAGE_OR_CALLBACK, "nothing_free", claim=Claim(ClaimKind.NOTHING_FREE))


def _later_or_earlier(turn: Turn, goal: Goal, reading: Reading) -> When | None:
    """ "Etwas später?" / "earlier": on the day of the offers, beyond them."""
    if reading.direction is None or not goal.offers:
        return None
    zone = turn.state.business.zone
    starts = sorted(slot.starts_at.astimezone(zone) for slot in goal.offers)
    if reading.direction == "later":
        first = starts[-1] + timedelta(minutes=1)
        window = Window(first, first.replace(hour=23, minute=59))
    else:
        last = starts[0] - timedelta(minutes=1)
        if last.date() < turn.today:
            return None
        window = Window(last.replace(hour=0, minute=0), last)
    return turn.comprehension.wish((window,))


def _skilled(turn: Turn, goal: Goal) -> frozenset[str]:
    assert goal.offering is not None
    return frozenset(person.id for person in turn.state.business.people_for(goal.offering))


# --- from a chosen slot to the booking --------------------------------------------------------------------------------


async def _take(turn: Turn, goal: Goal, slot: Slot) -> bool:
    goal.slot = slot
    await _settle(turn, goal)
    return True


async def _settle(turn: Turn, goal: Goal) -> None:
    assert goal.slot is not None
    if goal.agreed and goal.read_back:
        await _commit(turn, goal)
        return
    held = turn.desk.held
    if held is None or not held.slot.same_place(goal.slot) or held.expires_at <= turn.desk.now():
        outcome = await turn.desk.hold(goal.slot)
        if not isinstance(outcome, Held):
            await _lost(turn, goal, outcome)
            return
    if goal.kind is GoalKind.MOVE:
        _read_back_move(turn, goal)
    elif not knows_person(turn):
        return
    else:
        _read_back(turn, goal)


def knows_person(turn: Turn) -> bool:
    """Asks for the name, and for a number when the line gives none. True when both are known (or declined)."""
    state = turn.state
    if state.name is None:
        turn.ask(Asking.NAME, "ask_name")
        return False
    if state.number is None and not state.number_declined:
        turn.ask(Asking.NUMBER, "ask_number")
        return False
    return True


def _read_back(turn: Turn, goal: Goal) -> None:
    assert goal.slot is not None
    goal.read_back = True  # taken back by the manager when the caller did not hear it all
    name = say_name(turn.state.name or "", turn.language)
    turn.say_read_back(turn.varied("read_back"), slot=turn.slot(goal.slot), what=turn.what(goal.slot), name=name)
    turn.await_answer(Asking.READ_BACK)


def _read_back_move(turn: Turn, goal: Goal) -> None:
    assert goal.slot is not None
    assert goal.appointment is not None
    goal.read_back = True
    old = turn.slots((goal.appointment.slot,))
    turn.say_read_back(turn.varied("read_back_move"), slot=turn.slot(goal.slot), old=old, what=turn.what(goal.slot))
    turn.await_answer(Asking.READ_BACK)


async def _commit(turn: Turn, goal: Goal) -> None:
    assert goal.slot is not None
    state = turn.state
    if goal.kind is GoalKind.MOVE:
        assert goal.appointment is not None
        outcome = await turn.desk.move(goal.appointment.reference, goal.slot)
    else:
        assert state.name is not None
        outcome = await turn.desk.book(goal.slot, name=state.name, number=state.number)
    match outcome:
        case Booked(booking=booking):
            state.done.append(Done("booked", booking))
            _finished(turn, goal, "booked", Claim(ClaimKind.BOOKED, (booking.slot,)))
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
        case Refused(reason=reason):
            goal.when, goal.when_known = None, False
            keys = {"same_day_conflict": "refused_same_day", "notice": "refused_notice"}
            turn.ask(Asking.WHEN, keys.get(reason, "refused_other"))


def say_number_back(turn: Turn) -> None:
    number = turn.state.number_candidate
    turn.ask(Asking.NUMBER_RIGHT, "number_right", number=say_phone(number or "", turn.language))
