"""Somebody who is asked for and is nobody of the staff: "bei Doktor Vogelsang". PURE.

Decision: only who is asked for with a title, or by a first name that people have; a story of another doctor ("ich bin
bei Doktor Vogelsang in Behandlung") asks for nobody. The caller is told once, and who is here instead.
"""

import re
from collections.abc import Callable

from app.dialogue.clause_marks import clauses
from app.domain.business import Language
from app.domain.spoken.folding import fold
from app.domain.spoken.name_words import GIVEN, NO_NAME, TIME_NAMES, TITLES

_TITLE = r"(?:(?i:frau|herrn?|doktor|dr|professor|prof|doctor|mrs?|ms|miss)\.? )"
_NAME = r"(?P<name>[A-ZÄÖÜ][^\W\d_]+(?:-[A-ZÄÖÜ][^\W\d_]+)?)"
_ARTICLE = r"(?:(?i:der|dem|den|die|ihrer|ihrem|your) )?"
_ASKED_FOR: dict[Language, tuple[re.Pattern[str], ...]] = {
    "de": (
        re.compile(rf"\b(?i:bei|zu|zum|zur|beim|mit) {_ARTICLE}(?P<title>{_TITLE}+){_NAME}"),
        re.compile(
            r"^(?i:(?:und|aber|ja|ach|guten tag|hallo) )*(?i:ist|hat|hätte|arbeitet|praktiziert|haben sie|gibt es) "
            rf"(?i:(?:denn|eigentlich|noch|auch|bei ihnen|einen?) )*{_ARTICLE}(?P<title>{_TITLE}+){_NAME}"
        ),
        re.compile(rf"\b(?i:bei|zu) {_ARTICLE}(?P<title>){_NAME}(?= |$)"),
    ),
    "en": (
        re.compile(rf"\b(?i:with|by|see|to) {_ARTICLE}(?P<title>{_TITLE}+){_NAME}"),
        re.compile(
            r"^(?i:(?:and|but|hi|hello) )*(?i:is|does|has|do you have|is there) (?i:(?:still|a|an|there) )*"
            rf"{_ARTICLE}(?P<title>{_TITLE}+){_NAME}"
        ),
    ),
}
_TELLS: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(?:waren?|gewesen|bin|hausarzt|hausärztin|überw\w+|überweis\w+|ge?schick\w+|empf\w+|ge?sprochen|sprach"
        r"|sprechen|telefoniert|gesagt|sagte|meint\w*|ausgemacht|vereinbart|rechnung|wohne\w*|arbeite)\b"
    ),
    "en": re.compile(
        r"\b(?:was|were|been|gp|referred|sent|recommended|spoke|spoken|speak|talk\w*|said|told|saw|bill|invoice)\b"
    ),
}
_ABBREVIATED = re.compile(r"\b(Dr|Prof|Mrs?|Ms)\.(?= )")
_SPOKEN: dict[str, dict[Language, str]] = {
    "dr": {"de": "Doktor", "en": "Doctor"},
    "doktor": {"de": "Doktor", "en": "Doctor"},
    "doctor": {"de": "Doktor", "en": "Doctor"},
    "prof": {"de": "Professor", "en": "Professor"},
    "professor": {"de": "Professor", "en": "Professor"},
    "herrn": {"de": "Herr", "en": "Herr"},
    "mr": {"de": "Herr", "en": "Mister"},
    "mrs": {"de": "Frau", "en": "Missis"},
}


def asked_for_in_vain(text: str, language: Language, *, is_staff: Callable[[str], bool]) -> str | None:
    """With a title as it is spoken: "Doktor Vogelsang". `is_staff`: whether words name somebody who is here."""
    for clause in clauses(_ABBREVIATED.sub(r"\1", text)):
        if _TELLS[language].search(clause.lower()):
            continue
        for pattern in _ASKED_FOR[language]:
            found = pattern.search(clause)
            if found is None or not _is_name(found["name"], titled=bool(found["title"])) or is_staff(found[0]):
                continue
            titles = [_SPOKEN.get(fold(word.strip(".")), {}).get(language, word) for word in found["title"].split()]
            return " ".join([*titles, found["name"]])
    return None


def _is_name(word: str, *, titled: bool) -> bool:
    folded = fold(word)
    if titled:
        return folded not in NO_NAME | TITLES
    return folded in GIVEN and folded not in TIME_NAMES
