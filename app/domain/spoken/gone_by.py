"""When somebody has to be gone again: "um halb fünf muss ich wieder draußen sein" is no wish for half past four. PURE.

The clause becomes one that the words for times know ("spätestens um 16:00"), for a treatment of a known length.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from app.domain.business import Language

_CLOCK_DE = (
    r"(?:(?:punkt|kurz vor|viertel vor|viertel nach|viertel|dreiviertel|fünf vor|fünf nach|zehn vor|zehn nach|halb) )*"
    r"[\w:.]+(?: uhr(?: (?:fünfzehn|dreißig|fünfundvierzig|zehn|zwanzig|vierzig|fünfzig|\d\d))?)?"
)
_CLOCK_EN = r"(?:(?:half|quarter) (?:past|to) )?[\w:.]+(?: o'clock| (?:a|p)\.?m\b\.?| (?:fifteen|thirty|forty-five))?"
_GONE_DE = (
    r"(?:draußen|raus|weg|los|fertig|durch|zurück|daheim|zu ?hause|heim|unterwegs|losfahren|wegfahren|gehen|fahren"
    r"|(?!bei ihnen)(?:am|im|beim|auf|bei|in|an)(?: \w+){1,2}|(?:\w+ ){1,3}(?:abholen|holen))(?: sein)?(?: müssen)?"
)
_GONE_EN = (
    r"(?:out|off|gone|away|done|finished|through|back|home|leave|go|(?:at|in|on)(?: \w+){1,2})(?: of \w+)?(?: again)?"
)
_MUST_DE = r"(?:muss|müsste|müssen|sollte|soll|will)"
_BY: dict[Language, tuple[re.Pattern[str], ...]] = {
    "de": tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"\b(?:spätestens )?(?:um|bis|gegen|vor) (?P<clock>{_CLOCK_DE}) {_MUST_DE} (?:ich|wir|das|alles)"
            rf"(?: aber| dann| da| schon| wieder| spätestens| leider| unbedingt| hier| von hier)* {_GONE_DE}\b",
            rf"\b(?:ich|wir|und|dann) {_MUST_DE}(?: aber| dann| leider| unbedingt| auch)* (?:spätestens )?"
            r"(?:um|bis|gegen|vor) "
            rf"(?P<clock>{_CLOCK_DE})(?: aber| dann| da| schon| wieder| spätestens| unbedingt| hier)* {_GONE_DE}\b",
            rf"\b(?:spätestens )?um (?P<clock>{_CLOCK_DE}) (?:fährt|geht|kommt|fliegt|beginnt|startet|fängt) "
            r"(?:mein|meine|der|die|unser)\w* (?:\w*bus|\w*zug|\w*bahn|fähre|flieger|flug|schicht|dienst|taxi)\b",
            rf"\bum (?P<clock>{_CLOCK_DE}) (?:ich|wir)(?: dann| schon| wieder)*"
            r" (?:fertig|durch|draußen|raus|weg) sein\b",
            rf"\bbis (?P<clock>{_CLOCK_DE}) (?:fertig|durch|wieder (?:weg|raus|draußen)) sein\b",
        )
    ),
    "en": tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"\b(?:i|we)(?:'ve| have)?(?: just| only)? (?:have to|need to|got to|must|should) be {_GONE_EN}"
            rf"(?: (?:at|in|to|from)(?: \w+){{1,2}})?(?: again)? (?:by|at|before) (?P<clock>{_CLOCK_EN})",
            rf"\b(?:i|we)(?:'ve| have)(?: got)? (?:a|my|the) (?:train|bus|coach|flight|plane|ferry|taxi)"
            rf"(?: to catch)? at (?P<clock>{_CLOCK_EN})"
            r"(?:[,.]? (?:so|and) (?:it|that|i|we)(?:'d| would|'ll| will)? (?:have|need|has) to be (?:done |out "
            r"|finished |gone |away )?(?:well )?before (?:that|then))?",
            rf"\bmy (?:bus|train|shift|flight|taxi) (?:leaves|goes|starts|departs|is) (?:at|by) (?P<clock>{_CLOCK_EN})",
        )
    ),
}
_IN_BETWEEN = re.compile(
    rf"\b(?:[^\W\d_]+ )?bis (?P<first>{_CLOCK_DE})\b.{{3,40}}?"
    rf"\b(?:um|ab|gegen) (?P<second>{_CLOCK_DE})\b.{{0,40}}?\bdazwischen\b",
    re.IGNORECASE,
)
""" "Ich arbeite bis halb vier und muss um sechs am Zug sein, dazwischen ginge es"."""
_ANY_DAY = date(2026, 1, 5)
_LATEST: dict[Language, str] = {"de": "spätestens um {at:%H:%M}", "en": "by {at:%H:%M}"}


def gone_by(
    text: str, language: Language, *, lasts: timedelta, clock: Callable[[str], time | None]
) -> tuple[str, time] | None:
    """The text with the latest start in the clause's place, and when they have to be gone; None when they have not.

    `clock` reads a time of day from words.
    """
    if language == "de" and (between := _IN_BETWEEN.search(text)) is not None:
        first, second = clock(between["first"]), clock(between["second"])
        if first is not None and second is not None and first < second:
            latest = max(datetime.combine(_ANY_DAY, second) - lasts, datetime.combine(_ANY_DAY, first))
            span = f"zwischen {first:%H:%M} und {latest:%H:%M}"
            return f"{text[: between.start()]}{span}{text[between.end() :]}", second
    for pattern in _BY[language]:
        found = pattern.search(text)
        at = clock(found["clock"]) if found is not None else None
        if found is not None and at is not None:
            latest = datetime.combine(_ANY_DAY, at) - lasts
            return f"{text[: found.start()]}{_LATEST[language].format(at=latest)}{text[found.end() :]}", at
    return None
