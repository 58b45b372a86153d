"""What the caller wants now: a new goal, and what the words that open it already say."""

import re

from app.dialogue import details, settling, standing, troubles
from app.dialogue.another_marks import FOR_ANOTHER
from app.dialogue.caller_asks import checks_what_was_made, names_theirs
from app.dialogue.dictated import passed_on, told_at_once, topic_told
from app.dialogue.errands import is_errand
from app.dialogue.intents import Intent
from app.dialogue.left_behind import LEFT_BEHIND
from app.dialogue.promise import take_when
from app.dialogue.reading import Reading
from app.dialogue.second_wish import cancels_and_books, cancels_for_a_new_one, note_booking_after, same_for_another
from app.dialogue.state import LASTING, Asking, Goal, GoalKind
from app.dialogue.turn import Turn
from app.dialogue.what_before import CHANGES, asked_whether_in, concerned, take_days_spoken_of
from app.dialogue.who_calls import mentions_title
from app.domain.business import Language
from app.domain.transfers.paths import Mode

_MAKES_ONE: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(?:einen|nen|'n) (?:kurzen |schnellen |ganz normalen )?\w*termin (?:\w+ ){0,2}"
        r"(?:machen|ausmachen|vereinbaren|buchen|bekommen|kriegen)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:make|book|get|arrange|schedule|set up) an (?:\w+ )?appointment\b(?! (?:earlier|later))", re.IGNORECASE
    ),
}
""" "Ich würde gern einen Termin machen, muss aber auf meinen Dienstplan schauen": none that stands."""
LEAST_SURE = 0.3
SURE = 0.45
SURE_OF_MORE = 0.7
GOAL_OF = {
    Intent.BOOK: GoalKind.BOOK,
    Intent.MOVE: GoalKind.MOVE,
    Intent.CANCEL: GoalKind.CANCEL,
    Intent.LIST: GoalKind.LIST,
    Intent.MESSAGE: GoalKind.MESSAGE,
    Intent.CALLBACK: GoalKind.CALLBACK,
}

_STANDS = frozenset({"stands", "mine", "standing_moves", "standing_goes"})
_THAT_DAY = re.compile(
    r"\bthen(?=\W*$|[?.!,])|\b(?:that|the same) (?:day|date|morning|afternoon)\b|\ban (?:dem|diesem) (?:tag|vormittag"
    r"|nachmittag)\b|\bam selben tag\b",
    re.IGNORECASE,
)
""" "Can I have a check-up with him then?", of the day that was just asked about."""
_NEEDS = re.compile(r"\bich (?:\w+ ){0,2}(?:brauche?|bräuchte|benötige|hätte gern\w*)\b", re.IGNORECASE)
_WONT_BE_THERE = re.compile(r"\bnicht (?:mehr )?(?:wahrnehmen|einhalten|kommen|stattfinden)\b", re.IGNORECASE)
_HOURS_LATER = re.compile(
    r"\b(?:kann|könnte|könnten|geht|ginge|dürfte) [^.?!]*\b(?:stunden?|stündchen)\b[^.?!]*\bspäter\b", re.IGNORECASE
)
""" "Ich komme nicht rechtzeitig weg, kann ich eine Stunde später kommen?" """
_WOULD_COME = re.compile(
    r"\b(?:i|we)(?:'d| would)? (?:like|love|want|need|have) to come\b|\b(?:can|could|may) (?:i|we) come\b"
    r"|\b(?:möchte|würde|wollte|will|kann|könnte|müsste) (?:\w+ ){0,5}(?:vorbei)?kommen\b",
    re.IGNORECASE,
)
_NEEDS_ONE_DONE = re.compile(
    r"\b(?:i|we|he|she|they)(?:'ll)? needs? (?:to have |to get )?(?:an?|another) |\b(?:brauche?n?|braucht|bräuchte\w*) "
    r"(?:ich |wir |er |sie |jetzt |noch |wohl |wieder )*eine[nr]? ",
    re.IGNORECASE,
)
""" "I was told at my last visit that I need a filling": what was theirs was the visit."""
BY_STAFF_ALONE = frozenset({GoalKind.BOOK, GoalKind.MOVE, GoalKind.CANCEL, GoalKind.LIST})
"""What the assistant leaves to people while it only takes messages."""


async def new_goal(turn: Turn, reading: Reading) -> bool:  # noqa: PLR0912, PLR0915  one line for each kind of wish
    state = turn.state
    reading = same_for_another(turn, reading) or reading
    intent = reading.intent
    if intent is Intent.BILLING and reading.guess.confidence >= SURE:
        await troubles.billing(turn)
        return True
    if intent is Intent.COMPLAINT and reading.guess.confidence >= SURE:
        await troubles.complaint(turn)
        return True
    kind = GOAL_OF.get(intent) if reading.guess.confidence >= LEAST_SURE else None
    if reading.wants_callback and (kind is None or reading.guess.confidence < SURE):
        kind = GoalKind.CALLBACK
    for_another = FOR_ANOTHER in reading.marks and (reading.mentions_appointment or reading.asks_for_time)
    books = bool(reading.offerings) and not reading.own_appointment and not reading.guess.certain
    if kind is GoalKind.LIST and (books or for_another):
        kind = GoalKind.BOOK  # "wann kann ich zur Füllung kommen" asks for a new one
    kind_unsure = reading.guess.confidence < LEAST_SURE and bool(reading.when and reading.when.windows)
    if kind is None and (
        reading.offerings
        or reading.could_be
        or (
            reading.when is not None
            and (intent in (Intent.INFORM, Intent.QUESTION) or kind_unsure or _names_a_day(turn, reading))
        )
    ):
        tells_of_theirs = "stands" in reading.marks and not (reading.offerings or reading.could_be)
        kind = None if state.goal is not None else GoalKind.LIST if tells_of_theirs else GoalKind.BOOK
    if kind is None and state.goal is None and reading.asks_for_time and _MAKES_ONE[turn.language].search(reading.text):
        kind = GoalKind.BOOK  # "Hello? Oh, hi. Can I make an appointment?"
    if is_errand(turn, reading):
        return _leave_word(turn, reading)
    no_wish = not reading.offerings or "ready" in reading.marks
    hardly = LEFT_BEHIND in reading.marks and not reading.guess.certain and reading.guess.confidence < SURE
    if (kind in (None, GoalKind.BOOK) or hardly) and no_wish and state.goal is None and _is_for_people(turn, reading):
        return True
    if reading.is_late and not reading.guess.certain and _WONT_BE_THERE.search(reading.text) is None:
        kind = GoalKind.MOVE if _HOURS_LATER.search(reading.text) is not None else GoalKind.MESSAGE
    kind = GoalKind.LIST if checks_what_was_made(turn, reading) else await _by_what_stands(turn, kind, reading)
    if kind is None or _is_more_likely_a_goodbye(turn, kind, reading):
        return False
    moved = await _put_off(turn, kind, reading)
    kind = GoalKind.MOVE if moved is not None else kind
    if state.business.escalation.mode is Mode.MESSAGE_ONLY and kind in BY_STAFF_ALONE:
        turn.ask(Asking.MESSAGE_OR_CALLBACK, "only_messages")
        return True
    if (
        state.goal is not None
        and state.goal.kind is GoalKind.BOOK
        and kind is GoalKind.CANCEL
        and not reading.own_appointment
        and (reading.guess.certain or (reading.guess.confidence >= SURE and not reading.asks))
    ):
        await settling.drop(turn, state.goal)
        return True
    instead = kind is GoalKind.MOVE or (
        kind in (GoalKind.MESSAGE, GoalKind.CALLBACK) and state.asking is Asking.OFFERING
    )
    if instead and state.goal is not None and _barely_begun(state.goal):
        state.goals.remove(state.goal)  # it was never to be a new one
    goal = next((goal for goal in reversed(state.goals) if goal.kind is kind), None)
    if goal is None:
        goal = Goal(kind)
        state.goals.append(goal)
    elif state.goal is goal:
        turn.again = True
        return _begin(turn, goal, reading)
    if moved is not None:
        reading, goal.opening = moved
        goal.about = reading.about or (reading.when.windows if reading.when is not None else ())
        goal.offering = next(iter(reading.offerings), None)
        details.amend_person(turn, reading)
        return True
    if kind is GoalKind.CANCEL and (both := cancels_and_books(turn, reading)) is not None:
        reading, new_one = both
        note_booking_after(turn, goal, new_one)
    _begin(turn, goal, reading)
    return True


def _names_a_day(turn: Turn, reading: Reading) -> bool:
    """ "Schade. Dann Freitagnachmittag?", "dann bei Frau Schulz, am Mittwoch", behind the answer to a question."""
    asked = turn.state.asking is Asking.ANYTHING_ELSE and bool(turn.state.done)
    named = reading.when is not None and bool(reading.when.windows or reading.when.readings) and reading.when.said_day
    return asked and named and turn.state.done[-1].kind == "answered" and (reading.asks or reading.person is not None)


async def _put_off(turn: Turn, kind: GoalKind, reading: Reading) -> tuple[Reading, str] | None:
    """Who cannot come and asks for another time moves what they have, whichever of the two is heard in it."""
    if kind is GoalKind.CANCEL or (kind is GoalKind.BOOK and await turn.desk.my_appointments()):
        return cancels_for_a_new_one(turn, reading)
    return None


def _is_for_people(turn: Turn, reading: Reading) -> bool:
    """A laboratory, an applicant, somebody who needs a prescription: nothing is booked, and somebody has to know."""
    errand = not {"errand", "ready"}.isdisjoint(reading.marks) and (not reading.asks or _NEEDS.search(reading.text))
    if errand or LEFT_BEHIND in reading.marks:
        return _leave_word(turn, reading)
    if "on_business" in reading.marks:
        turn.ask(Asking.MESSAGE_OR_CALLBACK, "only_messages")
        return True
    return False


def _leave_word(turn: Turn, reading: Reading) -> bool:
    turn.state.goals.append(Goal(GoalKind.MESSAGE, text=passed_on(turn, reading.text)))
    details.amend_person(turn, reading)
    return True


async def _by_what_stands(turn: Turn, kind: GoalKind | None, reading: Reading) -> GoalKind | None:
    """A move where one stands that is spoken of; a new one where what stood was cancelled in this call.

    What sounds like a move, but speaks of none that stands, is none for a caller who has none.
    """
    other_person = reading.own_appointment and not reading.offerings and reading.person is not None
    if kind is GoalKind.BOOK and other_person and await turn.desk.my_appointments():
        return GoalKind.MOVE  # "meinen Termin bei Doktor Weber lieber bei Doktor Sommer"
    if kind is GoalKind.BOOK and await standing.is_to_move(turn, reading):
        return GoalKind.MOVE
    makes_one = reading.asks_for_time and _MAKES_ONE[turn.language].search(reading.text) is not None
    if kind in (GoalKind.MOVE, GoalKind.LIST) and makes_one and not reading.guess.certain:
        return kind if reading.own_appointment or "stands" in reading.marks else GoalKind.BOOK
    has_cancelled = any(done.kind == "cancelled" for done in turn.state.done)
    if kind is GoalKind.MOVE and reading.offerings and has_cancelled:
        return GoalKind.BOOK
    if kind is GoalKind.MOVE and "new_one" in reading.marks and not await turn.desk.my_appointments():
        return GoalKind.BOOK  # "den heute hab ich verpasst, kann ich einen neuen haben?"
    if (
        kind is GoalKind.CANCEL
        and reading.offerings
        and not reading.guess.certain
        and (_STANDS - ({"mine"} if reading.guess.confidence < SURE else set())).isdisjoint(reading.marks)
    ):
        return kind if await turn.desk.my_appointments() else GoalKind.BOOK  # "Kontrolle, aber nicht am Donnerstag"
    speaks_of_one = reading.guess.certain or reading.own_appointment
    needs_one = reading.offerings and _NEEDS_ONE_DONE.search(reading.text) and not CHANGES.search(reading.text)
    if kind is GoalKind.MOVE and needs_one and not speaks_of_one and reading.wants_one_more:
        return GoalKind.BOOK  # "my daughter needs a cleaning as well, at another time than mine"
    if kind is GoalKind.MOVE and needs_one and not speaks_of_one and not await turn.desk.my_appointments():
        return GoalKind.BOOK
    comes = reading.when is not None and _WOULD_COME.search(reading.text) is not None
    asks_for_one = bool(reading.offerings) or reading.asks_for_time or comes
    theirs = _STANDS if names_theirs(turn, reading) else _STANDS - {"mine"}
    if kind is GoalKind.MOVE and asks_for_one and not speaks_of_one and theirs.isdisjoint(reading.marks):
        return kind if await turn.desk.my_appointments() else GoalKind.BOOK
    return kind


def _barely_begun(goal: Goal) -> bool:
    return goal.kind is GoalKind.BOOK and goal.slot is None and not goal.offers_said


def _is_more_likely_a_goodbye(turn: Turn, kind: GoalKind, reading: Reading) -> bool:
    """After what was wanted is done, a second appointment needs more than a guess: "no thanks" is often misheard.

    Who only had a question answered is likely to want one.
    """
    state = turn.state
    if state.asking is not Asking.ANYTHING_ELSE or kind is not GoalKind.BOOK:
        return False
    if not any(done.kind in LASTING for done in state.done):
        return False
    sure = reading.guess.certain or reading.guess.confidence >= SURE_OF_MORE
    asked_for = bool(reading.offerings) or reading.asks_for_time
    named = asked_for and reading.when is not None  # "eine Kontrolle am Donnerstag" is nobody's goodbye
    return not sure and not named and not (reading.has_details and reading.guess.confidence >= SURE)


def _begin(turn: Turn, goal: Goal, reading: Reading) -> bool:
    """Take from the words that opened a goal all that they already say. True when that was anything."""
    details.amend_person(turn, reading)
    if reading.means_several and goal.kind in (GoalKind.MOVE, GoalKind.CANCEL):
        goal.several, goal.both = True, reading.means_both
    if goal.kind in (GoalKind.BOOK, GoalKind.MOVE):
        goal.about = goal.about or reading.about
        goal.further = goal.further or reading.wants_one_more
        changed = details.amend(turn, goal, reading)
        if goal.kind is GoalKind.BOOK and goal.when is None and _THAT_DAY.search(reading.text) is not None:
            changed = take_days_spoken_of(turn, goal) or changed
        if goal.kind is GoalKind.BOOK and changed and asked_whether_in(turn) and goal.resource is None:
            goal.resource = turn.state.staff if not goal.any_resource else None
        if goal.kind is GoalKind.BOOK and goal.offering is None and turn.state.spoken_of is not None:
            goal.offering, changed = turn.state.spoken_of, True  # what they have just asked about, or called off
        if goal.kind is GoalKind.MOVE and goal.appointment is None and not goal.when_known:
            only_theirs = reading.when is not None and bool(reading.about) and reading.about == reading.when.windows
            goal.when, goal.opening = (None if only_theirs else reading.when), reading.text
            goal.offering = goal.offering or concerned(turn, reading)
        return changed
    if goal.kind in (GoalKind.CANCEL, GoalKind.LIST):
        goal.about = reading.about or (reading.when.windows if reading.when is not None else ())
        goal.offering = goal.offering or concerned(turn, reading)
    elif goal.kind is GoalKind.MESSAGE and goal.text is None:
        told = reading.message_text or told_at_once(reading.text, turn.language)
        goal.text = passed_on(turn, told) if told is not None else None
    elif goal.kind is GoalKind.CALLBACK:
        goal.text = goal.text or topic_told(reading.text, turn.language)
        goal.by_title = goal.by_title or mentions_title(reading.text, turn.language)
        if reading.when is not None and reading.when.windows:
            take_when(turn, goal, reading.when)
    return True
