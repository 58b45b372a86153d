"""Several appointments of the caller moved or cancelled as one, by voice: "wir möchten beide Termine verschieben".

What belongs together (two in a row, an examination and its treatment) is planned, held, read back once and moved in one
transaction. Appointments that have nothing to do with one another are moved one after the other, each with its own yes;
cancelled they are together in any case. Answers are read in `together_answers`.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from app.dialogue import goal_appointments
from app.dialogue.as_a_whole import BOTH, best_plan, one_after_another
from app.dialogue.asking import ask_when, ask_when_instead
from app.dialogue.claims import Claim, ClaimKind
from app.dialogue.plans import TogetherPlan
from app.dialogue.state import Asking, Done, Goal, GoalKind
from app.dialogue.turn import Turn
from app.dialogue.wish import set_wish
from app.domain.bookings import (
    Booking,
    CancelledTogether,
    ChainHeld,
    MovedTogether,
    NotFound,
    Refused,
    Slot,
    SlotTaken,
)
from app.domain.spoken.say import say_list, say_name, say_time
from app.domain.together import belong_together


async def concerns(turn: Turn, goal: Goal) -> bool:
    """Whether all of the caller's appointments are meant, and there are several."""
    if goal.together is not None:
        return True
    if goal.kind not in (GoalKind.MOVE, GoalKind.CANCEL) or not goal.several or goal.appointment is not None:
        return False
    if goal.appointments is None:
        goal.appointments = await turn.desk.my_appointments() or None
        goal_appointments.narrow(turn, goal, goal.about or (goal.when.windows if goal.when is not None else ()))
    meant = _meant(turn, goal)
    if len(meant) < BOTH:
        goal.several = False
        return False
    if goal.kind is GoalKind.MOVE and not belong_together(turn.state.business, meant):
        _one_by_one(turn, goal, meant)
        return False
    goal.together = TogetherPlan(tuple(meant))
    goal.about = ()
    wish = goal.when
    if goal.kind is GoalKind.MOVE and wish is not None and not goal.when_known:
        told = any(goal_appointments.fits(turn, booking, wish.windows) for booking in meant)
        goal.when = None if told else wish
        if not told:
            set_wish(goal, wish)  # no appointment of theirs is then: it is where they want them to be
    return True


def _meant(turn: Turn, goal: Goal) -> Sequence[Booking]:
    """All of them; of more than two, where "both" was said, the only pair that belongs together. None when unclear."""
    bookings = goal.appointments or ()
    if not goal.both or len(bookings) <= BOTH:
        return bookings
    pairs = [pair for pair in pairwise(bookings) if belong_together(turn.state.business, pair)]
    return pairs[0] if len(pairs) == 1 else ()


def _one_by_one(turn: Turn, goal: Goal, bookings: Sequence[Booking]) -> None:
    state = turn.state
    at = state.goals.index(goal)
    each = [Goal(GoalKind.MOVE, appointments=(booking,)) for booking in reversed(bookings)]
    state.goals[at : at + 1] = each
    slot = bookings[0].slot
    claim = Claim(ClaimKind.HAS_APPOINTMENT, (slot,))
    turn.say("together_one_by_one", claim=claim, what=turn.offering(slot), on=turn.slots((slot,)))


async def advance(turn: Turn, goal: Goal) -> None:
    """The next step for all of them."""
    plan = goal.together
    if plan is None:
        return
    if goal.kind is GoalKind.CANCEL:
        await _cancel(turn, goal, plan)
    elif not goal.when_known:
        _ask_when(turn, goal, plan)
    elif not plan.slots:
        await _search(turn, goal, plan)
    elif goal.agreed and goal.read_back:
        await _commit(turn, goal, plan)
    elif await _is_held(turn, goal, plan):
        _read_back(turn, goal, plan)


# --- moving -----------------------------------------------------------------------------------------------------------


def _ask_when(turn: Turn, goal: Goal, plan: TogetherPlan) -> None:
    if goal.when is not None and goal.when.problem is not None:
        ask_when(turn, goal)
        return
    if goal.asked_identity or turn.again or turn.sentences:
        turn.ask(Asking.WHEN, "ask_when_together")
        return
    goal.asked_identity = True
    slots = tuple(booking.slot for booking in plan.bookings)
    claim = Claim(ClaimKind.HAS_APPOINTMENT, slots)
    turn.ask(Asking.WHEN, "ask_when_together_found", claim=claim, list=_listed(turn, slots))


async def _search(turn: Turn, goal: Goal, plan: TogetherPlan) -> None:
    wished = goal.when.windows if goal.when is not None else ()
    references = [booking.reference for booking in plan.bookings]
    found = await turn.desk.together.plan(references, {plan.about: wished} if wished else {}, not_these=plan.refused)
    slots = best_plan(turn, goal, found)
    if slots is None:
        return
    goal.together = plan = replace(plan, slots=slots)
    goal.slot, goal.read_back, goal.agreed = slots[-1], False, False
    await _is_held(turn, goal, plan)


async def _is_held(turn: Turn, goal: Goal, plan: TogetherPlan) -> bool:
    """Holds them (again). When a place is gone, the caller hears so, and other places are looked for."""
    if turn.desk.holds(plan.slots):
        return True
    outcome = await turn.desk.together.hold(plan.places)
    if isinstance(outcome, ChainHeld):
        return True
    _lost(turn, goal, outcome if isinstance(outcome, Refused) else None)
    return False


def _lost(turn: Turn, goal: Goal, refused: Refused | None) -> None:
    goal.forget_offers()
    if refused is None:
        turn.say("slot_lost")  # what is free now is looked for next, inside the wish
        return
    ask_when_instead(turn, goal, refused)


def _read_back(turn: Turn, goal: Goal, plan: TogetherPlan) -> None:
    goal.read_back = True  # taken back by the manager when the caller did not hear it all
    links = one_after_another(turn, [_link(turn, plan, nth) for nth in range(len(plan.slots))])
    turn.say_read_back(
        _of_two(plan, "together_read_back", "together_read_back_all"), Claim(ClaimKind.FREE, plan.slots), links=links
    )
    turn.await_answer(Asking.READ_BACK)


def _link(turn: Turn, plan: TogetherPlan, nth: int) -> str:
    """By name where they are several people's; a day is named once."""
    booking, slot = plan.bookings[nth], plan.slots[nth]
    on = turn.slots((slot,))
    if nth and plan.slots[nth - 1].starts_at.date() == slot.starts_at.date():
        on = turn.phrases.choose("at_time", turn.language, time=say_time(slot.starts_at.time(), turn.language))
    if len({one.customer_name for one in plan.bookings}) == 1:
        return turn.phrases.choose("chain_link", turn.language, on=on, what=turn.what(slot))
    name = say_name(booking.customer_name, turn.language)
    return turn.phrases.choose("together_link", turn.language, name=name, on=on, what=turn.what(slot))


async def _commit(turn: Turn, goal: Goal, plan: TogetherPlan) -> None:
    outcome = await turn.desk.together.move(plan.places)
    match outcome:
        case MovedTogether(moves=moves):
            turn.state.goals.remove(goal)
            turn.state.done.extend(Done("moved", one.booking) for one in moves)
            slots = tuple(one.booking.slot for one in moves)
            turn.say(_of_two(plan, "together_moved", "together_moved_all"), claim=Claim(ClaimKind.MOVED, slots))
        case NotFound():
            turn.state.goals.remove(goal)
            turn.ask(Asking.MESSAGE_OR_CALLBACK, "move_failed")
        case SlotTaken():
            _lost(turn, goal, None)
        case Refused():
            _lost(turn, goal, outcome)


# --- cancelling -------------------------------------------------------------------------------------------------------


def _ask_whether_sure(turn: Turn, goal: Goal, plan: TogetherPlan) -> None:
    goal.read_back, goal.with_dependents = True, False
    slots = tuple(booking.slot for booking in plan.bookings)
    turn.say_read_back(
        _of_two(plan, "together_cancel_sure", "together_cancel_sure_all"),
        Claim(ClaimKind.HAS_APPOINTMENT, slots),
        list=_listed(turn, slots),
    )
    turn.await_answer(Asking.CANCEL_SURE)


async def _cancel(turn: Turn, goal: Goal, plan: TogetherPlan) -> None:
    if not (goal.agreed and goal.read_back):
        _ask_whether_sure(turn, goal, plan)
        return
    references = [booking.reference for booking in plan.bookings]
    outcome = await turn.desk.together.cancel(references, with_dependents=goal.with_dependents)
    if isinstance(outcome, Refused) and outcome.needed_by and not goal.with_dependents:
        await goal_appointments.ask_about_dependents(turn, goal, outcome)
        return
    turn.state.goals.remove(goal)
    match outcome:
        case CancelledTogether(bookings=bookings):
            turn.state.done.extend(Done("cancelled", each) for each in bookings)
            claim = Claim(ClaimKind.CANCELLED, tuple(each.slot for each in bookings))
            turn.say("cancelled_all", claim=claim)
        case Refused() | NotFound():
            turn.ask(Asking.MESSAGE_OR_CALLBACK, "together_cancel_failed")


def _of_two(plan: TogetherPlan, key: str, key_of_more: str) -> str:
    return key if len(plan.bookings) == BOTH else key_of_more


def _listed(turn: Turn, slots: Sequence[Slot]) -> str:
    return say_list([f"{turn.offering(slot)} {turn.slots((slot,))}" for slot in slots], turn.language)
