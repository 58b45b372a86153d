"""Searching and offering times, and the caller's answer to an offer."""

import re
from collections.abc import Sequence
from datetime import datetime

from app.dialogue import chain
from app.dialogue.caller_asks import ASKS_WHAT
from app.dialogue.claims import Claim, ClaimKind
from app.dialogue.details import amend, amend_person, skilled
from app.dialogue.finding import find, is_as_wished, is_kept, one_each_day, with_somebody_else
from app.dialogue.for_whom import note_for_whom
from app.dialogue.in_a_row import in_a_row
from app.dialogue.lexicon import spoken_name
from app.dialogue.reading import Reading
from app.dialogue.settling import another_day, settle, take
from app.dialogue.state import Asking, Goal
from app.dialogue.turn import Turn
from app.dialogue.turned_down import is_offered, still_denied, the_other_suits, without_their_day
from app.dialogue.wish import at_best, just_then, on_its_day, set_wish
from app.domain.bookings import NothingFree, Slot
from app.domain.business import Language
from app.domain.spoken.say import say_name
from app.domain.spoken.when import When, Window

_PLAINLY: dict[Language, dict[str, str]] = {
    "de": {"later": "später", "earlier": "früher"},
    "en": {"later": "later", "earlier": "earlier"},
}
SAME_OFFERS = 3
"""How often the same times are searched out for a caller; whatever they answer is not understood."""
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
    wished = goal.when.windows if goal.when is not None else ()
    windows = on_its_day(goal, wished, turn.state.business.zone)
    lasts = turn.state.business.offering(goal.offering).duration
    meant = just_then(goal, at_best(goal.when, windows, lasts=lasts), turn.state.business.zone)
    found = await find(turn, goal, goal.offering, meant)
    if meant != windows and not is_as_wished(found):
        found = await find(turn, goal, goal.offering, windows)
    if windows != wished and not is_as_wished(found):
        found = await find(turn, goal, goal.offering, windows := wished)
    if goal.resource is not None and not is_as_wished(found) and is_kept(turn, goal):
        found = await with_somebody_else(turn, goal, goal.offering, windows) or found
    if isinstance(found, NothingFree):
        if found.reason != "prerequisite" or not await chain.begins_anew(turn, goal):
            await _nothing_free(turn, goal)
        return
    if found.outside_wish and goal.refused:
        goal.when, goal.when_known, goal.refused = None, False, ()
        turn.ask(Asking.WHEN, "nothing_more", claim=Claim(ClaimKind.NOTHING_FREE))
        return
    found = await one_each_day(turn, goal, windows, found)
    slots = await in_a_row(turn, goal, found.slots) if goal.companions else found.slots
    if found.outside_wish and goal.denied:
        slots = _on_wished_days(turn, slots, windows) or slots
    goal.offers, goal.offers_said = tuple(sorted(slots, key=lambda slot: slot.starts_at)), True
    exact = goal.right_after or (len(windows) == 1 and windows[0].earliest == windows[0].latest)
    if goal.offered.count(goal.offers) >= SAME_OFFERS and not turn.state.keys_said:
        await _leave_to_people(turn, goal)
        return
    goal.offered += (goal.offers,)
    await turn.desk.hold(slots[0])
    if exact and not found.outside_wish:
        goal.slot = slots[0]
        turn.say("free_exactly", claim=Claim(ClaimKind.FREE, (goal.slot,)))
        await settle(turn, goal)
        return
    _offer(turn, goal, reason=(found.reason or "full") if found.outside_wish else None)


def _on_wished_days(turn: Turn, slots: Sequence[Slot], windows: Sequence[Window]) -> tuple[Slot, ...]:
    """Who has turned another day down is told what is left of theirs."""
    days = {window.earliest.date() for window in windows}
    return tuple(slot for slot in slots if slot.in_zone(turn.state.business.zone).starts_at.date() in days)


async def choose(turn: Turn, goal: Goal, reading: Reading) -> bool:  # noqa: PLR0912  one line for each kind of answer
    """The answer to an offer. False when it was none."""
    if "checks_day" in reading.marks and goal.offers:
        offer_again(turn, goal)  # with the weekday in it
        return True
    if await _moved_on(turn, goal, reading):
        return True
    if reading.answer == "no" and not reading.rest.strip():
        await _offer_more(turn, goal)
        return True
    if (kept := without_their_day(turn, goal, reading)) is not None:
        set_wish(goal, kept)
        if kept.problem is None and not kept.windows:
            another_day(goal)
        return True
    if _asks_what_else(reading):
        return amend(turn, goal, reading)
    if (reading.choice is not None and not _is_elsewhere(goal, reading)) or _exactly_one(goal, reading) is not None:
        index = reading.choice if reading.choice is not None else _exactly_one(goal, reading)
        return await _choose_nth(turn, goal, reading, index or 0)
    if reading.anyone_time and goal.offers:
        return await take(turn, goal, goal.offers[0])
    if reading.candidates and reading.answer != "no" and len(reading.candidates) < len(goal.offers):
        goal.offers = tuple(goal.offers[nth] for nth in reading.candidates)
        offer_again(turn, goal)
        return True
    if _wishes_for_it_again(goal, reading):
        return await take(turn, goal, goal.offers[0])
    goal.denied = still_denied(goal, reading)
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


def _asks_what_else(reading: Reading) -> bool:
    """ "Was haben Sie denn da am Nachmittag?" takes nothing yet, though one of the offers is then."""
    asks = reading.text.rstrip().endswith("?") and ASKS_WHAT.search(reading.text) is not None
    return asks and reading.is_timed


def _wishes_for_it_again(goal: Goal, reading: Reading) -> bool:
    """ "Der erste Nachmittag, den Sie haben", of the only offer, which is one: they will hear it read back."""
    if len(goal.offers) != 1 or goal.unheard or reading.answer == "no" or reading.when is None:
        return False
    others = reading.offerings or reading.direction or reading.wants_other_day or reading.person
    fits = any(window.fits(goal.offers[0].starts_at) for window in reading.when.windows)
    return fits and reading.when.problem is None and not others and not reading.text.rstrip().endswith("?")


async def _moved_on(turn: Turn, goal: Goal, reading: Reading) -> bool:
    """Another day, or something later or earlier than all that was offered."""
    if reading.wants_other_day:
        another_day(goal)
        return True
    if (as_it_was := _as_it_was(turn, goal, reading)) is not None:
        set_wish(goal, as_it_was)
        await search(turn, goal)
        return True
    beyond = _later_or_earlier(turn, goal, reading)
    if beyond is None:
        return False
    if (suits := the_other_suits(turn, goal, reading)) is not None:
        return await _choose_nth(turn, goal, suits, suits.choice or 0)
    heard = reading.when if reading.when is not None and reading.when.windows else None
    heard = None if heard is not None and is_offered(goal, heard) else heard
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


_COUNTED = re.compile(
    r"\b(?:de[nrm]|die|das|the) (?:erste|zweite|dritte|vierte|first|second|third|fourth)[nr]?\b(?! (?:of|im|in|\w*woche"
    r"|week|\w*tag|\w+day|januar\w*|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)\b)",
    re.IGNORECASE,
)


def _is_elsewhere(goal: Goal, reading: Reading) -> bool:
    """ "Have you anything the week after that?": on none of the days that were offered. "Den zweiten, um neun" counts
    the offers, and names no day."""
    when = reading.when if _COUNTED.search(reading.text) is None else None
    if when is None or when.problem is not None or not when.windows or not when.said_day or not when.heard:
        return False
    days = [(window.earliest.date(), window.latest.date()) for window in when.windows]
    zone = when.windows[0].earliest.tzinfo
    offered = [slot.starts_at.astimezone(zone).date() for slot in goal.offers]
    return not any(first <= day <= last for first, last in days for day in offered)


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
    if reading.person not in (None, slot.resource):
        goal.resource, goal.any_resource = reading.person, False  # that time, and with somebody else
        set_wish(goal, turn.comprehension.wish((Window(*[slot.in_zone(turn.state.business.zone).starts_at] * 2),)))
        return True
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
    if len(goal.refused) >= 4 and not turn.state.keys_said:  # the same day by a key brings the same times again
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
    starts = tuple(slot.in_zone(turn.state.business.zone).starts_at for slot in goal.offers)
    earlier = goal.when if goal.when_known else None
    plainly = _PLAINLY[turn.language][reading.direction]
    beyond = turn.comprehension.when(
        plainly, turn.language, now=turn.desk.now(), earlier=earlier, offered=starts, expected=True
    )
    return beyond if beyond is not None and beyond.windows else None


def _as_it_was(turn: Turn, goal: Goal, reading: Reading) -> When | None:
    """ "The same time is good": that of the appointment that moves, on the days of the offers."""
    if "same_time" not in reading.marks or goal.appointment is None:
        return None
    zone = turn.state.business.zone
    at = goal.appointment.slot.in_zone(zone).starts_at.time()
    days = sorted({slot.in_zone(zone).starts_at.date() for slot in goal.offers})
    exactly = [datetime.combine(day, at, tzinfo=zone) for day in days]
    return turn.comprehension.wish(tuple(Window(start, start) for start in exactly)) if days else None


def _take_person(turn: Turn, goal: Goal, reading: Reading) -> None:
    amend_person(turn, reading)
    note_for_whom(turn.state, goal, reading)
    if reading.person is not None:
        goal.resource = reading.person
