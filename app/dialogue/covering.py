"""Questions about money that are not the price: whether an insurance pays, and what one pays with. PURE.

Decision: such a question is answered by an owner's entry of its own kind alone. Whom a practice takes on, or what a
treatment costs, tells nobody whether their insurance pays it, or whether they can pay by card.
"""

import re

from app.dialogue.spoken_words import plain_words
from app.domain.business import Language

_PAID: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(zahlt|zahlen|bezahlt|bezahlen|übernimmt|übernehmen|trägt|bezuschusst|erstattet|zuschuss|zuschüsse"
        r"|kassenleistung|selbst zahlen|zuzahlung|eigenanteil)\b"
    ),
    "en": re.compile(r"\b(cover|covers|covered|pays? for|reimburse\w*|out of pocket|co-?pay\w*)\b"),
}
_INSURER: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(\w*(kasse|krankenkasse|versicherung)|aok|barmer|dak|techniker|tk|ikk|bkk|knappschaft|hkk|beihilfe)\b"
    ),
    "en": re.compile(r"\b(\w*insurance|insurer|nhs|health plan)\b"),
}
_MEANS: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(ec|karte|kartenzahlung|kreditkarte|girokarte|bar|bargeld|barzahlung|paypal|kontaktlos|raten|ratenzahlung"
        r"|handy|apple pay|google pay|auf rechnung)\b"
    ),
    "en": re.compile(r"\b(card|cards|credit card|debit card|cash|paypal|contactless|instalments|apple pay|invoice)\b"),
}
_PAYS: dict[Language, re.Pattern[str]] = {
    "de": re.compile(r"\b(\w*zahl\w*|begleichen|nehmen sie|akzeptier\w*)\b"),
    "en": re.compile(r"\b(pay\w*|take|accept)\b"),
}

COVER, MEANS = "cover", "means"


def kind_of_payment(text: str, language: Language) -> str | None:
    """Of a question, or of an owner's entry."""
    said = plain_words(text)
    if _PAID[language].search(said) and _INSURER[language].search(said):
        return COVER
    return MEANS if _MEANS[language].search(said) and _PAYS[language].search(said) else None
