"""Whether a caller wants to know something, or wishes for something as well."""

import re

from app.dialogue.intents import Intent
from app.dialogue.questions import FAQ_SURE, SURE_KINDS
from app.dialogue.reading import Reading
from app.dialogue.state import Asking
from app.dialogue.told_of_one import asks_on_their_way
from app.dialogue.turn import Turn
from app.domain.ids import ResourceId

ANSWERING = frozenset({Asking.NAME, Asking.FAMILY_NAME, Asking.SPELLING, Asking.NUMBER, Asking.APPOINTMENT_NAME})
_WISHES = re.compile(
    r"^[^,.?!]*\b(?:i want|i need|i would like|i'd like|i wish|ich möchte|ich brauche|ich bräuchte|ich hätte)\b[^?]*"
    r"\b(?:appointment|book|\w*termin)\b[^?]*[,.]",
    re.IGNORECASE,
)
_NEEDS_ONE = re.compile(
    r"^(?:\W*\w+[,.]? ){0,3}(?:i need|i'd like|i would like|i want|ich brauche|ich bräuchte|ich hätte gern\w*) "
    r"(?:to have |to get |to book )?(?:an?|another|eine?[nr]?) (?:[\w-]+ ){0,3}[\w-]+(?:,| and\b|\.| und\b)",
    re.IGNORECASE,
)
""" "I need a filling, and I wanted to check whether …"."""
_BRINGS = re.compile(
    r"\b(?:can|may|could|am i allowed to) (?:i |we )?bring (?:my|our|a|an) "
    r"(?!(?:\w+ )?(?:son|daughter|child|children|kids?|boys?|girls?|mum|mother|dad|father|wife|husband|car|van|bike"
    r"|motorbike|vehicle)\b)"
    r"|\b(?:darf|kann|dürfte) ich (?:\w+ )?meinen? (?:hund|katze)\b",
    re.IGNORECASE,
)
""" "Can I bring my dog to an appointment?" is no wish for one."""
_CHOOSING = frozenset({Asking.WHEN, Asking.OFFERS, Asking.OFFERING})
ASKS_WHAT = re.compile(r"^(?:und |ja |äh |also |and |so )*(?:was|warum|wieso|wozu|what|why)\b", re.IGNORECASE)
""" "Was genau machen Sie bei der Kontrolle?" """
_THEIRS = re.compile(r"\b(?:meine?[rnms]?|unsere?[rnms]?|my|our) (\w+)", re.IGNORECASE)
_RECAPS = re.compile(
    r"^\W*(?:(?:so|and|okay|ok|right|great|lovely|perfect|sorry|good|just to (?:check|confirm|be sure|be clear)|also"
    r"|gut|alles klar|noch ?mal)\W+)*(?:that's|that is|that was|it's|it is|it was|i'm (?:in|down)|we said|you said"
    r"|das (?:ist|war|wäre)|der (?:ist|war)|es (?:ist|war)|wir hatten)\b"
    r"(?!.*\b(?:can|could|may|free|kann|könnt\w*|frei)\b)",
    re.IGNORECASE,
)
_THEIR_WORDS = re.compile(
    r"\b(?:meine?[rnms]?|unsere?[rnms]?|mine|my|our)\b((?: [^\W\d_]+(?:-[^\W\d_]+)?){0,3})", re.IGNORECASE
)
_VISITS = re.compile(
    r"^$|\w*(?:termin|behandlung|besuch|sitzung|appointment|booking|slot|visit|session)\b", re.IGNORECASE
)
LEAST_SURE = 0.3
SURE_OF_ENTRY = 0.7
_WHAT_TO = re.compile(
    r"(?:\w+[,.]? ){0,3}(?:what (?:should|must|shall|do) i|was (?:muss|soll|sollte) ich)\b", re.IGNORECASE
)
"""Whatever it is for: "what should I bring to my first appointment?"."""


def is_question(turn: Turn, reading: Reading) -> bool:  # noqa: PLR0912  one line for each sign
    """Whether the caller wants to know something, rather than an appointment or an answer to us."""
    begun = turn.state.goal is not None or turn.state.asking is Asking.ANYTHING_ELSE
    if begun and "nothing_more" in reading.marks and not reading.text.rstrip().endswith("?"):
        return False  # "I only wanted the opening hours"
    if checks_what_was_made(turn, reading):
        return False
    if reading.question == "hours" and (reading.asks or reading.intent is Intent.QUESTION):
        return True
    if "asks_why" in reading.marks and turn.state.asking in ANSWERING:
        return True
    if turn.state.asking is Asking.OFFERING and reading.leaves_it_to_us:
        return False
    if _asks_about_own(reading):
        return True
    brings = _BRINGS.search(reading.text) is not None and not reading.offerings and not reading.is_timed
    if brings and turn.state.goal is None:
        return True
    if ASKS_WHAT.search(reading.text) and reading.offerings and reading.when is None and turn.state.goal is None:
        return not reading.asks_for_time and not reading.leaves_it_to_us
    if "without_appointment" in reading.marks and reading.asks and turn.state.goal is None:
        return not reading.offerings  # "mir ist die Plombe rausgefallen" has one made
    if _asks_about_staff(turn, reading) or asks_for_stranger(reading):
        return True
    if turn.state.goal is None and reading.offerings and not reading.asks and reading.guess.confidence < LEAST_SURE:
        return False  # a story, behind which stands a wish
    if (
        turn.state.goal is None
        and reading.offerings
        and reading.question is None
        and (_WISHES.search(reading.text) or _NEEDS_ONE.search(reading.text))
    ):
        return False  # the wish is taken up, whatever is asked behind it
    known = reading.faq is not None and reading.faq[1] >= FAQ_SURE
    if reading.asks and known and _WHAT_TO.match(reading.text):
        return True
    if known and turn.state.goal is None and reading.asks and asks_on_their_way(reading.text, turn.language):
        return True
    surely = reading.faq is not None and reading.faq[1] >= SURE_OF_ENTRY and reading.intent is Intent.QUESTION
    if surely and reading.asks and not reading.guess.certain and not reading.asks_for_time:
        return True  # "muss ich zu meinem Termin am Mittwoch etwas mitbringen?"
    asks_what_there_is = turn.state.asking in _CHOOSING and reading.leaves_it_to_us and reading.question is None
    if reading.asks_for_time or reading.own_appointment or asks_what_there_is or _wishes_other_time(turn, reading):
        return False
    if _is_urgent(turn, reading) and reading.question is None:
        return False  # "mein Sohn hat sich einen Zahn ausgeschlagen, was soll ich machen?"
    if turn.state.asking in ANSWERING and reading.said_name is not None and reading.question is None:
        return False
    if reading.when is not None and (reading.offerings or reading.could_be) and reading.question not in SURE_KINDS:
        return False  # what and when: that is a wish, in whatever form
    if turn.state.goal is not None and not reading.asks:
        return False  # in the middle of something, words that are no question are the answer to ours
    if reading.question in SURE_KINDS and (reading.asks or reading.intent is Intent.QUESTION):
        return True
    if "asks_indirectly" in reading.marks and not _speaks_of_appointments(reading):
        return True
    faq = reading.faq[1] if reading.faq is not None else 0.0
    if reading.intent is Intent.QUESTION:
        return (reading.guess.confidence >= 0.35 and (reading.asks or reading.answer is None)) or faq >= FAQ_SURE
    wants_something = reading.intent in (
        Intent.BOOK,
        Intent.MOVE,
        Intent.CANCEL,
        Intent.LIST,
        Intent.MESSAGE,
        Intent.CALLBACK,
    )
    if wants_something and reading.guess.confidence >= 0.6:
        return False
    return faq >= FAQ_SURE and reading.asks and reading.answer is None


def checks_what_was_made(turn: Turn, reading: Reading) -> bool:
    """ "So that's Thursday at nine now, is it?", after it was booked or moved."""
    state = turn.state
    made = state.goal is None and bool(state.done) and state.done[-1].kind in ("booked", "moved")
    asks = made and reading.text.rstrip().endswith("?") and reading.is_timed and not reading.offerings
    return asks and _RECAPS.match(reading.text) is not None


def _asks_about_staff(turn: Turn, reading: Reading) -> bool:
    """On which days somebody works; who would see them."""
    goal = turn.state.goal
    offered = goal is not None and (bool(goal.offers) or goal.slot is not None)
    if reading.question == "days_of":
        return person_spoken_of(turn, reading) is not None
    return reading.question == "who" and reading.asks and offered


def _asks_about_own(reading: Reading) -> bool:
    """ "Eine Frage zu meinem Termin am Donnerstag: muss ich da nüchtern sein?" """
    announced = reading.announces_question and reading.own_appointment and reading.text.rstrip().endswith("?")
    return announced and reading.intent is Intent.QUESTION and not reading.guess.certain


def _wishes_other_time(turn: Turn, reading: Reading) -> bool:
    """ "Haben Sie auch was am Nachmittag?" behind an offer."""
    known = reading.question in SURE_KINDS or (reading.faq is not None and reading.faq[1] >= FAQ_SURE)
    return turn.state.asking in _CHOOSING and turn.state.goal is not None and reading.is_timed and not known


def asks_for_stranger(reading: Reading) -> bool:
    """ "Arbeitet Doktor Vogelsang noch bei Ihnen?" """
    wishes = reading.offerings or reading.when is not None or reading.asks_for_time or reading.mentions_appointment
    return reading.stranger is not None and reading.asks and not wishes


def person_spoken_of(turn: Turn, reading: Reading) -> ResourceId | None:
    goal = turn.state.goal
    return reading.person or (goal.resource if goal is not None else None) or turn.state.staff


def _is_urgent(turn: Turn, reading: Reading) -> bool:
    return bool(reading.offerings) and turn.state.business.offering(reading.offerings[0]).same_day


def _speaks_of_appointments(reading: Reading) -> bool:
    named = reading.mentions_appointment or reading.when is not None or bool(reading.offerings)
    return named or reading.guess.certain or reading.intent is Intent.LIST


def speaks_of_theirs(turn: Turn, reading: Reading) -> bool:
    """ "Wie lange dauert meine Wurzelbehandlung am Donnerstag?": the one that they have."""
    found = _THEIRS.finditer(reading.text)
    return not reading.asks_for_time and any(
        turn.comprehension.lexicon.offerings(one[1], turn.language) for one in found
    )


def names_theirs(turn: Turn, reading: Reading) -> bool:
    """ "Meine Füllung", "unser nächster Termin": not "wegen meiner Schicht"."""
    found = _THEIR_WORDS.finditer(reading.text)
    lexicon = turn.comprehension.lexicon
    return any(_VISITS.search(one[1]) or lexicon.offerings(one[1], turn.language) for one in found)


def wishes_as_well(turn: Turn, reading: Reading) -> bool:
    """ "What is a cleaning, and could I have one on Tuesday?": answered, and then taken up."""
    named = bool(reading.offerings) and reading.is_timed
    if speaks_of_theirs(turn, reading):
        return False
    return named and turn.state.goal is None and reading.question in ("price", "duration")
