"""Whether a message is urgent, by the caller's words: "es eilt", "ich brauche es heute noch"; not "das eilt nicht"."""

import re

from app.dialogue.intent_rules import plain_words
from app.domain.business import Language

_URGENT: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(?:dringend\w*|dringlich\w*|eilig\w*|eilt|pressiert|so (?:schnell|bald) wie möglich|schnellstmöglich\w*"
        r"|schnellstens|umgehend|unverzüglich|notfall|(?:kann|darf) nicht (?:länger )?warten|höchste zeit"
        r"|so schnell es (?:nur )?geht|möglichst (?:schnell|bald|rasch|sofort|umgehend)|auf der stelle|keinen aufschub"
        r"|bitte (?:ganz )?schnell)\b"
        r"|\b(?:rufen|melden|schicken|antworten|geben|sagen) sie (?:\w+ ){0,4}(?:heute noch|noch heute|sofort)\b"
        r"|\bmuss (?:\w+ ){0,4}(?:heute noch|noch heute|sofort) (?:\w+ )?"
        r"(?:geklärt|erledigt|bezahlt|gemacht|fertig|raus)\b"
        r"|\b(?:brauch\w*|bräucht\w*|benötig\w*|bitte um|warte auf)\b.*\b(?:heute noch|noch heute|sofort"
        r"|spätestens heute|heute spätestens|bis heute (?:abend|mittag|nachmittag)|unbedingt heute)\b"
        r"|\b(?:heute noch|noch heute|sofort|spätestens heute|bis heute (?:abend|mittag|nachmittag))\b.*"
        r"\b(?:brauch\w*|bräucht\w*|benötig\w*)\b"
        r"|\b(?:muss|müsste|sollte) (?:\w+ ){0,3}(?:heute noch|noch heute|unbedingt heute|sofort) (?:\w+ ){0,3}"
        r"(?:jemand|arzt|ärztin|doktor|angeschaut|angesehen|behandelt|repariert|unterschrieben|geschickt|abgegeben)\b"
        r"|\bjemand (?:\w+ ){0,4}(?:heute noch|noch heute|sofort)\b"
        r"|\b(?:heute noch|noch heute|gleich heute) (?:\w+ ){0,5}(?:dran ?kommen|ran ?kommen|drannehmen|gebraucht"
        r"|benötigt|an(?:schau|seh|guck)en)\b"
        r"|\b(?:kann|könnte) (?:ich|mich) (?:\w+ ){0,3}(?:heute noch|noch heute) (?:\w+ ){0,3}"
        r"(?:dran|vorbei)? ?kommen\b"
        r"|\bje (?:schneller|eher|früher) (?:\w+ )?desto\b|\bwenn (?:es )?(?:irgend )?(?:geht|möglich) (?:heute noch"
        r"|noch heute)\b|\b(?:heute noch|noch heute) wenn (?:es )?(?:irgend )?(?:geht|möglich)\b"
        r"|\bnoch (?:vor|bis) (?:feierabend|büroschluss|praxisschluss|ladenschluss|heute abend)\b"
    ),
    "en": re.compile(
        r"\b(?:urgent\w*|as soon as possible|asap|immediately|right away|straight away|at once|emergency"
        r"|(?:cannot|can't|can not|must not) wait|as (?:quickly|fast) as (?:possible|you can)|no time to lose)\b"
        r"|\b(?:please|could you|can you|would you) (?:\w+ ){0,3}(?:call|ring|phone|write|answer|get back|reply)"
        r" (?:\w+ ){0,4}(?:today|tonight|this (?:morning|afternoon|evening))\b"
        r"|\b(?:need|require|waiting for)\b.*\b(?:today|tonight|this (?:morning|afternoon|evening))\b"
        r"|\b(?:has|needs|got|ought) to be (?:done|fixed|sorted|paid|sent|signed|seen|looked at|checked|settled|ready)"
        r" (?:\w+ ){0,3}(?:today|tonight|this (?:morning|afternoon|evening))\b"
        r"|\bthe (?:sooner|earlier|quicker) the better\b|\btoday if (?:at all )?possible\b"
        r"|\bif (?:at all )?possible today\b|\bbefore you close today\b"
    ),
}
_MISHEARD: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b((?:es|das) (?:ist|wäre|wär)(?: (?:sehr|ganz|wirklich|echt|leider|aber|auch))?)"
        r" (?:ringend?|bringend?|springen(?:d)?|dringen|drinnen|drin|singend?)(?=\s*(?:[.,;!?]|$))",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(it(?:'s| is)(?: (?:very|really|quite|rather|a bit))?) (?:virgin|agent|surgeon|urchin)(?=\s*(?:[.,;!?]|$))",
        re.IGNORECASE,
    ),
}
"""What noise makes of "dringend", where German has no such sentence ("es ist bringen") or messages hardly one."""
_URGENTLY: dict[Language, str] = {"de": "dringend", "en": "urgent"}
_NOT: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(?:nicht|kein\w*|nie|weder)(?: \w+){0,2} (?:dringend\w*|dringlich\w*|eilig\w*|eilt|notfall|pressiert)\b"
        r"|\b(?:eilt|pressiert|eilig|dringend)(?: \w+){0,2} nicht\b|\bkeine eile\b|\bhat (?:noch |ruhig |alle )?zeit\b"
        r"|\b(?:nehmen|lassen) sie sich (?:ruhig )?zeit\b|\bmuss nicht (?:mehr )?(?:heute|sofort)(?: noch)?\b"
        r"|\bnicht (?:mehr )?(?:heute noch|sofort)\b|\bin aller ruhe\b"
    ),
    "en": re.compile(
        r"\b(?:not|isn't|no|never)(?: \w+){0,2} (?:urgent\w*|emergency|hurry|rush)\b|\bno (?:hurry|rush)\b"
        r"|\bno need to (?:hurry|rush)\b|\btake your time\b|\b(?:doesn't|does not|needn't|need not) have to be today\b"
        r"|\bneedn't be today\b|\bin no (?:hurry|rush)\b|\bit can wait\b"
    ),
}


def with_urgency_meant(text: str, language: Language) -> str:
    """Read back before it counts."""
    return _MISHEARD[language].sub(lambda found: f"{found[1]} {_URGENTLY[language]}", text)


def sounds_urgent(text: str, language: Language) -> bool:
    words = plain_words(with_urgency_meant(text, language))
    return _URGENT[language].search(_NOT[language].sub(" ", words)) is not None


def sounds_calm(text: str, language: Language) -> bool:
    """Said not to be urgent."""
    return _NOT[language].search(plain_words(text)) is not None and not sounds_urgent(text, language)
