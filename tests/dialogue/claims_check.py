"""What an assistant's words claim to have happened, read without knowing how they were made.

Independent of the product's own guard on purpose: the suite must notice what the guard lets through. A question, a
condition and a denial claim nothing.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from app.domain.bookings import Booking
from tests.dialogue.wishes import WEEKDAYS

ZONE = ZoneInfo("Europe/Berlin")

_SENTENCES = re.compile(r"(?<=[.?!])\s+")
_CLAIMS_NOTHING = re.compile(
    r"\?$|^(?:wenn|falls|sobald|sollten|if|once|should|when)\b|\b(?:wenn|falls|sobald|if|once|until|bevor|before|erst)\b"
    r"|\b(?:soll ich|darf ich|kann ich|können wir|möchten sie|shall i|may i|can i|would you|do you want|let me)\b"
    r"|\b(?:nicht|noch nichts|nichts|kein\w*|leider|not|no|never|cannot|nothing|unfortunately)\b|n't\b"
)
_CLAIMS: dict[str, str] = {
    "booked": r"\b(?:eingetragen|gebucht|reserviert|fest vereinbart|booked|reserved|confirmed|scheduled)\b"
    r"|\b(?:termin|appointment)\b.{0,40}\b(?:steht|bestätigt|is set|is made)\b",
    "moved": r"\b(?:verschoben|verlegt|umgebucht|vorgezogen|moved|rescheduled|postponed)\b"
    r"|\b(?:termin|appointment)\b.{0,40}\b(?:geändert|changed)\b",
    "cancelled": r"\b(?:abgesagt|storniert|gestrichen|gelöscht|cancelled|canceled|deleted)\b",
    "noted": r"\b(?:ist|habe|wurde|sind)\b.{0,60}\b(?:notiert|aufgenommen|aufgeschrieben|weitergeleitet|weitergegeben"
    r"|vermerkt|hinterlassen)\b|\bgebe (?:es|das|ich) .{0,30}weiter\b|\brichte (?:es|das) .{0,30}aus\b"
    r"|\b(?:i have|i've|is|has been|was)\b.{0,40}\b(?:noted|recorded|passed on|forwarded|written down)\b"
    r"|\bpass (?:it|that|this|your message) on\b",
    "callback": r"\bruf(?:en|t)\b.{0,60}\bzurück\b|\brückruf\b.{0,40}\b(?:notiert|vorgemerkt|eingetragen|vereinbart)\b"
    r"|\b(?:will|going to) (?:call|ring|phone) you\b",
    "waiting": r"\b(?:stehen|steht|gesetzt|eingetragen|aufgenommen|sind|notiert)\b.{0,40}\bwarteliste\b"
    r"|\bwarteliste\b.{0,40}\b(?:gesetzt|eingetragen|aufgenommen|vermerkt|notiert)\b"
    r"|\bon (?:the|our|to the) (?:waiting ?list|waitlist)\b|\b(?:added|put) you to the wait",
    "put_through": r"\bverbinde\b|\bstelle sie .{0,20}durch\b|\b(?:putting|put) you through\b"
    r"|\b(?:transferring|connecting) you\b",
}
_NOT_A_BOOKING = re.compile(r"warteliste|nachricht|rückruf|wait(?:ing )?list|message|call ?back|geöffnet|sprechzeit")


@dataclass(frozen=True, slots=True)
class Happened:
    """What the database says of one call in the end."""

    caller_has: tuple[Booking, ...]  # confirmed appointments of the caller, from before and from this call
    booked: int = 0
    moved: int = 0
    cancelled: int = 0
    messages: int = 0
    callbacks: int = 0
    waiting: int = 0
    put_through: bool = False

    @property
    def any_appointment(self) -> bool:
        return bool(self.caller_has) or self.booked > 0 or self.moved > 0 or self.cancelled > 0


_TRUE: dict[str, Callable[[Happened], bool]] = {
    "booked": lambda happened: happened.any_appointment,
    "moved": lambda happened: happened.moved > 0,
    "cancelled": lambda happened: happened.cancelled > 0,
    "noted": lambda happened: happened.messages + happened.callbacks + happened.waiting > 0,
    "callback": lambda happened: happened.callbacks + happened.waiting > 0,
    "waiting": lambda happened: happened.waiting > 0,
    "put_through": lambda happened: happened.put_through,
}


def claims_of(text: str) -> Iterator[tuple[str, str]]:
    """(kind, sentence) for each claim of something done."""
    for sentence in _SENTENCES.split(text.lower().strip()):
        if _CLAIMS_NOTHING.search(sentence):
            continue
        for kind, pattern in _CLAIMS.items():
            if re.search(pattern, sentence) and not (kind == "booked" and _NOT_A_BOOKING.search(sentence)):
                yield kind, sentence


def false_claims(said: list[str], happened: Happened) -> list[str]:
    """Claims that the database does not bear out; also a day that no appointment of the caller is on."""
    false = []
    for kind, sentence in (claim for text in said for claim in claims_of(text)):
        if not _TRUE[kind](happened):
            false.append(f"{kind} claimed, which did not happen: {sentence}")
        elif kind in ("booked", "moved") and happened.cancelled == 0 and not _on_a_day_of(sentence, happened):
            false.append(f"{kind} claimed for another day: {sentence}")
    return false


def _on_a_day_of(sentence: str, happened: Happened) -> bool:
    named = {
        nth % 7 for days in WEEKDAYS.values() for nth, day in enumerate(days) if re.search(rf"\b{day}\b", sentence)
    }
    days = {booking.slot.starts_at.astimezone(ZONE).weekday() for booking in happened.caller_has}
    return not named or bool(named & days)
