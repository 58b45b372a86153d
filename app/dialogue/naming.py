"""The caller's name: taken, read back, corrected, spelled, and at last done without.

Decision: a name is asked for in four ways (said, said again, spelled, spelled with a word for each letter), then the
appointment is booked under the caller's number with the best guess beside it: a name that cannot be made out costs
nobody their appointment. Letters are easily misheard, so that what was spelled is compared with the names that people
have; whoever spells the same letters twice is taken at their word.
"""

import re

from rapidfuzz import fuzz

from app.dialogue.asking import do_without_name
from app.dialogue.name_lore import family_names
from app.dialogue.reading import Reading
from app.dialogue.state import Asking, GoalKind
from app.dialogue.turn import Turn
from app.domain.spoken.folding import fold
from app.domain.spoken.sounds_alike import likeness
from app.domain.spoken.spelled_words import is_spelled_with_words

SPELL_AT = 1
GIVE_UP_AT = 3
LEAST_LETTERS = 2
_ALIKE = 50.0
_NOTES = frozenset({GoalKind.MESSAGE, GoalKind.CALLBACK})
_THE_NAME_IS = re.compile(r"\b(?:der|the) name (?P<is>ist|is) (?P<word>\w+)\W*$", re.IGNORECASE)
_LIKE_WRONG = 0.5
_SAME = 90.0
"""Of 100: heard like this again, a name will not come right by saying it once more."""


def take_name(turn: Turn, reading: Reading) -> bool:
    state = turn.state
    if reading.said_name is None or not state.question_heard:
        return False
    if state.asking is Asking.FAMILY_NAME and reading.answer is not None:
        return reading.answer == "no"  # they keep it to themselves: the first name will do
    given = state.name if state.asking is Asking.FAMILY_NAME and " " not in reading.said_name else None
    _know(turn, f"{given} {reading.said_name}" if given and given != reading.said_name else reading.said_name)
    if reading.only_given and state.asking is Asking.NAME:
        turn.ask(Asking.FAMILY_NAME, "ask_family_name")
    return True


def take_spelling(turn: Turn, reading: Reading) -> bool:
    state = turn.state
    spelled = reading.spelling
    if spelled is not None:
        spelled = _meant_by(turn, spelled, with_words=is_spelled_with_words(reading.text))
    elif sounds_like_name(reading.said_name, state.name):
        spelled = reading.said_name  # said once more instead of spelled
    if spelled is None or len(spelled) < LEAST_LETTERS:
        return False
    given = [] if state.nameless else (state.name or "").split()[:-1]
    _know(turn, spelled if " " in spelled else " ".join([*given, spelled]))
    return True


def _meant_by(turn: Turn, letters: str, *, with_words: bool) -> str:
    """The name that people have behind letters that may be misheard; two names in one are left as they are."""
    state = turn.state
    before = state.letters_heard
    state.letters_heard = (*before, letters)
    if fold(letters) in map(fold, before) or not letters.isalpha():
        return letters
    meant = family_names().meant(
        letters,
        turn.language,
        with_words=with_words,
        before=before,
        heard=state.names_heard,
        denied=state.names_denied,
    )
    return meant or letters


def is_about_name(reading: Reading) -> bool:
    """ "Nein, mein Name ist …", "der Name ist falsch"."""
    return reading.wants_spelling or (reading.answer != "yes" and (reading.name is not None or reading.mentions_name))


async def object_to_name(turn: Turn, reading: Reading) -> None:
    """The name that was read back is wrong: the one given now, else spelled, else none."""
    state = turn.state
    state.name_objections += 1
    if state.name is not None and not state.nameless:
        family = state.name.rsplit(maxsplit=1)[-1]
        state.names_denied = (*state.names_denied, family)
        if not state.letters_heard:
            state.names_heard = (*state.names_heard, family)
    if reading.name is not None and not _says_wrong(reading.text):
        state.names_heard = (*state.names_heard, reading.name.rsplit(maxsplit=1)[-1])
    if state.goal is not None:
        state.goal.read_back = False
    if reading.spelling is not None and len(reading.spelling) > LEAST_LETTERS:
        state.asking = Asking.SPELLING
        take_spelling(turn, reading)
    elif state.name_objections >= GIVE_UP_AT and state.number is not None:
        under_number(turn)
    elif (
        reading.name is not None
        and not _says_wrong(reading.text)
        and _is_new(reading.name, state.name)
        and state.name_objections <= SPELL_AT
    ):
        state.names_heard = state.names_heard[:-1]  # it is read back: if it is wrong, that is when it counts
        _know(turn, reading.name)
    else:
        spelled_before = state.name_objections > SPELL_AT
        turn.ask(Asking.SPELLING, "ask_spelling_words" if spelled_before else "ask_spelling")


def under_number(turn: Turn) -> None:
    """Books under the caller's number; what was made out of the name stands beside it for the staff."""
    state = turn.state
    known = state.name if state.nameless else None
    guess = None if state.nameless else _best_guess(turn)
    do_without_name(turn)
    if guess is not None:
        state.name = turn.phrases.choose("name_unsure", turn.language, name=guess)
    elif known is not None:
        state.name = known
    state.name_given = False
    comes_in = state.goal is None or state.goal.kind not in _NOTES
    turn.say("without_name" if comes_in else "without_name_noted")


def _best_guess(turn: Turn) -> str | None:
    """By all that was understood of the name, once it was spelled in vain."""
    state = turn.state
    if state.name is None or not state.letters_heard:
        return state.name
    likeliest = family_names().likeliest(
        state.letters_heard, state.names_heard, turn.language, denied=state.names_denied
    )
    given = state.name.split()[:-1]
    return " ".join([*given, likeliest]) if likeliest is not None else state.name


def _says_wrong(text: str) -> bool:
    """ "Der Name ist falsch", of which a recogniser makes "der Name ist Salz": nobody calls their name "the name"."""
    found = _THE_NAME_IS.search(text)
    if found is None:
        return False
    return likeness(found["word"], "falsch" if found["is"].lower() == "ist" else "wrong") >= _LIKE_WRONG


def _know(turn: Turn, name: str) -> None:
    state = turn.state
    state.name, state.name_given, state.nameless = name, True, False
    if state.goal is not None:
        state.goal.read_back = False


def sounds_like_name(name: str | None, known: str | None) -> bool:
    """Near enough to what was understood before to be the same name."""
    return name is not None and known is not None and fuzz.partial_ratio(name.lower(), known.lower()) >= _ALIKE


def _is_new(name: str, known: str | None) -> bool:
    """Not what was understood before, in whole or in its family name."""
    if known is None:
        return True
    return fuzz.ratio(name.rsplit(maxsplit=1)[-1].lower(), known.rsplit(maxsplit=1)[-1].lower()) < _SAME
