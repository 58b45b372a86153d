"""What callers say in their own words, and whether the right thing came of it, by the state of the call.

The wordings: `tests/corpora/other_words_{language}.yaml`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from app.dialogue.state import Asking, GoalKind
from app.domain.bookings import BookingStatus
from app.domain.business import Language
from app.quick_yaml import parse_yaml
from tests.dialogue.text_call import Line
from voice.contract import HangUp, Listen, Transfer

CORPORA = Path(__file__).parents[1] / "corpora"
SPLITS = ("dev", "heldout")
HAS_APPOINTMENT = frozenset(
    {
        "cancels",
        "cancels_after_all",
        "moves",
        "keeps",
        "asked_first",
        "moves_when_asked",
        "cancels_when_asked",
        "one_more_when_asked",
    }
)
_APPOINTMENT = {
    "start": "2026-03-25T09:30",
    "offering": "checkup",
    "resource": "dr-jonas-weber",
    "name": "Sabine Hoffmann",
}
_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Talk:
    """How the call stands after the words."""

    line: Line
    ending: Listen | Transfer | HangUp

    @property
    def kinds(self) -> frozenset[GoalKind]:
        return frozenset(goal.kind for goal in self.line.conversation.state.goals)

    @property
    def kind(self) -> GoalKind | None:
        goal = self.line.conversation.state.goal
        return goal.kind if goal is not None else None

    @property
    def asking(self) -> Asking:
        return self.line.conversation.state.asking

    @property
    def booked(self) -> int:
        made = self.line.calendar.bookings.values()
        return sum(one.status is BookingStatus.CONFIRMED and one.call_sid == self.line.call_sid for one in made)

    @property
    def goes_on(self) -> bool:
        return isinstance(self.ending, Listen)


def _cancels(talk: Talk) -> bool:
    return talk.goes_on and talk.asking is Asking.CANCEL_SURE and talk.kinds == {GoalKind.CANCEL}


def _drops(talk: Talk) -> bool:
    calm = not isinstance(talk.ending, Transfer) and talk.line.call_sid not in talk.line.calendar.holds
    return calm and not talk.kinds and not talk.booked and (not talk.goes_on or talk.asking is Asking.ANYTHING_ELSE)


def _on_friday(talk: Talk) -> bool:
    goal = talk.line.conversation.state.goal
    days = {window.earliest.weekday() for window in goal.when.windows} if goal is not None and goal.when else set()
    return talk.goes_on and talk.kinds == {GoalKind.BOOK} and days == {_FRIDAY}


def _waits(talk: Talk) -> bool:
    return GoalKind.WAIT in talk.kinds or bool(talk.line.tools.waiting)


def _unknown(talk: Talk) -> bool:
    done = [one.kind for one in talk.line.conversation.state.done]
    return talk.goes_on and done == ["unknown"] and talk.asking is Asking.HUMAN_OR_MESSAGE


def _one_more(talk: Talk) -> bool:
    return talk.goes_on and talk.kinds == {GoalKind.BOOK} and talk.asking is not Asking.STANDING


WANTED: Mapping[str, Callable[[Talk], bool]] = {
    "cancels": _cancels,
    "cancels_after_all": _cancels,
    "moves": lambda talk: talk.goes_on and talk.kinds == {GoalKind.MOVE},
    "drops": _drops,
    "agrees": lambda talk: talk.goes_on and talk.booked == 1,
    "disagrees": lambda talk: talk.goes_on and not talk.booked,
    "books_on_friday": _on_friday,
    "waits": _waits,
    "not_in_despair": lambda talk: talk.goes_on,
    "unknown_questions": _unknown,
    "nothing_more": lambda talk: talk.ending == HangUp("goodbye"),
    "asked_first": lambda talk: talk.goes_on and talk.asking is Asking.STANDING,
    "moves_when_asked": lambda talk: talk.goes_on and talk.kinds == {GoalKind.MOVE},
    "cancels_when_asked": _cancels,
    "one_more_when_asked": _one_more,
    "keeps": lambda talk: talk.goes_on and GoalKind.CANCEL not in talk.kinds,
}


@lru_cache
def wordings(language: Language, split: str) -> Mapping[str, Sequence[str]]:
    content = parse_yaml((CORPORA / f"other_words_{language}.yaml").read_text())
    return {kind: splits[split] for kind, splits in content.items()}


async def talk(kind: str, wording: str, language: Language) -> Talk:
    line = Line(language=language)
    if kind in HAS_APPOINTMENT:
        line.know("Sabine Hoffmann")
        line.has_booking(_APPOINTMENT)
    await line.pick_up()
    ending: Listen | Transfer | HangUp = Listen()
    for text in wording.split(" | "):
        _, ending = await line.send(text)
    return Talk(line, ending)


async def came_right(kind: str, wording: str, language: Language) -> bool:
    return WANTED[kind](await talk(kind, wording, language))
