"""Two things wished for in one sentence, and what was said of each. PURE."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.dialogue.another_marks import tells_of_another
from app.dialogue.lexicon import Lexicon, OfferingMention
from app.dialogue.standing_marks import FAMILY_DE, FAMILY_EN
from app.domain.business import Language
from app.domain.ids import OfferingKey
from app.domain.spoken.folding import words


@dataclass(frozen=True, slots=True)
class TwoWishes:
    first: OfferingKey
    second: OfferingKey
    first_words: str  # what was said of the first, and of the second
    second_words: str
    second_for_another: bool


_JOINS: dict[Language, str] = {"en": "and|plus", "de": "und|sowie|plus"}
_SMALL: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"(and|plus|a|an|the|also|then|another|one|for|me|myself|us|my|our|him|her|i|i'd|we|need|want|like|would"
        rf"|as|well|too|another|new|little|eldest|youngest|old|elderly|{FAMILY_EN})"
    ),
    "de": re.compile(
        r"(und|sowie|plus|ein|eine|einen|einer|die|den|das|der|auch|noch|dann|fuer|mich|mir|uns|mein|unser|meine[nrm]?"
        rf"|unsere[nrm]?|ihn|ich|wir|brauche|braeuchte|moechte|gern|gerne|machen|lassen|dass|sie|nach|bitte|will|soll|muss|muesste|moechte|braucht|braeuchte|haette|ist|sind|waere|wieder|mal|faellig|dran|steht|an|dazu|zusaetzlich|vielleicht|eventuell|evtl|halt|termin|zur|zum|zu|danach|gleich|direkt|hinterher|anschliessend|{FAMILY_DE})"
    ),
}
_IS_PAST = frozenset("had was did after since got done hatte war nach seit gehabt".split())
_LOOKED_BACK = 4


def two_wishes(text: str, language: Language, lexicon: Lexicon) -> TwoWishes | None:
    """None when the words wish for one thing, or for none."""
    said = words(text)
    found = [mention for mention in lexicon.mentions_with_trouble(text, language) if not mention.denied]
    for one, other in pairwise(found):
        if _are_two(one, other, said, language, lexicon) and (parts := _apart(text, one, other, language, lexicon)):
            for_another = tells_of_another(
                parts[1], language, is_treated=lambda part: bool(lexicon.offerings(part, language))
            )
            return TwoWishes(one.key, other.key, *parts, second_for_another=for_another)
    return None


def _are_two(
    one: OfferingMention, other: OfferingMention, said: Sequence[str], language: Language, lexicon: Lexicon
) -> bool:
    between = said[one.end : other.start]
    joined = any(word in _JOINS[language].split("|") for word in between)
    small = all(_SMALL[language].fullmatch(word) for word in between)
    before = said[max(0, one.start - _LOOKED_BACK) : one.start]
    past = any(word in _IS_PAST for nth, word in enumerate(before) if before[max(0, nth - 1) : nth] != ["you"])
    offerings = [lexicon.business.offering(mention.key) for mention in (one, other)]
    urgent = any(offering.same_day for offering in offerings)
    return one.key != other.key and joined and small and not past and not urgent


def _apart(
    text: str, one: OfferingMention, other: OfferingMention, language: Language, lexicon: Lexicon
) -> tuple[str, str] | None:
    for join in re.finditer(rf"\b(?:{_JOINS[language]})\b", text, re.IGNORECASE):
        before, after = text[: join.start()], text[join.end() :]
        if _speaks_of(one.key, before, language, lexicon) and _speaks_of(other.key, after, language, lexicon):
            return before.strip(" ,"), after.strip(" ,")
    return None


def _speaks_of(key: OfferingKey, part: str, language: Language, lexicon: Lexicon) -> bool:
    return key in lexicon.offerings(part, language) or key in lexicon.ailments(part, language)
