"""What people have to see to, and no appointment is made, moved or cancelled for: a stamp, news, somebody else's place.

Decision: told to staff as a message in the caller's own words. Only where nothing is wished for beside it, for "zur
Kontrolle, und das Bonusheft muss gestempelt werden" is a check-up.
"""

import re

from app.dialogue.reading import Reading
from app.dialogue.turn import Turn
from app.domain.business import Language

_STAMP = re.compile(r"\bbonus ?heft\w*\b", re.IGNORECASE)
_STAMPS = re.compile(
    r"\b(?:(?:ab|nach|ein)?(?:zu)?stempeln|(?:ab|nach|ein)?gestempelt|stempel|nachgetragen|nachtragen|abzeichnen)\b",
    re.IGNORECASE,
)
_TAKES_OVER: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b\w*termin\w*\b[^.?!]*\b(?:übernehmen|überschreiben|einspringen)\b"
        r"|\b(?:übernehmen|einspringen)\b[^.?!]*\b\w*termin\w*\b",
        re.IGNORECASE,
    ),
    "en": re.compile(r"\btake over (?:\w+ ){0,4}(?:appointment|slot|place|booking)\b", re.IGNORECASE),
}
_OF_COSTS = re.compile(r"\b\w*(?:kassen?|versicherung|kosten|zuschuss|insurance|costs?)\b", re.IGNORECASE)
_NEWS: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(?:wollte|will|möchte|muss|müsste|soll|sollte) (?:\w+ ){0,5}"
        r"(?:bescheid (?:geben|sagen)|mitteilen|durchgeben|loswerden)\b,? (?:dass?|daß)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:want(?:ed)?|like|have|need) to (?:just )?(?:let \w+ know|tell you|inform you)\b(?: that| i| we| my)\b",
        re.IGNORECASE,
    ),
}
_ABOUT_ONE = re.compile(
    r"\b(?:\w*termin\w*|brauche?|bräuchte|nicht (?:komm|kann|schaff|mehr|da)\w*|absag\w*|verschieb\w*|verleg\w*|spät\w*"
    r"|krank|verhindert|appointment|need|cancel\w*|move|late|can't|won't|unable|come in)\b",
    re.IGNORECASE,
)
"""News of an appointment may be its end."""


def is_errand(turn: Turn, reading: Reading) -> bool:
    text, language = reading.text, turn.language
    if reading.guess.certain or turn.state.goal is not None:
        return False
    if _TAKES_OVER[language].search(text) is not None and _OF_COSTS.search(text) is None:
        return True
    if _STAMP.search(text) is not None and _STAMPS.search(text) is not None:
        without = _STAMP.sub(" ", text)
        return not turn.comprehension.lexicon.offerings(without, language) and not reading.mentions_appointment
    return _NEWS[language].search(text) is not None and not reading.offerings and _ABOUT_ONE.search(text) is None
