"""Whether a message is urgent, by the caller's words: "es eilt", "ich brauche es heute noch"; not "das eilt nicht"."""

import re

from app.dialogue.intent_rules import plain_words
from app.domain.business import Language

_URGENT: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(?:dringend\w*|dringlich\w*|eilig\w*|eilt|pressiert|so (?:schnell|bald) wie möglich|schnellstmöglich\w*"
        r"|schnellstens|umgehend|unverzüglich|notfall|(?:kann|darf) nicht (?:länger )?warten|höchste zeit)\b"
        r"|\b(?:brauch\w*|bräucht\w*|benötig\w*|bitte um|warte auf)\b.*\b(?:heute noch|noch heute|sofort"
        r"|spätestens heute|heute spätestens|bis heute (?:abend|mittag|nachmittag)|unbedingt heute)\b"
        r"|\b(?:heute noch|noch heute|sofort|spätestens heute|bis heute (?:abend|mittag|nachmittag))\b.*"
        r"\b(?:brauch\w*|bräucht\w*|benötig\w*)\b"
    ),
    "en": re.compile(
        r"\b(?:urgent\w*|as soon as possible|asap|immediately|right away|straight away|at once|emergency"
        r"|(?:cannot|can't|can not) wait)\b"
        r"|\b(?:need|require|waiting for)\b.*\b(?:today|tonight|this (?:morning|afternoon|evening))\b"
    ),
}
_NOT: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(?:nicht|kein\w*|nie|weder)(?: \w+){0,2} (?:dringend\w*|dringlich\w*|eilig\w*|eilt|notfall|pressiert)\b"
        r"|\b(?:eilt|pressiert|eilig|dringend)(?: \w+){0,2} nicht\b|\bkeine eile\b|\bhat zeit\b"
    ),
    "en": re.compile(
        r"\b(?:not|isn't|no|never)(?: \w+){0,2} (?:urgent\w*|emergency|hurry|rush)\b|\bno (?:hurry|rush)\b"
        r"|\bno need to hurry\b"
    ),
}


def sounds_urgent(text: str, language: Language) -> bool:
    words = plain_words(text)
    return _URGENT[language].search(_NOT[language].sub(" ", words)) is not None


def sounds_calm(text: str, language: Language) -> bool:
    """Said not to be urgent."""
    return _NOT[language].search(plain_words(text)) is not None and not sounds_urgent(text, language)
