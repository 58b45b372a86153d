"""Listener noise: short words by which a caller shows that they are listening and want nothing. PURE.

Decision: a brief sound over our speech is believed to want something only when its words say so. Measured: the
recogniser hears "mhm" as nothing, "Hmm." or some short word it does not believe in, and a cough likewise, while "stop",
"nein" or "am Montag" come through. Consequence: who says one unknown short word softly must say it again.
"""

import re
import unicodedata
from collections.abc import Sequence

from voice.contract import Language
from voice.turns.phrase_words import TIME_HINT

_NOISE: dict[Language, frozenset[str]] = {
    "de": frozenset(
        "ja jaja jo joa jau jap jep hm hmm hmmm mm mmm mh mhm mhmm mhmh hmhm aha ah ach oh och so okay ok oke okey "
        "genau klar gut schön super prima richtig stimmt "
        "verstehe verstanden achso soso na uh uhu äh ähm öh nun also doch eben sicher fein toll alles".split()
    ),
    "en": frozenset(
        "yes yeah yea yep yup ya uh huh uhhuh mm mmm mhm mhmm mmhmm hm hmm hmmm aha ah oh okay ok right sure fine "
        "good great alright all cool nice really indeed exactly "
        "gotcha understood true well so um er erm wow i see got it of course".split()
    ),
}
_PHRASES: dict[Language, frozenset[str]] = {
    "de": frozenset(
        {
            "alles klar",
            "ach so",
            "ah ja",
            "ah so",
            "ist gut",
            "sehr gut",
            "na klar",
            "ich verstehe",
            "in ordnung",
            "ach ja",
        }
    ),
    "en": frozenset(
        {
            "i see",
            "uh huh",
            "mm hmm",
            "mm hm",
            "all right",
            "got it",
            "of course",
            "oh okay",
            "that's right",
            "fair enough",
            "makes sense",
        }
    ),
}
# Words that are noise only beside others: alone they end or begin something.
_NOT_ALONE = frozenset("alles all i it of course got see doch".split())
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d")
_MOST_WORDS = 4


_FAREWELL: dict[Language, frozenset[str]] = {
    "de": frozenset(
        "danke dank vielen herzlichen schön schönen sehr dankeschön bitte auf bis dann bald später gleich morgen tag "
        "tages abend wochenende woche feiertage noch ihnen auch ebenfalls gleichfalls ebenso wünsche ich einen eine "
        "ein nein das war war's wars alles machen sie es machen's gut und".split()
    ),
    "en": frozenset(
        "thanks thank you so very much many cheers ta see later soon then take care have a nice lovely good great day "
        "one evening weekend week too same to that's that is was all no please and".split()
    ),
}
_LEAVES: dict[Language, frozenset[str]] = {
    "de": frozenset("tschüss tschüs tschau ciao ade servus adieu wiederhören wiedersehen".split()),
    "en": frozenset("bye goodbye ciao".split()),
}


def _words(text: str) -> list[str]:
    """Folded, with every apostrophe the same and hyphens apart."""
    lowered = unicodedata.normalize("NFC", text).casefold().replace("’", "'")
    return _WORD.findall(lowered.replace("-", " "))


def is_farewell(text: str, language: Language) -> bool:
    """True for "danke, Ihnen auch", "bis Donnerstag, tschüss": who says no more than that wants nothing more."""
    words = _words(text)
    if not words or text.rstrip().endswith("?"):
        return False
    return words[-1] in _LEAVES[language] or set(words) <= _FAREWELL[language] | _LEAVES[language] | _NOISE[language]


BRIEF_MS = 640  # a longer sound is believed as it is
BELIEVED = 0.6
_WANTS: dict[Language, frozenset[str]] = {
    "de": frozenset(
        "stopp stop halt nein nee moment momentchen warte warten entschuldigung hallo was wie bitte frage falsch doch "
        "andere anderen anderer erste ersten erster zweite zweiten zweiter dritte mensch menschen ich wann wo wer "
        "wieso warum langsam lauter nochmal wiederholen danke".split()
    ),
    "en": frozenset(
        "stop no nope wait hold hang sorry pardon excuse hello what question wrong other first second third human "
        "person i when where who why how slower louder again repeat thanks please but".split()
    ),
}


def is_listeners_noise(
    text: str, language: Language, *, alternatives: Sequence[str] = (), confidence: float = 1.0, speech_ms: int = 0
) -> bool:
    """Whether a sound over our speech wants nothing: empty text, backchannel, or brief and hardly words at all."""
    if not text or is_backchannel(text, language):
        return True
    if speech_ms > BRIEF_MS or _wants_something(text, language):
        return False
    doubted = confidence < BELIEVED and len(text.split()) <= 2
    return doubted or any(is_backchannel(other, language) for other in alternatives)


def _wants_something(text: str, language: Language) -> bool:
    words = _WORD.findall(unicodedata.normalize("NFC", text).casefold())
    return bool(_WANTS[language].intersection(words)) or TIME_HINT[language].search(text) is not None


def is_backchannel(text: str, language: Language) -> bool:
    """True for "mhm", "ja, genau", "okay, alles klar", all of it listener's noise."""
    words = _words(text)
    if not 0 < len(words) <= _MOST_WORDS or text.rstrip().endswith("?"):
        return False
    left = " ".join(words)
    for phrase in _PHRASES[language]:
        left = re.sub(rf"\b{re.escape(phrase)}\b", " ", left)
    return all(word in _NOISE[language] and word not in _NOT_ALONE for word in left.split())
