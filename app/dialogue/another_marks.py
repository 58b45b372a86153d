"""Signs that it is somebody else who comes: "my mother needs a check-up", "für meinen Sohn". PURE."""

import re
from collections.abc import Callable

from app.dialogue.spoken_words import plain_words
from app.dialogue.standing_marks import FAMILY_DE, FAMILY_EN
from app.domain.business import Language
from app.domain.spoken.folding import fold

FOR_ANOTHER = "for_another"

_EN = rf"(my|our) (\w+ ){{0,3}}?{FAMILY_EN}"
_DE = rf"(meine[nrm]?|unsere[nrm]?) (\w+ ){{0,2}}?{FAMILY_DE}"
_SAYS_SO: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        rf"\bfor {_EN}\b(?! and (me|i|myself)\b)(?! to\b)|\bfor (somebody|someone) else\b|\bfor a (friend|colleague)\b"
        rf"|\b(isn't|not) for me\b|\bfor (him|her)\b(?! to\b)|\b(book|schedule|fit|squeeze) {_EN}\b"
        rf"|\b(get|bring) {_EN} in\b(?! (the|my|our|a)\b)|\bbook (him|her|them) in\b"
        r"|\b(you|somebody|someone|anyone|anybody|dentist) (\w+ )?(see|fit|squeeze|look at|check|examine|treat)"
        rf" ({_EN}|him|her|them)\b|\b(can|could|may) ({_EN}|he|she) (\w+ )?(come|have|get|be seen|be fitted)\b"
    ),
    "de": re.compile(
        rf"\bfür {_DE}\b(?! und mich\b)|\bfür (jemand\w* ander\w*|wen anders)\b|\bnicht für mich\b|\bfür ihn\b"
        r"|\b(hätte|braucht|bräuchte|möchte) (sie|er) (\w+ )?(gern\w*|einen|eine|auch|dringend)\b"
        rf"|\b(meine?|unsere?) (\w+ )?{FAMILY_DE} (\w+ ){{0,3}}(patient|kund|mandant)\w* (\w+ ){{0,3}}werden\b"
        rf"|\b(meine?|unsere?) (\w+ ){{0,2}}{FAMILY_DE} (\w+ ){{0,2}}(muss|müsste\w*|sollte\w*|bräuchte\w*|brauch\w+)"
        r" (\w+ ){0,4}(zum|zu ihnen|zur|beim)\b"
        rf"|\b(sie|jemand) (\w+ )?(meinen|unseren|meine|unsere) (\w+ )?{FAMILY_DE} (\w+ ){{0,2}}"
        r"(sehen|anschauen|ansehen|drannehmen|dazwischen|einschieben|untersuchen|behandeln)\b"
    ),
}
_TELLS_OF: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        rf"\b{_EN}(?:'s|'d)?(?: [a-z'-]+(?=,))?,? (?:(?:who|she|he|they)(?:'s)? )?(?!(?:told|said|recommended"
        rf"|gave|drives?|(?:going to |will |can |could )?(?:bring|drop|drive|collect|pick)s?)\b)"
        r"(?P<ails>[^.,;!?]*)"
    ),
    "de": re.compile(
        rf"\b(?:mein|meine|meiner|unser|unsere|unserer) (?:\w+ )?{FAMILY_DE},? (?:(?:der|die|das|er|sie|es) )?"
        r"(?!(?:sagt\w*|meint\w*|empf\w+|fährt)\b)(?P<ails>[^.,;!?]*)"
    ),
}
"""Whose trouble it is, as long as what follows is something that we treat."""
_IS_THEIR_NAME = re.compile(
    rf"(?:{FAMILY_EN}|{FAMILY_DE}|\b(?:his|her|their|sein|ihr|deren|dessen)(?: \w+)? name)"
    r"(?:'s|,| is| ist| called| named| namens| heißt)* *$"
    r"|\b(?:she|he|they|er|sie)(?:'s| is| are)? (?:called|named|heißt) *$|\b(?:for|für) *$"
)
_NAMED = re.compile(
    rf"\b(?:my|our|mein\w*|unser\w*) (?:\w+ )?(?i:{FAMILY_EN}|{FAMILY_DE})[,.:]?(?: called| named| namens)? "
    r"(?!(?:Doctor|Doktor|Dr|Mr|Mrs|Ms|Miss|Herr|Frau|I|We|Could|Can|Ich|Wir|Und|And)\b)"
    r"(?P<name>[A-ZÄÖÜ][\w'-]+ [A-ZÄÖÜ][\w'-]+)"
)
_HAS_ONE: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(?:kommt|schafft|kann|könnte)\b[^,.;]{0,40}\bnicht(?: \w+){0,2} (?:hin|kommen|wahrnehmen|einhalten)\b"
        r"|\bschafft (?:es|das|ihn|den)( \w+)? nicht\b|\bhat (?:schon |ja |bei ihnen |da )*(?:einen|ihren|seinen|den) "
        r"(?:[\w-]+ ){0,2}\w*termin\b|\b(?:ihre[nrms]?|seine[nrms]?) (?:[\w-]+ ){0,3}"
        r"(?:verlegen|verschieben|absagen|umlegen|umbuchen|tauschen|stornieren)\b"
        r"|\bsteht (?:bei ihnen |da |schon )*(?:im|drin)\b"
    ),
    "en": re.compile(
        r"\b(?:down|booked in|due in|scheduled|pencilled in) (?:for|with|on)\b|\bswap (?:it|that|this|them|hers|his)\b"
        r"|\b(?:move|shift|change|rearrange|reschedule|cancel|postpone) (?:it|that|hers|his|theirs|her|him|their)\b"
        r"|\b(?:has|'s got) (?:an?|her|his|their|the) (?:[\w-]+ ){0,3}(?:booked|appointment|slot|with you)\b"
        r"|\b(?:she|he|they) (?:just )?(?:can't|cannot|won't) (?:make|come|be there)\b"
        r"|\b(?:can't|cannot|won't) (?:make|keep|manage|attend) (?:it|that|her|his|their|the)\b"
    ),
}
_OF_THEMSELVES = re.compile(r"\b(?:i|i'm|i'd|i've|me|ich|mich|mir)\b")


def tells_of_another(text: str, language: Language, *, is_treated: Callable[[str], bool]) -> bool:
    """`is_treated`: whether words speak of something that this business does."""
    if _SAYS_SO[language].search(plain_words(text)):
        return True
    told = (found["ails"] for found in _TELLS_OF[language].finditer(text.lower().replace("’", "'")))
    return any(_OF_THEMSELVES.search(ails) is None and is_treated(ails) for ails in told)


def name_of_another(text: str) -> str | None:
    """ "For my daughter Amara Okafor": the words in which their name stands, if it is written like one."""
    found = _NAMED.search(text)
    return re.sub("['’]s$", "", found["name"]) if found is not None else None


def is_their_name(text: str, name: str) -> bool:
    """Whether the name is that of whoever comes, and not the caller's own."""
    lowered = fold(text)
    at = lowered.find(fold(name.split(maxsplit=1)[0]))
    return at > 0 and _IS_THEIR_NAME.search(lowered[:at]) is not None


def has_one(text: str, language: Language) -> bool:
    """Whether it is told of an appointment of theirs that stands: "my wife's down for a cleaning, can you swap it?"."""
    return _HAS_ONE[language].search(plain_words(text)) is not None
