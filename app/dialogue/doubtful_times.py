"""Times that were hardly understood: only as much of them is believed as is likely to be right. PURE."""

import re
from dataclasses import replace
from datetime import timedelta

from app.domain.business import Language
from app.domain.spoken.times.wishes import InMonths, InWeeks
from app.domain.spoken.when import When, Window

_GARBLED_DAY: dict[Language, re.Pattern[str]] = {
    "de": re.compile(r"\b(am|an|vom|zum|den|nächsten|kommenden) (?!in\b|liebsten\b|besten\b)\w+", re.IGNORECASE),
    "en": re.compile(r"\b(on|next|this) (?!in\b|week\b|month\b)\w+", re.IGNORECASE),
}
_WEEK = timedelta(days=6)


def names_a_lost_day(text: str, when: When, language: Language) -> bool:
    """ "Am Donner steht in zwei Wochen": a day was said before the weeks, and only the weeks were understood."""
    days = [clause.days for clause in when.wish.clauses]
    only_weeks = len(days) == 1 and isinstance(days[0], InWeeks | InMonths)
    return only_weeks and _GARBLED_DAY[language].search(text) is not None


def as_that_week(when: When) -> When:
    """Any day of the week that was meant, rather than today's weekday in it."""
    days = sorted({window.earliest.replace(hour=0, minute=0) for window in when.windows})
    if not days:
        return when
    monday = days[0] - timedelta(days=days[0].weekday())
    window = Window(monday, (monday + _WEEK).replace(hour=23, minute=59))
    return replace(when, windows=(window,), said_day=False, said_time=False)


def days_alone(when: When | None) -> When | None:
    """Without the time: an exact one that was hardly understood is better chosen from offers."""
    if when is None or not when.said_time or not when.windows:
        return when
    days = sorted({window.earliest.replace(hour=0, minute=0) for window in when.windows})
    return replace(when, windows=tuple(Window(day, day.replace(hour=23, minute=59)) for day in days), said_time=False)
