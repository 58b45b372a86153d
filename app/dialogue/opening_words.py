"""When the business is open, in words."""

from collections.abc import Iterable
from datetime import date, datetime, time
from itertools import groupby

from app.domain.business import Business, Language, Spans
from app.domain.spoken.folding import words
from app.domain.spoken.say import say_date, say_list, say_time

DAY_NAMES: dict[str, tuple[str, ...]] = {
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


_BETWEEN = {"de": ("von", "bis"), "en": ("from", "to")}


def weekday_in(text: str, language: Language) -> int | None:
    """ "samstags", "on Saturdays": the weekday that is named, when it is only one."""
    said = words(text)
    named = {
        nth
        for nth, name in enumerate(DAY_NAMES[language])
        for word in said
        if word in (name.lower(), f"{name.lower()}s") or (name == "Samstag" and word in ("sonnabend", "sonnabends"))
    }
    return named.pop() if len(named) == 1 else None


def say_spans(spans: Spans, language: Language) -> str:
    begin, end = _BETWEEN[language]
    parts = [f"{begin} {say_time(opens, language)} {end} {say_time(closes, language)}" for opens, closes in spans]
    return say_list(parts, language)


def say_week(business: Business, language: Language) -> str:
    """Days with the same hours together; short: first opening to last closing when there is only a noon break."""
    runs: list[str] = []
    days = [(nth, spans) for nth, spans in enumerate(business.hours.weekly) if spans]
    for spans, group in groupby(days, key=lambda day: day[1]):
        numbers = [nth for nth, _ in group]
        runs.append(f"{_say_days(numbers, language)} {say_spans(spans, language)}")
    return ", ".join(runs)


def _say_days(numbers: list[int], language: Language) -> str:
    names = DAY_NAMES[language]
    if len(numbers) == 1:
        return names[numbers[0]]
    if len(numbers) == 2:
        return say_list([names[nth] for nth in numbers], language)
    return f"{names[numbers[0]]} {'bis' if language == 'de' else 'to'} {names[numbers[-1]]}"


def say_days(days: Iterable[int], language: Language) -> str:
    """ "Monday, Tuesday and Thursday"."""
    return say_list([DAY_NAMES[language][day] for day in sorted(days)], language)


def day_with_article(day: date, language: Language, *, today: date) -> str:
    said = say_date(day, language, today=today)
    if (day - today).days in (0, 1):
        return said[:1].upper() + said[1:]
    return f"{'Am' if language == 'de' else 'On'} {said},"


def is_open(business: Business, local_now: datetime) -> bool:
    return any(opens <= local_now.time() < closes for opens, closes in business.hours.spans(local_now.date()))


def closes_today(business: Business, local_now: datetime) -> time | None:
    """When the business closes for good today; None when it has, or does not open."""
    later = [closes for _, closes in business.hours.spans(local_now.date()) if local_now.time() < closes]
    return later[-1] if later else None
