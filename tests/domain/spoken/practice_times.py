"""Times as the example practice hears them on a Monday in March, at nine."""

from datetime import datetime
from zoneinfo import ZoneInfo

from app.domain.business import Language
from app.domain.spoken.hear_when import hear_when
from app.domain.spoken.when import When
from tests.fakes.business import praxis

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 16, 9, 0, tzinfo=ZONE)


def heard(text: str, language: Language) -> When:
    return hear_when(text, language=language, now=NOW, hours=praxis().hours, expect_time=True, horizon_days=90)


def fits(text: str, day_and_time: str, language: Language) -> bool:
    """`day_and_time`: of that year, as "03-20T09:00"."""
    at = datetime.fromisoformat(f"2026-{day_and_time}").replace(tzinfo=ZONE)
    return any(window.fits(at) for window in heard(text, language).windows)
