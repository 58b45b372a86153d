"""Two people who come together: two places, one right after the other, each booked and named on its own.

Only slots with a free place behind them are offered. The second is held and read back like the first, after it: if
somebody was faster in between, the caller hears so and is offered what is near.
"""

import re
from collections.abc import Sequence
from datetime import timedelta

from app.dialogue.claims import Claim, ClaimKind
from app.dialogue.spoken_words import plain_words
from app.dialogue.state import OFFERED_AT_ONCE, Goal, GoalKind
from app.dialogue.turn import Turn
from app.domain.bookings import Offers, Slot
from app.domain.business import Language
from app.domain.ids import OfferingKey
from app.domain.spoken.when import When, Window

LOOKED_AT_FOR_TWO = 6
WAIT_AT_MOST = timedelta(minutes=15)
"""Between the end of one and the beginning of the next."""


MOST_IN_A_ROW = 5
_COUNTS: dict[Language, dict[str, int]] = {
    "en": {"a": 1, "one": 1, "two": 2, "both": 2, "three": 3, "four": 4, "five": 5},
    "de": {"ein": 1, "eine": 1, "einem": 1, "zwei": 2, "beide": 2, "drei": 3, "vier": 4, "fünf": 5}
    | {"zweit": 2, "dritt": 3, "viert": 4, "fünft": 5},
}
_TOGETHER: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?P<all>\w+) of us\b|\bfamily of (?P<family>\w+)\b"),
    "de": re.compile(r"\bzu (?P<all>\w+)\b|\b(?:wir|familie) (?:sind|mit) (?P<family>\w+)\b"),
}
_EACH: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(\w+) (?:adults?|children|child|kids?|grown-ups?|people|persons|boys|girls|sons|daughters)\b"),
    "de": re.compile(r"\b(\w+) (?:erwachsene\w*|kind\w*)\b"),
}
_PLACES: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(\w+) (?:appointments|places|slots)\b"),
    "de": re.compile(r"\b(\w+) (?:\w*termine|plätze)\b"),
}


def how_many_more(text: str, language: Language) -> int:
    """Beside the one whose place is made first: of "two adults and a child" two, one where nothing is counted."""
    said, counts = plain_words(text), _COUNTS[language]
    found = _TOGETHER[language].search(said)
    together = counts.get(next((word for word in found.groups() if word), ""), 0) if found is not None else 0
    counted = [counts[word] for word in _EACH[language].findall(said) if word in counts]
    places = next((counts[word] for word in _PLACES[language].findall(said) if word in counts), 0)
    people = together or places or sum(counted)
    return min(max(people, 2), MOST_IN_A_ROW) - 1


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
            offering=_of_the_companion(goal),
            could_be=goal.could_be if len(goal.could_be) > 1 else (),
            any_resource=True,
            when=When(windows=(window,), said_day=True, said_time=True),
            when_known=True,
            companions=goal.companions - 1,
            right_after=True,
            for_another=True,
            callers_name=state.name,
        )
    )
    state.name, state.name_given, state.nameless, state.name_objections = None, False, False, 0
    turn.say("together_next")
    turn.again = False  # whose name that is has not been asked yet


def _of_the_companion(goal: Goal) -> OfferingKey | None:
    """The same, or the other that was named; None where one is for women and the other for men."""
    match goal.could_be:
        case ():
            return goal.offering
        case (other,):
            return other
        case _:
            return None


async def _is_followed(turn: Turn, slot: Slot) -> bool:
    found = await turn.desk.find_offers(
        slot.offering, (_right_after(slot),), resource=None, not_these=(), count=1, moving=None
    )
    return isinstance(found, Offers) and not found.outside_wish


def _right_after(slot: Slot) -> Window:
    return Window(slot.ends_at, slot.ends_at + WAIT_AT_MOST)
