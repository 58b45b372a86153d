"""Hearing that a caller does not want to be recorded.

Decision: in doubt it is an objection. One heard for nothing costs a recording; one not heard records somebody against
their will. A bare no is one only as the first answer to being told.
"""

import re

from app.domain.business import Language

_RECORD: dict[Language, str] = {
    "de": r"\b(?:auf(?:zu)?(?:zeichn|nehm|genommen|gezeichnet|nahme\b|nahmen\b)"
    r"|mit(?:zu)?(?:schn(?:eid|itt)|geschnitten)|gespeichert|abspeicher|recorded|recording)",
    "en": r"\b(?:record(?:ed|ing|ings|s)?|tap(?:ed|ing)|stored)\b",
}
_NOT: dict[Language, str] = {
    "de": r"\b(?:nicht|nichts|kein\w*|ohne|nie|lieber nicht|ablehn\w*|lehne|widersprech\w*|widerspruch|stopp\w*|"
    r"ausschalten|schalten|abschalten|ausmachen|beenden|aufhören|löschen|löscht?|unterlassen|verbiete\w*|dagegen)\b",
    "en": r"\b(?:not|no|don'?t|doesn'?t|won'?t|without|never|rather|stop|off|object|refuse|decline|delete|erase|"
    r"against|disagree)\b",
}
_SPLIT_VERB = re.compile(
    r"\b(?:nehmen|zeichnen|schneiden) sie\b"
    r"(?: (?:das|dies|dieses|es|mich|uns|bitte|gespräch|telefonat|anruf|hier|jetzt))*"
    r" (?:bitte )?nichts?\b.{0,20}\b(?:auf|mit)\b"
)
_BARE: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"(?:(?:oh |äh |ähm )*(?:nein|nee|nö|ne)\b[ ,]*)?"
        r"(?:bitte nicht|lieber nicht|besser nicht|auf keinen fall|danke|bitte"
        r"|(?:das |ich )?(?:möchte|will|mag) (?:ich |das )?(?:lieber |bitte |auf keinen fall )?nicht"
        r"|(?:da(?:mit|gegen)? )?(?:bin ich )?(?:damit )?(?:nicht einverstanden|dagegen)|ich bin dagegen"
        r"|ich widerspreche(?: dem)?|das lehne ich ab|ich lehne (?:das |es )?ab)?"
    ),
    "en": re.compile(
        r"(?:(?:oh |um |uh |er )*(?:no|nope)\b[ ,]*)?"
        r"(?:please don'?t|thank you|thanks|please|i'?d rather not|i would rather not|rather not|not really"
        r"|i (?:do not|don'?t|would not|wouldn'?t) (?:want|like) (?:that|this|it)|i object(?: to (?:that|this|it))?"
        r"|i (?:do not|don'?t) (?:agree|consent)(?: to (?:that|this|it))?|i refuse|i disagree)?"
    ),
}
_SENTENCES = re.compile(r"[^.!?;]+[.!?;]?")
_OF_PEOPLE = re.compile(r"\b(?:neue|patient|kund|mandant|röntgen)")
"""A practice takes patients on, too: "aufnehmen" is said of both."""

NEAR = 60
"""Letters between the two halves of an objection."""


def objects(text: str, language: Language, *, just_told: bool) -> bool:
    """`just_told`: the caller answers to being told of the recording, so that a bare no is meant for it."""
    return any(_objects(sentence, language) for sentence in _sentences(text)) or (
        just_told and _is_bare_no(text, language)
    )


def without_objection(text: str, language: Language, *, just_told: bool) -> str:
    """What else was said; empty when there was nothing else."""
    rest = [
        sentence.strip()
        for nth, sentence in enumerate(_sentences(text))
        if not _objects(sentence, language) and not (just_told and nth == 0 and _is_bare_no(sentence, language))
    ]
    return " ".join(rest)


def _sentences(text: str) -> list[str]:
    return [match[0] for match in _SENTENCES.finditer(text) if match[0].strip()]


def _objects(sentence: str, language: Language) -> bool:
    plain = " ".join(sentence.lower().replace("’", "'").split())
    if language == "de" and _OF_PEOPLE.search(plain) is not None:
        return False
    record, negation = _RECORD[language], _NOT[language]
    if re.search(f"{record}.{{0,{NEAR}}}?{negation}", plain) or re.search(f"{negation}.{{0,{NEAR}}}?{record}", plain):
        return True
    return language == "de" and _SPLIT_VERB.search(plain) is not None


def _is_bare_no(text: str, language: Language) -> bool:
    plain = " ".join(re.sub(r"[^\w' ]+", " ", text.lower().replace("’", "'")).split())
    return plain not in ("", "bitte", "danke", "please", "thanks", "thank you") and (
        _BARE[language].fullmatch(plain) is not None
    )
