"""Whether a note tells what a caller wanted: the rule by which a spoken concern is graded.

Each of a concern's telling words has to be told ("a|b": either). A word is told

- by itself in any inflection, or nearly spelled so ("prothese" by "Protesen");
- by a German compound or verb that is made with it: "versicherung" by "Zusatzversicherung", "dank" by "bedanken",
  "blut" by "blutet": who reads one has read the other;
- by its parts written apart ("Kosten vor Anschlag").

What would send staff the wrong way is never nearly right: a number, a weekday, a month, "gestern" or "morgen" has to
stand there as itself, and "vorgestern" tells nobody of "gestern". Until the third set was played, compounds and most
inflections of short words counted as wrong, also where the note was the caller's every word (`to_the_letter`).
"""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from app.domain.spoken.folding import fold, words
from voice.contract import Language

SAME_WORD = 82
"""Of 100: "Röntgenbild" for "Röntgenbilder" says the same."""
LEAST_LETTERS = 4
"""Of a word that is found within another."""
LONG_LETTERS = 6
"""With so many it may begin a compound: "röntgen" in "Röntgenbilder"; "post" in "Postkarte" is another thing."""

_DAYS = frozenset(
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag heute morgen gestern vorgestern uebermorgen "
    "mittag abend monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday tonight "
    "januar februar maerz april mai juni juli august september oktober november dezember "
    "january february march may june july october december".split()
)
_NUMBER_DE = re.compile(
    r"(?:ein|eins|zwei|zwo|drei|vier|fuenf|sech|sechs|sieb|sieben|acht|neun|zehn|elf|zwoelf|zwan|dreissig|zig|hundert"
    r"|tausend|und|halb|anderthalb|viertel|dritt|erst)+(?:t|st)?(?:e[nrms]?)?"
)
_NUMBER_EN = re.compile(
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fifteen|eighteen|twenty|thirty|forty"
    r"|fifty|eighty|teen|ty|hundred|thousand|first|second|third|fifth|eighth|ninth|twelfth|twentieth|thirtieth|half)+"
    r"(?:th)?"
)
_ENDINGS_OF_FACTS = ("", "n", "r", "m", "'s")
_ENDINGS: dict[Language, re.Pattern[str]] = {
    "de": re.compile(r"\w{0,3}"),
    "en": re.compile(r"(?:'?s|es|e?d|r?ing|ning|ting|ping|ion|y|ful|ly)?"),
}
_PREFIX = re.compile(r"(?:be|ge|her|heraus|raus|mit)(?:ge)?")
"""None that turns a word round: "verkaufen" tells nobody of "kaufen"."""
_WITHOUT = re.compile(r"(?:los|frei|arm)(?:e[nrms]?)?")
"""Nor an ending that does: "schmerzfrei"."""


def concern_is_told(keys: Sequence[str], text: str, language: Language, *, to_the_letter: bool = False) -> bool:
    """`to_the_letter`: by the former rule, for the comparison."""
    alone = words(text)
    joined = ["".join(alone[at : at + count]) for count in (2, 3) for at in range(len(alone) - count + 1)]
    if to_the_letter:
        told = [*alone, *joined]
        return all(
            any(fuzz.ratio(word, fold(either)) >= SAME_WORD for word in told for either in key.split("|"))
            for key in keys
        )
    return all(any(_is_told(fold(either), alone, joined, language) for either in key.split("|")) for key in keys)


def takes_back(amends: str, key: str, language: Language) -> bool:
    """Whether `amends`, said to what was read back, has this fact of it in it: another stands in its place."""
    facts = [either for either in key.split("|") if _is_fact(fold(either))]
    return bool(facts) and concern_is_told(["|".join(facts)], amends, language)


def _is_told(key: str, alone: Sequence[str], joined: Sequence[str], language: Language) -> bool:
    if _is_fact(key):
        return any(word == key + ending for word in (*alone, *joined) for ending in _ENDINGS_OF_FACTS)
    plain = re.sub(r"[\s-]", "", key)
    return any(fuzz.ratio(word, plain) >= SAME_WORD for word in (*alone, *joined)) or any(
        _is_made_of(plain, word, language) for word in alone
    )


def _is_fact(key: str) -> bool:
    return (
        key.isdigit() or key in _DAYS or _NUMBER_DE.fullmatch(key) is not None or _NUMBER_EN.fullmatch(key) is not None
    )


def _is_made_of(key: str, word: str, language: Language) -> bool:
    """An inflection; in German also a compound, or a verb with its prefix."""
    if len(key) < LEAST_LETTERS or key not in word:
        return False
    before, after = word[: word.index(key)], word[word.index(key) + len(key) :]
    if language == "en":
        return not before and _ENDINGS["en"].fullmatch(after) is not None
    if _WITHOUT.fullmatch(after) is not None:
        return False
    ends_well = _ENDINGS["de"].fullmatch(after) is not None
    if not before:
        return ends_well or len(key) >= LONG_LETTERS
    return ends_well and (_PREFIX.fullmatch(before) is not None or len(before) >= LEAST_LETTERS)
