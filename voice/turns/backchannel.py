"""Listener noise: short words by which a caller shows that they are listening and want nothing. PURE."""

import re
import unicodedata

from voice.contract import Language

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


def is_backchannel(text: str, language: Language) -> bool:
    """True for "mhm", "ja, genau", "okay, alles klar", all of it listener's noise."""
    lowered = unicodedata.normalize("NFC", text).casefold().replace("’", "'")
    words = _WORD.findall(lowered.replace("-", " "))
    if not 0 < len(words) <= _MOST_WORDS or text.rstrip().endswith("?"):
        return False
    left = " ".join(words)
    for phrase in _PHRASES[language]:
        left = re.sub(rf"\b{re.escape(phrase)}\b", " ", left)
    return all(word in _NOISE[language] and word not in _NOT_ALONE for word in left.split())
