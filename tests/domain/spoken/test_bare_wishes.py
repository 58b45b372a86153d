"""Times that duties and the appointment itself stand beside, as German callers say them."""

from datetime import datetime

import pytest

from app.domain.spoken.bare_wishes import bare_wish
from tests.dialogue.text_call import ZONE, comprehension

NOW = datetime(2026, 3, 16, 9, 0, tzinfo=ZONE)


def _fits(text: str, day_and_time: str) -> bool:
    heard = comprehension().when(text, "de", now=NOW)
    at = datetime.fromisoformat(f"2026-{day_and_time}").replace(tzinfo=ZONE)
    return heard is not None and any(window.fits(at) for window in heard.windows)


@pytest.mark.parametrize(
    ("text", "fits", "fits_not"),
    [
        ("Sie hat wegen der Schule immer erst ab drei Zeit.", "03-17T15:30", "03-17T10:00"),
        ("Wegen meiner Frühschicht erst nach zwei.", "03-17T15:00", "03-17T09:00"),
        ("Wegen der Arbeit geht es vormittags nicht.", "03-17T15:00", "03-17T09:00"),
        ("Ich hab wegen der Uni montags keine Zeit.", "03-17T09:00", "03-23T09:00"),
        ("Morgens, es sollte vor neun losgehen.", "03-17T08:30", "03-17T10:00"),
        ("Früh am Tag, der Termin müsste vor zehn beginnen.", "03-17T09:30", "03-17T10:45"),
    ],
)
def test_a_duty_that_is_only_the_reason_turns_no_time_round(text: str, fits: str, fits_not: str) -> None:
    assert _fits(text, fits)
    assert not _fits(text, fits_not)


@pytest.mark.parametrize(
    "text", ["Es muss vor zehn fertig sein.", "Um elf muss ich im Büro sein.", "Wegen der Rechnung am Montag."]
)
def test_what_has_to_be_done_by_then_is_left_as_it_was_said(text: str) -> None:
    assert bare_wish(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Morgen! Ich hätte gern eine Kontrolle am Freitag.",
        "Morgen, Krüger hier, ich bräuchte am Freitag was.",
        "Ja hallo, morgen, ich bräuchte was am Freitag.",
    ],
)
def test_a_morning_that_is_wished_to_us_is_no_day(text: str) -> None:
    assert _fits(text, "03-20T09:00")
    assert not _fits(text, "03-17T09:00")


@pytest.mark.parametrize("text", ["Morgen, haben Sie da was frei?", "Morgen um neun, bitte.", "Morgen."])
def test_a_morning_that_is_wished_for_is_tomorrow(text: str) -> None:
    assert _fits(text, "03-17T09:00")
