"""Words that say how a phrase ends, in both languages. PURE.

`DANGLING` cannot be the last word of a turn, `MAY_DANGLE` sometimes can. What counts is how a text ends as it was
recognised, so common mishearings are among them ("am" is heard as "an", "für" as "führen").
"""

import re
from typing import Final

from voice.contract import Language

Words = dict[Language, frozenset[str]]
Patterns = dict[Language, re.Pattern[str]]

DANGLING: Final[Words] = {
    "de": frozenset(
        "und oder aber weil dass denn wenn ob also am um im in bei beim ohne für von vom zum zur gegen zwischen seit "
        "wegen über unter der die dem den des eine einen einem einer mein meine meinen meinem meiner unser unsere kein "
        "keine keinen ihre ihren ich habe hätte möchte würde will wollte kann könnte muss müsste soll brauche bräuchte "
        "heiße lautet frau herr herrn doktor dr nächste nächsten nächster nächstes kommenden diesen dieser halb "
        "viertel kurz ungefähr etwa circa sondern nämlich sowie als welche welcher wann warum gern gerne vielleicht "
        "lieber vorname nachname nummer name liebsten".split()
    ),
    "en": frozenset(
        "and or but because if whether so at on to for from with without of after before until till between the a an "
        "my your our his next coming i we would want need could should will i'd i'm it's mrs mr ms dr doctor half "
        "quarter maybe perhaps actually number called than as which what where when why how not rather is was had "
        "preferably".split()
    ),
}
MAY_DANGLE: Final[Words] = {
    "de": frozenset(
        "an ab auf zu vor ein mit nach bis ihr das wir er sie es ist bin so eigentlich wie wo was noch mal nicht nur "
        "sehr ganz ihnen dann führen".split()
    ),
    "en": frozenset(
        "it that this me you her him them there am are have like can just very in about by around she he name see make "
        "take".split()
    ),
}
HESITATIONS: Final = frozenset("äh ähm öh öhm eh hm hmm uh um uhm er erm mmh".split())
ORDINAL_END: Final[Patterns] = {
    "de": re.compile(r"\b\w+(?:ten|sten)$", re.IGNORECASE),
    "en": re.compile(r"\b(?:first|second|third|\w+th|\d+(?:st|nd|rd|th))(?: of)?$", re.IGNORECASE),
}
NTH: Final[Patterns] = {
    "de": re.compile(r"\b(?:erste|zweite|dritte|letzte|andere)[nrms]?\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:first|second|third|last|other)\b", re.IGNORECASE),
}
CLOSED_ENDINGS: Final[dict[Language, tuple[str, ...]]] = {
    "de": (
        "nur so", "wie bitte", "bin ich", "noch was", "noch mal", "passt es", "das ist es", "ist es", "geht es",
        "war es", "lieber nicht", "leider nicht", "weiß nicht", "weiß ich nicht", "geht nicht",
        "gar nicht", "das nicht", "noch nicht", "stimmt nicht", "passt nicht", "passt mir nicht", "heute nicht",
        "ist mein name", "ist meine nummer",
    ),
    "en": (
        "this is it", "that is it", "that's it", "i am", "it is", "rather not", "i'd like to", "better not",
        "i think so", "certainly not", "of course not", "why not", "is it", "can it", "maybe not",
        "is my name", "is my number",
    ),
}  # fmt: skip
CLOSINGS: Final[Words] = {
    "de": frozenset("bitte danke dankeschön wiederhören wiedersehen tschüss alles dank".split()),
    "en": frozenset("please thanks thank goodbye bye all everything".split()),
}
"""With these at its end a phrase is over."""

ANSWERS: Final[Words] = {
    "de": frozenset(
        "ja jawohl genau gerne gern nein nee nö richtig stimmt passt okay ok klar doch natürlich sicher perfekt super "
        "prima gut bitte danke falsch korrekt einverstanden jo jep so wunderbar toll bestens ordnung "
        "selbstverständlich freilich freut nope niemals".split()
    ),
    "en": frozenset(
        "yes yeah yep yup no nope sure right correct okay ok fine perfect great good please thanks exactly wrong "
        "absolutely definitely indeed lovely brilliant incorrect not course cool sounds works certainly never".split()
    ),
}
GREETINGS: Final[Words] = {
    "de": frozenset("hallo guten tag morgen abend moin servus grüß gott grüezi ja".split()),
    "en": frozenset("hello hi hey good morning afternoon evening yes".split()),
}
DIGIT_WORDS: Final[Words] = {
    "de": frozenset(
        "null eins ein zwei zwo drei vier fünf sechs sieben acht neun zehn elf zwölf doppel plus "
        "dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig "
        "siebzig achtzig neunzig".split()
    ),
    "en": frozenset(
        "zero oh o one two three four five six seven eight nine ten eleven twelve double triple plus "
        "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy "
        "eighty ninety".split()
    ),
}
TIME_HINT: Final[Patterns] = {
    "de": re.compile(
        r"\d|uhr|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|morgen|heute|woche|mittag|vormittag|"
        r"nachmittag|früh|abend|egal|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|"
        r"halb|viertel|ersten?\b|zweiten?\b|letzten?\b|\b(?:ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\d|o'?clock|monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|today|week|noon|morning|afternoon|"
        r"evening|any|january|february|march|april|may|june|july|august|september|october|november|december|half|quarter|"
        r"first|second|last|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b",
        re.IGNORECASE,
    ),
}
WISH: Final[Patterns] = {
    "de": re.compile(
        r"\b(?:ich|wir)\s+(?:hätten?|hatten?|möchten?|würden?|brauche|bräuchten?|wollten?|will|wollen|müssten?|muss|"
        r"könnten?|kann)\b|\b(?:könnten?|kann|können|hätten?|haben|würden?)\s+(?:ich|wir|sie)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(r"\b(?:i'd|i would|i want|i need|we'd|we need|can i|could i|could you|can you)\b", re.IGNORECASE),
}
TIME_NOUNS_DE = frozenset(
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag woche wochen tag tage tagen monat "
    "monate uhr morgen vormittag nachmittag abend mittag früh januar februar märz april mai juni juli august "
    "september oktober november dezember".split()
)
CHOSEN: Final[Patterns] = {
    "de": re.compile(
        r"\b(?:erste|zweite|dritte|letzte|andere|frühere|spätere|mittlere|nächste)[nrms]?\b|\b(?:keine[rnms]?|nichts|beide[sn]?|"
        r"egal|früher|später|anders|anderes|nehm\w*|passt|passen|ginge|geht|lieber)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:first|second|third|last|other|earlier|later|latter|former|middle|next|either|neither|none|both|any|"
        r"take|works?|fine|suits?|rather|anything|something|different)\b",
        re.IGNORECASE,
    ),
}
"""Words with which one of several things is chosen, or none."""

OPEN_VERBS_EN = frozenset("book make schedule arrange get have see speak talk change reschedule move".split())
CLOCK: Final[Patterns] = {
    "de": re.compile(
        r"\d|\buhr\b|mittag|\bfrüh|abend|egal|halb|viertel|"
        r"\b(?:ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\d|o'?clock|noon|morning|evening|any|half|quarter|"
        r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b",
        re.IGNORECASE,
    ),
}
"""A time of day: beside a day it makes the answer to "when" whole."""
