"""Digits in English text into words: dates, times, ranges, prices, units, ordinals, and what is left. PURE."""

import re
from datetime import date, time

from app.domain.spoken import say_en
from app.domain.spoken.rewriting import Rules, rewrite
from app.domain.spoken.units import CURRENCIES_EN, CURRENCY_EN, UNIT_EN, UNITS_EN

_TO = r"\s*(?:-|–|to)\s*"
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_CLOCK = r"(?:[01]?\d|2[0-3])"
_HALF = r"[ap]\.?\s?m\b\.?"
_MONTH_NAMES = {name.lower(): index for index, name in enumerate(say_en.MONTHS, 1)} | {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTH_NAMES, key=len, reverse=True))
_DAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
_DAY = r"(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)"

_ORDINAL_SUFFIX = r"(?:st|nd|rd|th)"


def say_dates_times_and_amounts(text: str) -> str:
    return rewrite(text, _RULES)


def say_remaining_numbers(text: str) -> str:
    return rewrite(text, _LAST_RULES)


def _end(match: re.Match[str]) -> str:
    """The full stop that an abbreviation shared with the end of its sentence."""
    after = match.string[match.end() :]
    ends = not after.strip() or re.match(r"\s+[A-Z]", after)
    return "." if match.group().rstrip().endswith(".") and ends else ""


# --- dates ----------------------------------------------------------------------------------------------------------


def _say_date(match: re.Match[str]) -> str:
    found = match.groupdict()
    day = int(found["day"])
    month = _MONTH_NAMES.get((found.get("name") or "").lower(), 0) or int(found.get("month") or 0)
    if month > 12 >= day:
        day, month = month, day
    try:
        date(2024, month, day)
    except ValueError:
        return match.group()
    year = found.get("year")
    year_words = f", {say_en.year(int(year) + (2000 if len(year) == 2 else 0))}" if year else ""
    name = say_en.MONTHS[month - 1]
    days = say_en.ordinal(day)
    first = found.get("first")
    if first:
        days = f"{say_en.ordinal(int(first))} to {days}"
    if re.search(r"\bthe\s*$", match.string[max(0, match.start() - 6) : match.start()]):
        return f"{days} of {name}{year_words}"
    return f"{name} {days}{year_words}"


def _say_dotted_date(match: re.Match[str]) -> str:
    said = _say_date(match)
    return said if said == match.group() else said + _end(match)


# --- times and days -------------------------------------------------------------------------------------------------


def _part(written: str | None) -> str:
    if not written:
        return ""
    return " A M" if written.lower().startswith("a") else " P M"


def _clock(written: str, half: str | None) -> str:
    """With "a.m." or "p.m." as given; without, on the 24-hour clock when it leaves no doubt."""
    hour, _, minute = written.replace(".", ":").partition(":")
    t = time(int(hour), int(minute or 0))
    if half:
        return say_en.clock_face(t) + _part(half)
    if t.hour >= 13 or (t.hour == 0):
        return say_en.clock(t)
    return say_en.clock_face(t)


def _say_time(match: re.Match[str]) -> str:
    return _clock(match["first"], match["half"]) + (_end(match) if match["half"] else "")


def _say_time_range(match: re.Match[str]) -> str:
    first = _clock(match["first"], match["first_half"])
    return f"{first} to {_clock(match['last'], match['half'])}" + (_end(match) if match["half"] else "")


def _day(written: str) -> str:
    return say_en.WEEKDAYS[_DAYS[written[:3].lower()]]


def _say_day_range(match: re.Match[str]) -> str:
    return f"{_day(match['first'])} {'and' if match['sign'] in ('/', '&', '+', 'and') else 'to'} {_day(match['last'])}"


# --- amounts, units, plain numbers ----------------------------------------------------------------------------------


def _digits(written: str) -> str:
    return " ".join(say_en.DIGITS[int(digit)] for digit in re.sub(r"\D", "", written))


def _number_words(written: str) -> str:
    whole, _, decimals = written.replace(",", "").partition(".")
    if len(whole) > 12 or (len(whole) > 1 and whole.startswith("0")):
        words = _digits(whole)
    else:
        words = say_en.cardinal(int(whole))
    return words + (f" point {_digits(decimals)}" if decimals else "")


def _say_price(match: re.Match[str]) -> str:
    singular, plural = CURRENCIES_EN[(match["before"] or match["after"]).lower()]
    first = f"{_number_words(match['first'])} to " if match["first"] else ""
    whole, _, cents = match["amount"].replace(",", "").partition(".")
    words = f"{_number_words(whole)} {singular if whole == '1' else plural}"
    if cents and int(cents):
        words += " " + say_en.cardinal(int((cents + "0")[:2]))
    return first + words


def _say_unit(match: re.Match[str]) -> str:
    singular, plural = UNITS_EN[match["unit"].lower()]
    first = f"{_number_words(match['first'])} to " if match["first"] else ""
    return f"{first}{_number_words(match['amount'])} {singular if match['amount'] == '1' and not first else plural}"


def _say_plain(match: re.Match[str]) -> str:
    written = match.group()
    whole = written.split(".")[0].replace(",", "")
    if len(whole) > 7 or (len(whole) > 1 and whole.startswith("0")):
        return _digits(written)
    if re.fullmatch(r"(?:1[1-9]|20)\d\d", written):
        return say_en.year(int(written))
    return _number_words(written)


def _say_postcode(match: re.Match[str]) -> str:
    code = match["code"]
    return f"{_digits(code[:2])}, {_digits(code[2:])}"


_FRACTIONS = {
    ("1", "2"): "one half",
    ("1", "4"): "one quarter",
    ("3", "4"): "three quarters",
    ("1", "3"): "one third",
    ("2", "3"): "two thirds",
}


def _say_fraction(match: re.Match[str]) -> str:
    first, last = match["first"], match["last"]
    said = _FRACTIONS.get((first, last)) if match["sign"] == "/" else None
    if (first, last) == ("24", "7"):
        return "twenty-four seven"
    return said or f"{_number_words(first)} {'to' if match['sign'] == ':' else 'slash'} {_number_words(last)}"


def _say_item(match: re.Match[str]) -> str:
    return f"{say_en.ordinal(int(match['n'])).capitalize()}, "


_I = re.IGNORECASE
_RULES: Rules = [
    (
        re.compile(r"(?<=\bthe )['’]?(?P<n>[2-9]0)s\b"),
        lambda match: re.sub(r"y$", "ie", say_en.cardinal(int(match["n"]))) + "s",
    ),
    (
        re.compile(r"(?P<n>\d{1,3})-(?P<unit>min|hr|sec)s?\b\.?"),
        lambda match: f"{say_en.cardinal(int(match['n']))}-{UNITS_EN[match['unit']][0]}",
    ),
    (
        re.compile(
            rf"(?<=\b(?:at|by|to) )(?P<first>{_CLOCK}\.[0-5]\d)(?P<half>)(?![\d.]|\s?(?:{_HALF}|%|"
            rf"{CURRENCY_EN}|{UNIT_EN}))"
        ),
        lambda match: _clock(match["first"], None),
    ),
    (re.compile(r"(?:^|(?<=[\s(]))(?<!\d\s)(?<!\d)[-–](?=\d)"), lambda _: "minus "),
    (re.compile(r"(?<=[a-z] )St\.(?!\s+[A-Z])"), lambda match: "Street" + _end(match)),
    (
        re.compile(r"\b(?P<n>(?:1[1-9]|20)[1-9]0)s\b"),
        lambda match: re.sub(r"y$", "ie", say_en.year(int(match["n"]))) + "s",
    ),
    (re.compile(r"(?<!\w)[Nn]os?\.\s?(?=\d)"), lambda _: "number "),
    (re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)"), _say_date),
    (
        re.compile(
            rf"\b(?P<name>{_MONTH})\b\.?\s+(?:(?P<first>\d{{1,2}}){_ORDINAL_SUFFIX}?{_TO})?(?P<day>\d{{1,2}}){_ORDINAL_SUFFIX}?(?![\d:]|"
            rf"\s?{_HALF})(?:,?\s+(?P<year>\d{{4}})(?!\d))?",
            _I,
        ),
        _say_date,
    ),
    (
        re.compile(
            rf"(?<![\d.])(?:(?P<first>\d{{1,2}}){_ORDINAL_SUFFIX}?{_TO})?(?P<day>\d{{1,2}}){_ORDINAL_SUFFIX}?\.?\s+(?:of\s+)?(?P<name>{_MONTH})\b(?:,?\s+(?P<year>\d{{4}})(?!\d))?",
            _I,
        ),
        _say_date,
    ),
    (
        re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.(?:\s?(?P<year>\d{4}|\d{2}))?(?!\d)"),
        _say_dotted_date,
    ),
    (re.compile(r"(?<![\d/])(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4}|\d{2})(?![\d/])"), _say_date),
    (
        re.compile(rf"\b(?P<first>{_DAY})\b\.?\s*(?P<sign>[-–/&+]|\bto\b)\s*(?P<last>{_DAY})\b\.?"),
        _say_day_range,
    ),
    (
        re.compile(rf"\b{_DAY}\b\.?(?:,\s*(?:and\s+)?{_DAY}\b\.?)+"),
        lambda match: re.sub(rf"\b({_DAY})\b\.?", lambda day: _day(day.group(1)), match.group()),
    ),
    (
        re.compile(rf"\b(?P<day>{_DAY})\b(?:\.(?=\s*[\d,:])|(?=:?\s*(?:from |at |until )?\d))"),
        lambda match: _day(match["day"]),
    ),
    (
        re.compile(rf"(?:(?<=\bclosed )|(?<=\bopen ))(?P<day>{_DAY})\b\.?(?!\w)"),
        lambda match: _day(match["day"]) + _end(match),
    ),
    (re.compile(r"\b24/7\b"), lambda _: "twenty-four seven"),
    (
        re.compile(
            rf"(?<![\d.,:$€£])(?P<first>{_CLOCK}(?:[:.][0-5]\d)?)\s*(?P<first_half>{_HALF})?{_TO}(?P<last>{_CLOCK}(?:[:.][0-5]\d)?)\s*(?P<half>{_HALF})",
            _I,
        ),
        _say_time_range,
    ),
    (
        re.compile(
            rf"(?<![\d.,:])(?P<first>{_CLOCK}:[0-5]\d)(?P<first_half>){_TO}(?P<last>{_CLOCK}:[0-5]\d)(?P<half>)(?![\d:])"
        ),
        _say_time_range,
    ),
    (re.compile(rf"(?<![\d.,:$€£])(?P<first>{_CLOCK}(?:[:.][0-5]\d)?)\s*(?P<half>{_HALF})", _I), _say_time),
    (re.compile(rf"(?<![\d.,:])(?P<first>{_CLOCK}:[0-5]\d)(?::[0-5]\d)?(?P<half>)(?![\d:])"), _say_time),
    (
        re.compile(r"(?<![\d.,:])(?P<n>1?\d)\s*o['’]?\s?clock", _I),
        lambda match: f"{say_en.cardinal(int(match['n']))} o'clock",
    ),
    (
        re.compile(
            rf"(?P<before>{CURRENCY_EN})\s*(?:(?P<first>{_NUMBER}){_TO}(?:{CURRENCY_EN})?\s*)?(?P<amount>{_NUMBER})(?P<after>)",
            _I,
        ),
        _say_price,
    ),
    (
        re.compile(rf"(?P<before>)(?:(?P<first>{_NUMBER}){_TO})?(?P<amount>{_NUMBER})\s*(?P<after>{CURRENCY_EN})", _I),
        _say_price,
    ),
    (
        re.compile(
            rf"(?<![\w.,])(?:(?P<first>{_NUMBER}){_TO})?(?P<amount>{_NUMBER})\s?(?P<unit>{UNIT_EN})(?![\w^])\.?", _I
        ),
        lambda match: _say_unit(match) + _end(match),
    ),
    (re.compile(rf"(?<![\w.,])(?P<n>\d{{1,4}}){_ORDINAL_SUFFIX}\b", _I), lambda match: say_en.ordinal(int(match["n"]))),
    (re.compile(r"^[ \t]*(?P<n>\d{1,2})[.)]\s+(?=[^\W\d_])", re.MULTILINE), _say_item),
]
_LAST_RULES: Rules = [
    (
        re.compile(r"(?<![\d.,])(?:11[0257]|911|999|116117)(?![\d.,]\d|\s*(?:euros|dollars|pounds))"),
        lambda match: _digits(match.group()),
    ),
    (re.compile(r"\^(?=\d)"), lambda _: " to the power of "),
    (re.compile(r"(?<!\d)(?P<code>\d{5})(?=\s+[A-ZÄÖÜ])(?<!00)"), _say_postcode),
    (re.compile(r"(?P<n>\d{1,3})\s?[x×]\b"), lambda match: say_en.cardinal(int(match["n"])) + " times"),
    (re.compile(r"(?P<n>\d{1,3})-(?=[a-z]{3})"), lambda match: say_en.cardinal(int(match["n"])) + "-"),
    (re.compile(r"(?P<n>\d{1,3}0)s\b"), lambda match: re.sub(r"y$", "ie", say_en.cardinal(int(match["n"]))) + "s"),
    (re.compile(r"(?<=[^\W\d_])-?(?=\d)"), lambda _: " "),
    (re.compile(r"(?<=\d)-?(?P<letter>[^\W\d_])\b"), lambda match: " " + match["letter"].upper()),
    (re.compile(r"(?<=\d)(?=[^\W\d_])"), lambda _: " "),
    (re.compile(r"(?<![\d.,/:])(?P<first>\d{1,4})\s?(?P<sign>[/:])\s?(?P<last>\d{1,4})(?![\d/:])"), _say_fraction),
    (
        re.compile(
            rf"(?<![\d.,-])(?P<first>(?!0\d)\d{{1,4}}(?:\.\d+)?){_TO}(?P<last>(?!0\d)\d{{1,4}}(?:\.\d+)?)(?![\d-])"
        ),
        lambda match: f"{_number_words(match['first'])} to {_number_words(match['last'])}",
    ),
    (re.compile(r"(?<![\w)])[-–](?=\d)"), lambda _: "minus "),
    (re.compile(_NUMBER), _say_plain),
    (re.compile(r"(?<=[^\W\d_])\.(?=\d)"), lambda _: " point "),
    (re.compile(r"\d"), lambda match: f" {say_en.DIGITS[int(match.group())]} "),
]
