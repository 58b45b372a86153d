"""The English tables put together: grammar rules, terminals, harmless words, words that must not be lost."""

import re

from app.domain.spoken.name_words import GIVEN
from app.domain.spoken.times import wishes as w
from app.domain.spoken.times.building import (
    BOTH_LANGUAGES,
    Lexicon,
    dotted_date,
    hour_minute,
    of_kind,
    one_letter_off,
    words,
)
from app.domain.spoken.times.en_days import DAY_RULES, EVERY_WEEKDAY, MONTHS, VERB_MONTHS, WEEKDAYS, WHICH
from app.domain.spoken.times.en_marks import MARK_RULES
from app.domain.spoken.times.en_masks import MASK_RULES
from app.domain.spoken.times.en_times import EACH_DAY, PARTS, TIME_RULES
from app.domain.spoken.times.grammar import Terminal
from app.domain.spoken.times.tokens import Kind, Token

# Words that change nothing about a time, wherever they stand between the words that do.
SOFT = frozenset(
    """uh um er erm eh hm hmm mm ah oh like well so please maybe perhaps possibly just also then still the a an on at
    in of for any some
    i i'd i'll we we'd would could can want need have get come like to me us be is it it's if that you do got say
    let's see really
    kind sort basically you know yeah yes right okay ok alright sometime sort-of something anything around during
    there some on
    time appointment slot day probably actually even again please either myself ideally possible""".split()
) - {"to", "around", "actually", "ideally", "something", "anything"}

SUSPICIOUS = frozenset(
    """early late mid breakfast dinner supper
    o'clock week weeks month months weekend weekends quarter half noon midday midnight between until till
    before after fortnight
    beginning middle end holidays holiday vacation lent ramadan hanukkah days year years hour hours minutes quarter
    semester term
    afternoon morning evening tonight lunch except weekday weekdays""".split()
)
_ALWAYS_SUSPICIOUS = frozenset({*WEEKDAYS, *EVERY_WEEKDAY, *MONTHS, *PARTS})
FIRST_NAMES = GIVEN
_CALENDAR_NAMES = frozenset({*WEEKDAYS, *MONTHS, *VERB_MONTHS})
_POLITE = frozenset("i i'm i'd you mr mrs ok okay yes no hi hello the it".split())


_WHOSE = re.compile(r"(?:(?<!day)'s|s')$|^(?:ladies|womens|mens|gents|childrens|kids|girls|boys)$", re.IGNORECASE)
""" "A ladies' one"."""


def _noun(token: Token) -> str | None:
    return (
        token.word
        if token.kind is Kind.WORD and token.raw[:1].isupper() and token.word not in _ALWAYS_SUSPICIOUS
        else None
    )


def _sirname(token: Token) -> str | None:
    """A capitalised word where a name may stand, also "May" and "April"; weekdays are no names here."""
    day = token.word in WEEKDAYS or token.word in EVERY_WEEKDAY or token.word in PARTS
    upper = token.raw[:1].isupper() and token.word not in _POLITE and len(token.word) > 1
    return token.word if token.kind is Kind.WORD and upper and not day else None


def _slashed(token: Token) -> object | None:
    """ "4/3" may be read in two ways, "25/3" and "4/25" cannot."""
    first, second, *rest = token.values
    year = rest[0] if rest else None
    if first > 31 or second > 31 or (first > 12 and second > 12):
        return None
    if first > 12 or first == second:
        return w.CalendarDate(first, second, year)
    return w.CalendarDate(second, first, year) if second > 12 else w.EitherWayDate(first, second, year)


def _ish(token: Token) -> w.Clock | None:
    """ "Tenish", "3ish"."""
    stem = token.word.removesuffix("ish").rstrip("-")
    known = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten":
    10, "eleven": 11,
             "twelve": 12, "tenn": 10, "nin": 9, "fiv": 5}  # fmt: skip
    if token.kind is not Kind.WORD or stem == token.word:
        return None
    if stem == "noon":
        return w.Clock(720, fixed=True)
    return hour_minute(known[stem]) if stem in known else None


_NOT_A_DATE = """time one option appointment slot available floor question tooth day week half quarter thing visit
patient
    free opening possible""".split()
_AFTER_TO = """be book make come get have see move change cancel reschedule the do go speak know ask arrange leave work
    take pick collect fetch drive drop catch start finish school nursery""".split()
_UNITS = """day days week weeks month months year years hour hours minute minutes euros euro dollars pounds percent
people
    persons kids children teeth tooth times appointments of more other""".split()

TERMINALS: dict[str, Terminal] = {
    **BOTH_LANGUAGES,
    "wd": words(WEEKDAYS),
    "wds": words(EVERY_WEEKDAY),
    "month": words(MONTHS),
    "verbmonth": words(VERB_MONTHS),
    "which": words(WHICH),
    "part": words(PARTS),
    "parts": words(EACH_DAY),
    "dotteddate": of_kind(
        Kind.DATE, lambda token: dotted_date(token) if len(token.values) == 2 else w.CalendarDate(*token.values)
    ),
    "slashed": of_kind(Kind.SLASHED, _slashed),
    "n24ish": _ish,
    "whose": lambda token: token.word if token.kind is Kind.WORD and _WHOSE.search(token.raw) else None,
    "superlative": lambda token: (
        token.word if token.word.endswith("est") and token.word not in _OF_TIME and token.kind is Kind.WORD else None
    ),
    "comma": lambda token: token.raw if token.raw == "," else None,
    "firstname": lambda token: token.word if token.word in FIRST_NAMES and token.raw[:1].isupper() else None,
    "noun": _noun,
    "sirname": _sirname,
    "titled": lambda token: (
        token.word if token.kind is Kind.WORD and token.raw[:1].isupper() and token.word not in _POLITE else None
    ),
    "surname": lambda token: (
        token.word if token.kind is Kind.WORD and (_sirname(token) or token.word in _CALENDAR_NAMES) else None
    ),
    "named": lambda token: (
        token.word if token.kind in (Kind.WORD, Kind.NUMBER, Kind.ORDINAL) and token.word not in SOFT else None
    ),
    "notdate": words(dict.fromkeys(_NOT_A_DATE, True)),
    "to_verb": words(dict.fromkeys(_AFTER_TO, True)),
    "unit": words(dict.fromkeys(_UNITS, True)),
}

_OF_TIME: frozenset[str] = frozenset("earliest soonest latest quickest".split())
"""Superlatives that say when."""
_HEADS = frozenset({*WEEKDAYS, "tomorrow", "today"})
_TAILS = frozenset({*PARTS, "week"})


_LONG_NAMES = (*WEEKDAYS, "tomorrow", "afternoon", "february", "september", "november", "december")
_WHOLE = frozenset({*_ALWAYS_SUSPICIOUS, *SUSPICIOUS, *SOFT, "tomorrow", "afternoon", "mornings"})


def split(word: str) -> tuple[str, ...] | None:
    """Words that a recogniser ran together: "tuesdaymorning"."""
    if word.endswith("'s") and (word[:-2] in _HEADS or word[:-2] in _TAILS):
        return (word[:-2], "is")
    if word in _WHOLE or len(word) < 6:
        return None
    if (meant := one_letter_off(word, _LONG_NAMES)) is not None:
        return (meant,)
    for at in range(3, len(word) - 3):
        if word[:at] in _HEADS and word[at:] in _TAILS:
            return (word[:at], word[at:])
    return None


RULES = (*DAY_RULES, *TIME_RULES, *MARK_RULES, *MASK_RULES)
ENGLISH = Lexicon(
    rules=RULES,
    terminals=TERMINALS,
    spell=str.lower,
    soft=SOFT,
    suspicious=SUSPICIOUS | _ALWAYS_SUSPICIOUS,
    must=frozenset("have must need got gotta pick fetch collect drop".split()),
    conditions=frozenset("if unless otherwise else".split()),
    points_back=frozenset("that that's it it's then there".split()),
    errands=frozenset(
        "leave go collect fetch catch drive drop work office school nursery kids children daughter son home train bus "
        "flight back shift".split()
    ),
    split=split,
)
