"""Instants, spans and numbers as people read them."""

from datetime import date, datetime, timedelta

import phonenumbers

from app.domain.business import Language

WEEKDAYS = {
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "de": "Jan. Feb. März Apr. Mai Juni Juli Aug. Sep. Okt. Nov. Dez.".split(),
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
}
NEAR = {
    "de": {0: "heute", -1: "gestern", 1: "morgen"},
    "en": {0: "today", -1: "yesterday", 1: "tomorrow"},
}


def clock_time(instant: datetime) -> str:
    return f"{instant:%H:%M}"


def day(instant: datetime, language: Language, *, now: datetime) -> str:
    """`heute`, `gestern`, `Dienstag` within the next or last days, else `Di. 24. März`, with the year when another."""
    distance = (instant.date() - now.date()).days
    if (near := NEAR[language].get(distance)) is not None:
        return near
    weekday = WEEKDAYS[language][instant.weekday()]
    if -6 <= distance < 0 or 1 < distance <= 6:
        return weekday
    month = MONTHS[language][instant.month - 1]
    year = "" if instant.year == now.year else f" {instant.year}"
    if language == "de":
        return f"{weekday[:2]}. {instant.day}. {month}{year}"
    return f"{weekday[:3]} {instant.day} {month}{year}"


def day_and_time(instant: datetime, language: Language, *, now: datetime) -> str:
    return f"{day(instant, language, now=now)}, {clock_time(instant)}"


def full_date(instant: date, language: Language) -> str:
    weekday, month = WEEKDAYS[language][instant.weekday()], MONTHS[language][instant.month - 1]
    if language == "de":
        return f"{weekday}, {instant.day}. {month} {instant.year}"
    return f"{weekday}, {instant.day} {month} {instant.year}"


def short_day(one: date, language: Language) -> str:
    """`Di. 24.3.`, `Tue 24/3`: a column's title."""
    weekday = WEEKDAYS[language][one.weekday()]
    return f"{weekday[:2]}. {one.day}.{one.month}." if language == "de" else f"{weekday[:3]} {one.day}/{one.month}"


def date_span(first: date, last: date, language: Language) -> str:
    """`16. – 22. März 2026`, with the month of the first day where it is another."""
    dot = "." if language == "de" else ""
    months = MONTHS[language]
    before = f"{first.day}{dot}" if first.month == last.month else f"{first.day}{dot} {months[first.month - 1]}"
    return f"{before} – {last.day}{dot} {months[last.month - 1]} {last.year}"


def duration(span: timedelta) -> str:
    """`0:47`, `12:03`, `1:02:05`."""
    seconds = max(0, int(span.total_seconds()))
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def at_ms(milliseconds: int) -> str:
    return duration(timedelta(milliseconds=milliseconds))


def seconds(milliseconds: int, language: Language) -> str:
    """`0,6 s` in German, `0.6 s` in English."""
    text = f"{milliseconds / 1000:.1f} s"
    return text.replace(".", ",") if language == "de" else text


def number(text: str | None, language: Language) -> str:
    """`+49 30 23125 199` → as it is dialled at home; words for a number that was withheld."""
    if not text or not text.startswith("+") or text == "+266696687":
        return {"de": "Nummer unterdrückt", "en": "Number withheld"}[language]
    try:
        parsed = phonenumbers.parse(text)
    except phonenumbers.NumberParseException:
        return text
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def browser_name(user_agent: str) -> str:
    """`Firefox, Windows`: enough to know one's own device again."""
    browsers = (
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    )
    systems = (
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "Mac"),
        ("Linux", "Linux"),
    )
    browser = next((name for sign, name in browsers if sign in user_agent), "")
    system = next((name for sign, name in systems if sign in user_agent), "")
    return ", ".join(part for part in (browser, system) if part) or user_agent[:40] or "?"
