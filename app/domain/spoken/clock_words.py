"""Clock times as they are named when choosing among offers: "halb drei", "um elf", "quarter past nine". PURE.

Only for telling known times apart; understanding a wish for a time is `hear_when`'s work.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from app.domain.spoken import say_de, say_en
from app.domain.spoken.alphabets import Language
from app.domain.spoken.folding import foldings


@dataclass(frozen=True, slots=True)
class ClockMention:
    """`hour` on the 12-hour clock unless above 12 or `sure`; `minute` None for a bare hour."""

    hour: int
    minute: int | None
    sure: bool = False

    def fits_hour(self, hour: int) -> bool:
        return hour == self.hour if self.sure or self.hour > 12 else hour % 12 == self.hour % 12


@lru_cache(maxsize=2)
def _numbers(language: Language) -> dict[str, int]:
    table = {str(n): n for n in range(60)} | {f"0{n}": n for n in range(10)}
    for n in range(60):
        words = say_de.cardinal(n) if language == "de" else say_en.cardinal(n).replace("-", " ")
        table |= dict.fromkeys(foldings(words), n)
    return table | ({"ein": 1, "zwo": 2} if language == "de" else {"oh five": 5})


def _number(language: Language) -> str:
    return "(?:" + "|".join(sorted(_numbers(language), key=len, reverse=True)) + ")"


@lru_cache(maxsize=2)
def _patterns(language: Language) -> list[tuple[str, re.Pattern[str]]]:
    n = _number(language)
    after = (
        r"(?= *(?:$|[,.!?]|(?:bitte|passt|geht|waere|ist|klingt|dann|am|und|oder|nehme|nehmen|danke|gerne?|"
        r"please|works|is|would|sounds|on|and|or|then|suits|thanks|"
        r"in the)\b))"
    )
    if language == "de":
        sources = [
            ("digital", r"(?P<h>\d{1,2})[:.](?P<m>[0-5]\d)"),
            ("offset_half", rf"(?P<m>{n})(?: minuten)? (?P<way>vor|nach) halb (?P<h>{n})"),
            ("half", rf"halb (?P<h>{n})"),
            ("three_quarters", rf"(?:dreiviertel|drei viertel) (?P<h>{n})"),
            ("quarter", rf"(?:ein )?viertel (?P<way>vor|nach) (?P<h>{n})"),
            ("quarter_to_hour", rf"viertel (?P<h>{n})"),
            ("offset", rf"(?P<m>{n})(?: minuten)? (?P<way>vor|nach) (?P<h>{n})"),
            ("hour", rf"(?P<h>{n}) uhr(?: (?:und )?(?P<m>{n}))?"),
            ("hour", rf"(?:um|gegen|ab) (?P<h>{n}) (?P<m>{n})"),
            (
                "hour",
                rf"(?:(?:um|gegen|ab|so)(?: kurz nach)?|kurz nach) (?P<h>{n})(?! (?:minuten|tage|wochen|prozent|euro))",
            ),
            (
                "bare",
                rf"(?:der|den|das|auf|fuer|nehme|nehm)(?: (?:der|die|den|das|um))* (?P<h>{n}){after}",
            ),
            ("bare", rf"^ *(?P<h>{n}){after}"),
        ]
    else:
        half = r"(?: (?P<half>a ?\.? ?m|p ?\.? ?m)\b)?"
        sources = [
            ("digital", rf"(?P<h>\d{{1,2}})[:.](?P<m>[0-5]\d){half}"),
            ("half", rf"half(?: past)? (?P<h>{n}){half}"),
            ("quarter", rf"(?:a )?quarter (?P<way>past|after|to|of|before) (?P<h>{n}){half}"),
            ("offset", rf"(?P<m>{n})(?: minutes)? (?P<way>past|after|to|before) (?P<h>{n}){half}"),
            ("noon", r"(?:twelve )?noon|midday"),
            ("full", rf"(?P<h>{n}) (?:o'?clock|o clock){half}"),
            ("hour", rf"(?P<h>{n}) (?:oh )?(?P<m>{n}){half}(?! of)"),
            ("half_day", rf"(?P<h>{n}) (?P<half>a ?\.? ?m|p ?\.? ?m)\b"),
            (
                "bare",
                rf"(?:at|(?<!of )the|around|about|for|take)(?: (?:the|at|one at))* "
                rf"(?!one (?:on|in(?! the (?:morning|afternoon|evening))|at))(?P<h>{n}){after}(?P<half>)",
            ),
            ("bare", rf"^ *(?P<h>{n}){after}(?P<half>)"),
        ]
    return [
        (
            kind,
            re.compile(
                source
                if kind == "bare" and source.startswith("^")
                else rf"\b{source}" + ("" if kind == "bare" else r"\b")
            ),
        )
        for kind, source in sources
    ]


def clock_mentions(said: str, language: Language) -> list[ClockMention]:
    """`said` is folded text. Longer forms are taken first and hide what they contain."""
    found: list[ClockMention] = []
    left = said
    for kind, pattern in _patterns(language):
        for match in list(pattern.finditer(left)):
            mention = _mention(kind, match.groupdict(), language)
            if mention and left[match.start() : match.end()].strip("#"):
                found.append(mention)
                left = left[: match.start()] + "#" * (match.end() - match.start()) + left[match.end() :]
    return found


def _mention(kind: str, parts: dict[str, str | None], language: Language) -> ClockMention | None:
    if kind == "noon":
        return ClockMention(12, 0, sure=True)
    numbers = _numbers(language)
    hour = numbers.get(parts.get("h") or "", 99)
    minute = numbers.get(parts.get("m") or "") if parts.get("m") else None
    before = parts.get("way") in ("vor", "to", "of", "before")
    if kind == "half":
        hour, minute = (hour - 1, 30) if language == "de" else (hour, 30)
    elif kind == "offset_half" and minute is not None:
        hour, minute = hour - 1, 30 - minute if before else 30 + minute
    elif kind == "three_quarters":
        hour, minute = hour - 1, 45
    elif kind == "quarter_to_hour":
        hour, minute = hour - 1, 15
    elif kind in ("quarter", "offset"):
        past = 15 if kind == "quarter" else minute or 0
        hour, minute = (hour - 1, 60 - past) if before else (hour, past)
    elif kind == "full":
        minute = 0
    if not 0 <= hour <= 24 or (kind == "bare" and hour > 24):
        return None
    half = (parts.get("half") or "").replace(" ", "").replace(".", "")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return ClockMention(hour % 24, minute, sure=bool(half))
