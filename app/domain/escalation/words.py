"""What one utterance says of its speaker's state, in values. PURE."""

import re
from collections.abc import Iterable
from functools import cache

from app.domain.business import Language
from app.domain.escalation.danger import danger_to_life
from app.domain.escalation.needs_de import NEEDS_DE
from app.domain.escalation.phrasing import Phrase, in_fun, phrases
from app.domain.escalation.signals import Kind, either
from app.domain.escalation.words_de import WORDS_DE
from app.domain.escalation.words_en import WORDS_EN

_WORDS = {"de": (*WORDS_DE, *NEEDS_DE), "en": WORDS_EN}
HOSTILE = frozenset(
    {
        Kind.VIOLENCE,
        Kind.INSULT,
        Kind.JUDGEMENT,
        Kind.RAGE,
        Kind.ANNOYANCE,
        Kind.THREAT,
        Kind.LEAVING,
        Kind.RESIGNATION,
        Kind.DEMAND,
        Kind.SWEARING,
    }
)
_DENIABLE = HOSTILE - {Kind.LEAVING, Kind.RESIGNATION, Kind.DEMAND} | {Kind.WANTS_HUMAN, Kind.GRIEF}
_ABOUT_PAIN = frozenset({Kind.SWEARING, Kind.RAGE, Kind.ANNOYANCE, Kind.DESPAIR, Kind.JUDGEMENT})
LEFT_IN_PAIN = 0.2
LEFT_IN_FUN = 0.1
LEFT_IN_A_GUESS = 0.7
"""Of anger that only another guess of the recogniser has: "eine Frechheit" may be written down as "eine Freitag"."""

_OF_THEMSELVES: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\bich (alter |alte |blöder |dummer |dumme )?(idiot|depp|trottel|dussel|dummkopf|esel|vollidiot"
        r"|rindvieh|kamel|ochse)\b"
        r"|\bbin (ich )?(\w+ ){0,2}(idiot|depp|trottel)\b|\bich bin (so |ja )?(\w+ )?(blöd|doof|dumm)\b"
        r"|\bmich selb(st|er)\b|\bmeine (eigene )?schuld\b|\bhoffnungsloser fall\b|\bich habe \w+ verlegt\b"
    ),
    "en": re.compile(
        r"\b(like an idiot i|stupid me|silly me|i'm (such )?(an idiot|a fool)|with myself|my own fault"
        r"|my fault|i('m| am) "
        r"(a )?hopeless|i'm so stupid|idiot that i am)\b"
    ),
}
_PRAISE: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(verdammt|wahnsinnig|höllisch|verflucht|scheiß|unverschämt|irre) (gut\w*|nett\w*|schnell\w*"
        r"|freundlich\w*|lecker"
        r"|schön\w*|günstig\w*|billig\w*)\b|\b(der hammer|der wahnsinn|begeistert|super nett|vielen dank"
        r"|herzlichen dank)\b"
    ),
    "en": re.compile(
        r"\b(damn|bloody|insanely|wickedly|fucking) (good|nice|fast|great|brilliant|friendly|cheap|quick|well)\b"
        r"|\b(to die for|wicked|insane so|thank you so much|a great help|much appreciated)\b"
    ),
}
_OF_OTHERS: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(der|die|das|mein|meine|unser|unsere|so ein|diese[rs]?) (\w+ ){1,5}(war|ist|sind|waren|schreit|macht|hat)\b"
        r"|\b(wetter|bahn|verkehr|stau|bus|zug|stift|marder|katze|kater|hund|nachbar\w*|schwager|batterie"
        r"|papagei|brille|drucker"
        r"|parkplatz|ampel|hausaufgaben|piano|klavier|klo)\b|scheiß(wetter|bahn|verkehr)"
    ),
    "en": re.compile(
        r"\b(the last|my|that|our|this|the) (\w+ ){1,3}(was|is|are|were|screams|makes|has)\b"
        r"|\b(weather|train|traffic|bus|pen|cat|dog|neighbours?|brother in law|battery|parrot|printer|parking|piano)\b"
    ),
}
_TO_US: dict[Language, re.Pattern[str]] = {
    "de": re.compile(r"\b(sie|ihr|euch|ihnen|ihre[rnms]?|euer|eure[rnms]?|du|dich|dir|ihretwegen)\b"),
    "en": re.compile(r"\b(you|your|yours|you're|you've)\b"),
}
_FREE_OF_NEED: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(brauche?|müssen|muss|musst|will|möchte) (\w+ ){0,3}(nicht|kein\w*)\b|\b(kein\w*"
        r"|nicht) (\w+ ){0,4}(brauche|nötig)\b"
        r"|\b(sind|ist|bist|spreche|rede) (\w+ ){0,8}(oder|auch)\b"
    ),
    "en": re.compile(
        r"\b(don't|no|not) (\w+ ){0,3}(need|have to|want)\b|\bno need\b|\b(are|is) (you|this|that) (\w+ ){0,5}or\b"
    ),
}


@cache
def _compiled(language: Language) -> tuple[tuple[Kind, float, re.Pattern[str]], ...]:
    return tuple((kind, value, re.compile(rf"\b(?:{words})" + r"(?!\w)")) for kind, value, words in _WORDS[language])


def heard_in_words(text: str, language: Language) -> dict[Kind, float]:
    """Kinds that are heard at all, 0..1. What is denied, quoted, in fun, of oneself or of the world weighs little."""
    found: dict[Kind, list[float]] = {}
    for phrase in phrases(text, language):
        for kind, value in _in_phrase(phrase):
            found.setdefault(kind, []).append(value)
    signals = {kind: either(values) for kind, values in found.items()}
    if _all_in_fun(text, language):
        signals = {kind: value * (LEFT_IN_FUN if kind in HOSTILE else 1.0) for kind, value in signals.items()}
    if danger_to_life(text, language):
        signals[Kind.DANGER] = signals[Kind.URGENCY] = 1.0
    return {kind: round(value, 3) for kind, value in signals.items() if value >= 0.05}


def heard_in_guesses(text: str, guesses: Iterable[str], language: Language) -> dict[Kind, float]:
    """Anger alone: despair and a wish for a person are not taken from what was perhaps not said. (Danger is.)"""
    if in_fun(text, language):
        return {}
    found: dict[Kind, float] = {}
    for guess in guesses:
        for kind, value in heard_in_words(guess, language).items():
            if kind in HOSTILE:
                found[kind] = max(found.get(kind, 0.0), round(value * LEFT_IN_A_GUESS, 3))
    return found


def _all_in_fun(text: str, language: Language) -> bool:
    whole = " ".join(phrase.text for phrase in phrases(text, language))
    return in_fun(text, language) or (_PRAISE[language].search(whole) is not None)


def _in_phrase(phrase: Phrase) -> list[tuple[Kind, float]]:
    language = phrase.language
    hits = [
        (kind, value)
        for kind, value, pattern in _compiled(language)
        for match in [pattern.search(phrase.text)]
        if match is not None and not (kind in _DENIABLE and _denied(phrase, kind, match))
    ]
    kinds = {kind for kind, _ in hits}
    own = _OF_THEMSELVES[language].search(phrase.text) is not None
    in_pain = Kind.PAIN in kinds and not {Kind.INSULT, Kind.THREAT, Kind.VIOLENCE} & kinds
    to_us = _TO_US[language].search(phrase.text) is not None
    elsewhere = not to_us and _OF_OTHERS[language].search(phrase.text) is not None
    weighed = []
    for kind, value in hits:
        if kind in HOSTILE and (own or phrase.quoted):
            continue
        left = LEFT_IN_PAIN if in_pain and kind in _ABOUT_PAIN else 1.0
        if elsewhere and kind in (Kind.INSULT, Kind.SWEARING):
            left = min(left, LEFT_IN_PAIN)
        weighed.append((kind, value * left))
    return weighed


def _denied(phrase: Phrase, kind: Kind, match: re.Match[str]) -> bool:
    if kind is Kind.WANTS_HUMAN:
        return _FREE_OF_NEED[phrase.language].search(phrase.text) is not None and not match.group().startswith(
            ("nicht", "mit einer", "mit einem", "don't", "not", "won't")
        )
    return phrase.denied(match.start(), match.end())
