"""A day without duties is one that suits: "donnerstags, da arbeite ich nicht" rules no Thursday out. PURE.

English speakers say it in words that rule nothing out ("I'm off on Thursdays"), so only German is rewritten.
"""

import re

from app.domain.spoken.rewriting import Rules, rewrite

_WHO = r"(?: (?:ich|er|sie|wir|es|(?:mein|unser)\w* \w+|die (?:kleinen?|kinder|jungs|mädels)))?"
_SO = r"(?: (?:da|dann|ja|eh|sowieso|halt|nämlich|eigentlich|immer|an dem tag|meistens|noch|auch|mal))*"
_PART = r"(?: (?:vormittags?|nachmittags?|mittags|abends|morgens|früh|am (?:vormittag|nachmittag|abend|morgen)))?"
_DUTY = (
    r"(?:schule|dienst|\w*schicht|uni|unterricht|vorlesung(?:en)?|\w*kurse?|training|arbeit|berufsschule|kita"
    r"|kindergarten|\w*sitzung(?:en)?|verpflichtungen|seminare?|übung(?:en)?|\w*proben?|besprechung(?:en)?|meetings?"
    r"|stunden|klassen?|patienten|kunden|kundschaft|lieferung(?:en)?|betreuung|besuch)"
)
_FREE = " hab ich frei"


def _free(found: re.Match[str]) -> str:
    return (found.groupdict().get("part") or "") + _FREE


_RULES: Rules = [
    (re.compile(pattern, re.IGNORECASE), _free)
    for pattern in (
        rf"\s\barbeite[nt]?{_WHO}{_SO} nicht\b(?! (?:vor|bis|ab|nach|um|länger|mehr als)\b)",
        rf"\s\b(?:muss|müssen){_WHO}{_SO} nicht (?:(?:zur|in die|ins|auf(?: die)?|zum|in den) )?"
        rf"(?:arbeiten|{_DUTY}|büro)\b",
        rf"\s\b(?:hab|habe|hat|haben){_WHO}{_SO}(?P<part>{_PART}){_SO} keine?n? {_DUTY}\b",
        rf"\s\b(?:hab|habe|haben) (?:ich|wir){_SO} keine(?:n termin|n termine| termine)\b",
    )
]


def free_then(text: str) -> str:
    """Being without a duty, said as being free."""
    return rewrite(text, _RULES)
