"""What somebody's circumstances come to: "bis eins ist er in der Kita, also ab halb zwei" wishes "ab halb zwei". PURE.

And the modest end of a wish, "übermorgen, sonst das Nächste danach", which everybody means who names a day.
"""

import re

from app.domain.business import Language

_THEREFORE: dict[Language, re.Pattern[str]] = {
    "de": re.compile(r"^(?P<why>.+?),\s*(?:also|deshalb|deswegen|darum|daher|sodass|somit)\b,?\s+(?P<then>.+)$", re.I),
    "en": re.compile(r"^(?P<why>.+?),\s*(?:so|therefore|which means|that means)\b,?\s+(?P<then>.+)$", re.I),
}
_ENGAGED: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(?:arbeite(?:t|n)?|schule|kita|gita|kindergarten|\w*schicht|dienst|büro|kurs|training|uni|pflege|pflegt"
        r"|muss|müssen|bin ich|ist er|ist eher|ist sie|sind wir|unterrichte|schlafe|hat er|hat sie|endet|beginnt"
        r"|beginne|fange|fängt|holt|hole|bringe|feierabend|fährt)\b",
        re.I,
    ),
    "en": re.compile(
        r"\b(?:work|working|works|shifts?|school|nursery|daycare|college|office|course|training|class|meeting|duty"
        r"|have to|has to|must|need to|sleep|teach|finish(?:es)?|ends?|gets? (?:out|off|home|back|in)|starts?|begins?"
        r"|pick up|drop off|bus|train|lectures?|weddings?|funeral|party|exams?|operation|flight|trip|anniversary)\b",
        re.I,
    ),
}
_FREE: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(frei|zeit|kann|könnte|können|ginge|ging|geht|passt|möchte|urlaub|möglich|gern|hätte)\b", re.I
    ),
    "en": re.compile(
        r"\b(free|can|could|available|off|works for|good|suits|would like|i'd like|possible|please)\b", re.I
    ),
}
_A_TIME: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(ab|nach|vor|um|bis|gegen|vormittag\w*|nachmittag\w*|abend\w*|früh|mittag\w*|\w+tags?)\b", re.I
    ),
    "en": re.compile(
        r"\b(after|before|from|at|by|until|past|morning\w*|afternoon\w*|evening\w*|noon|early|\w+days?"
        r"|some ?time in|next|january|february|march|april|may|june|july|august|september|october|november|december)\b",
        re.I,
    ),
}
_OR_NEXT: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r",?\s*\b(?:oder|sonst|ansonsten|und sonst|wenn nicht)\b,?(?: halt| eben| dann| einfach)*,?"
        r"(?: d(?:as|er|en|ie|ann))? nächst(?:e[nrsm]?|bester?|möglichen?|mögliche[rs]?)"
        r"(?: freie[nrs]?| mögliche[nrs]?| termin| danach| darauf| der geht| was geht| was frei ist)*(?=\s*[.!?,]|$)",
        re.I,
    ),
    "en": re.compile(
        r",?\s*\b(?:(?:or )?(?:failing that|if not|otherwise|else)|or)\b,?(?: then| just| whatever's)?(?: the)?"
        r" (?:next|soonest|earliest|first)(?: one| available| free| possible| slot| appointment| day| after(?: that)?)*"
        r"(?: please)?(?=\s*[.!?,]|$)",
        re.I,
    ),
}


_OTHER_DAYS: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r",\s*(?:weil ich )?(?:an (?:den|allen) anderen tagen|die anderen tage|sonst|ansonsten)"
        r" (?:muss|bin|habe?|arbeite|kann|sind|ist|geht)\b[^.?!]*",
        re.I,
    ),
    "en": re.compile(
        r",\s*(?:because )?(?:on )?(?:all |the )+(?:other|rest of the) (?:days?|week) (?:i|we|it|he|she)\b[^.?!]*", re.I
    ),
}
"""What the days that are not wished for are taken up with."""


_RULES_OUT: dict[Language, re.Pattern[str]] = {
    "de": re.compile(r"^(?:[^,]+\bnicht,\s*)*[^,]+\bnicht$", re.I),
    "en": re.compile(r"^(?:not [^,]+,\s*)*not [^,]+$", re.I),
}


_AS_IT_STANDS = re.compile(
    r"(?:\b(?:and|but) )?\b(?:it|that|which|mine|this one|the appointment"
    r"|(?:my|our|her|his|their) [\w-]+(?: [\w-]+)?)(?:'s| is| was) "
    r"(?:(?:currently|now|always|quite|rather|very|so|at the moment) )?"
    r"(?:(?:early |late |first thing )?in the (?:\w+ )?(?:morning|afternoon|evening)|first thing|at lunch ?time"
    r"|early(?: on)?|late(?: in the day)?)"
    r"(?:,| and| but| so|,? which|,? when)+ "
    r"(?=(?:(?:i|i'm|i've|we|he|she|they|that|that's|it|my \w+)\b[^.;!?]*?)?"
    r"\b(?:can't|cannot|can not|doesn't|don't|won't|no longer|isn't|not|clash\w*|awkward|working|at work"
    r"|have to|need to)\b)",
    re.I,
)
""" "It's in the morning and I can't do mornings any more": when the one that stands is."""


def without_what_stands(text: str, language: Language) -> str:
    return _AS_IT_STANDS.sub("", text) if language == "en" else text


def concluded(text: str, language: Language) -> str:
    """The text without circumstances whose conclusion is drawn in it, and without "or the next after that"."""
    text = without_what_stands(text, language)
    found = _THEREFORE[language].match(text.strip())
    if found is not None and _is_settled_by(found["why"], found["then"], language):
        text = found["then"]
    shorter = _OTHER_DAYS[language].sub("", _OR_NEXT[language].sub("", text))
    return shorter if _A_DAY[language].search(shorter) else text


_A_DAY: dict[Language, re.Pattern[str]] = {
    "de": re.compile(r"\b(heute|morgen|übermorgen|\w+tag|mittwoch|sonnabend|woche)\b", re.I),
    "en": re.compile(r"\b(today|tomorrow|\w+day|week)\b", re.I),
}


def _is_settled_by(why: str, then: str, language: Language) -> bool:
    """ "Morgen nicht, übermorgen nicht, also Donnerstag": what was ruled out needs no word more."""
    if _RULES_OUT[language].search(why):
        return _A_DAY[language].search(then) is not None
    return _speaks_of_duties(why, language) and _A_TIME[language].search(then) is not None


def _speaks_of_duties(why: str, language: Language) -> bool:
    if _A_DAY[language].search(why):
        return False
    return _ENGAGED[language].search(why) is not None and _FREE[language].search(why) is None
