"""Days that move or have names: Easter and what hangs on it, fixed holidays, weeks and months."""

from calendar import monthrange
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def easter_sunday(year: int) -> date:
    """Gregorian computus (Anonymous/Meeus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    f = (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


# key: (first, last) day relative to Easter Sunday
_EASTER_DAYS = {
    "weiberfastnacht": (-52, -52),
    "rosenmontag": (-48, -48),
    "fastnacht": (-47, -47),
    "aschermittwoch": (-46, -46),
    "palmsonntag": (-7, -7),
    "karwoche": (-6, -1),
    "gruendonnerstag": (-3, -3),
    "karfreitag": (-2, -2),
    "karsamstag": (-1, -1),
    "ostersonntag": (0, 0),
    "ostern": (-2, 1),
    "ostermontag": (1, 1),
    "osterdienstag": (2, 2),
    "himmelfahrt": (39, 39),
    "pfingstsonntag": (49, 49),
    "pfingsten": (49, 50),
    "pfingstmontag": (50, 50),
    "fronleichnam": (60, 60),
}

# key: ((first month, day), (last month, day))
_FIXED_DAYS = {
    "neujahr": ((1, 1), (1, 1)),
    "dreikoenige": ((1, 6), (1, 6)),
    "valentinstag": ((2, 14), (2, 14)),
    "frauentag": ((3, 8), (3, 8)),
    "maifeiertag": ((5, 1), (5, 1)),
    "fourth_of_july": ((7, 4), (7, 4)),
    "mariae_himmelfahrt": ((8, 15), (8, 15)),
    "einheit": ((10, 3), (10, 3)),
    "reformationstag": ((10, 31), (10, 31)),
    "allerheiligen": ((11, 1), (11, 1)),
    "martinstag": ((11, 11), (11, 11)),
    "nikolaus": ((12, 6), (12, 6)),
    "heiligabend": ((12, 24), (12, 24)),
    "weihnachten": ((12, 24), (12, 26)),
    "erster_weihnachtstag": ((12, 25), (12, 25)),
    "zweiter_weihnachtstag": ((12, 26), (12, 26)),
    "zwischen_den_jahren": ((12, 27), (12, 30)),
    "silvester": ((12, 31), (12, 31)),
}

HOLIDAY_KEYS = frozenset(
    {
        *_EASTER_DAYS,
        *_FIXED_DAYS,
        "muttertag",
        "thanksgiving",
        "buss_und_bettag",
        "advent1",
        "advent2",
        "advent3",
        "advent4",
    }
)


def holiday_days(key: str, year: int) -> tuple[date, ...]:
    """The days of a holiday in a year. Raises KeyError for a key not in `HOLIDAY_KEYS`."""
    if key in _EASTER_DAYS:
        first, last = _EASTER_DAYS[key]
        return days_between(easter_sunday(year) + first * ONE_DAY, easter_sunday(year) + last * ONE_DAY)
    if key in _FIXED_DAYS:
        (month1, day1), (month2, day2) = _FIXED_DAYS[key]
        return days_between(date(year, month1, day1), date(year, month2, day2))
    if key == "muttertag":
        return (nth_weekday(2, 6, date(year, 5, 1), date(year, 5, 31)),)
    if key == "thanksgiving":
        return (nth_weekday(4, 3, date(year, 11, 1), date(year, 11, 30)),)
    fourth_advent = date(year, 12, 24) - timedelta(days=(date(year, 12, 24).weekday() + 1) % 7)
    if key == "buss_und_bettag":
        return (fourth_advent - 32 * ONE_DAY,)
    if key.startswith("advent") and key in HOLIDAY_KEYS:
        return (fourth_advent - (4 - int(key[-1])) * 7 * ONE_DAY,)
    raise KeyError(key)


def days_between(first: date, last: date) -> tuple[date, ...]:
    return tuple(date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1))


def nth_weekday(nth: int, weekday: int, first: date, last: date) -> date:
    """The nth (from 1; -1 = last) weekday within a span that has it. Raises IndexError otherwise."""
    hits = [day for day in days_between(first, last) if day.weekday() == weekday]
    return hits[nth - 1] if nth > 0 else hits[nth]


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def month_days(year: int, month: int) -> tuple[date, ...]:
    return days_between(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day when it is shorter."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month0 + 1, min(day.day, monthrange(year, month0 + 1)[1]))


def make_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
