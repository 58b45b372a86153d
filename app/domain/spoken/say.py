"""Values into words to be read aloud: no digits, no abbreviations, nothing to be mistaken on a bad line. PURE.

Datetimes are spoken as they stand: convert them to the business's zone first.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby

from app.domain.spoken import say_de, say_en
from app.domain.spoken.alphabets import Language
from app.domain.spoken.say_phone import say_phone
from app.domain.spoken.say_spelling import say_spelled
from app.domain.spoken.sentences import is_surely_whole, split_sentences
from app.domain.spoken.speakable import speakable

__all__ = [
    "Language",
    "is_surely_whole",
    "say_amount",
    "say_date",
    "say_list",
    "say_name",
    "say_number",
    "say_phone",
    "say_slot",
    "say_slots",
    "say_spelled",
    "say_time",
    "speakable",
    "split_sentences",
]

_YEAR_UNSAID_DAYS = 334  # eleven months: within them a day and a month name one day only
_RELATIVE = {"de": ("heute", "morgen"), "en": ("today", "tomorrow")}


def say_number(n: int, language: Language) -> str:
    return say_de.cardinal(n) if language == "de" else say_en.cardinal(n)


def say_amount(euros: float, language: Language) -> str:
    """ "neunundachtzig Euro fünfzig" / "eighty-nine euros fifty"."""
    cents = round(euros * 100)
    return say_de.amount(cents) if language == "de" else say_en.amount(cents)


def say_name(name: str, language: Language) -> str:
    """A person's or a firm's name with its titles in full: "Dr. Anna Sommer" -> "Doktor Anna Sommer"."""
    return speakable(name, language)


def say_time(t: time, language: Language) -> str:
    return say_de.clock(t) if language == "de" else say_en.clock(t)


def say_date(d: date, language: Language, *, today: date) -> str:
    """ "heute", "morgen", else weekday, day and month (accusative in German), and the year when it is not obvious."""
    away = (d - today).days
    if away in (0, 1):
        return _RELATIVE[language][away]
    return _calendar_day(d, language, today=today)


def say_slot(start: datetime, language: Language, *, today: date) -> str:
    """For reading back: always with weekday and date, "morgen, Dienstag, den vierundzwanzigsten März, um neun Uhr"."""
    day = start.date()
    away = (day - today).days
    near = f"{_RELATIVE[language][away]}, " if away in (0, 1) else ""
    return f"{near}{_calendar_day(day, language, today=today)}, {_at(start.time(), language)}"


def say_slots(starts: Sequence[datetime], language: Language, *, today: date) -> str:
    """For offering: each day is named once, and the month only when it changes.

    "am Dienstag, den vierundzwanzigsten März, um neun Uhr oder um elf Uhr fünfzehn, oder am Mittwoch, den
    fünfundzwanzigsten, um zehn Uhr".
    """
    groups = [(day, list(dict.fromkeys(group))) for day, group in groupby(starts, key=datetime.date)]
    said: list[str] = []
    month_before: tuple[int, int] | None = None
    for day, group in groups:
        times = say_list(_times(group, language), language, word=_or(language))
        said.append(_on(day, language, today=today, month_before=month_before) + " " + times)
        month_before = (day.year, day.month)
    if len(said) < 2:
        return "".join(said)
    return ", ".join(said[:-1]) + f", {_or(language)} {said[-1]}"


def say_list(items: Sequence[str], language: Language, *, word: str | None = None) -> str:
    """ "Montag, Dienstag und Mittwoch"; `word` replaces "und"."""
    joining = word or ("und" if language == "de" else "and")
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {joining} {items[-1]}"


def _or(language: Language) -> str:
    return "oder" if language == "de" else "or"


def _at(t: time, language: Language) -> str:
    return f"um {say_de.clock(t)}" if language == "de" else f"at {say_en.clock(t)}"


def _calendar_day(d: date, language: Language, *, today: date) -> str:
    distant = not timedelta(0) <= d - today <= timedelta(days=_YEAR_UNSAID_DAYS)
    if language == "de":
        return say_de.day_and_month(d) + (f" {say_de.year(d.year)}" if distant else "")
    return say_en.day_and_month(d) + (f" {say_en.year(d.year)}" if distant else "")


def _on(d: date, language: Language, *, today: date, month_before: tuple[int, int] | None) -> str:
    if (d - today).days in (0, 1):
        return say_date(d, language, today=today)
    if (d.year, d.month) == month_before:
        words = say_de.day_and_month if language == "de" else say_en.day_and_month
        said = words(d, with_month=False)
    else:
        said = _calendar_day(d, language, today=today)
    return ("am " if language == "de" else "on ") + said + ","


def _times(starts: Sequence[datetime], language: Language) -> list[str]:
    """Times of one day; in English the part of the day is said once, after the last time it holds for."""
    if language == "de":
        return [f"um {say_de.clock(start.time())}" for start in starts]
    said = []
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        t = start.time()
        same = following is not None and say_en.part_of_day(t) == say_en.part_of_day(following.time())
        noon = say_en.clock(t) == "twelve noon"
        said.append(f"at {say_en.clock_face(t)}" if same and not noon else f"at {say_en.clock(t)}")
    return said
