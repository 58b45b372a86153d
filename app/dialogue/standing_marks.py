"""Signs that a sentence speaks of an appointment that stands, or of one more beside it, on plain lower-case words.

`stands`: they have one. `other_time`: it is not to be when it is. `one_more`: in so many words an additional one, or
one for somebody else. The others are only looked for in the answer to "verlegt oder abgesagt, oder einen weiteren?".
"""

import re

from app.dialogue.clause_marks import clauses
from app.dialogue.intent_rules import plain_words
from app.domain.business import Language

FAMILY_DE = (
    r"(sohn\w*|tochter\w*|kind\w*|jungen?|mädchen|kleine[nr]?|mann\w*|frau|gatt\w+|partner\w*|freund\w*|mutter"
    r"|mama|vater"
    r"|papa|eltern|bruder|schwester|opa|oma|enkel\w*|schwieger\w*|nachbar\w*|kolleg\w*|tante|onkel|neffe\w*|nichte)"
)
FAMILY_EN = (
    r"(son|daughter|boy|girl|child|kids?|children|husband|wife|partner|mother|mum|mom|father|dad|parents|brother|sister"
    r"|friend|grand\w+|neighbou?r|aunt|uncle|fianc\w+|boyfriend|girlfriend|baby|nephew|niece|colleague)"
)
_OUGHT_EN = r"(needs?|wants?|would|has to|should|is due|must|ought)"
_THINGS_EN = (
    r"((the|my|our|a|an|its|all|four|front|rear|back|winter|summer) )*"
    r"(tyres?|tires?|wheels?|oil|brakes?|pads|battery|bulbs?|filters?|fluid|belt|fillings?|crown|colou?r|style)\b"
)
""" "Can you change the tyre?" is about no appointment that stands."""
STANDING_MARKS: dict[Language, dict[str, re.Pattern[str]]] = {
    "de": {
        "stands": re.compile(
            r"(?<!möchte )(?<!gern )(?<!gerne )\b(gebucht|vereinbart|ausgemacht|eingetragen|vorgemerkt|reserviert"
            r"|abgemacht|angesetzt|eingeplant)\b(?! werden)"
            r"|\b(ich|wir) (habe?n?|hab) (\w+ ){0,4}\w*termin\b|\b(ich|wir) (habe?n?|hab) (ja |doch |schon |bereits )*"
            r"(\w+ ){0,3}bei ihnen\b|\b(habe?|hab) ich (ja |doch |schon |bereits )+"
            r"|\b(ich|wir) (habe?n?|hab) (ja |doch |schon |erst |nur )*(\w+ ){1,4}(einen|nen)$"
            r"|\b(ich|wir) (habe?n?|hab) (am|um|nächst\w+|diese\w*|kommend\w*|morgen|heute|übermorgen) "
            r"(?!.*\b(zeit|frei|keine?n?|nichts?|urlaub|schmerz\w*|schule|arbeit|dienst)\b)"
            r"|\b(bin ich|stehe ich|ich bin|ich stehe) (\w+ ){0,3}(dran|im (kalender|buch)|drin|auf der liste)\b"
        ),
        "mine": re.compile(r"\b(meine[rnm]?|unsere[rnm]?)\b"),
        "other_time": re.compile(
            r"\b(statt(dessen)?|anstatt|andere[nrms]? (tag|termin|zeit|uhrzeit|datum|woche|stunde)"
            r"|(?<!nicht )(?<!oder )(früher|später|eher)|passt (mir |uns )?(\w+ ){0,3}(nicht|schlecht)|ungünstig"
            r"|(klappt|geht|passt|kann ich|schaffe ich|komme ich) (\w+ ){0,3}(erst|nur)"
            r"|unpassend|kollidiert|überschneidet|zu (früh|spät)|geht (\w+ ){0,2}(nicht|schlecht)"
            r"|nur noch (vormittags|nachmittags|morgens|abends)|(selben|gleichen) tag)\b"
        ),
        "one_more": re.compile(
            r"\b(weitere[nrs]?|zusätzlich\w*|außerdem noch|ein(en|e|s)? (zweite[nrs]?|extra)|extra (termin|einen))\b"
            r"|\b(der|den|die|das) (alte|andere|erste|bisherige)n?( \w*termin)? (\w+ )?(bleib\w*|behalte\w*)"
            rf"|\b(für|wegen) (meine[nrms]?|unsere[nrms]?|den|die) (\w+ )?{FAMILY_DE}\b"
            rf"|\b(mein|meine|unser|unsere) (\w+ )?{FAMILY_DE} (braucht|möchte|will|müsste|muss|soll\w*|hätte|würde)\b"
            r"|\bfür (jemand\w* ander\w*|wen anders)\b"
        ),
        "new_one": re.compile(
            r"\b((ein|eine|einen|nen|den) )?neue[nrs]?\b|\bnoch (ein|eine|einen|einer|nen|ne)\b(?! mal)|\bbeides?\b"
            r"|\bbleibt( (so|stehen|bestehen))?$|\blassen sie (den|ihn)( stehen| so)?$"
            r"|\b(behalte|lasse?) (ich|den|ihn)\b|\bdazu$|\b(das|der|den) (dritte|letzte)n?$"
        ),
        "standing_goes": re.compile(
            r"(?<!nicht )\b(absag\w*|abgesagt|stornier\w*|cancel\w*|streich\w*|gestrichen|lösch\w*|weg|raus)\b"
            r"|\baustragen\b|\bbrauche? (\w+ ){0,3}nicht mehr\b|\bkomme (\w+ )?nicht\b|\b(entfällt|fällt aus)\b"
        ),
        "standing_moves": re.compile(
            r"\b(verschieb\w*|verschoben|verleg\w*|umleg\w*|umbuch\w*|änder\w*|tausch\w*|ersetz\w*|vorziehen|schieben"
            r"|den (alten|bisherigen|bestehenden|gleichen|selben)|denselben|genau (den|der)|den meine ich|um den)\b"
        ),
    },
    "en": {
        "stands": re.compile(
            r"\b(i'm|i am|we're|we are|i was|you('ve| have)? (got )?(me|us)) (\w+ )?(down|booked|scheduled|pencilled"
            r"|penciled|signed up|in the (book|diary)|in your (book|diary)|put down|supposed to (come|be))\b"
            r"|(?<!can )(?<!could )(?<!may )(?<!if )\b(i|we)('ve| have)( already| just| also| still)*( got)?"
            r" (a|an|my|our|the|one|this|already|an?) (\w+ ){0,4}"
            r"(appointment|booking|booked|book|scheduled|arranged|lined up|with you|by you|at yours|in the diary)\b"
            r"|(?<!can )(?<!could )(?<!may )(?<!if )\b(i|we)('ve| have)( already| just| also| still)*( got)?"
            r" (a|an|my|our|the|one) ([\w-]+ ){1,4}(coming up|next week|this week|on \w+day|tomorrow)\b"
            r"|(?<!can )(?<!could )(?<!may )\b(i|we)('ve| have) already\b|\b(i|we) already have\b"
            r"|\b(i|we)('ve| have)? (booked|scheduled|made|arranged) (a|an|my|our|the|this|that|with you)\b"
            r"|\b(one|appointment|slot|booking) (that )?(i|we|you)('ve)? (\w+ )?(booked|scheduled|made|have|had|got)\b"
            r"|\b(is|was) (booked|scheduled|down) (for|at|on)\b"
            r"|\b(i'm|i am|we're|we are) having (an? |my |one )?(\w+ )?(appointment|booking)\b"
            r"|\bmy (\w+ ){0,2}\w+('s| is) (on|booked|down|due|scheduled|this|next|tomorrow|today)\b"
            r"|\b(i'm|i am|we're|we are) (coming )?(in|due in|due|with you|seeing (you|dr|doctor \w+))"
            r"( (on|this|next|first|for))* (monday|tuesday|wednesday|thursday|friday|tomorrow|today|a)\b"
            r"|^(?:\w+ ){0,2}(?:(?:it's|it is|i'm (?:calling|ringing|phoning)|this is) )?(?:about|regarding)"
            r" (?:my|our)\b"
        ),
        "mine": re.compile(rf"\b(my|our|mine)\b(?! {_THINGS_EN})"),
        "other_time": re.compile(
            r"\binstead\b|\bin place of\b|\b(what|anything|something) else\b"
            r"|\bsame time (on|the next|the day|next|that)\b|\bat the same time\b"
            r"|\b(i|we|he|she|they) (can't|cannot|won't|couldn't) (make|manage) (it|that)\b.*\b(could|can|would|may)"
            r" (i|we|he|she|they) (\w+ )?(come|have|do|make|get)\b"
            r"|\brather (than|come|have|be)\b|\bthe day (after|before)\b"
            r"|(?<!no )(?<!not )(?<!or )(?<!on )(?<!and )\b(later|earlier|sooner)\b(?! than)"
            r"|\b(different|another|other|better) (\w+ )?(day|time|date|slot|week|morning|afternoon|hour)\b"
            r"|\b(my|our|his|her|the) (work )?(schedule|shifts?|rota|roster|timetable|plans?|hours)('s|'ve| has| have)?"
            r" (been |just |all )*(changed|moved|been changed|different)\b"
            r"|\bcan only (do|make|manage|come)\b|\b(awkward|inconvenient|clash\w*|bad time|too (early|late))\b"
            r"|\b(doesn't|does not|won't|isn't|not|no longer) (\w+ )?(works?|suits?|fits?|convenient|possible)\b"
        ),
        "one_more": re.compile(
            r"\bone more\b|\badd (a|an|another)\b|\ban? (additional|extra|further|separate|second) (?!\d)\w+"
            r"|\badditional(ly)?\b"
            r"|\banother\b(?! (\w+ )?(day|time|date|slot|week|morning|afternoon|hour))|\bbesides\b|\bin addition\b"
            r"|\bon top( of (that|it|the))?\b|\bfurther one\b"
            r"|\b(old|other|first|existing|that) (one|appointment)( \w+)? (stays?|remains?|is fine|can stay)\b"
            r"|\b(leave|keep) (it|that|that one|the (other|old|first) one|mine)\b"
            rf"|\bfor (my|our) (\w+ )?{FAMILY_EN}\b|\b(my|our) (\w+ )?{FAMILY_EN} {_OUGHT_EN}\b"
            r"|\bfor (somebody|someone) else\b"
        ),
        "new_one": re.compile(
            r"\bnew( one| appointment| booking)?\b|\bboth\b|\bextra\b|\bfurther\b|\b(third|last)( one| option)?$"
            r"|\b(stays|remains)\b"
        ),
        "standing_goes": re.compile(
            r"(?<!not )(?<!don't )\bcancel\w*\b|\btake (it|that|this|me)( one)? (out|off)\b"
            r"|\b(scrap|delete|remove|drop)\b|\bget(ting)? rid\b|\b(can|has to|should) go$"
            r"|\b(don't|do not|no longer|won't) (\w+ )?need\b|\b(not|won't be) coming\b|\bcan't come\b"
        ),
        "standing_moves": re.compile(
            rf"\b(mov(e|ed|ing)|reschedul\w*|chang(e|ed|ing)(?! {_THINGS_EN})"
            r"|postpon\w*|shift\w*|swap\w*|push\w*|rearrang\w*|rebook\w*"
            r"|alter\w*|replac\w+|(put|bring) (it|that) (back|off|forward)"
            r"|the (same|old|existing|current) (one|appointment)|mean(t)? that( one)?|that one)\b"
        ),
    },
}
HAD_BEFORE: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(hatte|hatten|war|waren|wurde|habe?n?|hab)\b.*\b(letzte[nrs]?|vorige[nrs]?|vergangene[nrs]?|neulich|kürzlich"
        r"|gerade erst|vor (ein|zwei|drei|vier|ein paar|einigen|kurzem)\w*)\b"
        r"|\b(letzte[nrs]?|vorige[nrs]?|vergangene[nrs]?|neulich|kürzlich)\b.*\b(hatte|hatten|war|waren|wurde|gehabt"
        r"|gemacht|bekommen)\b"
        r"|\b(schon|bereits) (gehabt|gemacht|erledigt|hinter mir)\b"
    ),
    "en": re.compile(
        r"\b(had|did|got|was|were)\b.*\b(last|previous|ago|already|recently|just the other|earlier this)\b"
        r"|\blast (week|month|year|time)\b.*\b(had|did|got|was|were)\b"
        r"|\b(already|just) (had|did|done|got)\b"
    ),
}
"""What somebody had done earlier is not what they want."""

_MAY_DENY = frozenset({"stands", "mine", "other_time", "standing_goes"})
_DENIES: dict[Language, re.Pattern[str]] = {
    "de": re.compile(r"\b(nicht|kein\w*|ohne)\b"),
    "en": re.compile(r"\b(not|no|don't|without|never)\b"),
}


_WRONG_WITH_IT: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(nicht|schlecht|kein\w*|ungünstig|unpassend|blöd|kollidiert|überschneidet|zu (früh|spät)|muss ich)\b"
    ),
    "en": re.compile(
        r"\b(not|can't|cannot|doesn't|won't|no longer|isn't|awkward|tricky|inconvenient|clash\w*|collid\w*|bad"
        r"|too (early|late)|(got|have) to work|needed at work|(go|going|be|we're|i'm) away (for|over|at|then))\b"
    ),
}


_IS_ON: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"^(?:und |also )?(?:die|der|das|er|sie|es|(?:mein|der) \w*termin(?: (?:für die|zur|zum|bei) \w+)?) "
        r"(?:ist|wäre|war|steht|liegt|geht)"
        r"(?: (?:jetzt|bisher|eigentlich|momentan|gerade|im moment|ja|schon|noch|bei ihnen|bei \w+|glaube ich))* "
        r"(?:am|um|auf|für|heute|morgen|übermorgen|nächste\w*|diese\w*|kommende\w*) (?!zu\b)"
        r"|^(?:\w+ ){0,3}(?:mein|unser)(?:en)? (?:\w+ )?\w*termin (?:am|um|vom|von|heute|morgen|übermorgen|nächste\w*) "
        r"(?!.*\b(?:auf|verschieb\w*|verleg\w*|lieber|statt|doch|absag\w*|geht|ginge)\b)"
    ),
    "en": re.compile(r"^(?:and )?(?:it|that|which|mine)(?:'s| is| was)(?: currently| now)? (?:on|at|for|this|next) "),
}


def tells_of_old(clause: str, language: Language) -> bool:
    """Of when it is now, or why that will not do."""
    said = plain_words(clause)
    stands = STANDING_MARKS[language]["stands"].search(said) or tells_when_it_is(clause, language)
    return bool(stands or _WRONG_WITH_IT[language].search(said))


def tells_when_it_is(text: str, language: Language) -> bool:
    """ "Die ist am Donnerstag um zehn": of the appointment that was spoken of before, and no wish."""
    return any(_IS_ON[language].search(plain_words(part)) is not None for part in clauses(text))


def standing_marks(text: str, language: Language) -> frozenset[str]:
    """By clause: "keinen neuen, den alten bitte" wants none but the old one."""
    said = plain_words(text)
    whole = {mark for mark, pattern in STANDING_MARKS[language].items() if mark in _MAY_DENY and pattern.search(said)}
    return frozenset(whole | {mark for part in clauses(text) for mark in _undenied(plain_words(part), language)})


def _undenied(said: str, language: Language) -> set[str]:
    found = {mark for mark, pattern in STANDING_MARKS[language].items() if pattern.search(said)} - _MAY_DENY
    denial = _DENIES[language].search(said)
    return found if denial is None or said == denial[0] else set()
