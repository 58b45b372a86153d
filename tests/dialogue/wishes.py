"""What a scripted caller would notice: a read-back or an offer that is not what they want, and the key that is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from rapidfuzz import fuzz

from app.domain.business import Language, OpeningHours
from app.domain.spoken.hear_when import hear_when
from app.domain.spoken.say import say_date
from tests.dialogue.caller_names import family_of

WEEKDAYS = {
    "de": ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"),
    "en": ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
}
_DIGITS = {
    "de": ("null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
}
_NAME_IN_READ_BACK = {"de": r"auf den namen ([^.?!]+)", "en": r"\bfor ([^.?!,]+)[.?!]"}
_TIME = {"de": r"\bum (?:(?! oder )[^,.?!])+", "en": r"\bat (?:(?! or )[^,.?!])+"}
_SORRY = r"leider|am nächsten dran|sorry|nearest|closed|full|geschlossen|belegt"
_NAMELESS = r"unter ihrer telefonnummer|under your telephone number"
_ANY_DAY = datetime(2026, 3, 18, 6, tzinfo=ZoneInfo("Europe/Berlin"))
OPEN_ALL_DAY = OpeningHours((((time(7, 30), time(19, 30)),),) * 7)
"""So that no time of the day that is read out has two readings."""
SOUNDS_LIKE_MINE = 75
"""Of 100: people let a name pass that sounds like theirs."""


@dataclass(frozen=True)
class Wish:
    """What the caller will insist on; None = anything goes. `weekday` 0 = Monday."""

    language: str
    family: str | None = None
    weekday: int | None = None
    offering: str | None = None
    """The offering's name as the assistant says it."""
    others: tuple[str, ...] = ()
    """What the other offerings are called."""

    day: date | None = None
    today: date | None = None
    earliest: str | None = None
    latest: str | None = None
    """HH:MM; None = any time."""
    time_in_words: str | None = None
    """What the caller said about when."""

    def objection(self, read_back: str) -> tuple[str, str] | None:
        """(what is wrong, what the caller says) when the read-back contradicts the wish."""
        text = read_back.lower()
        if self._is_on_another_day(text):
            return "day", self._no(self.day_in_words())
        if self.time_in_words and self._is_at_another_time(text):
            return "time", self._no(self.time_in_words.rstrip("."))
        if self.offering and self._names_another_offering(text):
            return "offering", self._no(self._my_offering())
        if (
            self.family
            and not re.search(_NAMELESS, text)
            and (heard := re.search(_NAME_IN_READ_BACK[self.language], text))
        ):
            last = self.family.split()[-1].lower()
            likeness = max(fuzz.ratio(last, word) for word in heard[1].split())
            if likeness < SOUNDS_LIKE_MINE:
                return "name", self._no(self._my_name())
        return None

    def objection_to_offers(self, offers: str) -> str | None:
        """When no offered day is the wished one, or no time fits, and the assistant does not say that it is taken."""
        text = offers.lower()
        if re.search(_SORRY, text):
            return None
        if self._is_on_another_day(text):
            return self._no(self.day_in_words())
        times = re.findall(_TIME[self.language], text)
        if self.time_in_words and times and all(self._is_at_another_time(time) for time in times):
            return self._no(self.time_in_words.rstrip("."))
        return None

    def sentences(self) -> tuple[str, ...]:
        """Every objection that may come up."""
        wanted = (
            self.day_in_words(),
            (self.time_in_words or "").rstrip("."),
            self._my_offering(),
            self._my_name() if self.family else None,
        )
        return tuple(self._no(what) for what in wanted if what)

    def day_in_words(self) -> str:
        if self.weekday is None:
            return ""
        day = self._date() or WEEKDAYS[self.language][self.weekday].capitalize()
        return f"am {day}" if self.language == "de" else f"on {day}"

    def _date(self) -> str | None:
        """As the assistant says it; None when it would say "today" or "tomorrow", or the caller knows no date."""
        if self.day is None or self.today is None or (self.day - self.today).days < 2:
            return None
        return say_date(self.day, "de" if self.language == "de" else "en", today=self.today)

    def _my_offering(self) -> str:
        if self.offering is None:
            return ""
        return f"es geht um {self.offering}" if self.language == "de" else f"it is for a {self.offering}"

    def _my_name(self) -> str:
        return f"mein Name ist {self.family}" if self.language == "de" else f"my name is {self.family}"

    def _no(self, what: str) -> str:
        return f"Nein, {what}." if self.language == "de" else f"No, {what}."

    def _is_on_another_day(self, text: str) -> bool:
        named = [nth for nth, day in enumerate(WEEKDAYS[self.language]) if day in text]
        if self.weekday is None or not named:
            return False
        dated = self._date()
        return self.weekday not in named or (dated is not None and dated.lower() not in text)

    def _is_at_another_time(self, text: str) -> bool:
        said = re.search(_TIME[self.language], text)
        if said is None or (self.earliest is None and self.latest is None):
            return False
        language: Language = "de" if self.language == "de" else "en"
        heard = hear_when(said[0], language=language, now=_ANY_DAY, hours=OPEN_ALL_DAY)
        at = f"{heard.windows[0].earliest:%H:%M}" if heard.windows else None
        return at is not None and not (self.earliest or "00:00") <= at <= (self.latest or "23:59")

    def _names_another_offering(self, text: str) -> bool:
        if (self.offering or "").lower() in text:
            return False
        return any(other.lower() in text for other in self.others)

    def key_like(self, menu: str, sign: str) -> str | None:
        """The key whose meaning has this sign."""
        return next((key for key, meaning in keys_of(menu, self.language).items() if re.search(sign, meaning)), None)

    def key(self, menu: str, *, goal: str) -> str | None:
        """The key to press, of a menu like "eins für Montag, zwei für Dienstag"; None when none of them is wanted."""
        options = keys_of(menu, self.language)
        wanted = [WEEKDAYS[self.language][self.weekday]] if self.weekday is not None else []
        wanted += [self.offering.lower()] if self.offering else []
        goals = _GOAL_SIGNS.get(goal) or (_GOAL_SIGNS["book"] if self.offering else ())
        for sign in (*wanted, *goals, *_AGREEING):
            for key, meaning in options.items():
                if re.search(sign, meaning):
                    return key
        times = {key: meaning for key, meaning in options.items() if re.search(r"uhr|clock|half|quarter|noon", meaning)}
        return next(iter(times), None)


_GOAL_SIGNS = {
    "book": ("neuen termin", "new appointment"),
    "move": ("verschieb", "verlegen", r"\bmov"),
    "cancel": ("absage", "cancel"),
}
_AGREEING = (r"^ja\b", r"^yes\b", r"einzutragen|eintragen|to book it")


def keys_of(menu: str, language: str) -> Mapping[str, str]:
    """The keys that a menu names, with what they stand for."""
    digits = "|".join(_DIGITS[language])
    found = re.finditer(
        rf"\b({digits}),? (?:für|zum|um|wenn|for|to|if) (.+?)(?=,? (?:oder |or )?\b(?:{digits}),? "
        r"(?:für|zum|um|wenn|for|to|if)\b|[.?!]|$)",
        menu.lower(),
    )
    return {str(_DIGITS[language].index(match[1])): match[2].strip(" ,") for match in found}


def wish_of(
    says: Mapping[str, Any],
    language: str,
    booking: Mapping[str, Any] | None,
    names: Mapping[str, str],
    *,
    today: date | None = None,
    careful: bool = False,
) -> Wish:
    """`booking`: what is expected in the end (`day` as a date, or `weekday`); `names`: offerings as they are called.

    `careful` callers also mind a time outside their wish, and how a hard name was heard.
    """
    family = None
    if "name" in says and (careful or "spelling" not in says):
        family = str((booking or {}).get("name", "")) or family_of(says)
    if booking is None:
        return Wish(language, family)
    weekday, day = booking.get("weekday"), None
    if weekday is None and re.fullmatch(r"\d{4}-\d\d-\d\d", str(booking.get("day", ""))):
        day = date.fromisoformat(str(booking["day"]))
        weekday = day.weekday()
    wanted = str(booking.get("offering"))
    others = tuple(name for key, name in names.items() if key != wanted) if wanted in names else ()
    said = says.get("when", says.get("new_when"))
    in_words = None if not careful else said[-1] if isinstance(said, list) else said
    earliest, latest = booking.get("from"), booking.get("to")
    return Wish(language, family, weekday, names.get(wanted), others, day, today, earliest, latest, in_words)
