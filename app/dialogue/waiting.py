"""The waiting list by voice: "call me if something earlier comes up".

Whoever has an appointment waits for an earlier one in its place; whoever has none is given one first, when anything is
free at all, because waiting alone is no appointment.
"""

from app.dialogue.asking import ask_offering, do_without_name, knows_person
from app.dialogue.claims import Claim, ClaimKind
from app.dialogue.details import amend, amend_person
from app.dialogue.reading import Reading
from app.dialogue.state import Asking, Done, Goal, GoalKind
from app.dialogue.turn import Turn
from app.domain.bookings import Booking
from app.domain.spoken.when import Window


async def wish_to_wait(turn: Turn, reading: Reading) -> None:
    """Notes the wish; it is seen to once the appointment that is being made stands."""
    state, goal = turn.state, turn.state.goal
    if not state.business.rules.keeps_waiting_list:  # before anybody is asked for their name
        turn.again = True
        if goal is None:
            turn.ask(Asking.MESSAGE_OR_CALLBACK, "waitlist_none")
        else:
            turn.say("waitlist_not_kept")
        return
    if any(other.kind is GoalKind.WAIT for other in state.goals):
        turn.again = True
        return
    amend_person(turn, reading)
    wish = Goal(GoalKind.WAIT, offering=goal.offering if goal is not None else None)
    if goal is not None and goal.kind in (GoalKind.BOOK, GoalKind.MOVE):
        state.goals.insert(state.goals.index(goal), wish)
        turn.say("waitlist_then")
        turn.again = True
        return
    if goal is None or goal.kind is not GoalKind.CANCEL:
        amend(turn, wish, reading)
    state.goals.append(wish)


async def advance(turn: Turn, goal: Goal) -> None:
    """Joins once it is known what for, and who."""
    state = turn.state
    booking = await _brought_forward(turn)
    if booking is not None:
        goal.offering = booking.slot.offering
        if state.name is None:
            state.name = booking.customer_name
    if goal.offering is None:
        ask_offering(turn)
        return
    if state.name is None and state.number is not None and state.keys_said:
        do_without_name(turn)
    if not knows_person(turn):
        return
    if state.number is None:
        state.number_declined = False
        turn.ask(Asking.NUMBER, "ask_number")
        return
    joined = await turn.desk.join_waitlist(
        goal.offering,
        _windows(turn, goal, booking),
        resource=goal.resource,
        name=state.name or "",
        number=state.number,
        moving=booking.reference if booking is not None else None,
    )
    state.goals.remove(goal)
    if not joined:
        turn.ask(Asking.MESSAGE_OR_CALLBACK, "waitlist_none")
        return
    text = turn.phrases.choose("goal_wait", state.business.default_language)
    state.done.append(Done("message", text=text, revocable=True))
    turn.say("waitlisted", claim=Claim(ClaimKind.WAITLISTED))


async def _brought_forward(turn: Turn) -> Booking | None:
    """What was just booked, else the only appointment of this caller."""
    made = [done.booking for done in turn.state.done if done.kind in ("booked", "moved") and done.booking is not None]
    if made:
        return made[-1]
    own = await turn.desk.my_appointments()
    return own[0] if len(own) == 1 else None


def _windows(turn: Turn, goal: Goal, booking: Booking | None) -> tuple[Window, ...]:
    """The wished times, or any; only earlier than the appointment that stands."""
    wished = tuple(goal.when.windows) if goal.when is not None else ()
    if booking is None:
        return wished
    stands = booking.slot.starts_at.astimezone(turn.state.business.zone)
    earlier = tuple(Window(one.earliest, min(one.latest, stands)) for one in wished if one.earliest < stands)
    return earlier or (Window(turn.desk.now(), stands),)
