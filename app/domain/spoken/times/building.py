"""What the rule tables of both languages build with: clock arithmetic, markers, terminals."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.spoken.times import wishes as w
from app.domain.spoken.times.grammar import Rule, Terminal
from app.domain.spoken.times.tokens import Kind, Token


class Mark(StrEnum):
    """Words that are no time but say how times belong together."""

    OR = "or"
    AND = "and"
    BUT = "but"  # ends what was ruled out, begins what is wished
    NOT = "not"
    EXCEPT = "except"
    RULED_OUT = "ruled_out"  # "geht nicht", "doesn't work": rules out what was said before in its clause
    ENGAGED = "engaged"  # "arbeite ich", "I'm at work": rules out the times of its clause, or is why they were wished
    BECAUSE = "because"  # begins a clause that says why
    WELCOME = "welcome"  # "geht", "passt": what was said before in its clause is wished
    CORRECTION = "correction"
    INSTEAD_OF = "instead_of"
    TARGET = "target"  # "auf" in "auf Donnerstag verlegen"
    SOURCE = "source"  # "meinen Termin am …": the appointment that exists
    MOVE = "move"  # "move it from …": the first end of a span is the appointment, the second the wish
    HAVE = "have"  # "ich habe … einen Termin": what stands between is the appointment that exists
    APPOINTMENT = "appointment"
    AFTERWARDS = "afterwards"  # "nächste Woche bin ich weg, danach …"
    BEFOREHAND = "beforehand"
    SUGGESTION = "suggestion"  # "geht es nicht am Dienstag?" asks for Tuesday
    LIKEWISE = "likewise"  # "Mittwoch auch": as the clause before
    STORY = "story"  # "rausgefallen", "fell out": the times around it tell what happened
    SINCE = "since"
    SOONEST = "soonest"
    ANY_TIME = "any_time"
    MASK = "mask"  # looks like a time and is none: names, greetings, telephone numbers


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's tables."""

    rules: tuple[Rule, ...]
    terminals: Mapping[str, Terminal]
    spell: Callable[[str], str]
    soft: frozenset[str]  # words that change nothing and may stand anywhere
    suspicious: frozenset[str]  # words for times: when no rule takes them, the phrase is not understood
    must: frozenset[str]
    conditions: frozenset[str]  # begin a clause about another case: "falls das nicht geht"
    points_back: frozenset[str]  # begin a clause about what was just named: "da hab ich kein Auto"
    errands: frozenset[str]  # with one of `must` in the clause, its times are why, and no wish
    split: Callable[[str], tuple[str, ...] | None]


def rule(name: str, *patterns: str, to: Callable[..., object | None]) -> Rule:
    return Rule(name, patterns, to)


def value(name: str, result: object, *patterns: str) -> Rule:
    """A rule whose result does not depend on what matched."""
    return Rule(name, patterns, lambda *_: result)


# --- clocks
# -------------------------------------------------------------------------------------------------------------

NO_SUCH_TIME = w.Clock(9999, fixed=True)  # "25 Uhr": understood, and impossible


def hour(count: int) -> w.Clock:
    """A full hour."""
    clock = hour_minute(count)
    return NO_SUCH_TIME if clock is None else clock


def hour_minute(hour: int, minute: int | None = None, *, digital: bool = False) -> w.Clock | None:
    """A spoken hour: 13 and more, and 0, leave no doubt about the half of the day."""
    minutes = minute or 0
    if minutes > 59:
        return None
    if hour > 24 or (hour == 24 and minutes):
        return NO_SUCH_TIME
    return w.Clock(hour * 60 + minutes, fixed=hour > 12 or hour == 0, digital=digital or minute is not None)


def written_clock(token: Token) -> w.Clock | None:
    hour, minute = token.values[:2]
    clock = hour_minute(hour, minute, digital=True)
    if clock is not None and token.word.startswith("0"):
        return w.Clock(clock.minute, fixed=True, digital=True)
    return clock


def shifted(clock: w.Clock, minutes: int) -> w.Clock:
    """Some minutes before or after a spoken hour; a fixed one stays within its day."""
    if clock.fixed:
        return w.Clock((clock.minute + minutes) % 1440, fixed=True)
    return w.Clock((clock.minute + minutes) % 720, fixed=False)


def from_day(day: w.DaySpec) -> w.DaySpec | None:
    """ "From the third to the fifth" is no "from" but a span."""
    return None if isinstance(day, w.DaySpan) else w.FromDay(day)


# --- terminals
# ----------------------------------------------------------------------------------------------------------


def number(low: int, high: int) -> Terminal:
    def match(token: Token) -> int | None:
        written = token.kind is Kind.ORDINAL and token.raw.endswith(".")
        return token.value if (token.kind is Kind.NUMBER or written) and low <= token.value <= high else None

    return match


def ordinal(low: int, high: int) -> Terminal:
    def match(token: Token) -> int | None:
        return token.value if token.kind is Kind.ORDINAL and low <= token.value <= high else None

    return match


def words(table: Mapping[str, object]) -> Terminal:
    def match(token: Token) -> object | None:
        return table.get(token.word) if token.kind is Kind.WORD else None

    return match


def of_kind(kind: Kind, build: Callable[[Token], object | None]) -> Terminal:
    def match(token: Token) -> object | None:
        return build(token) if token.kind is kind else None

    return match


def four_figures(token: Token) -> w.Clock | None:
    """ "1430" as one figure."""
    hour, minute = divmod(token.value, 100) if token.kind is Kind.NUMBER else (99, 99)
    return hour_minute(hour, minute, digital=True) if len(token.raw) == 4 and 7 <= hour < 19 and minute < 60 else None


def spoken_pair(hour: int, minute: int) -> w.Clock | None:
    """ "Zehn dreißig" without a word between: people say so only for round minutes."""
    return hour_minute(hour, minute) if minute % 5 == 0 and minute else None


def calendar_date(token: Token) -> w.CalendarDate:
    day, month, *year = token.values
    return w.CalendarDate(day, month, year[0] if year else None)


def dotted_date(token: Token) -> w.CalendarDate | None:
    """ "3.4": a date when it can be one and nobody would write a clock so."""
    day, month = token.values
    return w.CalendarDate(day, month) if 1 <= day <= 31 and 1 <= month <= 12 and not token.word.endswith("0") else None


def iso_date(token: Token) -> w.CalendarDate:
    year, month, day = token.values
    return w.CalendarDate(day, month, year)


def one_letter_off(heard: str, names: Iterable[str]) -> str | None:
    """The long name that a recogniser or a typist missed by one letter: added, dropped, exchanged or swapped."""
    return next((name for name in names if len(name) >= 7 and heard != name and _one_edit(heard, name)), None)


def _one_edit(one: str, two: str) -> bool:
    if len(one) > len(two):
        one, two = two, one
    if len(two) - len(one) > 1:
        return False
    same = next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), len(one))
    swapped = (
        len(one) == len(two)
        and one[same : same + 2] == two[same : same + 2][::-1]
        and one[same + 2 :] == two[same + 2 :]
    )
    return swapped or one[same + (len(one) == len(two)) :] == two[same + 1 :]


def any_word(token: Token) -> str | None:
    return token.word if token.kind is Kind.WORD else None


def any_token(token: Token) -> str | None:
    return token.word if token.kind is not Kind.STOP else None


BOTH_LANGUAGES: Mapping[str, Terminal] = {
    "n20": number(20, 20),
    "n2": number(24, 99),
    "n4": number(1900, 2199),
    "n24": number(0, 24),
    "n29": number(1, 29),
    "n31": number(1, 31),
    "n53": number(1, 53),
    "n59": number(0, 59),
    "n99": number(0, 99),
    "n365": number(1, 365),
    "num": number(0, 10**6),
    "ord": ordinal(1, 99),
    "ord1": ordinal(1, 1),
    "ord5": ordinal(1, 5),
    "hm": of_kind(Kind.CLOCK, written_clock),
    "dotted": of_kind(Kind.DOTTED, lambda token: hour_minute(*token.values, digital=True)),
    "four": four_figures,
    "isodate": of_kind(Kind.ISO_DATE, iso_date),
    "dash": lambda token: token.raw if token.kind is Kind.STOP and token.raw in "-–—" else None,
    "letter": lambda token: token.word if token.kind is Kind.WORD and len(token.word) == 1 else None,
    "word": any_word,
}
"""What is written alike in both, once its words are numbers."""
