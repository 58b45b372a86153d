"""A caller who seems to ask for a new appointment of what they have one of already: which of the two is meant.

Decision: asked once, with the day, before anything is looked for. Nobody minds the question, and two appointments where
one was to be moved take a place from somebody else. Who says clearly that it is one more, or for somebody else, is not
asked; what they answer may be a verb, "den alten", "instead", or only another time, which is then where the one they
have is to go.
"""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from app.dialogue import goal_appointments
from app.dialogue.claims import Claim, ClaimKind
from app.dialogue.clause_marks import clauses
from app.dialogue.details import amend
from app.dialogue.finding_fault import finds_fault_with_theirs
from app.dialogue.intent_rules import plain_words
from app.dialogue.intents import Intent
from app.dialogue.put_elsewhere import leaves_day_open, puts_it_elsewhere
from app.dialogue.reading import Reading
from app.dialogue.standing_marks import tells_of_old, tells_when_it_is
from app.dialogue.state import Asking, CallState, Goal, GoalKind
from app.dialogue.turn import Turn
from app.dialogue.wish import set_wish
from app.domain.bookings import Booking, Slot
from app.domain.business import Language
from app.domain.customers import sounds_like
from app.domain.spoken.say import say_list
from app.domain.spoken.times.concluded import without_what_stands
from app.domain.spoken.when import When, Window

_SURE = 0.45
MOST_DAYS = 14
"""That somebody wishes for who says which."""
_ANSWERS = frozenset({"one_more", "new_one", "standing_goes", "standing_moves", "other_time"})
_NEXT = timedelta(minutes=1)
_ANOTHER_DAY = re.compile(
    r"\b(?:another|a different|some other) (?:day|time|date|week)\b"
    r"|\beine?[nrm]? andere[nrm]? (?:tag|zeit|termin|woche|uhrzeit)\b|\bein andermal\b",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r" (?:and|but|so|und|aber) (?=(?:i|we|ich|wir|could|can|would|now|kindly|please|need|want|move|postpone"
    r"|shift|bitte|könnte|kann)\b)",
    re.IGNORECASE,
)
_TO_A_PART = re.compile(
    r"\bto (?:the |an? )?(?:\w+ )?(?:evening|morning|afternoon)\b"
    r"|\bauf (?:den|einen) (?:\w* )?\w*(?:abend|mittag|morgen)\b",
    re.IGNORECASE,
)
_HAS: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(?:hab|habe|haben|hat) (?:[^\W\d_]+ ){0,4}(?:eine?n?|ne|nen|meine?n?|ihren?|seinen?) ", re.IGNORECASE
    ),
    "en": re.compile(
        r"(?:\b(?:i|we|she|he) (?:have|has)|'ve|\b(?:my|our) \w+ has)(?: got)? (?:an?|my|our|her|his) ", re.IGNORECASE
    ),
}
""" "I've a filling on Wednesday": with the name of what is booked it tells of that."""
_TO_AN_HOUR = re.compile(
    r"\bauf (?P<hour>(?:halb )?(?:sieben|acht|neun|zehn|elf|zwölf|eins|zwei|drei|vier|fünf|sechs|\w+zehn)(?: uhr)?) "
    r"(?=legen|verlegen|verschieben|schieben|ändern)",
    re.IGNORECASE,
)
""" "Könnten wir den auf zwölf legen?" """
_ONLY_THEN = re.compile(
    r"\b(?:spätestens|frühestens|früher|später|eher|erst|at the latest|earlier|later)\b", re.IGNORECASE
)
_GREETING = re.compile(r"(?:good |guten? )?(?:morning|afternoon|evening|morgen|tag|abend)", re.IGNORECASE)
_TOO: dict[Language, re.Pattern[str]] = {
    "de": re.compile(r"\bzu (?P<way>früh|spät)\b(?! dran)"),
    "en": re.compile(r"\btoo (?P<way>early|late)\b"),
}
_DIRECTIONS: dict[Language, tuple[str, str]] = {
    "de": (r"\bspäter\b", r"\b(früher|eher)\b"),
    "en": (r"\blater\b(?! than)", r"\b(earlier|sooner)\b"),
}


async def asks(turn: Turn, goal: Goal) -> bool:
    """Asks which is meant, when one stands that may be; False when there is nothing to ask."""
    if goal.kind is not GoalKind.BOOK or goal.further or goal.companions or goal.offering is None:
        return False
    if goal.appointments is None:
        goal.appointments = await turn.desk.my_appointments()
    slots = tuple(booking.slot for booking in _theirs(turn, goal))
    if not slots:
        return False
    claim = Claim(ClaimKind.HAS_APPOINTMENT, slots)
    if len(slots) > 1:
        each = say_list([turn.slots((slot,)) for slot in slots[: goal_appointments.MOST_LISTED]], turn.language)
        turn.ask(Asking.STANDING, "standing_several", claim=claim, list=each, offering=turn.offering(slots[0]))
        return True
    turn.ask(Asking.STANDING, "standing", claim=claim, on=turn.slots(slots), offering=turn.offering(slots[0]))
    return True


def _theirs(turn: Turn, goal: Goal) -> tuple[Booking, ...]:
    """Of the same offering; not one made in this call, nor one under another name than the caller has given."""
    state = turn.state
    return tuple(
        booking
        for booking in goal.appointments or ()
        if booking.slot.offering == goal.offering
        and booking.call_sid != state.call_sid
        and (state.name is None or not state.name_given or sounds_like(state.name, booking.customer_name))
    )


_COULD_COME = re.compile(
    r"[.,] *(?:\w+ ){0,2}(?:can|could|may) (?:i|we) (?:not )?come (?!to it\b)"
    r"|[.,] *(?:\w+ ){0,2}(?:kann|könnte|könnten|dürfte) (?:ich|wir) (?:\w+ ){1,4}kommen\b",
    re.IGNORECASE,
)
""" "I have an appointment on Tuesday. Could I come on Wednesday?" """


async def is_to_move(turn: Turn, reading: Reading) -> bool:
    """ "I'm down for a cleaning, but half past nine is awkward": what sounds like a wish for a new one is none."""
    comes_then = "stands" in reading.marks and not reading.offerings and _COULD_COME.search(reading.text) is not None
    if not reading.wants_one_more and comes_then and reading.when is not None:
        return bool(await turn.desk.my_appointments())
    if await finds_fault_with_theirs(turn, reading):
        return True
    if reading.offerings and puts_it_elsewhere(reading.text, turn.language):
        return any(booking.slot.offering in reading.offerings for booking in await turn.desk.my_appointments())
    if reading.wants_one_more or not reading.other_time:
        return False
    if "stands" in reading.marks or reading.own_appointment:
        return True
    if reading.offerings and _HAS[turn.language].search(reading.text) is not None and reading.person is None:
        return any(booking.slot.offering in reading.offerings for booking in await turn.desk.my_appointments())
    if not reading.offerings and _ANOTHER_DAY.search(reading.text) is not None:  # other than which they have
        return bool(await turn.desk.my_appointments())
    if "mine" not in reading.marks or not reading.offerings:
        return False
    return any(booking.slot.offering in reading.offerings for booking in await turn.desk.my_appointments())


def take_told_wish(turn: Turn, goal: Goal) -> None:
    """What the opening words wished for, now that it is known when the appointment is: "am selben Tag später"."""
    wish = goal.when
    if goal.appointment is None or goal.when_known:
        return
    if tells_when_it_is(goal.opening, turn.language):
        goal.when = wish = None
    told = _told(turn, goal.opening, goal.appointment.slot) if goal.opening else None
    if told is not None and (wish is None or told.windows != wish.windows):
        if not _fits_one(turn, (goal.appointment,), told):
            set_wish(goal, told)
    elif wish is not None and not goal_appointments.is_on(turn, goal, wish.windows):
        set_wish(goal, wish)  # no appointment of theirs is then: it is where they want it to be
    elif wish is not None and _is_for_the_time(goal, wish) and not _fits_one(turn, (goal.appointment,), wish):
        set_wish(goal, wish)  # "geht's auch nachmittags?", "move Thursday's to the evening"


def _is_for_the_time(goal: Goal, wish: When) -> bool:
    to_a_time = any(sign.search(goal.opening) is not None for sign in (_TO_A_PART, _ONLY_THEN))
    return wish.said_time and (not wish.said_day or to_a_time)


def _told(turn: Turn, opening: str, slot: Slot) -> When | None:
    at = slot.in_zone(turn.state.business.zone).starts_at
    wished = _TO_AN_HOUR.sub(r"um \g<hour> ", _wished(turn, opening))
    for words in (wished,) if tells_when_it_is(opening, turn.language) else (wished, opening):
        told = turn.comprehension.when(words, turn.language, now=turn.desk.now(), standing=at, moves=True)
        if told is not None:  # "Donnerstag um neun hab ich Reinigung, da muss ich arbeiten": never to where it is
            told = replace(told, windows=tuple(w for w in told.windows if not w.earliest == w.latest == at))
        if told is not None and told.windows and not _is_any_day(told) and not leaves_day_open(told, at, words):
            return _not_as_now(turn, told, at, opening) or _beyond(told, at, words, turn.language)
    return None


def _is_any_day(told: When) -> bool:
    """ "Ein anderer Tag wäre super" leaves it open which, and that is asked."""
    return (
        not told.said_time and not told.soonest and len({window.earliest.date() for window in told.windows}) > MOST_DAYS
    )


def _not_as_now(turn: Turn, told: When, at: datetime, words: str) -> When | None:
    """ "Der am Dienstag ist mir zu früh": that day, after the time that it is at now."""
    found = _TOO[turn.language].search(words.lower())
    if found is None or any(window.earliest.date() != at.date() for window in told.windows):
        return None
    if found["way"] in ("früh", "early"):
        cut = [replace(w, earliest=max(w.earliest, at + _NEXT)) for w in told.windows if w.latest > at]
        rest = Window(at + _NEXT, at.replace(hour=23, minute=59))
    else:
        cut = [replace(w, latest=min(w.latest, at - _NEXT)) for w in told.windows if w.earliest < at]
        rest = Window(at.replace(hour=0, minute=0), at - _NEXT)
    return replace(told, windows=tuple(cut)) if cut else turn.comprehension.wish((rest,))


def _wished(turn: Turn, text: str) -> str:
    """Without the clauses that tell what stands, and what is wrong with it."""
    language = turn.language
    text = without_what_stands(text, language)

    def is_old(part: str) -> bool:
        named = _HAS[language].search(part) is not None and turn.comprehension.lexicon.offerings(part, language)
        return bool(named) or tells_of_old(part, language)

    parts = [
        piece
        for part in clauses(text)
        for piece in (_JOINED.split(part) if is_old(part) else [part])
        if not _GREETING.fullmatch(piece)
    ]
    return ", ".join(part for part in parts if not is_old(part))


def _beyond(told: When, at: datetime, words: str, language: Language) -> When:
    """ "Später am selben Vormittag" is after the time that it is at now."""
    if any(window.earliest.date() != at.date() for window in told.windows):
        return told
    later, earlier = (re.search(pattern, plain_words(words)) for pattern in _DIRECTIONS[language])
    if later and not earlier:
        cut = [replace(w, earliest=max(w.earliest, at + _NEXT)) for w in told.windows if w.latest > at]
    elif earlier and not later:
        cut = [replace(w, latest=min(w.latest, at - _NEXT)) for w in told.windows if w.earliest < at]
    else:
        return told
    return replace(told, windows=tuple(cut)) if cut else told


def withdraw(state: CallState) -> None:
    """The new one that it was taken for is not wanted."""
    if state.asking is Asking.STANDING:
        state.goals[:] = [goal for goal in state.goals if goal.kind is not GoalKind.BOOK or goal.further]


async def heard_by_model(turn: Turn, goal: Goal, reading: Reading) -> None:
    """It goes on with times after the question: the caller's words decide whose these are, and in doubt it does."""
    if turn.state.asking is Asking.STANDING and goal.kind is GoalKind.BOOK and not goal.further:
        goal.further = not await answer(turn, goal, reading)


def is_answer(reading: Reading) -> bool:
    """In so many words: "one more" is no wish to hear it again."""
    return not reading.marks.isdisjoint(_ANSWERS)


async def answer(turn: Turn, goal: Goal, reading: Reading) -> bool:
    """What they said to it. False when it was no answer."""
    kind = _meant(turn, goal, reading)
    if kind is GoalKind.BOOK:
        goal.further = True
        amend(turn, goal, reading)
        return True
    if kind is not None:
        _takes_up(turn, goal, kind, reading)
        return True
    return _half_answered(turn, goal, reading)


def _meant(turn: Turn, goal: Goal, reading: Reading) -> GoalKind | None:
    sure = reading.guess.certain or reading.guess.confidence >= _SURE
    if reading.guess.certain and reading.intent in (Intent.MOVE, Intent.CANCEL, Intent.BOOK):
        return {Intent.MOVE: GoalKind.MOVE, Intent.CANCEL: GoalKind.CANCEL}.get(reading.intent, GoalKind.BOOK)
    if reading.wants_one_more or "new_one" in reading.marks:
        return GoalKind.BOOK
    if "standing_goes" in reading.marks:
        return GoalKind.CANCEL
    if "standing_moves" in reading.marks or reading.other_time or reading.direction is not None:
        return GoalKind.MOVE
    if reading.intent in (Intent.MOVE, Intent.CANCEL) and sure:
        return GoalKind.MOVE if reading.intent is Intent.MOVE else GoalKind.CANCEL
    if reading.nth_of_two is not None:
        return GoalKind.MOVE if reading.nth_of_two == 0 else GoalKind.CANCEL
    if (other := reading.offerings[:1]) and other[0] != goal.offering:
        return GoalKind.BOOK  # of which none may stand; else it is asked about that one
    wished = reading.is_timed
    return GoalKind.MOVE if wished and not _is_theirs(turn, goal, reading.when) else None


def _half_answered(turn: Turn, goal: Goal, reading: Reading) -> bool:
    """A bare yes or no, or the same wish again: asked so that yes and no are answers, and these are taken."""
    again = reading.intent is Intent.BOOK and bool(reading.offerings)
    if reading.answer is None and not again:
        return False
    if not goal.standing_doubted:
        goal.standing_doubted = turn.tell_keys = True
        slots = tuple(booking.slot for booking in _theirs(turn, goal))[:1]
        turn.ask(Asking.STANDING, "standing_yes_no", on=turn.slots(slots))
    elif reading.answer == "yes":
        _takes_up(turn, goal, GoalKind.MOVE, reading)
    else:
        goal.further = True
    return True


def _takes_up(turn: Turn, goal: Goal, kind: GoalKind, reading: Reading) -> None:
    """It was never to be a new one."""
    theirs = _theirs(turn, goal)
    goal.kind, goal.appointments, goal.chain, goal.standing_doubted = kind, theirs, None, False
    goal.forget_offers()
    if goal.when is not None and _fits_one(turn, theirs, goal.when):
        goal.when, goal.when_known = None, False  # when it is, and not when they want it
    if len(theirs) == 1:
        goal_appointments.settle_on(goal, theirs[0])
        heard = turn.comprehension.when(
            reading.text,
            turn.language,
            now=turn.desk.now(),
            standing=theirs[0].slot.starts_at,
            moves=kind is GoalKind.MOVE,
        )
    else:
        goal_appointments.narrow(turn, goal, reading.about)
        heard = reading.when
    if kind is GoalKind.MOVE and heard is not None and heard.windows and not _fits_one(turn, theirs, heard):
        set_wish(goal, heard)


def _is_theirs(turn: Turn, goal: Goal, when: When | None) -> bool:
    return when is not None and _fits_one(turn, _theirs(turn, goal), when)


def _fits_one(turn: Turn, bookings: tuple[Booking, ...], when: When) -> bool:
    """The time that is spoken of is that of one of these."""
    zone = turn.state.business.zone
    starts = [booking.slot.in_zone(zone).starts_at for booking in bookings]
    days = {window.earliest.date() for window in when.windows}
    return len(days) == 1 and any(window.fits(start) for window in when.windows for start in starts)
