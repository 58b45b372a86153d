"""The caller's name: taken, read back, corrected, spelled, and at last done without.

Decision: a name is asked for in four ways (said, said again, spelled, spelled with a word for each letter), then the
appointment is booked under the caller's number with the best guess beside it: a name that cannot be made out costs
nobody their appointment. Letters are easily misheard, so that what was spelled is compared with the names that people
have; whoever spells the same letters twice is taken at their word.
"""

import re
from collections.abc import Collection
from dataclasses import replace

from rapidfuzz import fuzz

from app.dialogue.asking import ask_family_name, do_without_name
from app.dialogue.likely_names import families_in
from app.dialogue.name_lore import family_names, given_names
from app.dialogue.reading import Reading
from app.dialogue.state import Asking, GoalKind
from app.dialogue.turn import SPELLING_CONTEXT, Turn
from app.domain.spoken.folding import fold
from app.domain.spoken.hear_name import hear_name
from app.domain.spoken.sounds_alike import likeness
from app.domain.spoken.spelled_words import (
    UNHEARD,
    SpelledPattern,
    agreed_letters,
    is_spelled_with_words,
    spelled_pattern,
)
from voice.contract import Listen

SPELL_AT = 1
GIVE_UP_AT = 3
LEAST_LETTERS = 2
MOST_LETTERS = 24
"""Of a family name, also of a double one: more are words taken for letters."""
_ALIKE = 50.0
_LIKE_IT = 60.0
_NOTES = frozenset({GoalKind.MESSAGE, GoalKind.CALLBACK})
_THE_NAME_IS = re.compile(r"\b(?:der|the) name (?P<is>ist|is) (?P<word>\w+)\W*$", re.IGNORECASE)
_LIKE_GIVEN = 60.0
_LIKE_WRONG = 0.5
_SURELY_WRONG = 0.9
_LIKE_KNOWN = 0.35
_SURELY_SPELLED = 0.85
_SAME = 90.0
"""Of 100: heard like this again, a name will not come right by saying it once more."""


def take_name(turn: Turn, reading: Reading) -> bool:
    state = turn.state
    if state.asking is Asking.FAMILY_NAME and state.question_heard and reading.answer is not None:
        return reading.answer == "no"  # they keep it to themselves: the first name will do
    if reading.said_name is None or not state.question_heard:
        return False
    _remember_guesses(turn, reading)
    given = state.name if state.asking is Asking.FAMILY_NAME and " " not in reading.said_name else None
    _know(turn, f"{given} {reading.said_name}" if given and given != reading.said_name else reading.said_name)
    if reading.only_given and state.asking is Asking.NAME:
        ask_family_name(turn)
    return True


def take_spelling(turn: Turn, reading: Reading) -> bool:
    state = turn.state
    spelled = reading.spelling
    if spelled is not None and len(spelled) > MOST_LETTERS:
        return False
    by_words = _by_words(turn, reading)
    if by_words is not None and by_words.sure >= _SURELY_SPELLED and UNHEARD not in by_words.letters:
        spelled = by_words.letters.capitalize()  # as it was spelled: not everybody's name is on a list
        state.letters_heard = (*state.letters_heard, spelled)
    elif by_words is not None and (agreed := agreed_letters(by_words.letters, state.letters_heard)) is not None:
        spelled = agreed.capitalize()
        state.letters_heard = (*state.letters_heard, spelled)
    elif by_words is not None:
        plain = by_words.letters.replace(UNHEARD, "").capitalize()
        spelled = _meant_by(turn, spelled or plain, with_words=True, pattern=by_words.letters)
        if spelled not in family_names() and (said := _never_read_back(turn)) is not None:
            spelled = said
    elif spelled is not None:
        spelled = _meant_by(turn, spelled, with_words=is_spelled_with_words(reading.text))
    elif sounds_like_name(reading.said_name, state.name):
        spelled = reading.said_name  # said once more instead of spelled
    if spelled is None or len(spelled) < LEAST_LETTERS:
        return False
    given = [] if state.nameless else (state.name or "").split()[:-1]
    _know(turn, spelled if " " in spelled else " ".join([*given, spelled]))
    return True


def _by_words(turn: Turn, reading: Reading) -> SpelledPattern | None:
    """Of all guesses at what was spelled with words, the one with the most of an alphabet."""
    if reading.spelling is not None and not is_spelled_with_words(reading.text):
        return None
    guesses = (reading.text, *reading.guesses) if reading.guesses else (reading.text,)
    patterns = (spelled_pattern(guess, turn.language) for guess in guesses)
    return max((one for one in patterns if one is not None), key=lambda one: one.sure, default=None)


def _meant_by(turn: Turn, letters: str, *, with_words: bool, pattern: str | None = None) -> str:
    """The name that people have behind letters that may be misheard; two names in one are left as they are.

    `pattern`: the letters with a sign for each that was not made out.
    """
    state = turn.state
    before = state.letters_heard
    state.letters_heard = (*before, letters)
    known = (state.name or "").rsplit(maxsplit=1)[-1:]
    if known and _letters_of(known[0]) == _letters_of(letters):
        return known[0]  # "Lloyd-Hughes", in letters
    if fold(letters) in map(fold, before) or not letters.isalpha():
        return letters
    meant = family_names().meant(
        pattern or letters,
        turn.language,
        with_words=with_words,
        before=before,
        heard=state.names_heard,
        guessed=state.names_guessed,
        denied=state.names_denied,
    )
    return meant or letters


def _never_read_back(turn: Turn) -> str | None:
    """A name that people have, understood when it was said and not asked about yet: before letters that are no name."""
    state = turn.state
    turned_down = set(map(fold, state.names_denied))
    unread = (name for name in reversed(state.names_heard) if fold(name) not in turned_down)
    return next((name for name in unread if name in family_names()), None)


def _letters_of(name: str) -> str:
    return "".join(letter for letter in fold(name) if letter.isalpha())


def is_about_name(reading: Reading) -> bool:
    """ "Nein, mein Name ist …", "der Name ist falsch"."""
    return reading.wants_spelling or (reading.answer != "yes" and (reading.name is not None or reading.mentions_name))


async def object_to_name(turn: Turn, reading: Reading) -> None:
    """The name that was read back is wrong: the one given now, else spelled, else none."""
    state = turn.state
    state.name_objections += 1
    heard_before = state.names_heard
    if state.name is not None and not state.nameless:
        family = state.name.rsplit(maxsplit=1)[-1]
        state.names_denied = (*state.names_denied, family)
        if not state.letters_heard:
            state.names_heard = (*state.names_heard, family)
    if reading.name is not None and not _says_wrong(turn, reading):
        _remember_guesses(turn, reading)
        state.names_heard = (*state.names_heard, reading.name.rsplit(maxsplit=1)[-1])
    if state.goal is not None:
        state.goal.read_back = False
    if reading.spelling is not None and _spells_given(reading.spelling, state.name):
        _know(turn, " ".join([reading.spelling, *(state.name or "").split()[1:]]))
    elif reading.spelling is not None and len(reading.spelling) > LEAST_LETTERS and not _in_one_breath(reading):
        state.asking = Asking.SPELLING
        take_spelling(turn, reading)
    elif (
        reading.name is not None
        and not _says_wrong(turn, reading)
        and _is_new(reading.name, state.name)
        and not _in_one_breath(reading)
        and (state.name_objections <= SPELL_AT or _is_heard_again(turn, reading.name, heard_before))
    ):
        state.names_heard = state.names_heard[:-1]  # it is read back: if it is wrong, that is when it counts
        _know(turn, _with_given(reading.name, state.name if state.name_given and not state.nameless else None))
    elif state.name_objections >= GIVE_UP_AT and state.number is not None:
        under_number(turn)
    else:
        spelled_before = state.name_objections > SPELL_AT
        turn.ask(Asking.SPELLING, "ask_spelling_words" if spelled_before else "ask_spelling")
        if spelled_before and isinstance(turn.ending, Listen):
            turn.ending = replace(turn.ending, hints=(SPELLING_CONTEXT[turn.language],))


def _remember_guesses(turn: Turn, reading: Reading) -> None:
    guessed = families_in(reading.guesses, turn.language)
    turn.state.names_guessed = tuple(dict.fromkeys((*turn.state.names_guessed, *guessed)))


def _is_heard_again(turn: Turn, name: str, before: Collection[str]) -> bool:
    """Read back also to who has turned others down: a name that people have, heard like this twice, never denied."""
    family = fold(name.rsplit(maxsplit=1)[-1])
    turned_down = map(fold, turn.state.names_denied)
    return family in family_names() and family in map(fold, before) and family not in turned_down


def _with_given(name: str, known: str | None) -> str:
    """Who puts their last name right has no other first name: "nein, Sauer" to "Ingrid Föhrer"."""
    given, *family = (known or "").split() or [""]
    keeps = bool(family) and " " not in name and fold(given) in given_names() and fold(name) not in map(fold, family)
    return f"{given} {name}" if keeps else name


_ABBREVIATED = re.compile(r"\b[A-ZÄÖÜ]{2,4}\b")
_LETTERS_APART = re.compile(r"\b[^\W\d_]\b")


def _in_one_breath(reading: Reading) -> bool:
    """ "My name is MVP" was Mbeki: neither a name nor letters that somebody spelled."""
    name = reading.spelling or reading.name or ""
    written = next((word for word in _ABBREVIATED.findall(reading.text) if fold(word) in fold(name).split()), None)
    return written is not None and len(_LETTERS_APART.findall(reading.text)) < LEAST_LETTERS


_NOT_THIS = re.compile(r"\b(?:nicht|not)\b (?:mit |with )?[^,;.]+", re.IGNORECASE)


def put_right(turn: Turn, reading: Reading) -> bool:
    """ "Nein, Maier mit a i": nobody says "name", and what they say sounds like the one that was read back."""
    known = turn.state.name
    if known is None or turn.state.nameless or reading.when is not None or reading.offerings:
        return False
    heard = hear_name(_NOT_THIS.sub(" ", reading.rest), turn.language, expected=True)
    given, family = known.split()[:-1], known.split()[-1]
    if heard is None or fuzz.ratio((heard.family or heard.full).lower(), family.lower()) < _LIKE_IT:
        return False
    _know(turn, heard.full if " " in heard.full else " ".join([*given, heard.full]))
    return True


def _spells_given(letters: str, name: str | None) -> bool:
    """ "It's Niamh, N I A M H": the first name, and not the last."""
    given, *family = (name or "").split() or [""]
    return bool(family) and fuzz.ratio(letters.lower(), given.lower()) > max(
        _LIKE_GIVEN, fuzz.ratio(letters.lower(), family[-1].lower())
    )


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


def _says_wrong(turn: Turn, reading: Reading) -> bool:
    """ "Der Name ist falsch", of which a recogniser makes "der Name ist Salz": nobody calls their name "the name".

    One that sounds nothing like the name that was read back is no correction of it either: it is spelled.
    """
    if _like_wrong(reading.text) >= _LIKE_WRONG:
        return True
    if any(_like_wrong(guess) >= _SURELY_WRONG for guess in reading.guesses):
        return True
    found, known = _THE_NAME_IS.search(reading.text), turn.state.name
    if found is None or known is None or turn.state.nameless:
        return found is not None
    return likeness(found["word"], known.rsplit(maxsplit=1)[-1]) < _LIKE_KNOWN


def _like_wrong(text: str) -> float:
    found = _THE_NAME_IS.search(text)
    return likeness(found["word"], "falsch" if found["is"].lower() == "ist" else "wrong") if found else 0.0


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
