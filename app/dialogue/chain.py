"""Appointments that belong together, by voice: the examination, then the treatment that needs it.

The caller hears in one sentence that something has to come first. Both are planned, held, read back and booked as a
whole; whoever has had the examination never comes here. Answers are read in `chain_answers`.
"""

from collections.abc import Mapping
from dataclasses import replace

from app.dialogue.as_a_whole import BOTH, best_plan, one_after_another
from app.dialogue.asking import ask_when, knows_person
from app.dialogue.bringing import say_what_to_bring
from app.dialogue.claims import Claim, ClaimKind
from app.dialogue.lexicon import offering_name
from app.dialogue.plans import ChainPlan
from app.dialogue.state import Asking, Done, Goal, GoalKind
from app.dialogue.turn import Turn
from app.domain.bookings import ChainBooked, ChainHeld, ChainOffers, ChainTaken, NothingFree, Refused, Slot
from app.domain.ids import OfferingKey
from app.domain.spoken.say import say_list, say_name
from app.domain.spoken.when import Window


async def concerns(turn: Turn, goal: Goal) -> bool:
    """Whether something has to come before what is wanted; asked once an offering."""
    if goal.kind is not GoalKind.BOOK or goal.offering is None:
        return False
    if goal.chain is None or goal.chain.links[-1] != goal.offering:
        first = await turn.desk.chain.needed_first(goal.offering)
        wished = goal.when.windows if goal.when is not None and goal.when_known else ()
        wishes = {goal.offering: wished} if wished else {}
        goal.chain = ChainPlan((*first, goal.offering), wishes, about=goal.offering if wished else None)
    return goal.is_chain


async def begins_anew(turn: Turn, goal: Goal) -> bool:
    """What the caller had runs out before anything is free: it has to be had once more, with what needs it."""
    if goal.kind is not GoalKind.BOOK or goal.offering is None:
        return False
    found = await turn.desk.chain.find(goal.offering, {}, resource=goal.resource, not_these=())
    if isinstance(found, NothingFree) or len(found.plans[0]) < BOTH:
        return False
    wished = goal.when.windows if goal.when is not None else ()
    links = tuple(slot.offering for slot in found.plans[0])
    goal.chain = ChainPlan(links, {links[-1]: wished} if wished else {}, about=links[-1] if wished else None)
    return True


async def advance(turn: Turn, goal: Goal) -> None:
    """The next step for all of it."""
    plan = goal.chain
    if plan is None:
        return
    goal.companions = 0
    if not plan.announced:
        _announce(turn, plan)
    goal.chain = plan = replace(_with_wish(goal, plan), announced=True)
    if not goal.when_known:
        if goal.when is not None and goal.when.problem is not None:
            ask_when(turn, goal)
        else:
            turn.ask(Asking.WHEN, "ask_when_chain")
    elif not plan.slots:
        await _search(turn, goal, plan)
    elif goal.agreed and goal.read_back:
        await _commit(turn, goal, plan)
    elif not plan.suits and turn.state.name is None:
        _read_out(turn, goal, plan, "chain_offer", Asking.CHAIN)
    elif await _is_held(turn, goal, plan) and knows_person(turn):
        _read_back(turn, goal, plan)


def _with_wish(goal: Goal, plan: ChainPlan) -> ChainPlan:
    """A wish that was settled on the way (which of two readings is meant) counts like one said outright."""
    heard = goal.when.windows if goal.when is not None and goal.when_known else ()
    about = plan.about or plan.links[0]
    return replace(plan, wishes={**plan.wishes, about: heard}, about=about) if heard else plan


async def _search(turn: Turn, goal: Goal, plan: ChainPlan) -> None:
    found = await _best(turn, goal, plan)
    slots = best_plan(turn, goal, found)
    if slots is None:
        return
    met = {slot.offering: plan.wishes[slot.offering] for slot in slots if _is_met(plan, slot)}
    goal.chain = plan = replace(plan, slots=slots, wishes=met, kept={}, suits=False)
    goal.slot, goal.read_back, goal.agreed = slots[-1], False, False
    if plan.about not in met:
        goal.when = None  # the caller has heard that it cannot be had
    await _is_held(turn, goal, plan)


async def _best(turn: Turn, goal: Goal, plan: ChainPlan) -> ChainOffers | NothingFree:
    """All wishes with the others where they are; else wherever they must go; else without the last wish."""
    found = await _find(turn, goal, plan, {**plan.kept, **plan.wishes})
    if not plan.kept or (isinstance(found, ChainOffers) and not found.outside_wish):
        return found
    found = await _find(turn, goal, plan, plan.wishes)
    if isinstance(found, ChainOffers) and not found.outside_wish:
        return found
    stays = await _find(turn, goal, plan, {key: wish for key, wish in plan.wishes.items() if key != plan.about})
    return found if isinstance(stays, NothingFree) else replace(stays, outside_wish=True)


def _is_met(plan: ChainPlan, slot: Slot) -> bool:
    return any(window.fits(slot.starts_at) for window in plan.wishes.get(slot.offering, ()))


async def _find(
    turn: Turn, goal: Goal, plan: ChainPlan, wishes: Mapping[OfferingKey, tuple[Window, ...]]
) -> ChainOffers | NothingFree:
    return await turn.desk.chain.find(plan.links[-1], wishes, resource=goal.resource, not_these=plan.refused)


async def _is_held(turn: Turn, goal: Goal, plan: ChainPlan) -> bool:
    """Holds it (again). When a place is gone, the caller hears so, and the next plan is taken up."""
    if turn.desk.holds(plan.slots):
        return True
    outcome = await turn.desk.chain.hold(plan.slots)
    if isinstance(outcome, ChainHeld):
        return True
    _lost(turn, goal, outcome)
    return False


def _lost(turn: Turn, goal: Goal, outcome: ChainTaken | Refused) -> None:
    goal.forget_offers()
    if isinstance(outcome, Refused):
        goal.chain, goal.when, goal.when_known = None, None, False
        turn.ask(Asking.WHEN, "refused_other")
        return
    turn.say("slot_lost")  # what is free now is looked for next, inside the wish


def _announce(turn: Turn, plan: ChainPlan) -> None:
    business = turn.state.business
    names = [say_name(offering_name(business.offering(key), turn.language), turn.language) for key in plan.links[:-1]]
    turn.tell_phrase(
        "chain_first" if len(plan.links) == BOTH else "chain_first_all", first=say_list(names, turn.language)
    )


def _read_back(turn: Turn, goal: Goal, plan: ChainPlan) -> None:
    state = turn.state
    key = "chain_read_back_nameless" if state.nameless and not state.name_given else "chain_read_back"
    _read_out(turn, goal, plan, key, Asking.READ_BACK, name=say_name(state.name or "", turn.language))


def _read_out(turn: Turn, goal: Goal, plan: ChainPlan, key: str, asking: Asking, **values: str) -> None:
    goal.read_back = asking is Asking.READ_BACK  # taken back by the manager when the caller did not hear it all
    said = [turn.phrases.choose("chain_link", turn.language, **_facts(turn, slot)) for slot in plan.slots]
    links = one_after_another(turn, said)
    turn.say_read_back(key, Claim(ClaimKind.FREE, plan.slots), links=links, **values)
    turn.await_answer(asking)


def _facts(turn: Turn, slot: Slot) -> Mapping[str, str]:
    return {"on": turn.slots((slot,)), "what": turn.what(slot)}


async def _commit(turn: Turn, goal: Goal, plan: ChainPlan) -> None:
    state = turn.state
    outcome = await turn.desk.chain.book(plan.slots, name=state.name or "", number=state.number)
    match outcome:
        case ChainBooked(bookings=bookings):
            state.goals.remove(goal)
            state.done.extend(Done("booked", booking) for booking in bookings)
            slots = tuple(booking.slot for booking in bookings)
            key = "chain_booked" if len(slots) == BOTH else "chain_booked_all"
            turn.say(key, claim=Claim(ClaimKind.BOOKED, slots))
            say_what_to_bring(turn, slots)
        case ChainTaken() | Refused():
            _lost(turn, goal, outcome)
