"""Which of the offered times a caller means: by order, by day, by clock, or "egal". PURE."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.spoken import say_de, say_en
from app.domain.spoken.alphabets import Language
from app.domain.spoken.choice_bounds import BOUND, within_bound
from app.domain.spoken.clock_words import ClockMention, clock_mentions
from app.domain.spoken.folding import fold, folded_map, foldings


@dataclass(frozen=True, slots=True)
class HeardChoice:
    """`index` of the one option meant; None with several `candidates` when unclear, with none when nothing fits."""

    index: int | None
    candidates: tuple[int, ...] = ()

    @property
    def is_ambiguous(self) -> bool:
        return self.index is None and len(self.candidates) > 1


_NOTHING = HeardChoice(None)
_ORDINALS = {
    "de": folded_map(
        {"erst": 0, "allererst": 0, "erscht": 0, "zweit": 1, "zwot": 1, "dritt": 2, "viert": 3, "fünft": 4}
    ),
    "en": {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4},
}
_MONTH_ORDINALS = "|".join(sorted({form for n in range(1, 13) for form in foldings(say_de.ordinal(n))}))
_NUMBERED = re.compile(r"\b(?:nummer|option|variante|vorschlag|moeglichkeit|termin|number|choice|nr)\s+(\w+)\b")
_COUNT = folded_map(
    {
        "eins": 0,
        "ein": 0,
        "zwei": 1,
        "zwo": 1,
        "drei": 2,
        "vier": 3,
        "one": 0,
        "two": 1,
        "three": 2,
        "four": 3,
        "1": 0,
        "2": 1,
        "3": 2,
        "4": 3,
    }
)
_BEYOND = re.compile(
    r"\b(?:nothing|anything|something|any|much|bit|little|even) (?:\w+ )?(?:sooner|earlier|later)\b"
    r"|\b(?:sooner|earlier|later) than (?:that|those|these|this)\b"
    r"|\b(?:any|some|what|which|no) (?:other|more|else)\b|\b(?:any|some)thing (?:else|other|different)\b"
    r"|\b(?:got|have|is there|nothing|be) anything (?:else|the|in|on|at|for|after|before|next|tomorrow|today)\b"
)
""" "Have you nothing sooner than that?" is none of them."""
_FORMER = re.compile(r"\b(?:erster?e[nrs]?|former)\b")
_LAST = re.compile(r"\b(?:letzte[nrs]?|letzter?e[nrs]|last|latter|final)\b")
_MIDDLE = re.compile(r"\b(?:mittlere[nrs]?|(?:in der )?mitte|middle)\b")
_EARLIER = re.compile(
    r"\b(?:frueher(?:e[nrs]?)?|(?:der|den|die|das) (?:ganz )?fruhe?n?|(?:der|den|die|"
    r"das) (?:ganz )?fruehen?|fruher(?:e[nrs]?)?|fruehe?ste[nrsm]?|"
    r"fruhe?ste[nrs]?|fruehest|earlier|earliest|sooner|soonest|so frueh wie|moeglichst frueh|hauptsache frueh|"
    r"as early as|straight away|right away|immediately|as soon as|naechste[nrs]? moegliche[nrs]?"
    r"|(?:am |der |den |die |das )(?:schnellsten?|ehesten?|zeitigsten?|baldigsten?)|hauptsache (?:bald|schnell)"
    r"|zeitigere[nrs]?|zeitiger|(?:der|den|die|das) (?:zeitigen?|eheren?)|je eher"
    r"|schneller(?:e[nrs]?| (?:ist|geht|waere|kommt|dran ist))"
    r"|(?:so|moeglichst) (?:bald|schnell|zeitig)(?: wie)?|zuerst|gleich als erstes"
    r"|vordere[nrs]?)\b"
)
_LATER = re.compile(
    r"\b(?:(?:der|den|die|das) (?:ganz )?spaeten?|spaeter(?:e[nrs]?)?|spater(?:e[nrs]?)?|spaete?ste[nrs]?|"
    r"spate?ste[nrs]?|later|latest|"
    r"so spaet wie|moeglichst spaet|as late as|hintere[nrs]?)\b"
)
_ANY = re.compile(
    r"\b(?:egal|gleich(?:gueltig)?|wurscht|wurst|irgendeine[nrs]?|beide[sn]?|alle passen|was ihnen lieber|"
    r"suchen sie (?:sich )?(?:einen )?aus|entscheiden sie|sie duerfen|"
    r"any(?: of them| one|thing)?|whatever|either|whichever|both|doesn'?t matter|don'?t mind|you (?:choose|"
    r"pick|decide)|don'?t care|up to you|no preference|keine praeferenz|spielt keine rolle)\b"
)
_HALF_PAST = 30
_NONE = re.compile(
    r"\b(?:kein(?:e[nrs]?)?(?: davon| von)?|weder|none|neither|nichts davon|passt nicht|passen nicht|"
    r"geht nicht|gehen nicht|anderer tag|anderen tag|another day)\b"
)
_OTHER = re.compile(r"\b(?:der|den|die|das|the) ander(?:e|en|n)\b|\bthe other(?: one)?\b")
_CORRECTION = re.compile(
    r"\b(?:nein|nee|doch lieber|ach nein|quatsch|beziehungsweise|bzw|oder (?:nein|doch|lieber)|"
    r"no(?! preference| matter| problem)|actually|"
    r"wait|i mean|ich meine)\b"
)
_NO_MAY = re.compile(r"\b(?:(?:if )?(?:i|we|you|it|that) may|may (?:i|we|be))\b")
_NOT = r"(?:nicht|kein(?:e[nrs]?)?|ausser|not|except|don'?t want|anything but)"
_WEEKDAYS = {
    "de": folded_map({**{name: i for i, name in enumerate(say_de.WEEKDAYS)}, "Sonnabend": 5}),
    "en": {fold(n): i for i, n in enumerate(say_en.WEEKDAYS)},
}
_MONTHS = {
    "de": folded_map({name: i for i, name in enumerate(say_de.MONTHS, 1)}),
    "en": {fold(n): i for i, n in enumerate(say_en.MONTHS, 1)},
}
_PARTS: list[tuple[re.Pattern[str], Callable[[int], bool]]] = [
    (
        re.compile(r"\b(?:\w*vormittags?|\w+frueh|\w+fruh|frueh|morgens|am morgen|in the morning|morning)\b"),
        lambda hour: hour < 12,
    ),
    (re.compile(r"\b(?:\w*nachmittags?|afternoon)\b"), lambda hour: 12 <= hour < 18),
    (re.compile(r"\b(?:\w*abends?|evening)\b"), lambda hour: hour >= 17),
    (re.compile(r"\b(?:\w*mittags?|(?:at |around )?noon|midday|lunchtime)\b"), lambda hour: 11 <= hour < 15),
]
_PART_WORDS = "vormittag|nachmittag|mittag|abend|frueh|morgen"


def hear_choice(
    text: str, language: Language, *, options: Sequence[datetime], today: date | None = None
) -> HeardChoice:
    """`options` in the order they were offered. Nothing is guessed: what fits none of them gives no candidate."""
    said = " ".join(re.findall(r"\d+[.:]\d\d|[^\W_]+(?:'[^\W_]+)*|[,;!?]|\.(?!\d)", fold(text.replace("’", "'"))))
    said = _NO_MAY.sub(" ", said)
    if language == "en" and _BEYOND.search(said):
        return _NOTHING
    parts = [part for part in _CORRECTION.split(said) if part.strip(" ,.!?;")]
    for part in reversed(parts):
        choice = _choose(part, language, options, today)
        if choice != _NOTHING or (part is not parts[0] and _names_another(part, language, options, today)):
            return choice
    return _NOTHING


def _names_another(said: str, language: Language, options: Sequence[datetime], today: date | None) -> bool:
    """A day or a time that was not offered: what was said before it is taken back."""
    tests = [_day_test(said, language, options, today), _clock_test(said, language, options)]
    return any(test is not None and not any(test(option) for option in options) for test in tests)


def _choose(said: str, language: Language, options: Sequence[datetime], today: date | None) -> HeardChoice:
    wanted, unwanted = _split_negated(said)
    everything = tuple(range(len(options)))
    left = everything
    if unwanted:
        excluded = _filter(unwanted, language, options, everything, today) or ()
        left = tuple(index for index in everything if index not in excluded)
        if excluded and (not wanted.strip(" ,.") or _OTHER.search(wanted)):
            return _result(_filter(_OTHER.sub(" ", wanted), language, options, left, today) or left)
    if _NONE.search(wanted) and not _ANY.search(wanted):
        return _NOTHING
    chosen = _filter(wanted, language, options, left, today)
    if chosen is not None:
        return _result(chosen)
    if _ANY.search(said) and left:
        return HeardChoice(left[0])
    return _result(left) if unwanted and len(left) < len(everything) else _NOTHING


def _result(left: Sequence[int]) -> HeardChoice:
    return HeardChoice(left[0], (left[0],)) if len(left) == 1 else HeardChoice(None, tuple(left))


def _split_negated(said: str) -> tuple[str, str]:
    """What is wanted and what is refused: "nicht den ersten, den zweiten", "den ersten nicht"."""
    wanted, unwanted = [], []
    said = re.sub(r"\b(?:oder|or) (?:gar |lieber |rather )?(?:nicht|nichts|not at all|nothing|not)\b", " ", said)
    said = re.sub(r"\b((?:lieber|besser|eher|rather|sooner|prefer)\b.*?) (?:als|than|to) ", r"\1 , not ", said)
    said = re.sub(r"\b(?:anything|any day|everything) (?:but|except)\b|\b(?:alles|jeder tag) ausser\b", "not", said)
    for clause in re.split(r"[,;!?]|(?<=[a-z]{2}) \.|\bsondern\b|\bbut\b|\baber\b", said):
        found = re.search(rf"\b{_NOT}\b", clause)
        if not found or re.search(r"\b(?:egal|matter|mind|care|preference|praeferenz|rolle)\b", clause):
            wanted.append(clause)
        else:
            before, after = clause[: found.start()], clause[found.end() :]
            unwanted.append(after if len(after.split()) > 1 or not before.strip() else before)
    return " , ".join(wanted), " , ".join(unwanted)


def _filter(
    said: str, language: Language, options: Sequence[datetime], left: Sequence[int], today: date | None
) -> tuple[int, ...] | None:
    """The options that fit all that was said of day, clock and order; None when nothing of the kind was said."""
    tests = [
        test
        for test in (_day_test(said, language, options, today), _clock_test(said, language, options), _part_test(said))
        if test
    ]
    fitting = tuple(index for index in left if all(test(options[index]) for test in tests))
    if BOUND.search(said) and _orders(said, language):  # "den ersten ab halb vier"
        within = within_bound(said, language, options, left)
        unbound = BOUND.sub(" ", said)
        if within is not None:
            day = _day_test(unbound, language, options, today)
            fitting = tuple(index for index in within if day is None or day(options[index]))
            tests = tests or [lambda _: True]
        elif not fitting:
            return _filter(unbound, language, options, left, today)
    pick = _pick(said, language, options, fitting, counted_from=fitting if tests else range(len(options)))
    if pick is not None:
        return tuple(index for index in pick if index in left)
    return fitting if tests else None


Test = Callable[[datetime], bool]


def _day_test(said: str, language: Language, options: Sequence[datetime], today: date | None) -> Test | None:
    """A month alone ("der im April") tells options apart as well."""
    weekdays = {day for word in said.split() if (day := _weekday(word, language)) is not None}
    dates = _dates(said, language, options)
    months = {_MONTHS[language][word] for word in said.split() if word in _MONTHS[language]}
    near = _near_days(said, today) if today is not None else set()
    if not (weekdays or dates or months or near):
        return None
    return lambda start: (
        (not weekdays or start.weekday() in weekdays)
        and (not dates or start.day in dates)
        and (not months or start.month in months)
        and (not near or start.date() in near)
    )


def _near_days(said: str, today: date) -> set[date]:
    said = re.sub(r"\b(?:am|guten) morgen\b", " ", said)
    after_tomorrow = re.search(r"\b(?:uebermorgen|ubermorgen|day after tomorrow)\b", said)
    tomorrow = re.search(r"\b(?:morgen|tomorrow)\b", said.replace("day after tomorrow", " "))
    found = {0: re.search(r"\b(?:heute|today)\b", said), 1: tomorrow, 2: after_tomorrow}
    return {today + timedelta(days=ahead) for ahead, match in found.items() if match}


def _weekday(word: str, language: Language) -> int | None:
    table = _WEEKDAYS[language]
    if word in table:
        return table[word]
    stem = re.sub(rf"(?:{_PART_WORDS})s?$|s?termins?$|en?$|s$", "", word)
    return table.get(stem)


def _dates(said: str, language: Language, options: Sequence[datetime]) -> set[int]:
    """Days of the month that were named. "am zweiten" is a date when an option falls on it, "der zweite" never."""
    return set(_named_dates(said, language, options))


def _without_dates(said: str, language: Language, options: Sequence[datetime]) -> str:
    """ "Am siebenundzwanzigsten den ersten": what is counted beside a date."""
    for named in _named_dates(said, language, options).values():
        said = said.replace(named, " , ")
    return said


def _named_dates(said: str, language: Language, options: Sequence[datetime]) -> dict[int, str]:
    """Each with the words that name it."""
    days: dict[int, str] = {}
    months = "|".join(_MONTHS[language])
    for day in range(1, 32):
        if language == "de":
            stems = "|".join(
                sorted(
                    {
                        fold(say_de.ordinal(day, ending="")),
                        fold(say_de.ordinal(day, ending="")).replace("ue", "u").replace("oe", "o"),
                    }
                )
            )
            word = rf"(?:(?:{stems})e[nrs]?|{day} ?\.)"
            sure = re.search(rf"\b{word} (?:{months}|{_MONTH_ORDINALS})\b", said)
            sign = "am" if day <= len(options) else "(?:am|vom|den|der)"
            by_am = re.search(rf"\b{sign} {word}(?!\w)", said)
        else:
            word = rf"(?:{say_en.ordinal(day).replace('-', '[ -]?')}|{day}(?:st|nd|rd|th))"
            sure = re.search(rf"\b(?:{word} (?:of )?(?:{months})|(?:{months}) (?:the )?(?:{word}|{day}))\b", said)
            sign = "on the" if day <= len(options) else "(?:on )?the"
            by_am = re.search(rf"\b{sign} {word}\b", said)
        if named := sure or (by_am if any(option.day == day for option in options) else None):
            days[day] = named[0]
    return days


def _clock_test(said: str, language: Language, options: Sequence[datetime]) -> Test | None:
    mentions = clock_mentions(said, language)
    if not mentions:
        return None
    return lambda start: any(_tells(mention, start, options) for mention in mentions)


def _tells(mention: ClockMention, start: datetime, options: Sequence[datetime]) -> bool:
    """A bare hour ("um elf") means the full hour when that is offered, else one soon after it."""
    if not mention.fits_hour(start.hour):
        return False
    if mention.minute is not None:
        return mention.minute == start.minute
    full_hour = any(
        option.minute == 0 and mention.fits_hour(option.hour) and option.date() == start.date() for option in options
    )
    return start.minute == 0 or (not full_hour and start.minute < _HALF_PAST)


def _part_test(said: str) -> Test | None:
    for pattern, holds in _PARTS:
        if pattern.search(said):
            return lambda start, holds=holds: holds(start.hour)  # type: ignore[misc]
    return None


def _pick(
    said: str, language: Language, options: Sequence[datetime], fitting: Sequence[int], *, counted_from: Sequence[int]
) -> tuple[int, ...] | None:
    """By order among the fitting ones."""
    by_time = sorted(fitting, key=lambda index: options[index])
    if _EARLIER.search(said) and not re.search(r"\bfrueh(?:er)? (?:morgens|am)\b", said):
        return tuple(by_time[:1])
    if _LATER.search(said):
        return tuple(by_time[-1:])
    orders = _orders(_without_dates(said, language, options), language)
    if orders:
        chosen = tuple(counted_from[order] for order in sorted(orders) if order < len(counted_from))
        chosen = chosen or tuple(order for order in sorted(orders) if order in fitting)
        if chosen:
            return chosen
    if _LAST.search(said):
        return tuple(counted_from[-1:])
    if _FORMER.search(said):
        return tuple(counted_from[:1])
    if _MIDDLE.search(said) and len(counted_from) == 3:
        return (counted_from[1],)
    return None


def _orders(said: str, language: Language) -> set[int]:
    orders = set()
    months = "|".join(_MONTHS[language])
    for word, order in _ORDINALS[language].items():
        pattern = rf"\b{word}e[nrs]?\b" if language == "de" else rf"(?<!twenty )(?<!thirty )\b{word}\b"
        if re.search(pattern + rf"(?! (?:of )?(?:{months})\b)", said):
            orders.add(order)
    for match in re.finditer(r"\b([1-5]) ?\.(?! ?\d)|\b([1-5])(?:st|nd|rd|th)\b", said):
        orders.add(int(match.group(1) or match.group(2)) - 1)
    for match in _NUMBERED.finditer(said):
        if match.group(1) in _COUNT:
            orders.add(_COUNT[match.group(1)])
    return orders
