"""What a language model may talk about at all: ordinary words, the house's own, and none of certain matters."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from app.dialogue.prompt_files import PROMPTS_DIR, read_yaml
from app.domain.business import Business, Language
from app.domain.spoken.folding import words

SHORTEST_WORD = 4  # letters; shorter words carry no topic
STEM = 6  # letters that inflections of a word share
STRANGE_AT_MOST = 0.2  # of a sentence's telling words; one in a sentence of more than two

_ADVICE: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(?:nehmen sie .*(?:ein|tablette\w*|mittel|medikament\w*|tropfen|salbe)|ich (?:empfehle|rate"
        r"|wuerde (?:ihnen )?(?:empfehlen|raten))"
        r"|sie (?:sollten|muessen|duerfen|brauchen) (?!mir|sich keine|nur|nicht warten|mir nur)|tablette\w*"
        r"|ibuprofen|paracetamol|aspirin|antibioti\w*"
        r"|milligramm|dosis|diagnose|entzuend\w*|infektion\w*|krebs|tumor|symptom\w*|karies|heil\w*|wirkt"
        r"|nebenwirkung\w*|spuelen|kuehlen|klagen sie"
        r"|verklag\w*|rechtlich|strafbar|anzeige|haft\w*|anspruch|schuld|schadensersatz|investier\w*|aktien?"
        r"|bitcoin|partei|waehlen sie (?:die|den)|wahl gewinnen"
        r"|gott|religion|rezept fuer)\b"
    ),
    "en": re.compile(
        r"\b(?:take (?:\w+ ){0,3}(?:pills?|tablets?|painkillers?|medicine|medication|aspirin|ibuprofen"
        r"|paracetamol)|i (?:recommend|advise|suggest (?:you )?tak\w*)"
        r"|you (?:should|must|ought to|need to) (?!not worry|only|say|tell|spell)|ibuprofen|paracetamol|aspirin"
        r"|antibiotic\w*|milligrams?|dose|dosage|diagnos\w*"
        r"|infect\w*|inflam\w*|cancer|tumou?r|symptoms?|cavity|cavities|heals?|side effects?|rinse|sue|legally"
        r"|illegal|liable|liability|damages|guilty|invest\w*"
        r"|stocks?|shares in|bitcoin|vote|election|god|religion|recipe)\b"
    ),
}
_PROMISE: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(?:versprech\w*|versprochen|garantier\w*|garantie|(?:werden"
        r"|wird) (?:sich )?(?:\w+ ){0,4}(?:kuemmern|erledigen|erstatten|machen|helfen|nehmen|warten|kommen"
        r"|pruefen|vorbereiten|freihalten|schicken|bezahlen)|sorge dafuer|auf jeden fall|hundertprozentig"
        r"|ganz sicher (?:ist|wird|kommt|bekommen))\b"
    ),
    "en": re.compile(
        r"\b(?:promis\w*|guarantee\w*|(?:he|she|they|the doctor|the team|someone|somebody|staff|dr \w+"
        r"|doctor \w+) (?:will|'ll|is going to|are going to)|we(?:'ll| will) (?!see|find|look)"
        r"|make sure that|definitely (?:will|get|have)|for certain)\b"
    ),
}
_PASSING_OFF: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(?:(?:letzte|vorige|vorherige|andere|naechste)\w* (?:anrufer|kund|patient|gast|gaest)\w*|(?:ein"
        r"|kein) (?:echter |richtiger |wirklicher )?(?:mensch|roboter|computer|automat|bot)"
        r"|keine (?:ki|maschine|kuenstliche intelligenz)|aus fleisch und blut"
        r"|aufgezeichnet|aufzeichn\w*|mitgeschnitten|mitgehoert|kreditkart\w*|iban|bankverbindung|kontonummer"
        r"|pin|tan|geheimzahl|ausweisnummer|sozialversicherungs\w*"
        r"|idiot\w*|dumm\w*|arsch\w*|scheiss\w*|hure\w*|hass\w*|betrueger\w*|betrug)\b"
    ),
    "en": re.compile(
        r"\b(?:(?:last|previous|other|next) (?:caller|customer|patient|client|guest)s?|(?:a|an actual"
        r"|a real) (?:human|person being|woman|man)|human being|i am (?:real|human)"
        r"|i'm (?:real|human)|not (?:a|an) (?:ai|robot|machine|bot|computer)|recorded|recording"
        r"|credit card|iban|bank account|account number|pin|social security|passport number|idiots?|stupid|dumb"
        r"|shit\w*|fuck\w*|bitch\w*|hate\w*|scam\w*|fraud\w*)\b"
    ),
}
_OF_THE_HOUSE: dict[Language, re.Pattern[str]] = {  # statements about the house itself are knowledge
    "de": re.compile(
        r"\b(?:wir|unser\w*|bei uns|(?:die|der|das) (?:praxis|haus|werkstatt|kanzlei|betrieb|laden|team|salon"
        r"|chef\w*|arzt|aerztin|doktor))\b"
    ),
    "en": re.compile(
        r"\b(?:we|we're|we've|our|(?:the|this) (?:practice|office|clinic|garage|firm|shop|team|salon|boss"
        r"|doctor|dentist))\b"
    ),
}
_WITH_CALLER: dict[Language, re.Pattern[str]] = {  # "dann schauen wir mal": the two on the telephone, not the house
    "de": re.compile(
        r"\b(?:schauen|finden|sehen|suchen|sprechen|probieren|bekommen|kriegen|gehen|nehmen|verlegen|verschieben) wir\b"
        r"|\bmachen wir (?:gern|gerne|gleich|so|das)\b|\bwir (?:finden|schauen|sehen|sprechen|suchen|bekommen)\b"
    ),
    "en": re.compile(
        r"\b(?:let's|shall we|can we|could we|we(?:'ll| will| can) (?:see|find|look|try|get|sort|move))\b"
    ),
}


class House:
    """One business's topics in one language."""

    def __init__(self, business: Business, language: Language, prompts_dir: Path = PROMPTS_DIR) -> None:
        self._language = language
        self._stems = frozenset(_stem(word) for word in _vocabulary(business, language, prompts_dir))

    def knows(self, word: str) -> bool:
        return _stem(word) in self._stems

    def strangers(self, text: str, *, besides: frozenset[str] = frozenset()) -> list[str]:
        """Telling words that belong to no topic of the house; `besides` are words that this sentence may use."""
        allowed = {_stem(word) for word in besides}
        return [word for word in _telling(text) if not self.knows(word) and _stem(word) not in allowed]

    def is_off_topic(self, text: str, *, besides: frozenset[str] = frozenset()) -> bool:
        telling = _telling(text)
        strange = len(self.strangers(text, besides=besides))
        allowed = max(1, int(len(telling) * STRANGE_AT_MOST)) if len(telling) > 2 else 0
        return strange > allowed

    def advises(self, text: str) -> bool:
        return bool(_ADVICE[self._language].search(_said(text)))

    def promises(self, text: str) -> bool:
        return bool(_PROMISE[self._language].search(_said(text)))

    def passes_itself_off(self, text: str) -> bool:
        """As a person, as one who records or does not, as one who may be told secrets; or it is rude."""
        return bool(_PASSING_OFF[self._language].search(_said(text)))

    def speaks_of_itself(self, text: str) -> bool:
        said = _said(text)
        return bool(_OF_THE_HOUSE[self._language].search(said)) and not _WITH_CALLER[self._language].search(said)


def _said(text: str) -> str:
    return " ".join(words(text))


def _telling(text: str) -> list[str]:
    return [word for word in words(text) if len(word) >= SHORTEST_WORD]


def _stem(word: str) -> str:
    return word[:STEM]


def _vocabulary(business: Business, language: Language, prompts_dir: Path) -> set[str]:
    texts = [
        _plain_file(prompts_dir / "system" / "vocabulary" / f"{language}.txt"),
        *_texts(read_yaml(prompts_dir / "phrases" / f"{language}.yaml")),
        business.name,
        *(offering.names.get(language, "") for offering in business.offerings),
        *(resource.name for resource in business.resources),
        *(entry.questions.get(language, "") for entry in business.faq),
    ]
    return {word for text in texts for word in words(text)}


def _texts(content: Any) -> Iterable[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for value in content.values():
            yield from _texts(value)
    elif isinstance(content, list):
        for value in content:
            yield from _texts(value)


def _plain_file(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").splitlines()
    return " ".join(line for line in lines if not line.startswith("#"))
