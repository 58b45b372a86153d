"""Who should call back, where callers say it without a name: "die Frau Doktor soll mich zurückrufen".

Where the business has one such person it is them; of a few the caller is asked once, and an answer that names none of
them leaves the call to whoever is free.
"""

import re

from rapidfuzz import fuzz

from app.dialogue.intent_rules import plain_words
from app.dialogue.promise import said_person
from app.dialogue.reading import Reading
from app.dialogue.state import Asking, Goal
from app.dialogue.turn import Turn
from app.domain.business import Language, Resource, ResourceKind
from app.domain.spoken.folding import fold
from app.domain.spoken.say import say_list

MOST_NAMED = 4
LIKE_NAME = 78.0
_TITLE = re.compile(r"^(?:dr|prof|doktor|professor|ra|rain)\b", re.IGNORECASE)
_BY_TITLE: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(?:die|der|den|dem|ihre?|meine?|unsere?|eine?[mnr]?)?\s?(?:frau doktor|herr doktor|herrn doktor|doktor"
        r"|zahnärztin|zahnarzt|ärztin|arzt|anwältin|anwalt|rechtsanwältin|rechtsanwalt)\b"
        r"(?= (?:\w+ ){0,6}(?:an\w*|zurück\w*|melde\w*|ruf\w*|sprechen|selbst|persönlich)\b)"
    ),
    "en": re.compile(
        r"\b(?:the|my|your|our) (?:doctor|dentist|solicitor|lawyer)\b(?= (?:\w+ ){0,5}(?:call|ring|phone|get back)\b)"
        r"|\b(?:call|ring|speak|talk|phone)\w*(?: \w+){0,4} (?:by|from|to|with) (?:the|my|your) (?:doctor|dentist"
        r"|solicitor|lawyer)\b"
    ),
}


def mentions_title(text: str, language: Language) -> bool:
    return _BY_TITLE[language].search(plain_words(text)) is not None


def is_open(turn: Turn, goal: Goal) -> bool:
    """Somebody with a title is wanted, and not yet who. Who alone can be meant is."""
    if not goal.by_title or goal.asked_who or turn.state.staff is not None or turn.state.keypad:
        return False
    titled = _titled(turn)
    if len(titled) == 1:
        turn.state.staff = titled[0].id
    return 1 < len(titled) <= MOST_NAMED


def ask(turn: Turn, goal: Goal) -> None:
    goal.asked_who = True
    people = say_list(names(turn), turn.language, word="oder" if turn.language == "de" else "or")
    turn.ask(Asking.WHO_CALLS, "ask_who_calls", people=people)


def names(turn: Turn) -> list[str]:
    return [said_person(turn, person) for person in _titled(turn)]


def answer(turn: Turn, reading: Reading) -> bool:
    """Whoever is named, also without a title; anything else is an answer, too."""
    if reading.choice is not None and reading.choice < len(_titled(turn)):
        turn.state.staff = _titled(turn)[reading.choice].id
        return True
    said = fold(reading.text).replace(",", " ").split()
    for person in _titled(turn):
        family = fold(person.name.split()[-1])
        if any(fuzz.ratio(word.strip(".!?"), family) >= LIKE_NAME for word in said):
            turn.state.staff = person.id
            return True
    return not reading.asks


def _titled(turn: Turn) -> list[Resource]:
    people = (one for one in turn.state.business.resources if one.kind is ResourceKind.PERSON)
    return [person for person in people if _TITLE.search(person.name)]
