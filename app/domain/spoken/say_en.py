"""English words for numbers, clock times and dates, as a careful receptionist says them. PURE."""

from datetime import date, time

_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_LARGE = ((1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand"))
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip

DIGITS = _SMALL[:10]
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def cardinal(n: int) -> str:
    """With the "and" that every English speaker understands: "one hundred and five"."""
    if n < 0:
        return "minus " + cardinal(-n)
    if n >= 10**12:
        return " ".join(DIGITS[int(digit)] for digit in str(n))
    parts = []
    for size, name in _LARGE:
        count, n = divmod(n, size)
        if count:
            parts.append(f"{_below_thousand(count)} {name}")
    if n or not parts:
        parts.append(("and " if parts and n < 100 else "") + _below_thousand(n))
    return " ".join(parts)


def _below_thousand(n: int) -> str:
    hundreds, rest = divmod(n, 100)
    if not hundreds:
        return _below_hundred(rest)
    return f"{_SMALL[hundreds]} hundred" + (f" and {_below_hundred(rest)}" if rest else "")


def _below_hundred(n: int) -> str:
    if n < 20:
        return _SMALL[n]
    tens, unit = divmod(n, 10)
    return _TENS[tens] + (f"-{_SMALL[unit]}" if unit else "")


def ordinal(n: int) -> str:
    """ "twenty-fourth"."""
    words = cardinal(n)
    cut = max(words.rfind(" "), words.rfind("-")) + 1
    head, last = words[:cut], words[cut:]
    if last in _ORDINALS:
        return head + _ORDINALS[last]
    return head + (last[:-1] + "ieth" if last.endswith("y") else last + "th")


def year(n: int) -> str:
    """In pairs where people do: "nineteen ninety-nine", "two thousand and five", "twenty twenty-six"."""
    century, rest = divmod(n, 100)
    if not 1100 <= n < 2100 or (century == 20 and rest < 10):
        return cardinal(n)
    if rest == 0:
        return f"{_below_hundred(century)} hundred"
    return f"{_below_hundred(century)} " + (f"oh {_SMALL[rest]}" if rest < 10 else _below_hundred(rest))


def part_of_day(t: time) -> str:
    """Takes the place of "a.m." and "p.m.", which voices spell and callers mishear."""
    if t.hour < 12:
        return "in the morning"
    if t.hour < 18:
        return "in the afternoon"
    return "in the evening" if t.hour < 22 else "at night"


def clock_face(t: time) -> str:
    """Without the part of the day: "two thirty", "nine", "nine oh five"."""
    hour = _SMALL[t.hour % 12 or 12]
    if not t.minute:
        return hour
    return f"{hour} oh {_SMALL[t.minute]}" if t.minute < 10 else f"{hour} {_below_hundred(t.minute)}"


def clock(t: time) -> str:
    """ "two thirty in the afternoon", "twelve noon", "midnight"."""
    if not t.minute and t.hour in (0, 12):
        return "twelve noon" if t.hour else "midnight"
    return f"{clock_face(t)} {part_of_day(t)}"


def day_and_month(d: date, *, with_month: bool = True) -> str:
    """ "Tuesday, the twenty-fourth of March"."""
    return f"{WEEKDAYS[d.weekday()]}, the {ordinal(d.day)}" + (f" of {MONTHS[d.month - 1]}" if with_month else "")


def amount(cents: int) -> str:
    """ "eighty-nine euros fifty"."""
    sign = "minus " if cents < 0 else ""
    euros, rest = divmod(abs(cents), 100)
    if not euros and rest:
        return f"{sign}{cardinal(rest)} cent" + ("s" if rest != 1 else "")
    return f"{sign}{cardinal(euros)} euro" + ("s" if euros != 1 else "") + (f" {_below_hundred(rest)}" if rest else "")
