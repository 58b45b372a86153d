"""Digits in German text into words: dates, times, ranges, prices, units, ordinals, and what is left. PURE."""

import re
from collections.abc import Callable
from datetime import date, time

from app.domain.spoken import say_de
from app.domain.spoken.units import CURRENCIES_DE, CURRENCY_DE, UNIT_DE, UNITS_DE

Rules = list[tuple[re.Pattern[str], Callable[[re.Match[str]], str]]]

_TO = r"\s*(?:-|–|bis)\s*"
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
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
_ORDINAL_NOUNS = (
    r"(?:Stock|Etage|Ober|Unter|OG\b|UG\b|Geschoss|Klasse|Mal\b|Quartal|Halb|Jahr|Tag|Woche|Monat|Stunde|"
    r"Hof\b|Hinterhof|Aufgang|Eingang|"
    r"Termin|Platz|Person|Kind|Rate|Mahnung|Auflage|Bezirk|Sitzung|Behandlung|Schritt|Teil|Lebens|"
    r"Schwangerschafts|Impfung|Zahn|"
    r"Tür|Straße|Gang|Reihe|Wagen|Gleis|Halte|Ausfahrt|Kreuzung)"
)
_FEMININE = re.compile(r"(?:e|ung|heit|keit|ion|tät|ei|schaft|(?<!erm)in|ik|ur|nz|Tür|Person|Praxis|Uhr|Zahl)$")
_DATIVE = {"in", "vor", "nach", "mit", "seit", "von", "zu", "aus", "bei", "ab"}


def say_dates_times_and_amounts(text: str) -> str:
    for pattern, say in _RULES:
        text = pattern.sub(say, text)
    return text


def say_remaining_numbers(text: str) -> str:
    for pattern, say in _LAST_RULES:
        text = pattern.sub(say, text)
    return text


# --- dates ----------------------------------------------------------------------------------------------------------


def _word_before(match: re.Match[str]) -> str:
    found = re.search(r"([^\W\d_]+)[\s(]*$", match.string[max(0, match.start() - 24) : match.start()])
    return found.group(1).lower() if found else ""


def _ordinal_after(before: str, n: int, *, alone: str) -> str:
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
    before = _word_before(match)
    if re.search(r"(?:tag|woch|abend),\s*$", match.string[max(0, match.start() - 12) : match.start()]):
        return f"den {say_de.ordinal(day)}{month_and_year}"
    first = found.get("first")
    if first:
        first_day = _ordinal_after(before, int(first), alone="er")
        return f"{first_day} bis {_ordinal_after(before, day, alone='er')}{month_and_year}"
    return _ordinal_after(before, day, alone="er") + month_and_year


def _say_dotted_date(match: re.Match[str]) -> str:
    said = _say_date(match)
    return said if said == match.group() else said + _end(match)


def _say_iso_date(match: re.Match[str]) -> str:
    try:
        d = date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return match.group()
    return (
        f"{_ordinal_after(_word_before(match), d.day, alone='er')} {say_de.MONTHS[d.month - 1]} {say_de.year(d.year)}"
    )


# --- times and days -------------------------------------------------------------------------------------------------


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


# --- amounts and units ----------------------------------------------------------------------------------------------


def _number_words(written: str, *, one: str = "eins") -> str:
    whole, _, decimals = written.replace(".", "").partition(",")
    words = say_de.cardinal(int(whole), one="eins" if decimals else one)
    if len(whole) > 12 or (len(whole) > 1 and whole.startswith("0")):
        words = " ".join(say_de.DIGITS[int(digit)] for digit in whole)
    return words + (" Komma " + " ".join(say_de.DIGITS[int(digit)] for digit in decimals) if decimals else "")


def _say_price(match: re.Match[str]) -> str:
    written, currency = match["amount"], CURRENCIES_DE[(match["before"] or match["after"]).lower()]
    first = f"{_number_words(match['first'])} bis " if match["first"] else ""
    whole, _, cents = written.replace(".", "").partition(",")
    words = f"{say_de.cardinal(int(whole), one='ein')} {currency}"
    if cents and int(cents):
        words += " " + say_de.cardinal(int((cents + "0")[:2]))
    return first + words


def _say_unit(match: re.Match[str]) -> str:
    singular, plural, one = UNITS_DE[match["unit"].lower()]
    first = f"{_number_words(match['first'])} bis " if match["first"] else ""
    amount = match["amount"]
    if amount == "1" and not first:
        if one == "eine" and _word_before(match) in _DATIVE:
            one = "einer"
        elif _word_before(match) in _DATIVE and singular not in ("Prozent", "Promille", "Grad"):
            one = "einem"
        return f"{one} {singular}"
    return f"{first}{_number_words(amount, one='ein')} {plural}"


def _say_one(match: re.Match[str]) -> str:
    noun = match["noun"]
    feminine = bool(_FEMININE.search(noun))
    if _word_before(match) in _DATIVE:
        return "einer" if feminine else "einem"
    return "eine" if feminine else "ein"


def _say_ordinal(match: re.Match[str]) -> str:
    noun = re.match(r"\s+([^\W\d_]+)", match.string[match.end() :])
    alone = "e" if noun and _FEMININE.search(noun.group(1)) else "er"
    return _ordinal_after(_word_before(match), int(match["n"]), alone=alone)


_COUNTING = (
    "",
    "erstens",
    "zweitens",
    "drittens",
    "viertens",
    "fünftens",
    "sechstens",
    "siebtens",
    "achtens",
    "neuntens",
    "zehntens",
)


def _say_item(match: re.Match[str]) -> str:
    n = int(match["n"])
    return f"{_COUNTING[n].capitalize()}, " if 0 < n < len(_COUNTING) else f"{say_de.cardinal(n)}, "


def _digits(written: str) -> str:
    return " ".join(say_de.DIGITS[int(digit)] for digit in re.sub(r"\D", "", written))


def _say_postcode(match: re.Match[str]) -> str:
    code = match["code"]
    return f"{_digits(code[:2])}, {_digits(code[2:])}"


def _say_plain(match: re.Match[str]) -> str:
    written = match.group()
    whole = written.split(",")[0].replace(".", "")
    if len(whole) > 7 or (len(whole) > 1 and whole.startswith("0")):
        return _digits(written)
    if re.fullmatch(r"1[1-9]\d\d", written):
        return say_de.year(int(written))
    return _number_words(written)


def _say_number_range(match: re.Match[str]) -> str:
    return f"{_number_words(match['first'])} bis {_number_words(match['last'])}"


_FRACTIONS = {
    ("1", "2"): "ein halb",
    ("1", "4"): "ein Viertel",
    ("3", "4"): "drei Viertel",
    ("1", "3"): "ein Drittel",
    ("2", "3"): "zwei Drittel",
}


def _say_fraction(match: re.Match[str]) -> str:
    first, last = match["first"], match["last"]
    said = _FRACTIONS.get((first, last)) if match["sign"] == "/" else None
    return said or f"{_number_words(first)} {'zu' if match['sign'] == ':' else 'Strich'} {_number_words(last)}"


def _end(match: re.Match[str]) -> str:
    """The full stop that an abbreviation shared with the end of its text."""
    return "." if match.group().rstrip().endswith(".") and not match.string[match.end() :].strip() else ""


def _is_ordinal(match: re.Match[str]) -> bool:
    after = match.string[match.end() :].lstrip()
    if _word_before(match) in _SURE_BEFORE_ORDINAL:
        return True
    return after[:1].islower() or bool(re.match(_ORDINAL_NOUNS, after))


_SURE_BEFORE_ORDINAL = {
    "der",
    "die",
    "das",
    "am",
    "im",
    "zum",
    "zur",
    "vom",
    "beim",
    "den",
    "dem",
    "des",
    "jeden",
    "jeder",
    "jedes",
}

_I = re.IGNORECASE
_RULES: Rules = [
    (re.compile(r"(?<=\d\.)\s*[-–]\s*(?=\d{1,2}\.\d{1,2}\.)"), lambda _: " bis "),
    (re.compile(r"(?:^|(?<=[\s(]))(?<!\d\s)(?<!\d)[-–](?=\d)"), lambda _: "minus "),
    (re.compile(rf"\b(?P<first>{_DAY})\.?\s*(?P<sign>[-–/&+])\s*(?P<last>{_DAY})\b\.?"), _say_day_range),
    (
        re.compile(
            rf"\b{_DAY}\b\.?(?:,\s*{_DAY}\b\.?)+(?:\s*(?:und|&|\+)\s*{_DAY}\b\.?)?|"
            rf"\b{_DAY}\.?\s+und\s+{_DAY}\b\.?(?=\s*:?\s*\d)"
        ),
        lambda match: re.sub(rf"\b({_DAY})\b\.?", lambda day: _day(day.group(1)), match.group()),
    ),
    (
        re.compile(rf"\b(?P<day>{_DAY})\b(?:\.(?=\s*[\d,:])|(?=:?\s*(?:ab |von |bis |um )?\d))"),
        lambda match: _day(match["day"]),
    ),
    (re.compile(r"(?<=[a-zäöüß])str\.(?=\s|,|$)"), lambda match: "straße" + _end(match)),
    (re.compile(r"(?<=[a-zäöüß]-)Str\.(?=\s|,|$)"), lambda match: "Straße" + _end(match)),
    (re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)"), _say_iso_date),
    (
        re.compile(
            rf"(?<![\d.])(?P<first>\d{{1,2}})\.?{_TO}(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.(?:\s?(?P<year>\d{{4}}|"
            rf""
            rf""
            rf""
            rf""
            rf""
            rf"\d{{2}}))?(?!\d)"
        ),
        _say_dotted_date,
    ),
    (
        re.compile(
            rf"(?<![\d.])(?:(?P<first>\d{{1,2}})\.?{_TO})?(?P<day>\d{{1,2}})\.?\s*(?P<name>{_MONTH})\b(?:\.(?!\s*$))?(?:\s+(?P<year>\d{{4}})(?!\d))?",
            _I,
        ),
        _say_date,
    ),
    (
        re.compile(
            r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.(?:\s?(?P<year>\d{4}|\d{2})(?!\d|\s*Uhr))?(?!\d)"
        ),
        _say_dotted_date,
    ),
    (
        re.compile(
            rf"(?<![\d.,:])(?P<first>{_CLOCK}(?:[:.][0-5]\d)?)\s*(?:Uhr)?{_TO}(?P<last>{_CLOCK}(?:[:.][0-5]\d)?)\s*Uhr\b",
            _I,
        ),
        _say_time_range,
    ),
    (re.compile(rf"(?<![\d.,:])(?P<first>{_CLOCK}:[0-5]\d){_TO}(?P<last>{_CLOCK}:[0-5]\d)(?![\d:])"), _say_time_range),
    (
        re.compile(rf"(?<![\d.,:])(?P<hour>{_CLOCK})\s*Uhr\s*(?P<minute>[0-5]?\d)(?![\d.,:])", _I),
        lambda match: _clock(f"{match['hour']}:{match['minute']}"),
    ),
    (re.compile(rf"(?<![\d.,:])(?P<first>{_CLOCK}(?:[:.][0-5]\d)?)\s*Uhr\b", _I), lambda match: _clock(match["first"])),
    (
        re.compile(
            rf"(?<![\d.,:])(?P<first>{_TIME})\s*h\b|(?<![\d.,:])(?P<colon>{_CLOCK}:[0-5]\d)(?::[0-5]\d)?(?![\d:])"
        ),
        lambda match: _clock(match["first"] or match["colon"]),
    ),
    (
        re.compile(
            rf"(?P<before>)(?:(?P<first>{_NUMBER}){_TO})?(?P<amount>{_NUMBER})(?:,[-–]+)?\s*(?P<after>{CURRENCY_DE})",
            _I,
        ),
        _say_price,
    ),
    (
        re.compile(
            rf"(?P<before>{CURRENCY_DE})\s*(?:(?P<first>{_NUMBER}){_TO})?(?P<amount>{_NUMBER})(?:,[-–]+)?(?P<after>)",
            _I,
        ),
        _say_price,
    ),
    (re.compile(r"(?P<n>\d+)\s?%ig"), lambda match: f"{say_de.cardinal(int(match['n']), one='ein')}prozentig"),
    (
        re.compile(
            rf"(?<![\w.,])(?:(?P<first>{_NUMBER}){_TO})?(?P<amount>{_NUMBER})\s?(?P<unit>{UNIT_DE})(?![\w^])\.?", _I
        ),
        lambda match: _say_unit(match) + _end(match),
    ),
    (
        re.compile(r"(?<![\d.,])(?P<n>\d{1,3})\.(?=\s+[^\W\d_])"),
        lambda match: _say_ordinal(match) if _is_ordinal(match) else match.group(),
    ),
    (
        re.compile(r"(?<=\bam )(?P<n>\d{1,2})\.(?=\s*(?:$|[,;)?!]))"),
        lambda match: say_de.ordinal(int(match["n"])) + _end(match),
    ),
    (re.compile(r"^[ \t]*(?P<n>\d{1,2})[.)]\s+(?=[^\W\d_])", re.MULTILINE), _say_item),
]
_LAST_RULES: Rules = [
    (
        re.compile(r"(?<![\d.,])(?:11[0257]|116117|19222)(?![\d.,]\d|\s*(?:Uhr|Euro))"),
        lambda match: _digits(match.group()),
    ),
    (re.compile(r"\^(?=\d)"), lambda _: " hoch "),
    (re.compile(r"(?<!\d)(?:D-\s?)?(?P<code>\d{5})(?=\s+[A-ZÄÖÜ])(?<!00)"), _say_postcode),
    (
        re.compile(r"(?P<n>\d{1,3})(?:-mal\b|\s?[x×]\b)"),
        lambda match: say_de.cardinal(int(match["n"]), one="ein") + "mal",
    ),
    (re.compile(r"(?P<n>\d{1,3})-?er\b"), lambda match: say_de.cardinal(int(match["n"])) + "er"),
    (re.compile(r"(?P<n>\d{1,3})-(?=[a-zäöü]{3})"), lambda match: say_de.cardinal(int(match["n"]), one="ein")),
    (re.compile(r"(?<![\w,.])1(?=\s+(?P<noun>[A-ZÄÖÜ][a-zäöüß]+))"), _say_one),
    (re.compile(r"(?<=[^\W\d_])-?(?=\d)"), lambda _: " "),
    (re.compile(r"(?<=\d)-?(?P<letter>[^\W\d_])\b"), lambda match: " " + match["letter"].upper()),
    (re.compile(r"(?<=\d)(?=[^\W\d_])"), lambda _: " "),
    (re.compile(r"(?<![\d.,/:])(?P<first>\d{1,4})\s?(?P<sign>[/:])\s?(?P<last>\d{1,4})(?![\d/:])"), _say_fraction),
    (
        re.compile(
            rf"(?<![\d.,-])(?P<first>(?!0\d)\d{{1,4}}(?:,\d+)?){_TO}(?P<last>(?!0\d)\d{{1,4}}(?:,\d+)?)(?![\d-])"
        ),
        _say_number_range,
    ),
    (re.compile(r"(?<![\w)])[-–](?=\d)"), lambda _: "minus "),
    (re.compile(_NUMBER), _say_plain),
    (re.compile(r"(?<=[^\W\d_])\.(?=\d)"), lambda _: " Punkt "),
    (re.compile(r"\d"), lambda match: f" {say_de.DIGITS[int(match.group())]} "),
]
