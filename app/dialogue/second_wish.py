"""Two different appointments in one sentence: "a check-up for me and a cleaning for my wife".

Decision: both are promised at once and made one after the other, in the order in which they were named; the second
waits as a goal of its own beneath the first. Only two things joined by "and" with nothing but small words between them
are two wishes: "the filling fell out and now it hurts" is one.
"""

import re
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from app.dialogue.another_marks import FOR_ANOTHER, has_one, tells_of_another
from app.dialogue.for_whom import set_callers_name_aside
from app.dialogue.in_a_row import WAIT_AT_MOST
from app.dialogue.intents import Guess, Intent
from app.dialogue.lexicon import offering_name
from app.dialogue.reading import Reading
from app.dialogue.reading_times import ON_ONE_DAY
from app.dialogue.state import Goal, GoalKind
from app.dialogue.turn import Turn
from app.dialogue.wish import set_wish
from app.domain.bookings import Slot
from app.domain.business import Language
from app.domain.spoken.say import say_name
from app.domain.spoken.when import When, Window

LEAST_WORDS = 3
_AND = re.compile(r"[,.;]? \b(?:and|und)\b (?:then |dann |auch |also |stattdessen |instead )*")
_BOOKS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"(?:to )?(?:book|make|arrange|get|have|schedule|i(?:'d| would) like|i need|i want)\b", re.IGNORECASE
    ),
    "de": re.compile(
        r".*\b(?:buchen|vereinbaren|ausmachen|machen|haben)\b|ich (?:brauche|bräuchte|hätte|möchte)\b",
        re.IGNORECASE,
    ),
}


def note_second(turn: Turn, goal: Goal, reading: Reading) -> bool:
    """Puts what was wished for beside it beneath this goal, once. True when that is news."""
    state, two = turn.state, reading.two
    if two is None and reading.could_be and reading.offerings and _JOINED.search(reading.text):
        return _note_unclear(turn, goal, reading)
    if two is None or goal.kind is not GoalKind.BOOK or goal.offering != two.first or goal not in state.goals:
        return False
    if any(other.offering == two.second for other in state.goals):
        return False
    if goal.companions:
        news, goal.could_be = goal.could_be != (two.second,), (two.second,)  # "Damen und Herren": one for each of them
        return news
    second = Goal(GoalKind.BOOK, offering=two.second, further=True, follows=True, for_another=two.second_for_another)
    if reading.when is not None and reading.when.windows:
        second.when, second.when_known = reading.when, True
    second.on_that_day = any(sign.search(reading.text) is not None for sign in (ON_ONE_DAY, _AFTER_IT))
    state.goals.insert(state.goals.index(goal), second)
    first = state.business.offering(two.first)
    turn.say("both_wanted", offering=say_name(offering_name(first, turn.language), turn.language))
    return True


_AFTER_IT = re.compile(
    r"\b(?:anschließend|danach|direkt dahinter"
    r"|hinterher|im anschluss|gleich (?:noch|mit)|bei der gelegenheit|straight after|afterwards"
    r"|right after|while i'm there)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\b(?:und(?! zwar)|plus|sowie|and)\b|\+", re.IGNORECASE)


def _note_unclear(turn: Turn, goal: Goal, reading: Reading) -> bool:
    """ "Färben und Schneiden": which cut it is to be is asked once the first is made."""
    state = turn.state
    if goal.kind is not GoalKind.BOOK or goal.offering != reading.offerings[0] or goal not in state.goals:
        return False
    if any(other.could_be == reading.could_be for other in state.goals):
        return False
    second = Goal(GoalKind.BOOK, could_be=reading.could_be, further=True, follows=True, on_that_day=True)
    state.goals.insert(state.goals.index(goal), second)
    first = state.business.offering(reading.offerings[0])
    turn.say("both_wanted", offering=say_name(offering_name(first, turn.language), turn.language))
    return True


_ONE_MORE = re.compile(
    r"\b(?:noch|auch|außerdem|dazu|zusätzlich|anschließend|gleich)\b.*\b(?:ein|eine|einen|nen|ne|die|den|zur|zum)\b"
    r"|\b(?:also|too|another|as well|on top|besides)\b",
    re.IGNORECASE,
)


def note_one_more(turn: Turn, goal: Goal, reading: Reading) -> bool:
    """ "Ja, und dann bräuchte ich noch eine Zahnreinigung": what was read back stands, and the other comes after it."""
    others = [one for one in reading.offerings if one != goal.offering]
    if goal.kind is not GoalKind.BOOK or not others or _ONE_MORE.search(reading.text) is None:
        return False
    second = Goal(GoalKind.BOOK, offering=others[0], further=True, follows=True)
    if reading.when is not None and reading.when.windows:
        second.when, second.when_known = reading.when, True
    turn.state.goals.insert(turn.state.goals.index(goal), second)
    return True


_THINGS: dict[Language, str] = {
    "de": r"autos|wagen|fahrzeuge|pkws?|transporter|motorräder|roller|fahrräder|e-?bikes|hunde|katzen|tiere",
    "en": r"cars|vans|vehicles|motorbikes|scooters|bikes|dogs|cats|pets",
}
""" "Zwei Autos": each has an appointment of its own."""
_ONE_OF_THEM = re.compile(
    r"\b(?:ein(?:e[rsn]?|s)? (?:davon|von (?:denen|ihnen))|one of (?:them|which|those))\b", re.IGNORECASE
)
_HOW_MANY: dict[Language, tuple[re.Pattern[str], tuple[str, ...]]] = {
    "de": (
        re.compile(
            rf"\b(zwei|drei|vier|fünf|beiden?(?! \w*termine)) (?:\w+ )?(?:\w*termine|(?:{_THINGS['de']})n?)\b",
            re.IGNORECASE,
        ),
        ("zwei", "drei", "vier", "fünf"),
    ),
    "en": (
        re.compile(
            rf"\b(two|three|four|five|both(?! \w* ?appointments)) (?:\w+ )?(?:appointments|{_THINGS['en']})\b",
            re.IGNORECASE,
        ),
        ("two", "three", "four", "five"),
    ),
}


def note_several(turn: Turn, goal: Goal, reading: Reading) -> bool:
    """ "Ich bräuchte drei Termine Krankengymnastik": of the same thing, for the caller, one made after the other."""
    state, (counted, numbers) = turn.state, _HOW_MANY[turn.language]
    found = counted.search(reading.text)
    if found is None or goal.kind is not GoalKind.BOOK or goal not in state.goals or goal.companions or goal.follows:
        return False
    if "stands" in reading.marks or reading.own_appointment or any(other.follows for other in state.goals):
        return False
    if _ONE_OF_THEM.search(reading.text) is not None:
        return False
    at = state.goals.index(goal)
    counted_as = found[1].lower()
    more = numbers.index(counted_as) + 1 if counted_as in numbers else 1  # "both"
    state.goals[at:at] = [Goal(GoalKind.BOOK, further=True, follows=True, same_again=True) for _ in range(more)]
    turn.say("several_wanted")
    return True


_ONE_TOO = re.compile(
    r"\b(?:auch|noch) (?:so )?(?:eine[nrs]?|ein'?n|nen|ne)\b(?! \w)|\bdas gleiche\b"
    r"|\b(?:needs?|wants?|like|have) one (?:too|as well)\b"
    r"|\bthe same (?:for|again)\b",
    re.IGNORECASE,
)


def same_for_another(turn: Turn, reading: Reading) -> Reading | None:
    """ "Mein Mann bräuchte auch eine, direkt danach", once the caller's own is made: of the same, for him."""
    made = next((done.booking for done in reversed(turn.state.done) if done.kind == "booked" and done.booking), None)
    somebody = tells_of_another(
        f"{reading.text} ", turn.language, is_treated=lambda words: _ONE_TOO.search(words) is not None
    )
    if made is None or turn.state.goal is not None or reading.offerings or not somebody:
        return None
    when = reading.when
    if (when is None or not when.windows) and _AFTER_IT.search(reading.text) is not None:
        ends = made.slot.in_zone(turn.state.business.zone).ends_at
        when = turn.comprehension.wish((Window(ends, ends + WAIT_AT_MOST),))
    return replace(
        reading,
        guess=Guess(Intent.BOOK, 1.0),
        offerings=(made.slot.offering,),
        when=when,
        marks=reading.marks | {FOR_ANOTHER},
    )


def cancels_and_books(turn: Turn, reading: Reading) -> tuple[Reading, Reading] | None:
    """ "Cancel my cleaning and book a filling": what was said of each; None when it is one wish."""
    for join in _AND.finditer(reading.text):
        parts = reading.text[: join.start()], reading.text[join.end() :]
        if any(len(part.split()) < LEAST_WORDS for part in parts) or _BOOKS[turn.language].match(parts[1]) is None:
            continue
        one, other = (turn.comprehension.read(part, turn.state, now=turn.desk.now()) for part in parts)
        if other.offerings and other.offerings[:1] != one.offerings[:1] and one.intent is Intent.CANCEL:
            return one, other
    return None


_A_NEW_ONE: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(?:einen?|nen) (?:neuen?|anderen?)\b.*\b(?:ausmachen|machen|vereinbaren|haben|buchen|geben|bekommen|brauche"
        r"|hätte|bräuchte|suchen)\b|\b(?:brauche|bräuchte|hätte gern\w*|möchte) (?:\w+ ){0,3}(?:neuen|anderen)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:make|book|get|have|arrange|need|want|like) (?:\w+ )?(?:a new|another|a different) (?:one|appointment)\b"
        r"|\b(?:book|come|do|have|make|get) (?!.*\b(?:cleaning|check)\b)[^.?!]*\binstead\b|\brebook\b"
        r"|\bbook (?:me |us |it )?in for the\b",
        re.IGNORECASE,
    ),
}


_BETWEEN = re.compile(
    r"(?:[.,;:!?]+|\s+(?=(?:und|aber|and|but)\b))\s*(?:(?:und|aber|and|but)\s+)?(?:dann |auch |then )?"
)
_SUGGESTS: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(?:geht|ging|ginge|klappt|klappen|passt|passen|wäre|kann|könnte|können|könnten|haben|hätten|hätte|gibt|ist"
        r"|lieber|stattdessen|dafür|eher|nehmen|machen|schieben|gerne?|möchte|würde|bräuchte|brauche)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:can|could|how about|what about|would|is there|do you have|have you|any|rather|instead|like|need"
        r"|possible|works?|suit|free)\b",
        re.IGNORECASE,
    ),
}
_NOT_SO = re.compile(
    r"\b(?:nicht|kein\w*|anrufen|melden?|melde|not|can't|won't|don't|call|ring|phone)\b", re.IGNORECASE
)


def cancels_for_a_new_one(turn: Turn, reading: Reading) -> tuple[Reading, str] | None:
    """ "Den am Dienstag absagen und gleich einen neuen ausmachen", "ich kann heute nicht kommen, geht's morgen?": one
    wish, to move it. What was said of the one that stands, and the words about the new one; None when it is only to
    go."""
    for join in _BETWEEN.finditer(reading.text):
        before, after = reading.text[: join.start()], reading.text[join.end() :]
        if len(before.split()) < LEAST_WORDS or not after:
            continue
        anew = _A_NEW_ONE[turn.language].search(after) is not None
        if _NOT_SO.search(after) or not (anew or _SUGGESTS[turn.language].search(after)):
            continue
        one = turn.comprehension.read(before, turn.state, now=turn.desk.now())
        other = turn.comprehension.read(after, turn.state, now=turn.desk.now())
        when = other.when if "other_day" not in other.marks else None
        timed = anew or (when is not None and bool(when.windows))
        timed = timed and other.intent is not Intent.CANCEL
        put_off = one.intent is Intent.CANCEL or (has_one(before, turn.language) and not reading.offerings)
        if put_off and timed and not other.offerings and "no_new_one" not in other.marks:
            return one, after
    return None


def note_booking_after(turn: Turn, cancelled: Goal, reading: Reading) -> None:
    """Puts the new one beneath what has to go first."""
    goal = Goal(GoalKind.BOOK, offering=reading.offerings[0], resource=reading.person, further=True, follows=True)
    if reading.when is not None:
        set_wish(goal, reading.when)
    turn.state.goals.insert(turn.state.goals.index(cancelled), goal)


def begin_second(turn: Turn, goal: Goal) -> None:
    """The first is made: on with the other, at no time at which the first is."""
    state = turn.state
    goal.follows = False
    if goal.for_another:
        set_callers_name_aside(state, goal)
    made = next((done.booking for done in reversed(state.done) if done.kind == "booked" and done.booking), None)
    if goal.same_again and goal.offering is None and made is not None:
        goal.offering = made.slot.offering
    offering = state.business.offering(goal.offering) if goal.offering is not None else None
    if offering is not None:
        turn.say(
            "now_the_next" if goal.same_again else "now_the_second",
            offering=say_name(offering_name(offering, turn.language), turn.language),
        )
    if made is not None and (goal.on_that_day or _is_left_open(goal)):
        set_wish(goal, turn.comprehension.wish((_whole_day(made.slot, state.business.zone),)))
    if made is not None and offering is not None:
        goal.when = _beside(goal.when, made.slot, offering.duration)
        goal.when_known = goal.when is not None and goal.when_known


def _is_left_open(goal: Goal) -> bool:
    """The caller is here that day anyway, so that is what is offered; who comes as somebody else is asked."""
    return goal.when is None and not goal.for_another and not goal.same_again and goal.offering is not None


def _whole_day(slot: Slot, zone: ZoneInfo) -> Window:
    start = slot.in_zone(zone).starts_at
    return Window(start.replace(hour=0, minute=0), start.replace(hour=23, minute=59))


def _beside(when: When | None, taken: Slot, lasts: timedelta) -> When | None:
    """The wish without the time that is taken by now; None when nothing is left of it."""
    if when is None or not when.windows:
        return when
    begins, ends = taken.starts_at - lasts, taken.ends_at
    kept: list[Window] = []
    for window in when.windows:
        zone = window.earliest.tzinfo
        if window.latest <= begins or window.earliest >= ends:
            kept.append(window)
            continue
        if window.earliest <= begins:
            kept.append(replace(window, latest=begins.astimezone(zone)))
        if window.latest >= ends:
            kept.append(replace(window, earliest=ends.astimezone(zone)))
    return replace(when, windows=tuple(kept)) if kept else None
