"""Days that German speakers say twice, think over or explain: what they settle upon is what they wish. PURE.

"Am Dienstag, ach nein, Dienstag ist Chorprobe. Mittwoch" is Wednesday, and "Montag um zehn, also nächsten Montag" is a
Monday at ten. English speakers say the second in words that the grammar knows.
"""

import re

from app.domain.spoken.rewriting import Rules, rewrite

_DAY = r"(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)"
_WHEN = rf"(?:{_DAY}\w*|morgen|übermorgen|heute|vormittag\w*|nachmittag\w*|mittag\w*|abend\w*|früh|woche\w*|uhr|\d)"
_THINKS = r"(?:ach|oh|nee|nein|ne|na|halt|moment|quatsch|äh|ähm|stopp|warten sie|stimmt|obwohl|wobei|das heißt)"
_HAS = r"(?:hab|habe|hat|haben|ist|is|bin|sind|muss|geht|kann|passt|arbeite|kommt|kommen|fahre?|fahren|war|wird|klappt)"
_THAT_ONE = (
    r"(?P<which>nächste[nr]?|kommende[nr]?|übernächste[nr]?|nächste woche(?: am)?|übernächste woche(?: am)?"
    r"|diese woche(?: am)?|diesen)"
)
_NOT_SOONER = (
    r"(?:nicht (?:heute|morgen|übermorgen|diesen|den|gleich|diese woche)(?: \w+| natürlich)?[,.]? (?:sondern )?)"
)
_MEANT = r"(?:also|ich mein\w*|das heißt|und zwar|genauer(?: gesagt)?|sprich|gemeint ist|sondern)"
_BEFORE_DUTY = (
    r"(?:vorlesung|unterricht|training|spätschicht|frühschicht|nachtschicht|sport|seminar|\w*probe|\w*kurs"
    r"|berufsschule)"
)
_TOO_SOON = re.compile(
    r",? also (?:heute|morgen|übermorgen)\b|,? (?:aber )?(?:das|der|da) (?:ist|is|wär\w*|wird) (?:mir |uns "
    r"|natürlich |wohl |etwas |ein bisschen |doch )*"
    r"(?:zu )?(?:knapp|früh|kurzfristig|bald|eng|schnell|schlecht|blöd)\b",
    re.IGNORECASE,
)
_RULES: Rules = [
    (re.compile(pattern, re.IGNORECASE), say)
    for pattern, say in (
        (rf"\b({_DAY}) in acht tagen\b", lambda found: f"{found[1]} in einer Woche"),
        (rf"\b({_DAY}) in vierzehn tagen\b", lambda found: f"{found[1]} in zwei Wochen"),
        (  # "Am Dienstag, ach nein, Dienstag hab ich ja Chorprobe. Mittwoch."
            rf"\b(?:am |diesen |nächsten )?(?P<day>{_DAY})(?P<part>\w*)[^.!?]{{0,20}}?[,.…]* {_THINKS}"
            rf"(?:[,.… ]+{_THINKS})*[,.… ]+(?:am |der |da |diesen )?(?P=day)(?P=part)?(?: \w+)? {_HAS}\b"
            rf"[^.!?,]*[.!?,]+ ?(?=[^.!?]*\b(?:{_DAY}|morgen|übermorgen)\b)",
            lambda _: "",
        ),
        (  # "Ich könnte Dienstag, auch Donnerstag, aber besser wär Donnerstag"
            rf"(?:^|(?<=[.!?] ))[^.!?]*\b{_DAY}\w*\b[^.!?]*?[,.] ?(?:aber |wobei |obwohl |nur )?(?:noch |viel |am )?"
            r"(?:besser|liebsten|besten|lieber|schöner|optimal) (?:wär\w*|ist|passt|passen|ginge|geht|hätte? ich)"
            rf"(?: (?:mir|es|für mich|uns|natürlich|der|am|aber|ja|halt|schon|dann))* (?={_DAY})",
            lambda _: "am ",
        ),
        (  # "Nicht diesen Freitag, den Freitag darauf"
            rf"\bnicht (?:diesen|diese woche|den|am|gleich den|nächsten) (?P<day>{_DAY}),? (?:sondern )?(?:erst )?"
            r"(?:den|der|am) (?:(?P=day) )?(?:drauf|darauf|danach)\b",
            lambda found: f"{found['day']} in einer Woche",
        ),
        (  # "Dienstag früh. Also nicht morgen, den Dienstag drauf."
            rf"\b(?P<day>{_DAY})(?P<said>[^?!]*?)[,.]? (?:{_MEANT},? )?{_NOT_SOONER}?(?:den|der|am) (?P=day) "
            r"(?:drauf|darauf|danach|nach diesem)\b",
            lambda found: f"{found['day']} in einer Woche {_TOO_SOON.sub('', found['said']).strip()}",
        ),
        (  # "Montag um zehn, da kommt mein Bus an. Also nächsten Montag." Another time behind it holds as well.
            rf"\b(?P<day>{_DAY})(?P<said>(?:(?!{_DAY})[^?!])*?)[,.]+ {_MEANT},? {_NOT_SOONER}?{_THAT_ONE} (?P=day)\b",
            lambda found: f"{found['which']} {found['day']} {found['said'].strip(' ,.')}",
        ),
        (  # "Am Montag. Nicht heute natürlich, am Montag in einer Woche."
            rf"\b(?:am )?(?P<day>{_DAY})[,.]+ (?:{_MEANT},? )?{_NOT_SOONER}(?=(?:am |den )?(?:nächsten |kommenden )?"
            rf"(?P=day)\b)",
            lambda _: "",
        ),
        (rf"(?<!\w)(?:noch )?vor (?:der|dem|meine[rm]|'m) {_BEFORE_DUTY}\b", lambda _: ""),
        (  # "Nachmittags. Dienstag oder Montag, nach vier": the part of the day goes for both
            rf"\b(?:am |den )?(?P<part>nachmittag|vormittag)s?(?P<said>[^.,!?]*)[.,]+ (?:ob )?(?P<one>{_DAY}) oder "
            rf"(?P<two>{_DAY})\b",
            lambda found: f"{found['said'].strip()} {found['one']} oder {found['two']} {found['part']}s",
        ),
        (  # a reason that speaks of no time
            rf"[,.] (?:denn )?(?:ich|wir|er|sie|es|mein\w* \w+) (?:(?!{_WHEN}\b)[^,.;!?])*\bnämlich\b"
            rf"(?:(?!{_WHEN}\b)[^,.;!?])*(?=[,.;!?]|$)",
            lambda _: "",
        ),
    )
]


def settled_days(text: str) -> str:
    """The text with each day said once, as it is meant."""
    return rewrite(text, _RULES)
