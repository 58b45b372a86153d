"""What a decision was made from, as people read it: names for keys, clock times of the business, offers with what
spoke for them. What nobody has worded stands as it was recorded."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain.business import Business, Language
from app.domain.calls import Decision
from app.domain.ranking import recorded_offer, say_why
from app.web.pages import formats
from app.web.pages.view import offering_name, resource_name
from app.web.pages.wording import say_word

MOST_FACTS, MOST_IN_A_LIST, LONGEST_FACT = 8, 4, 400
UNSAID = frozenset({"entry", "parts", "cost_minutes", "priority", "expires_at", "language", "message", "callback"})
"""For machines, or told by something beside it."""

IN_LINES = frozenset({"offered", "links"})
PEOPLE = frozenset({"person", "resource", "room"})
OFFERINGS = frozenset({"offering", "wanted", "topic", "chain"})
WORDS = {
    "reason": "why",
    "wish": "goal",
    "promised": "follow_up",
    "topics": "goal",
    "follow_ups": "follow_up",
    "before": "mode_name",
    "mode": "mode_name",
}
"""Keys whose values are constant words, with the section of the wording that has them."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Whose decision it was, and for whom it is worded; `now` in the zone of the business."""

    business: Business
    language: Language
    now: datetime

    def of(self, decision: Decision) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Key and lines of what is worth reading."""
        told = [
            (key, self._lines(key, value))
            for key, value in decision.inputs.items()
            if key not in UNSAID and value not in (None, "", [], {}, False)
        ]
        return tuple((key, lines) for key, lines in told if lines)[:MOST_FACTS]

    def _lines(self, key: str, value: Any) -> tuple[str, ...]:
        """Of several places each has its own line."""
        each = value if isinstance(value, list | tuple) and key in IN_LINES else (value,)
        lines = (self._text(key, one)[:LONGEST_FACT] for one in each[:MOST_IN_A_LIST])
        return tuple(line for line in lines if line)

    def _text(self, key: str, value: Any) -> str:
        match value:
            case bool():
                return say_word(self.language, "answer_word", "yes")
            case list() | tuple() if key == "windows":
                return self._listed(key, [self._window(one) for one in value])
            case list() | tuple():
                return self._listed(key, [self._text(key, one) for one in value])
            case {"starts_at": _}:
                return self._slot(value)
            case dict() if key == "signals":
                strongest = sorted(value, key=lambda kind: -float(value[kind]))
                return self._listed(key, [say_word(self.language, "signal", kind) for kind in strongest])
            case float():
                return f"{value:.2f}".replace(".", "," if self.language == "de" else ".")
            case dict():
                return " ".join(self._text(str(name), one) for name, one in value.items() if one not in (None, ""))
            case _:
                return self._word(key, str(value))

    def _listed(self, key: str, texts: list[str]) -> str:
        joined = ("; " if key == "windows" else ", ").join(texts[:MOST_IN_A_LIST])
        return joined + (" …" if len(texts) > MOST_IN_A_LIST else "")

    def _word(self, key: str, text: str) -> str:
        if (instant := _instant(text)) is not None:
            return formats.day_and_time(instant.astimezone(self.now.tzinfo), self.language, now=self.now)
        if key in PEOPLE:
            return resource_name(self.business, text)
        if key in OFFERINGS:
            return offering_name(self.business, text, self.language)
        return say_word(self.language, WORDS[key], text) if key in WORDS else text

    def _window(self, window: Any) -> str:
        """From when to when, the day once."""
        if not isinstance(window, list | tuple) or len(window) != 2:
            return self._text("window", window)
        first, last = (_instant(str(end)) for end in window)
        if first is None or last is None:
            return " – ".join(self._word("window", str(end)) for end in window)
        first, last = first.astimezone(self.now.tzinfo), last.astimezone(self.now.tzinfo)
        begins = formats.day_and_time(first, self.language, now=self.now)
        if first == last:
            return begins
        same_day = first.date() == last.date()
        ends = formats.clock_time(last) if same_day else formats.day_and_time(last, self.language, now=self.now)
        return f"{begins} – {ends}"

    def _slot(self, record: Mapping[str, Any]) -> str:
        """When and with whom; of an offer also what spoke for and against it."""
        told = [self._word("starts_at", str(record["starts_at"]))]
        if record.get("person"):
            told.append(resource_name(self.business, str(record["person"])))
        why: tuple[str, ...] = ()
        with suppress(KeyError, ValueError, TypeError):  # a slot, or an offer recorded by an older version
            names = {one.id: one.name for one in (*self.business.resources, *self.business.former_resources)}
            why = say_why(recorded_offer(record), self.language, names)
        return ", ".join(told) + (f": {' '.join(why)}" if why else "")


def _instant(text: str) -> datetime | None:
    """An instant with its offset; a bare date or clock time is none."""
    if len(text) < len("2026-03-24T14:30") or text[10:11] != "T":
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
