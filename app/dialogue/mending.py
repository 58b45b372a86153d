"""Words for times that a bad line has bent ("Sonnerstaf"), when nothing else in an answer to "when?" was understood."""

import re

from rapidfuzz import fuzz, process

from app.domain.business import Language

ALIKE = 77.0
SHORTEST = 6
_TIME_WORDS: dict[str, tuple[str, ...]] = {
    "de": (
        *("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "übermorgen"),
        *("vormittag", "nachmittag", "vormittags", "nachmittags", "nächste", "nächsten", "januar", "februar"),
        *("april", "august", "september", "oktober", "november", "dezember"),
    ),
    "en": (
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "tomorrow"),
        *("morning", "afternoon", "evening", "january", "february", "august", "september", "october", "november"),
        "december",
    ),
}
_WORD = re.compile(rf"[^\W\d_]{{{SHORTEST},}}")


def mend_times(text: str, language: Language) -> str:
    """Only for an answer that gave no time: the date is read back before anything is booked."""

    def mended(match: re.Match[str]) -> str:
        found = process.extractOne(match[0].lower(), _TIME_WORDS[language], scorer=fuzz.ratio, score_cutoff=ALIKE)
        return found[0] if found is not None else match[0]

    return _WORD.sub(mended, text)
