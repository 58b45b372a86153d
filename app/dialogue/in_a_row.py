"""Two people who come together: two places, one right after the other, each booked and named on its own.

Only slots with a free place behind them are offered. The second is held and read back like the first, after it: if
somebody was faster in between, the caller hears so and is offered what is near.
"""

from collections.abc import Sequence
from datetime import timedelta

from app.dialogue.claims import Claim, ClaimKind
from app.dialogue.state import OFFERED_AT_ONCE, Goal, GoalKind
from app.dialogue.turn import Turn
from app.domain.bookings import Offers, Slot
from app.domain.spoken.when import When, Window

LOOKED_AT_FOR_TWO = 6
WAIT_AT_MOST = timedelta(minutes=15)
"""Between the end of one and the beginning of the next."""


async def in_a_row(turn: Turn, goal: Goal, slots: Sequence[Slot]) -> Sequence[Slot]:
    """Those of the slots with a place right after; all of them, and a word about it, when none has one."""
    followed = [slot for slot in slots if await _is_followed(turn, slot)]
    if followed:
        return followed[:OFFERED_AT_ONCE]
    turn.say("together_apart", claim=Claim(ClaimKind.NOTHING_FREE))
    goal.companions = 0
    return slots[:OFFERED_AT_ONCE]


def for_the_companion(turn: Turn, goal: Goal, booked: Slot) -> None:
    """The next goal, once the first place is booked: the same thing, right after it, under another name."""
    state = turn.state
    window = _right_after(booked)
    state.goals.append(
        Goal(
            GoalKind.BOOK,
            offering=goal.offering,
            any_resource=True,
            when=When(windows=(window,), said_day=True, said_time=True),
            when_known=True,
            companions=goal.companions - 1,
            right_after=True,
        )
    )
    state.name, state.name_given, state.nameless, state.name_objections = None, False, False, 0
    turn.say("together_next")


async def _is_followed(turn: Turn, slot: Slot) -> bool:
    found = await turn.desk.find_offers(
        slot.offering, (_right_after(slot),), resource=None, not_these=(), count=1, moving=None
    )
    return isinstance(found, Offers) and not found.outside_wish


def _right_after(slot: Slot) -> Window:
    return Window(slot.ends_at, slot.ends_at + WAIT_AT_MOST)
