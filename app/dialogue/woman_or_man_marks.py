"""Signs of a wish to be seen by a woman or a man: "I'd feel better with a woman doctor". PURE."""

import re

from app.domain.business import Language

WOMAN, MAN = "wishes_woman", "wishes_man"
_JOBS = (
    r"(?:doctor|dentist|hygienist|practitioner|hairdresser|stylist|barber|therapist|physio\w*|lawyer|solicitor|attorney"
    r"|vet|colleague|assistant|mechanic|member of (?:the )?(?:staff|team))"
)
WISHES: dict[Language, dict[str, re.Pattern[str]]] = {
    "en": {
        WOMAN: re.compile(
            rf"\b(?:woman|women|female|lady) {_JOBS}s?\b|\b{_JOBS}(?: who|,)?(?:'s| is)? (?:a )?(?:woman|female|lady)\b"
            r"|\b(?:by|(?<!spoke )(?<!spoken )with|see|seen by|prefer|rather(?: have| see)?) (?:an?other )?an? "
            r"(?:woman|female|lady)\b|\bwomen only\b"
        ),
        MAN: re.compile(
            rf"\b(?:man|male) {_JOBS}s?\b|\b{_JOBS}(?: who|,)?(?:'s| is)? (?:a )?(?:man|male)\b"
            r"|\b(?:by|(?<!spoke )(?<!spoken )with|see|seen by|prefer|rather(?: have| see)?) an? (?:man|male)\b"
        ),
    },
    "de": {
        WOMAN: re.compile(
            r"\b(?:bei|von|mit|zu) (?:einer|ner) (?:frau|ärztin|zahnärztin|dame|kollegin|\w*anwältin|therapeutin"
            r"|friseurin|weiblichen \w+)\b|\b(?:lieber|gern|gerne|bitte|möglichst|nur) (?:zu |bei |von |mit )?eine[r]? "
            r"(?:frau|ärztin|zahnärztin)\b|\bweibliche[nr]? (?:arzt|ärztin|zahnärztin|behandlerin)\b"
        ),
        MAN: re.compile(
            r"\b(?:bei|von|mit|zu) (?:einem|nem) (?:mann|männlichen \w+)\b|\b(?:lieber|bitte|möglichst|nur) "
            r"(?:zu |bei |von |mit )?eine[mn] mann\b|\bmännliche[nr]? (?:arzt|zahnarzt|behandler)\b"
        ),
    },
}
_DENIED = re.compile(r"\b(?:not|don't|doesn't|no|egal|nicht|whether)\b")


def wished_marks(said: str, language: Language) -> frozenset[str]:
    """On plain lower-case words. None when both are named, or it is said not to matter."""
    found = frozenset(mark for mark, pattern in WISHES[language].items() if pattern.search(said))
    return found if len(found) == 1 and _DENIED.search(said) is None else frozenset()
