"""Dates, days of the week and clock times in German text into words. PURE."""

import re
from datetime import date, time

from app.domain.spoken import say_de
from app.domain.spoken.rewriting import Rules, shared_stop

TO = r"\s*(?:-|–|bis)\s*"
_CLOCK = r"(?:[01]?\d|2[0-4])"
_TIME = rf"{_CLOCK}[:.][0-5]\d"
_MONTH_NAMES = {name.lower(): index for index, name in enumerate(say_de.MONTHS, 1)} | {
    "jan": 1, "feb": 2, "mär": 3, "mrz": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "okt": 10,
    "nov": 11,
    "dez": 12, "jänner": 1,
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTH_NAMES, key=len, reverse=True))
_DAYS = {"mo": 0, "di": 1, "mi": 2, "do": 3, "fr": 4, "sa": 5, "so": 6}
_DAY = r"(?:Mo|Di|Mi|Do|Fr|Sa|So)"

_BEFORE_E = {"der", "die", "das", "diese", "dieser", "dieses", "jede", "jeder", "jedes", "welche", "welcher", "welches"}
_BEFORE_EN = set(
    "am im zum zur vom beim den dem des bis ab seit nach vor ans ins einem einen einer jeden jedem diesem diesen "
    "ihrem ihren unserem "
    "meinem seinem und oder".split()
)  # fmt: skip


def word_before(match: re.Match[str]) -> str:
    found = re.search(r"([^\W\d_]+)[\s(]*$", match.string[max(0, match.start() - 24) : match.start()])
    return found.group(1).lower() if found else ""


def ordinal_after(before: str, n: int, *, alone: str) -> str:
    if before in _BEFORE_E:
        return say_de.ordinal(n, ending="e")
    return say_de.ordinal(n, ending="en" if before in _BEFORE_EN else alone)


def _year_word(digits: str | None) -> str:
    if not digits:
        return ""
    return " " + say_de.year(int(digits) + (2000 if len(digits) == 2 else 0))


def _say_date(match: re.Match[str]) -> str:
    found = match.groupdict()
    day = int(found["day"])
    month = _MONTH_NAMES.get((found.get("name") or "").lower(), 0) or int(found.get("month") or 0)
    try:
        date(2024, month, day)
    except ValueError:
        return match.group()
    month_and_year = f" {say_de.MONTHS[month - 1]}{_year_word(found.get('year'))}"
    before = word_before(match)
    if before in ("ab", "seit") and not found.get("first"):
        return f"dem {say_de.ordinal(day)}{month_and_year}"
    if re.search(r"(?:tag|woch|abend),\s*$", match.string[max(0, match.start() - 12) : match.start()]):
        return f"den {say_de.ordinal(day)}{month_and_year}"
    first = found.get("first")
    if first:
        first_day = ordinal_after(before, int(first), alone="er")
        return f"{first_day} bis {ordinal_after(before, day, alone='er')}{month_and_year}"
    return ordinal_after(before, day, alone="er") + month_and_year


def _say_dotted_date(match: re.Match[str]) -> str:
    said = _say_date(match)
    return said if said == match.group() else said + shared_stop(match)


def _say_iso_date(match: re.Match[str]) -> str:
    try:
        d = date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return match.group()
    return f"{ordinal_after(word_before(match), d.day, alone='er')} {say_de.MONTHS[d.month - 1]} {say_de.year(d.year)}"


def _clock(written: str) -> str:
    hour, _, minute = written.replace(".", ":").partition(":")
    if int(hour) == 24:
        return "vierundzwanzig Uhr" if not int(minute or 0) else f"vierundzwanzig Uhr {say_de.cardinal(int(minute))}"
    return say_de.clock(time(int(hour), int(minute or 0)))


def _say_time_range(match: re.Match[str]) -> str:
    first, last = match["first"], match["last"]
    if re.search(r"[:.]", first + last):
        start = _clock(first)
        return f"{start} bis {_clock(last)}"
    return f"{say_de.cardinal(int(first), one='ein')} bis {_clock(last)}"


def _say_day_range(match: re.Match[str]) -> str:
    joining = "und" if match["sign"] in "/&+" else "bis"
    return f"{_day(match['first'])} {joining} {_day(match['last'])}"


def _day(written: str) -> str:
    return say_de.WEEKDAYS[_DAYS[written[:2].lower()]]


_I = re.IGNORECASE
_RANGED_DAY = r"(?:(?P<first>\d{1,2})\.?\s*(?:-|–|bis)\s*)?(?P<day>\d{1,2})"
_DAY_LIST = rf"\b{_DAY}\b\.?(?:,\s*{_DAY}\b\.?)+(?:\s*(?:und|&|\+)\s*{_DAY}\b\.?)?"
_HOUR = rf"{_CLOCK}(?:[:.][0-5]\d)?"
_NOT_INSIDE = r"(?<![\d.,:])"

DATE_RULES: Rules = [
    (re.compile(r"(?<=\d\.)\s*[-–]\s*(?=\d{1,2}\.\d{1,2}\.)"), lambda _: " bis "),
    (re.compile(rf"\b(?P<first>{_DAY})\.?\s*(?P<sign>[-–/&+]|\bbis\b)\s*(?P<last>{_DAY})\b\.?"), _say_day_range),
    (
        re.compile(rf"{_DAY_LIST}|\b{_DAY}\.?\s+und\s+{_DAY}\b\.?(?=\s*:?\s*\d)"),
        lambda match: re.sub(rf"\b({_DAY})\b\.?", lambda day: _day(day.group(1)), match.group()),
    ),
    (
        re.compile(rf"\b(?P<day>{_DAY})\b(?:\.(?=\s*[\d,:])|(?=:?\s*(?:ab |von |bis |um )?\d))"),
        lambda match: _day(match["day"]),
    ),
    (re.compile(rf"(?<=\b[Aa]m )(?P<day>{_DAY})\b\.?"), lambda match: _day(match["day"])),
    (
        re.compile(rf"\b(?P<day>{_DAY})\.?(?=:? (?:geschlossen|zu\b|Ruhetag|nach Vereinbarung))"),
        lambda match: _day(match["day"]),
    ),
    (re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)"), _say_iso_date),
    (
        re.compile(
            rf"(?<![\d.]){_RANGED_DAY}\.?\s*(?P<name>{_MONTH})\b(?:\.(?!\s*$))?(?:\s+(?P<year>\d{{4}})(?!\d))?", _I
        ),
        _say_date,
    ),
    (
        re.compile(
            rf"(?<![\d.]){_RANGED_DAY}\.\s?(?P<month>\d{{1,2}})\.(?:\s?(?P<year>\d{{4}}|\d{{2}})(?!\d|\s*Uhr))?(?!\d)"
        ),
        _say_dotted_date,
    ),
    (re.compile(rf"{_NOT_INSIDE}(?P<first>{_HOUR})\s*(?:Uhr)?{TO}(?P<last>{_HOUR})\s*Uhr\b", _I), _say_time_range),
    (re.compile(rf"{_NOT_INSIDE}(?P<first>{_CLOCK}:[0-5]\d){TO}(?P<last>{_CLOCK}:[0-5]\d)(?![\d:])"), _say_time_range),
    (
        re.compile(rf"{_NOT_INSIDE}(?P<hour>{_CLOCK})\s*Uhr\s*(?P<minute>[0-5]?\d)(?![\d.,:])", _I),
        lambda match: _clock(f"{match['hour']}:{match['minute']}"),
    ),
    (re.compile(rf"{_NOT_INSIDE}(?P<first>{_HOUR})\s*Uhr\b", _I), lambda match: _clock(match["first"])),
    (re.compile(rf"{_NOT_INSIDE}(?P<first>{_TIME})\s*h\b"), lambda match: _clock(match["first"])),
    (
        re.compile(
            rf"(?<=\b(?:um|ab) ){_NOT_INSIDE}(?P<first>{_TIME})(?![\d:]|\.\d)|"
            rf"(?<=\b(?:bis|von|und) )(?P<later>{_TIME})(?![\d:.,])"
        ),
        lambda match: _clock(match["first"] or match["later"]),
    ),
    (re.compile(r"(?<=\bzwischen )(?P<first>\d{1,2}[.:][0-5]\d)(?= und )"), lambda match: _clock(match["first"])),
    (
        re.compile(rf"{_NOT_INSIDE}(?P<first>{_CLOCK}:[0-5]\d)(?::[0-5]\d)?(?![\d:])"),
        lambda match: _clock(match["first"]),
    ),
]
