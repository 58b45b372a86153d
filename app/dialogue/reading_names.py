"""Who: the names and telephone numbers that an utterance gives."""

import re

from app.dialogue.another_marks import name_of_another
from app.dialogue.clause_marks import clauses
from app.dialogue.lexicon import Lexicon
from app.dialogue.name_lore import family_names, given_names
from app.dialogue.state import Asking, CallState
from app.domain.business import Business, Language
from app.domain.ids import E164
from app.domain.spoken.folding import fold
from app.domain.spoken.hear_answer import Answer, hear_answer
from app.domain.spoken.hear_name import HeardName, hear_name
from app.domain.spoken.hear_number import hear_phone
from app.domain.spoken.known_names import name_likeness
from app.domain.spoken.name_words import GIVEN, NAMES_TOO, NO_NAME, TIME_NAMES

EXPECT_NAME = frozenset({Asking.NAME, Asking.FAMILY_NAME, Asking.SPELLING, Asking.APPOINTMENT_NAME})
_OPENS_WITH_NAME = re.compile(
    r"^(?:(?:ja|hallo|hi|hiya|howya|hey|heya|hello|yes|oh|morning|afternoon|evening|there|moin|servus|tach|tag|mahlzeit"
    r"|(?:schönen )?guten (?:tag|morgen|abend)|grüß (?:gott|sie|dich|ihnen)|sie"
    r"|good (?:morning|afternoon|evening)|äh|ähm|uh)[,.!]?\s+)*"
    r"(?P<name>[A-ZÄÖÜ][\w-]+(?: [A-ZÄÖÜ][\w-]+)?)[,.]\s+(?:ich|wir|i\b|i'd|mein|es\b|können"
    r"|könnte|kann|haben|we\b|can\b|my\b|mir\b|mich\b|meine\b|unser\w*\b|sie\b|wann\b|was\b|wie\b|gibt\b|geht\b"
    r"|ginge\b|dürfte\b|guten (?:tag|morgen|abend)|grüß (?:gott|sie)|hallo\b|moin\b|servus\b|tach\b|tag[.,!])",
    re.IGNORECASE,
)
_FOR_NAME = re.compile(r"\b(?:[Ff]or|[Uu]nder|[Ff]ür|auf(?: den Namen)?) (?P<name>[A-ZÄÖÜ][\w'-]+ [A-ZÄÖÜ][\w'-]+)")
_ENDEARMENTS = frozenset(
    "dear love darling sweetheart mate pal everyone everybody all folks sir madam team guys listen look right well so "
    "now sorry basically actually honestly seriously anyway um er ah oh yes no okay hören hör hallo also naja gut tja "
    "entschuldigung moment pardon".split()
)
_WHOLE_NUMBER = 9
"""Digits."""
_SAME_PERSON = 0.8


class NameReader:
    """One business's, shared by its calls."""

    def __init__(self, business: Business, lexicon: Lexicon) -> None:
        self.business = business
        self.lexicon = lexicon

    def names(self, text: str, state: CallState) -> tuple[str | None, str | None, bool]:
        """Introduced, given because we asked, and whether that (or what was introduced) is a first name only."""
        language = state.language
        introduced = hear_name(text, language, expected=False)
        name = introduced.full if introduced is not None and introduced.introduced else None
        alone = introduced is not None and introduced.family is None
        if theirs := name_of_another(text):
            bare = hear_name(theirs, language, expected=True)
            if bare is not None and bare.given is not None:
                return bare.full, bare.full, bare.family is None
        opening = _OPENS_WITH_NAME.match(text) if state.turns_heard <= 2 else None
        if opening is not None and (opening["name"][:1].isupper() or text.islower()):
            bare = hear_name(opening["name"], language, expected=True)
            opens = bare.full if bare is not None and _may_be_called(bare) else None
            whole = opens is not None and " " in opens and introduced is not None and introduced.given is None
            if name is None or whole:  # "Morning, Sheila Crabtree. … my tablets. It's Ramipril."
                name, alone = opens, bare is not None and bare.family is None
        if name is None and state.turns_heard <= 2 and state.asking is Asking.GOAL:
            name = self._listed_name(text, language) or self._booked_for(text, language)
        expected = hear_name(text, language, expected=True) if state.asking in EXPECT_NAME else None
        said = self._as_known(expected.full if expected is not None else None, state)
        asked_again = state.asking is Asking.NAME and state.not_understood > 0
        only_answers = hear_answer(text, language).answer in (Answer.YES, Answer.NO)
        if said is None and not only_answers and (asked_again or state.asking is Asking.FAMILY_NAME):
            said = _last_word(text)  # it will be read back
        name = self._as_known(name, state)
        if said is None:
            return name, None, alone and name is not None and " " not in name
        return name, said, expected is not None and expected.family is None and said == expected.full

    def _listed_name(self, text: str, language: Language) -> str | None:
        """ "Zahnreinigung, Donnerstag 14 Uhr, Markus Weidner": a full name between commas, of nobody of the staff."""
        for clause in clauses(text):
            parts = clause.split()
            if len(parts) != 2 or fold(parts[0]) not in GIVEN or not parts[1][:1].isupper():
                continue
            found = hear_name(clause, language, expected=True)
            staff = any(fold(clause) in fold(resource.name) for resource in self.business.resources)
            if found is not None and found.family is not None and not staff:
                return found.full
        return None

    def _booked_for(self, text: str, language: Language) -> str | None:
        """ "A check-up for Ted Baxter": a full name that is nobody's of the staff."""
        found = _FOR_NAME.search(text)
        if found is None or self.lexicon.person(found[0]) is not None:
            return None
        bare = hear_name(found["name"], language, expected=True)
        return bare.full if bare is not None and bare.given is not None and bare.family is not None else None

    def _as_known(self, heard: str | None, state: CallState) -> str | None:
        """The customer's name as it is written, when the number on the line is theirs and the name sounds like it."""
        goal = state.goal
        if heard is None or state.caller is None or (goal is not None and (goal.right_after or goal.for_another)):
            return heard  # who comes along, or comes instead, may be called much like the customer
        return state.caller.name if name_likeness(heard, state.caller.name) >= _SAME_PERSON else heard

    def number(self, text: str, language: Language) -> E164 | None:
        if not re.search(r"\b(nummer|number|erreichbar unter|reach me)\b", text.lower()):
            return self._listed_number(text, language)
        heard = hear_phone(text, language)
        return heard.e164 if heard.complete else None

    def _listed_number(self, text: str, language: Language) -> E164 | None:
        """A whole telephone number between commas, in a list of all that is needed."""
        parts = clauses(text)
        found = (hear_phone(part, language) for part in parts if len(parts) > 1)
        return next((one.e164 for one in found if one.complete and len(one.digits) >= _WHOLE_NUMBER), None)


def _may_be_called(bare: HeardName) -> bool:
    """The first word of a call is often misheard: "Hey, meine Freundin …" is "Gehö, meine Freundin …"."""
    first, last = bare.full.split()[0], bare.full.split()[-1]
    return bare.full.lower() not in _ENDEARMENTS and (fold(first) in given_names() or last in family_names())


def _last_word(text: str) -> str | None:
    """A surname that is also another word ("Lange", "Sauer"): the caller was asked for it and said little else."""
    if any(letter.isdigit() for letter in text):
        return None  # "at 8 pm"
    parts: list[str] = re.findall(r"[^\W\d_]+(?:[-'][^\W\d_]+)*", text)
    if not 0 < len(parts) <= 4 or len(parts[-1]) < 2 or fold(parts[-1]) in NO_NAME - NAMES_TOO - TIME_NAMES:
        return None  # "vielen Dank"
    return parts[-1].capitalize()
