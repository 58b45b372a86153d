"""`vorzimmer understand`: what is understood in a text, by the same code that understands callers."""

from datetime import datetime

from app.clock import SystemClock
from app.dialogue.comprehension import Comprehension
from app.dialogue.intents import load_or_train
from app.dialogue.state import CallState
from app.domain.business import Business, Language
from app.domain.errors import ConfigurationError
from app.domain.ids import CallSid
from app.domain.spoken.hear_name import hear_name
from app.domain.spoken.hear_number import hear_phone
from app.domain.spoken.hear_when import hear_when
from app.settings import Settings
from app.wiring.example import example


def understood(settings: Settings, text: str, language: Language, at: str | None) -> dict[str, object]:
    """`at` is local time of the example business, whose opening hours count as well. Raises ConfigurationError."""
    now = SystemClock().now()
    business = example(now.date())
    now = now.astimezone(business.zone) if at is None else _local(at, business)
    when = hear_when(text, language=language, now=now, hours=business.hours)
    windows = [{"from": _minute(window.earliest), "to": _minute(window.latest)} for window in when.windows]
    comprehension = Comprehension(business, load_or_train(settings.models_dir))
    reading = comprehension.read(text, CallState(CallSid("understand"), business, language, None), now=now)
    name = hear_name(text, language, expected=False)
    phone = hear_phone(text, language)
    return {
        "text": text,
        "language": language,
        "at": _minute(now),
        "when": {
            "windows": windows,
            "problem": when.problem.value if when.problem else None,
            "soonest": when.soonest,
        },
        "intent": reading.intent.value,
        "confidence": round(reading.guess.confidence, 3),
        "answer": reading.answer,
        "offerings": list(reading.offerings),
        "person": reading.person,
        "name": reading.name or (name.full if name is not None else None),
        "number": phone.e164 if phone.complete else None,
        "emotion": reading.emotion,
    }


def _local(at: str, business: Business) -> datetime:
    try:
        moment = datetime.fromisoformat(at)
    except ValueError as error:
        raise ConfigurationError(f"--at: {at} is no time; write 2026-03-18T10:00") from error
    return moment.replace(tzinfo=business.zone) if moment.tzinfo is None else moment.astimezone(business.zone)


def _minute(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(timespec="minutes")
