"""Searching and offering times, and the caller's answer to an offer."""

from collections.abc import Sequence
from datetime import timedelta

from app.dialogue import chain
from app.dialogue.claims import Claim, ClaimKind
from app.dialogue.details import amend, amend_person, skilled
from app.dialogue.in_a_row import LOOKED_AT_FOR_TWO, in_a_row
from app.dialogue.lexicon import spoken_name
from app.dialogue.reading import Reading
from app.dialogue.settling import another_day, settle, take
from app.dialogue.state import OFFERED_AT_ONCE, Asking, Goal
from app.dialogue.turn import Turn
from app.domain.bookings import NothingFree, Offers, Slot
from app.domain.ids import OfferingKey
from app.domain.spoken.say import say_list, say_name
from app.domain.spoken.when import When, Window

OUTSIDE_WISH = {
    "closed": "offer_outside_closed",
    "absent": "offer_outside_absent",
    "notice": "offer_outside_notice",
    "order": "offer_outside_order",
}


async def search(turn: Turn, goal: Goal) -> None:
    if goal.offering is None:
        return
    if goal.resource is not None and goal.resource not in skilled(turn, goal):
        person = turn.state.business.resource(goal.resource)
        turn.say("no_resource", resource=say_name(spoken_name(person, turn.language), turn.language))
        goal.resource = None
    windows = goal.when.windows if goal.when is not None else ()
    found = await _find(turn, goal, goal.offering, windows)
    if goal.resource is not None and not _wished(found) and _is_kept(turn, goal):
        found = await _with_somebody_else(turn, goal, goal.offering, windows) or found
    if isinstance(found, NothingFree):
        if found.reason != "prerequisite" or not await chain.begins_anew(turn, goal):
            await _nothing_free(turn, goal)
        return
    if found.outside_wish and goal.refused:
        goal.when, goal.when_known, goal.refused = None, False, ()
        turn.ask(Asking.WHEN, "nothing_more", claim=Claim(ClaimKind.NOTHING_FREE))
        return
    slots = await in_a_row(turn, goal, found.slots) if goal.companions else found.slots
    if found.outside_wish and goal.denied:
        slots = _on_wished_days(turn, slots, windows) or slots
    goal.offers, goal.offers_said = tuple(sorted(slots, key=lambda slot: slot.starts_at)), True
    exact = goal.right_after or (len(windows) == 1 and windows[0].earliest == windows[0].latest)
    await turn.desk.hold(slots[0])
    if exact and not found.outside_wish:
        goal.slot = slots[0]
        turn.say("free_exactly", claim=Claim(ClaimKind.FREE, (goal.slot,)))
        await settle(turn, goal)
        return
    _offer(turn, goal, reason=(found.reason or "full") if found.outside_wish else None)


async def _find(turn: Turn, goal: Goal, offering: OfferingKey, windows: Sequence[Window]) -> Offers | NothingFree:
    return await turn.desk.find_offers(
        offering,
        windows,
        resource=goal.resource,
        not_these=(*goal.refused, *goal.denied),
        count=OFFERED_AT_ONCE if not goal.companions else LOOKED_AT_FOR_TWO,
        moving=goal.appointment.reference if goal.appointment is not None else None,
    )


def _wished(found: Offers | NothingFree) -> bool:
    return isinstance(found, Offers) and not found.outside_wish


def _is_kept(turn: Turn, goal: Goal) -> bool:
    """Whose appointment it is that moves; nobody asked for them in this call."""
    return (
        goal.appointment is not None
        and goal.resource == goal.appointment.slot.resource
        and turn.state.staff != goal.resource
    )


async def _with_somebody_else(
    turn: Turn, goal: Goal, offering: OfferingKey, windows: Sequence[Window]
) -> Offers | None:
    """The wished time outweighs who it was with; None when nobody has it."""
    kept, goal.resource = goal.resource, None
    found = await _find(turn, goal, offering, windows)
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


def _on_wished_days(turn: Turn, slots: Sequence[Slot], windows: Sequence[Window]) -> tuple[Slot, ...]:
    """Who has turned another day down is told what is left of theirs."""
    days = {window.earliest.date() for window in windows}
    return tuple(slot for slot in slots if slot.in_zone(turn.state.business.zone).starts_at.date() in days)


async def choose(turn: Turn, goal: Goal, reading: Reading) -> bool:
    """The answer to an offer. False when it was none."""
    if await _moved_on(turn, goal, reading):
        return True
    if reading.answer == "no" and not reading.rest.strip():
        await _offer_more(turn, goal)
        return True
    if reading.choice is not None or _exactly_one(goal, reading) is not None:
        index = reading.choice if reading.choice is not None else _exactly_one(goal, reading)
        return await _choose_nth(turn, goal, reading, index or 0)
    if reading.anyone_time and goal.offers:
        return await take(turn, goal, goal.offers[0])
    if reading.candidates and reading.answer != "no" and len(reading.candidates) < len(goal.offers):
        goal.offers = tuple(goal.offers[nth] for nth in reading.candidates)
        offer_again(turn, goal)
        return True
    if amend(turn, goal, reading):
        return True
    if reading.answer == "no":
        await _offer_more(turn, goal)
        return True
    if reading.answer == "yes":
        if len(goal.offers) == 1 and not goal.unheard:
            return await take(turn, goal, goal.offers[0])
        turn.again = True
        if goal.unheard:
            offer_again(turn, goal)
        elif goal.asked_which:
            return await take(turn, goal, goal.offers[0])  # they will hear it read back
        else:
            goal.asked_which = True
            turn.ask(Asking.OFFERS, "which_offer")
        return True
    return False


async def _moved_on(turn: Turn, goal: Goal, reading: Reading) -> bool:
    """Another day, or something later or earlier than all that was offered."""
    if reading.wants_other_day:
        another_day(goal)
        return True
    beyond = _later_or_earlier(turn, goal, reading)
    if beyond is None:
        return False
    heard = reading.when if reading.when is not None and reading.when.windows else None
    goal.when, goal.when_known = heard or beyond, True
    goal.refused += goal.offers
    goal.forget_offers()
    await search(turn, goal)
    return True


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
        offer_again(turn, goal)
        return True
    if reading.offerings and reading.offerings[0] != goal.offering:
        return amend(turn, goal, reading)
    _take_person(turn, goal, reading)
    return await take(turn, goal, slot)


def _offer(turn: Turn, goal: Goal, *, reason: str | None) -> None:
    claim = Claim(ClaimKind.FREE, goal.offers)
    if reason is not None:
        key = OUTSIDE_WISH.get(reason, "offer_outside")
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


def offer_again(turn: Turn, goal: Goal) -> None:
    goal.unheard = ()
    key = "offer_one_again" if len(goal.offers) == 1 else "offer_again"
    turn.ask(Asking.OFFERS, key, claim=Claim(ClaimKind.FREE, goal.offers), slots=goal.offers)


async def _offer_more(turn: Turn, goal: Goal) -> None:
    if len(goal.refused) >= 4:
        goal.turned_down += 1
        if goal.turned_down > 1:
            await _leave_to_people(turn, goal)
            return
        goal.forget_offers()
        goal.when, goal.when_known, goal.refused = None, False, ()
        turn.ask(Asking.WHEN, "offer_refused")
        return
    goal.refused += goal.offers
    goal.forget_offers()
    await search(turn, goal)


async def _leave_to_people(turn: Turn, goal: Goal) -> None:
    """Offers that suit nobody, round after round: asking for yet another day leads nowhere."""
    turn.state.goals.remove(goal)
    await turn.desk.release()
    turn.ask(Asking.MESSAGE_OR_CALLBACK, "nothing_suits")


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


def _take_person(turn: Turn, goal: Goal, reading: Reading) -> None:
    amend_person(turn, reading)
    if reading.person is not None:
        goal.resource = reading.person
