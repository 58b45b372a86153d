"""A call by keys: what each question offers on the keypad, and what a pressed key means.

Decision: a key becomes an ordinary reading of the caller's answer, so that the goals know nothing of keys, and every
question of a booking has a menu: whoever is never understood books with digits alone. Menus are spoken only once
speech has failed, because they cost the caller time; the keys themselves count at any moment.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.dialogue import asking, who_calls
from app.dialogue.intents import Guess, Intent
from app.dialogue.lexicon import offering_name
from app.dialogue.opening_words import DAY_NAMES
from app.dialogue.reading import Reading
from app.dialogue.state import YES_NO, Asking, Goal, GoalKind
from app.dialogue.turn import Turn
from app.domain.business import Language
from app.domain.spoken.hear_number import judge_phone
from app.domain.spoken.say import say_date, say_list, say_name, say_number, say_time
from app.domain.spoken.when import When, Window

MOST_KEYS = 8
ANY_TIME = "9"
_SURE = Guess(Intent.OTHER, 1.0, certain=True)
_WRONG_IN_APPOINTMENT = ("other_day", "name_wrong", "other_offering", "nothing_at_all")
_WRONG_IN_MESSAGE = ("name_wrong", "number", "message")
_SAID_IN: dict[Language, str] = {"de": "am {day}", "en": "on {day}"}


@dataclass(frozen=True, slots=True)
class Key:
    """`meaning` is what the menu says of it, in words."""

    digit: str
    meaning: str
    reading: Reading


def read_keys(turn: Turn, digits: str) -> Reading | None:
    """What the pressed digits answer to the open question; None when that question has no such key."""
    return next((key.reading for key in menu(turn) if key.digit == digits), None)


def take_number(turn: Turn, digits: str) -> None:
    """A telephone number, typed."""
    heard = judge_phone(digits)
    if heard.e164 is not None:
        turn.state.digits, turn.state.number_candidate = "", heard.e164
        asking.say_number_back(turn)
    else:
        turn.again = True
        turn.ask(Asking.NUMBER, "ask_number")


def say_menu(turn: Turn) -> None:
    """The keys of the question that ends the turn, behind it."""
    state = turn.state
    if state.asking is Asking.NUMBER:
        turn.say("keypad_number")
        return
    keys = [f"{say_number(int(key.digit), turn.language)} {_word_for(turn)} {key.meaning}" for key in menu(turn)]
    if not keys:
        return
    if (
        state.asking in (Asking.GOAL, Asking.APPOINTMENT_OR_CALLBACK, Asking.ANYTHING_ELSE)
        and state.business.escalation.human_line is not None
    ):
        human = turn.phrases.choose("key_human", turn.language)
        keys.append(f"{say_number(0, turn.language)} {_word_for(turn)} {human}")
    word = "oder" if turn.language == "de" else "or"
    turn.say("keypad_press", keys=say_list(keys, turn.language, word=word))


def menu(turn: Turn) -> tuple[Key, ...]:  # noqa: PLR0912  one line for each question
    state, goal = turn.state, turn.state.goal
    match state.asking:
        case Asking.GOAL:
            return _goals(turn)
        case Asking.APPOINTMENT_OR_CALLBACK:
            return _two_choices(turn)
        case Asking.OFFERING:
            return _offerings(turn)
        case Asking.WHEN | Asking.CALLBACK_WHEN | Asking.APPOINTMENT_DAY:
            return _weekdays(turn)
        case Asking.OFFERS if goal is not None:
            return _offers(turn, goal.offers)
        case Asking.WHICH_READING if goal is not None:
            return _numbered(tuple(_said_window(turn, windows[0], goal.readings) for windows in goal.readings))
        case Asking.WHICH_APPOINTMENT if goal is not None:
            booked = goal.appointments or ()
            return _numbered(tuple(turn.slots((booking.slot,)) for booking in booked[:MOST_KEYS]))
        case Asking.WHO_CALLS:
            return _numbered(tuple(who_calls.names(turn)))
        case Asking.STANDING:
            return _intents(turn, ("move", Intent.MOVE), ("cancel", Intent.CANCEL), ("one_more", Intent.BOOK))
        case Asking.WHAT_WRONG:
            return _wrong(turn, goal)
        case Asking.MESSAGE_OR_CALLBACK:
            choices = _intents(turn, ("message", Intent.MESSAGE), ("callback", Intent.CALLBACK))
            neither = turn.phrases.choose("key_neither", turn.language)
            return (*choices, Key(str(len(choices) + 1), neither, Reading("", _SURE, answer="no")))
        case Asking.HUMAN_OR_MESSAGE:
            return _intents(turn, ("human", Intent.HUMAN), ("message", Intent.MESSAGE), ("callback", Intent.CALLBACK))
        case asked if asked in YES_NO:
            yes, no = (turn.phrases.choose(f"key_{answer}", turn.language) for answer in ("yes", "no"))
            return (Key("1", yes, Reading("", _SURE, answer="yes")), Key("2", no, Reading("", _SURE, answer="no")))
        case _:
            return ()


def _word_for(turn: Turn) -> str:
    return "für" if turn.language == "de" else "for"


def _goals(turn: Turn) -> tuple[Key, ...]:
    return _intents(
        turn, ("book", Intent.BOOK), ("move", Intent.MOVE), ("cancel", Intent.CANCEL), ("callback", Intent.CALLBACK)
    )


def _two_choices(turn: Turn) -> tuple[Key, ...]:
    """What was asked first; then what no word would get through for."""
    return _intents(
        turn, ("book", Intent.BOOK), ("callback", Intent.CALLBACK), ("move", Intent.MOVE), ("cancel", Intent.CANCEL)
    )


def _intents(turn: Turn, *choices: tuple[str, Intent]) -> tuple[Key, ...]:
    spoken = [choice for choice in choices if not (turn.state.keypad and choice[1] is Intent.MESSAGE)]
    return tuple(
        Key(str(nth), turn.phrases.choose(f"key_{name}", turn.language), Reading("", Guess(intent, 1.0, certain=True)))
        for nth, (name, intent) in enumerate(spoken, 1)
    )


def _offerings(turn: Turn) -> tuple[Key, ...]:
    offerings = turn.state.business.offerings[:MOST_KEYS]
    return tuple(
        Key(
            str(nth),
            say_name(offering_name(offering, turn.language), turn.language),
            Reading("", _SURE, offerings=(offering.key,)),
        )
        for nth, offering in enumerate(offerings, 1)
    )


def _weekdays(turn: Turn) -> tuple[Key, ...]:
    """Key 1 is Monday, whatever today is; only days on which the business opens."""
    open_days = [nth for nth, spans in enumerate(turn.state.business.hours.weekly) if spans]
    keys = []
    for nth in open_days:
        day = DAY_NAMES[turn.language][nth]
        words = _SAID_IN[turn.language].format(day=day)
        when = turn.comprehension.when(words, turn.language, now=turn.desk.now(), expected=True)
        keys.append(Key(str(nth + 1), day, Reading("", _SURE, when=when)))
    if turn.state.asking is Asking.APPOINTMENT_DAY:
        return tuple(keys)
    soonest = turn.phrases.choose("key_soonest", turn.language)
    return (*keys, Key(ANY_TIME, soonest, Reading("", _SURE, anyone_time=True)))


def _offers(turn: Turn, offers: Sequence[object]) -> tuple[Key, ...]:
    goal = turn.state.goal
    starts = [slot.starts_at.astimezone(turn.state.business.zone) for slot in goal.offers] if goal is not None else []
    if len(offers) == 1:
        keys = [Key("1", turn.phrases.choose("key_this_time", turn.language), Reading("", _SURE, answer="yes"))]
    else:
        said = _apart(turn, starts)
        keys = [Key(str(nth), text, Reading("", _SURE, choice=nth - 1)) for nth, text in enumerate(said, 1)]
    others = (
        ("other_times", Reading("", _SURE, answer="no")),
        ("week_later", Reading("", _SURE, when=_a_week_later(starts))),
        ("other_day", Reading("", _SURE, marks=frozenset({"other_day"}))),
    )
    further = [
        Key(str(nth), turn.phrases.choose(f"key_{name}", turn.language), reading)
        for nth, (name, reading) in enumerate(others, len(keys) + 1)
    ]
    return (*keys, *further)


def _apart(turn: Turn, starts: Sequence[datetime]) -> list[str]:
    """What tells the offers apart: the time, unless two begin at the same."""
    if len({start.time() for start in starts}) == len(starts):
        return [say_time(start.time(), turn.language) for start in starts]
    return [say_date(start.date(), turn.language, today=turn.today) for start in starts]


def _a_week_later(starts: Sequence[datetime]) -> When:
    days = sorted({start.date() + timedelta(days=7) for start in starts})
    zone = starts[0].tzinfo if starts else None
    windows = (
        Window(datetime(d.year, d.month, d.day, tzinfo=zone), datetime(d.year, d.month, d.day, 23, 59, tzinfo=zone))
        for d in days
    )
    return When(windows=tuple(windows), said_day=True, said_time=False)


def _numbered(said: Sequence[str]) -> tuple[Key, ...]:
    return tuple(Key(str(nth), text, Reading("", _SURE, choice=nth - 1)) for nth, text in enumerate(said, 1))


def _said_window(turn: Turn, window: Window, readings: Sequence[Sequence[Window]]) -> str:
    return asking.say_reading(turn, window, tuple(tuple(windows) for windows in readings))


def _wrong(turn: Turn, goal: Goal | None) -> tuple[Key, ...]:
    """What may be wrong in what was read back; another time of the day only where it has others."""
    if goal is not None and goal.kind is GoalKind.MESSAGE:
        return _marked(turn, *_WRONG_IN_MESSAGE)
    no_name = turn.state.keypad or (goal is not None and goal.kind is not GoalKind.BOOK)  # it cannot be given by keys
    keys = _marked(turn, *(mark for mark in _WRONG_IN_APPOINTMENT if mark != "name_wrong" or not no_name))
    if goal is None or goal.slot is None:
        return keys
    start = goal.slot.in_zone(turn.state.business.zone).starts_at
    day = Window(
        start.replace(hour=0, minute=0, second=0, microsecond=0),
        start.replace(hour=23, minute=59, second=0, microsecond=0),
    )
    return (
        *keys,
        Key(
            str(len(keys) + 1),
            turn.phrases.choose("key_other_times", turn.language),
            Reading("", _SURE, when=When((day,), said_day=True, said_time=False), marks=frozenset({"other_times"})),
        ),
    )


def _marked(turn: Turn, *marks: str) -> tuple[Key, ...]:
    return tuple(
        Key(str(nth), turn.phrases.choose(f"key_{mark}", turn.language), Reading("", _SURE, marks=frozenset({mark})))
        for nth, mark in enumerate(marks, 1)
    )
