"""What descriptions are made of: clock times, weeks, wordings, names."""

import re
import unicodedata
from datetime import time
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from app.domain.rules.hours import Spans, Week

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NOON = time(12)
GERMAN_LETTERS = {ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ß"): "ss"}


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _clock_time(value: object) -> object:
    """24:00 is how people write the end of a day; the core knows it as midnight."""
    return "00:00" if value == "24:00" else value


def _in_order(spans: Spans) -> Spans:
    """In order and apart; only the last may run to midnight, or from the afternoon into the next morning."""
    previous: time | None = None
    for nth, (opens, closes) in enumerate(spans):
        night = closes == time(0) or closes <= NOON <= opens
        into_the_night = closes <= opens and night and nth == len(spans) - 1
        if (closes <= opens and not into_the_night) or (previous is not None and opens < previous):
            raise ValueError("opening hours overlap, or end before they begin")
        previous = closes
    return spans


def _each_day(value: object) -> object:
    """A list of spans alone means every day."""
    return dict.fromkeys(WEEKDAYS, value) if isinstance(value, list | tuple) else value


LocalTime = Annotated[time, BeforeValidator(_clock_time)]
MailAddress = Annotated[str, Field(pattern=r"^[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+$", max_length=254)]
Number = Annotated[str, Field(pattern=r"^\+[1-9]\d{6,14}$")]
Region = Annotated[str, Field(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")]
SpansText = Annotated[tuple[tuple[LocalTime, LocalTime], ...], AfterValidator(_in_order)]
WeekText = Annotated[dict[Weekday, SpansText], BeforeValidator(_each_day)]


class WordingText(Strict):
    de: str | None = None
    en: str | None = None

    def texts(self) -> dict[str, str]:
        return texts(de=self.de, en=self.en)


def _both_languages(value: object) -> object:
    """A bare text is said in every language."""
    return {"de": value, "en": value} if isinstance(value, str) else value


Wording = Annotated[WordingText, BeforeValidator(_both_languages)]


def texts(**by_language: str | None) -> dict[str, str]:
    return {language: wording for language, wording in by_language.items() if wording}


def week_of(week: dict[Weekday, Spans]) -> Week:
    return tuple(week.get(day, ()) for day in WEEKDAYS)


def slug(name: str) -> str:
    """Dr. Jörg Groß -> dr-joerg-gross."""
    german = name.lower().translate(GERMAN_LETTERS)
    ascii_only = unicodedata.normalize("NFKD", german).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")
