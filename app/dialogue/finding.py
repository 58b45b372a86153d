"""Looking for times that are free for what the caller wishes: of whom, beside what was made before, of others."""

from collections.abc import Sequence
from dataclasses import replace

from app.dialogue.for_whom import made_for_same
from app.dialogue.in_a_row import LOOKED_AT_FOR_TWO
from app.dialogue.lexicon import spoken_name
from app.dialogue.state import OFFERED_AT_ONCE, Goal
from app.dialogue.turn import Turn
from app.domain.bookings import NothingFree, Offers, Slot
from app.domain.ids import OfferingKey, ResourceId
from app.domain.spoken.say import say_list, say_name
from app.domain.spoken.when import Window

LOOKED_AT_BESIDE = 6
"""Times looked up anew, at most, for one beside an appointment that was made before."""
MOST_DAYS_NAMED = 3


async def find(turn: Turn, goal: Goal, offering: OfferingKey, windows: Sequence[Window]) -> Offers | NothingFree:
    if goal.avoided and goal.resource is None:
        return await _without_avoided(turn, goal, offering, windows)
    return await _of(turn, goal, offering, windows, goal.resource)


async def _without_avoided(
    turn: Turn, goal: Goal, offering: OfferingKey, windows: Sequence[Window]
) -> Offers | NothingFree:
    """Of everybody but whom the caller does not want, as wished if anybody has it; in vain, of anybody."""
    people = [person.id for person in turn.state.business.people_for(offering) if person.id not in goal.avoided]
    found = [await _of(turn, goal, offering, windows, person) for person in people]
    offers = [one for one in found if isinstance(one, Offers)]
    wished = [one for one in offers if not one.outside_wish] or offers[:1]
    if not wished:
        return await _of(turn, goal, offering, windows, None)
    slots = {slot.starts_at: slot for one in reversed(wished) for slot in one.slots}
    return replace(wished[0], slots=tuple(slots[start] for start in sorted(slots))[:OFFERED_AT_ONCE])


async def _of(
    turn: Turn, goal: Goal, offering: OfferingKey, windows: Sequence[Window], resource: ResourceId | None
) -> Offers | NothingFree:
    """Nothing at a time at which the caller is here anyway, by an appointment that was made in this call."""
    made = () if goal.for_another or goal.right_after else made_for_same(turn.state)
    clashing: tuple[Slot, ...] = ()
    for _ in range(LOOKED_AT_BESIDE if made else 0):
        found = await _any_of(turn, goal, offering, windows, resource, clashing)
        if not isinstance(found, Offers) or not (now := tuple(slot for slot in found.slots if _clashes(slot, made))):
            return found
        clashing += now
    return await _any_of(turn, goal, offering, windows, resource, clashing)


def _clashes(slot: Slot, made: Sequence[Slot]) -> bool:
    return any(slot.starts_at < other.ends_at and other.starts_at < slot.ends_at for other in made)


async def _any_of(  # noqa: PLR0917  one argument for each thing that narrows the search
    turn: Turn,
    goal: Goal,
    offering: OfferingKey,
    windows: Sequence[Window],
    resource: ResourceId | None,
    clashing: tuple[Slot, ...],
) -> Offers | NothingFree:
    return await turn.desk.find_offers(
        offering,
        windows,
        resource=resource,
        not_these=(*goal.refused, *goal.denied, *clashing),
        count=OFFERED_AT_ONCE if not goal.companions else LOOKED_AT_FOR_TWO,
        moving=goal.appointment.reference if goal.appointment is not None else None,
    )


def is_as_wished(found: Offers | NothingFree) -> bool:
    return isinstance(found, Offers) and not found.outside_wish


def is_kept(turn: Turn, goal: Goal) -> bool:
    """Whose appointment it is that moves; nobody asked for them in this call."""
    return (
        goal.appointment is not None
        and goal.resource == goal.appointment.slot.resource
        and turn.state.staff != goal.resource
    )


async def with_somebody_else(turn: Turn, goal: Goal, offering: OfferingKey, windows: Sequence[Window]) -> Offers | None:
    """The wished time outweighs who it was with; None when nobody has it."""
    kept, goal.resource = goal.resource, None
    found = await find(turn, goal, offering, windows)
    if not isinstance(found, Offers) or found.outside_wish or kept is None:
        goal.resource = kept
        return None
    business, language = turn.state.business, turn.language
    named, *others = (
        say_name(spoken_name(business.resource(one), language), language)
        for one in (kept, *dict.fromkeys(slot.resource for slot in found.slots))
    )
    turn.say("somebody_else", resource=named, others=say_list(others, language))
    return found


async def one_each_day(turn: Turn, goal: Goal, windows: Sequence[Window], found: Offers) -> Offers:
    """ "Dienstag oder Donnerstag": something on each of the days that were named, if there is."""
    when, offering = goal.when, goal.offering
    days = sorted({window.earliest.date() for window in windows})
    each_named = when is not None and 1 < len(days) == len(when.wish.clauses) <= MOST_DAYS_NAMED
    offered = {slot.in_zone(turn.state.business.zone).starts_at.date() for slot in found.slots}
    if not each_named or offering is None or found.outside_wish or goal.companions or len(offered) > 1:
        return found
    first_of: list[Slot] = []
    for day in days:
        of_day = await find(turn, goal, offering, [one for one in windows if one.earliest.date() == day])
        first_of += of_day.slots[:1] if isinstance(of_day, Offers) and not of_day.outside_wish else ()
    return replace(found, slots=tuple(first_of[:OFFERED_AT_ONCE])) if len(first_of) > 1 else found
