"""What callers say of an appointment that stands without a verb for moving it: that they cannot then, and when they
could; and how open "einen anderen Termin" leaves it. PURE.
"""

import re
from datetime import datetime

from app.domain.business import Language
from app.domain.spoken.when import When

BEFORE_AND_AFTER = 2
"""Windows of a day without one time in it."""
_PUTS: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(?:den|ihn|diesen|die|sie|das|es|\w*termin) (?:[\wäöüß]+ ){0,3}(?:auf|in) (?:[\wäöüß]+ ){1,5}"
        r"(?:legen|schieben|ziehen|setzen|tauschen|wechseln)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:put|have|do|push|bring|shift) (?:it|that|this) (?:to|on|onto|into) (?:an?|the|another|some other)\b",
        re.IGNORECASE,
    ),
}
_CANNOT_THEN = re.compile(
    r"\b(?:da|dann|an dem tag|zu der zeit|den|die|das) (?:\w+ ){0,4}(?:nicht kann|keine zeit habe?|nicht da bin"
    r"|nicht schaffe?|arbeiten muss|verreist bin|weg bin|nicht komme|verhindert bin)\b"
    r"|\b(?:da|dann|an dem tag) (?:kann|schaff\w*|komm\w*|bin|hab\w*|muss|geht|passt) "
    r"(?:ich|wir|er|sie|es|mir|bei mir|uns)\b[^.?!]*"
    r"\b(?:nicht|keine zeit|verreist|weg|arbeiten|verhindert|im urlaub|unterwegs"
    r"|auf (?:\w+ )?(?:fortbildung|dienstreise|reisen|lehrgang|schulung|messe|kur|montage))\b"
    r"|\bzu (?:meine[rm]|unsere[rm]|de[rm]) \w+ (?:kann|schaff\w*|komm\w*) ich(?:'s| es)? (?:\w+ ){0,3}nicht\b",
    re.IGNORECASE,
)
_COULD = re.compile(
    r"\b(?:kann|könnte|könnten|können|dürfte|ginge|geht|wäre|hätten sie|haben sie)\b[^.?!]*\?", re.IGNORECASE
)
_ANOTHER = re.compile(
    r"\b(?:einen|nen|'n) (?:neuen|anderen)\b|\b(?:was|etwas) andere?s\b|\beine andere zeit\b", re.IGNORECASE
)
_OF_THE_DAY = re.compile(
    r"\b(?:uhrzeit|zeit|stunde|tageszeit|selben|gleichen|früher|später|eher|zu (?:früh|spät)|\w+tags?"
    r"|mittwochs?|sonnabends?|time|hour|too (?:early|late)|same|earlier|later|sooner|\w+day"
    r"|morning|evening|afternoon)\b",
    re.IGNORECASE,
)
_GREETINGS = re.compile(r"\bguten (?:tag|morgen|abend)\b|\bgood (?:morning|afternoon|evening)\b", re.IGNORECASE)


def puts_it_elsewhere(text: str, language: Language) -> bool:
    """ "Ob sie den auf einen Nachmittag legen kann"; "… dass ich da nicht kann. Könnte ich am Freitag kommen?" """
    if _PUTS[language].search(text) is not None:
        return True
    cannot = _CANNOT_THEN.search(text)
    if language != "de" or cannot is None:
        return False
    return _ANOTHER.search(text) is not None or _COULD.search(text, cannot.end()) is not None


def leaves_day_open(told: When, at: datetime, words: str) -> bool:
    """ "Haben Sie einen anderen Termin?": any but the one at `at`, which is no wish for another hour of its day."""
    if {window.earliest.date() for window in told.windows} != {at.date()} or len(told.windows) != BEFORE_AND_AFTER:
        return False
    return _OF_THE_DAY.search(_GREETINGS.sub(" ", words)) is None
