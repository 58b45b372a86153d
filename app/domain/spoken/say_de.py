"""German words for numbers, clock times and dates, as a careful receptionist says them. PURE."""

from datetime import date, time

_UNITS = ("null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")
_TEENS = {16: "sechzehn", 17: "siebzehn"}
_TENS = ("", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig")
_ORDINALS = {1: "erst", 3: "dritt", 7: "siebt", 8: "acht"}
_LARGE = ((1_000_000_000, "Milliarde", "Milliarden"), (1_000_000, "Million", "Millionen"))

DIGITS = _UNITS[:10]
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip


def cardinal(n: int, *, one: str = "eins") -> str:
    """`one` is the form of a final one: "eins" when counting, "ein" before Uhr and Euro, "eine" before Minute."""
    if n < 0:
        return "minus " + cardinal(-n, one=one)
    if n >= 10**12:
        return " ".join(DIGITS[int(digit)] for digit in str(n))
    parts = []
    for size, singular, plural in _LARGE:
        count, n = divmod(n, size)
        if count:
            parts.append(f"eine {singular}" if count == 1 else f"{_below_million(count, one='ein')} {plural}")
    if n or not parts:
        parts.append(_below_million(n, one=one))
    return " ".join(parts)


def _below_million(n: int, *, one: str) -> str:
    if n < 1000:
        return _below_thousand(n, one=one)
    thousands, rest = divmod(n, 1000)
    return _below_thousand(thousands, one="ein") + "tausend" + (_below_thousand(rest, one=one) if rest else "")


def _below_thousand(n: int, *, one: str) -> str:
    if n < 100:
        return _below_hundred(n, one=one)
    hundreds, rest = divmod(n, 100)
    return _below_hundred(hundreds, one="ein") + "hundert" + (_below_hundred(rest, one=one) if rest else "")


def _below_hundred(n: int, *, one: str) -> str:
    if n == 1:
        return one
    if n < len(_UNITS):
        return _UNITS[n]
    if n < 20:
        return _TEENS.get(n, _UNITS[n % 10] + "zehn")
    tens, unit = divmod(n, 10)
    return (_below_hundred(unit, one="ein") + "und" if unit else "") + _TENS[tens]


def ordinal(n: int, *, ending: str = "en") -> str:
    """ "vierundzwanzigsten" with the usual ending; "e" gives "vierundzwanzigste"."""
    head, last = divmod(n, 100)
    words = cardinal(head * 100, one="ein") if head else ""
    if last == 0:
        return words + "st" + ending
    stem = _ORDINALS.get(last) or _below_hundred(last, one="ein") + ("t" if last < 20 else "st")
    return words + stem + ending


def year(n: int) -> str:
    """Years from 1100 to 1999 are counted in hundreds: "neunzehnhundertneunundneunzig"."""
    if not 1100 <= n < 2000:
        return cardinal(n)
    hundreds, rest = divmod(n, 100)
    return _below_hundred(hundreds, one="ein") + "hundert" + (_below_hundred(rest, one="eins") if rest else "")


def clock(t: time) -> str:
    """On the 24-hour clock, which nobody mistakes: "vierzehn Uhr dreißig"."""
    return f"{cardinal(t.hour, one='ein')} Uhr" + (f" {cardinal(t.minute)}" if t.minute else "")


def day_and_month(d: date, *, with_month: bool = True) -> str:
    """Accusative without a preposition: "Dienstag, den vierundzwanzigsten März"."""
    return f"{WEEKDAYS[d.weekday()]}, den {ordinal(d.day)}" + (f" {MONTHS[d.month - 1]}" if with_month else "")


def amount(cents: int) -> str:
    """ "neunundachtzig Euro fünfzig"."""
    sign = "minus " if cents < 0 else ""
    euros, rest = divmod(abs(cents), 100)
    if not euros and rest:
        return f"{sign}{cardinal(rest, one='ein')} Cent"
    return f"{sign}{cardinal(euros, one='ein')} Euro" + (f" {cardinal(rest)}" if rest else "")
