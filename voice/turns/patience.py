"""How long a silence must last before the caller's turn is over, judged from the words so far and the question asked.

Decision: text decides, not one timeout: a finished answer ends at once, a dangling phrase ("am Dienstag um") waits.
Alternatives: a fixed timeout (cuts 8 of 8 mid-sentence pauses or is slow), a prosody model (fails on telephone audio in
public reports). Consequence: the recogniser must deliver text at the first short pause; wrong words cost patience only.
"""

import re

from voice.contract import Expectation, Language

QUICK_MS = 352  # a complete answer to what was asked, or a finished question
SETTLED_MS = 480  # a finished sentence that a caller seldom goes on with
OPEN_MS = 800  # a sentence that callers often add to ("Ich hätte gern einen Termin." ... "am Dienstag")
DIGITS_MS = 1300  # inside a telephone number or while spelling
DANGLING_MS = 1500  # the phrase cannot end here
BELIEVED = 0.45
LONGEST_MS = 1600  # nobody waits longer for a machine, whatever the words

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?", re.UNICODE)
_TRAILING_OFF = re.compile(r"(\.\.\.|…|[,;:–-])\s*$")
_DIGIT_WORDS: dict[Language, frozenset[str]] = {
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
_DANGLING: dict[Language, frozenset[str]] = {
    "de": frozenset(
        "und oder aber weil dass denn wenn ob also am um im in an auf bei beim mit ohne für von vom zu zum zur nach "
        "vor ab bis gegen zwischen seit wegen über unter der die das dem den des ein eine einen einem einer mein meine "
        "meinen meinem meiner ihr ihre ihren unser unsere kein keine keinen äh ähm öh hm ich wir er sie es ist bin "
        "habe hätte möchte würde will wollte kann könnte muss müsste soll brauche bräuchte heiße lautet nummer name "
        "frau herr herrn doktor dr nächste nächsten nächster nächstes kommenden diesen dieser halb viertel kurz "
        "ungefähr so etwa circa sondern eigentlich vielleicht nämlich sowie als wie wo was welche welcher "
        "noch mal nicht nur sehr ganz vorname nachname".split()
    ),
    "en": frozenset(
        "and or but because that if whether so at on in to for from with without of by about after before until till "
        "between around the a an my your our his her this next coming i we he she it is am are was have had would "
        "like want need can could should will i'd i'm it's my uh um er hmm mrs mr ms dr doctor half quarter "
        "maybe perhaps actually number name called than as which what where when how not just very".split()
    ),
}
# After these a sentence is over even though the word could dangle elsewhere.
_CLOSED_ENDINGS: dict[Language, tuple[str, ...]] = {
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
_ANSWERS: dict[Language, frozenset[str]] = {
    "de": frozenset(
        "ja jawohl genau gerne gern nein nee nö richtig stimmt passt okay ok klar doch natürlich sicher perfekt super "
        "prima gut bitte danke falsch korrekt einverstanden jo jep".split()
    ),
    "en": frozenset(
        "yes yeah yep yup no nope sure right correct okay ok fine perfect great good please thanks exactly wrong "
        "absolutely definitely".split()
    ),
}
_GREETINGS: dict[Language, frozenset[str]] = {
    "de": frozenset("hallo guten tag morgen abend moin servus grüß gott grüezi ja".split()),
    "en": frozenset("hello hi hey good morning afternoon evening yes".split()),
}
_TIME_HINT: dict[Language, re.Pattern[str]] = {
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


# A wish has begun; without its object or verb the sentence is not whole.
_WISH: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(?:ich|wir)\s+(?:hätten?|hatten?|möchten?|würden?|brauche|bräuchten?|wollten?|will|wollen|müssten?|muss|"
        r"könnten?|kann)\b|\b(?:könnten?|kann|können|hätten?|haben|würden?)\s+(?:ich|wir|sie)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(r"\b(?:i'd|i would|i want|i need|we'd|we need|can i|could i|could you|can you)\b", re.IGNORECASE),
}
_TIME_NOUNS_DE = frozenset(
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag woche wochen tag tage tagen monat "
    "monate uhr morgen vormittag nachmittag abend mittag früh januar februar märz april mai juni juli august "
    "september oktober november dezember".split()
)
_OPEN_VERBS_EN = frozenset("book make schedule arrange get have see speak talk change reschedule move".split())


def patience_ms(text: str, *, language: Language, expects: Expectation, confidence: float = 1.0) -> int:
    """Silence, in ms, after which `text` counts as the caller's whole turn.

    A last word that the recogniser hardly believes (`confidence`, 0..1) dangles by chance: it gets no long wait.
    """
    patience = _patience_ms(text, language=language, expects=expects)
    return OPEN_MS if patience == DANGLING_MS and confidence < BELIEVED else patience


def _patience_ms(text: str, *, language: Language, expects: Expectation) -> int:
    words = [w.lower() for w in _WORD.findall(text)]
    if not words:
        return SETTLED_MS
    if expects in (Expectation.NUMBER, Expectation.SPELLING):
        return _while_spelling(text, words, language, expects)
    if _digits_in(text, words, language) >= 4 and _all_digits(words[-3:], language):
        return DIGITS_MS  # a number nobody asked for yet
    if _TRAILING_OFF.search(text):
        return DANGLING_MS
    if text.rstrip().endswith("?"):
        return QUICK_MS
    if _dangles(words, language) or _wish_is_not_whole(text, words, language):
        return DANGLING_MS
    return _after_a_finished_phrase(words, text, language, expects)


def _after_a_finished_phrase(words: list[str], text: str, language: Language, expects: Expectation) -> int:
    answers = _ANSWERS[language]
    if all(w in answers for w in words):
        return QUICK_MS if expects is not Expectation.OPEN else SETTLED_MS
    if all(w in _GREETINGS[language] for w in words):
        return OPEN_MS
    match expects:
        case Expectation.TIME | Expectation.CHOICE:
            return QUICK_MS if _TIME_HINT[language].search(text) else SETTLED_MS
        case Expectation.YES_NO:
            return SETTLED_MS
        case Expectation.NAME:
            return QUICK_MS if len(words) >= 2 else SETTLED_MS
        case _:
            return SETTLED_MS if len(words) >= 5 and _TIME_HINT[language].search(text) else OPEN_MS


def _while_spelling(text: str, words: list[str], language: Language, expects: Expectation) -> int:
    if all(w in _ANSWERS[language] for w in words) or text.rstrip().endswith("?"):
        return SETTLED_MS
    if expects is Expectation.SPELLING:
        return OPEN_MS + 200
    digits = _digits_in(text, words, language)
    starts_national = re.match(r"\D*(0|\+|null|zero|oh|plus)", text, re.IGNORECASE) is not None
    if starts_national and digits >= 11:
        return OPEN_MS
    if digits == 0 and not _dangles(words, language):
        return OPEN_MS
    return DIGITS_MS


def _digits_in(text: str, words: list[str], language: Language) -> int:
    return sum(c.isdigit() for c in text) + sum(w in _DIGIT_WORDS[language] for w in words)


def _all_digits(words: list[str], language: Language) -> bool:
    return all(w.isdigit() or w in _DIGIT_WORDS[language] for w in words)


def _dangles(words: list[str], language: Language) -> bool:
    if words[-1] not in _DANGLING[language]:
        return False
    tail = " ".join(words[-3:])
    return not any(tail == ending or tail.endswith(" " + ending) for ending in _CLOSED_ENDINGS[language])


def _wish_is_not_whole(text: str, words: list[str], language: Language) -> bool:
    """Whether "Ich würde gern nächste Woche" still lacks object and verb: nouns have capitals, infinitives end it."""
    wish = _WISH[language].search(text)
    if wish is None:
        return False
    if language == "en":
        return words[-1] in _OPEN_VERBS_EN
    rest = _WORD.findall(text[wish.end() :])
    if any(w[0].isupper() and w.lower() not in _TIME_NOUNS_DE for w in rest):
        return False
    verb_like = [w for w in rest if len(w) > 4 and w.endswith(("en", "ern", "eln"))]
    return not verb_like or verb_like[-1] != rest[-1]
