"""A German wish for a time without the words around it that would turn its sense. PURE.

"Wegen der Schule erst ab halb drei" wishes for half past two, and rules nothing out; "es müsste vor zehn anfangen" says
when the appointment is to begin, and tells of no duty of the caller's.
"""

import re

from app.domain.spoken.rewriting import Rules, rewrite

_DUTY = (
    r"(?:schule|berufsschule|arbeit|schicht\w*|\w+schicht|dienst\w*|\w+dienst|uni|job|kita|kindergarten|büro|ausbildung"
    r"|unterricht|vorlesung\w*|training|betreuung|homeoffice|arbeitszeit\w*|beruf|firma)"
)
_ITSELF = r"(?:es|das|der termin|das ganze|die behandlung)"
_OUGHT = r"(?:müsste|muss|sollte|soll|dürfte|darf|könnte|kann)"
_BEGINS = r"(?:anfangen|losgehen|beginnen|starten|stattfinden|(?<!fertig )(?<!vorbei )(?<!ende )(?<!erledigt )sein)"
_RULES: Rules = [
    (
        re.compile(
            rf"\bwegen (?:(?:de[rsmn]|meine[rsmn]?|seine[rsmn]?|ihre[rsmn]?|unsere[rsmn]?|eine[rsmn]?) )?{_DUTY}\b",
            re.IGNORECASE,
        ),
        lambda _: "",
    ),
    (
        re.compile(rf"\b{_ITSELF} {_OUGHT} (?P<when>[^,.;!?]*?\w) {_BEGINS}\b", re.IGNORECASE),
        lambda found: found["when"],
    ),
]


def bare_wish(text: str) -> str:
    """The text itself where there is nothing of the kind in it."""
    return rewrite(text, _RULES)
