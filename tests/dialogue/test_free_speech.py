"""What a language model may say in its own words, and what not: two corpora, and the rules behind them one by one."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.dialogue.claims import ClaimKind, Evidence
from app.dialogue.guardrails import Known
from app.domain.bookings import Slot
from app.domain.business import Language
from app.domain.ids import OfferingKey, ResourceId
from tests.dialogue.model_line import praxis_guard
from tests.dialogue.text_call import ZONE

CORPORA = Path(__file__).parents[1] / "corpora" / "free_speech"
NOTHING = Known(())
START = datetime(2026, 3, 24, 9, 0, tzinfo=ZONE)
TUESDAY_AT_NINE = Slot(OfferingKey("checkup"), START, START + timedelta(minutes=30), ResourceId("dr-jonas-weber"))
WEDNESDAY_AT_TEN = replace(
    TUESDAY_AT_NINE, starts_at=START + timedelta(hours=25), ends_at=START + timedelta(hours=25, minutes=30)
)


def sentences(kind: str, language: Language) -> list[str]:
    return (CORPORA / f"{kind}.{language}.txt").read_text(encoding="utf-8").splitlines()


def objection(text: str, known: Known = NOTHING, language: Language = "de") -> str | None:
    return praxis_guard().objection(text, language, known)


@pytest.mark.parametrize("language", ["de", "en"])
def test_what_a_good_receptionist_says_between_the_facts_may_be_said(language: Language) -> None:
    withheld = {
        text: reason for text in sentences("allowed", language) if (reason := objection(text, language=language))
    }
    assert withheld == {}


@pytest.mark.parametrize("language", ["de", "en"])
def test_claims_secrets_advice_promises_and_other_topics_are_withheld(language: Language) -> None:
    assert [text for text in sentences("withheld", language) if objection(text, language=language) is None] == []


def test_a_booking_may_be_told_once_it_is_made_and_only_with_its_own_time() -> None:
    made = Known([Evidence(ClaimKind.BOOKED, TUESDAY_AT_NINE)])
    assert objection("Der Termin ist gebucht.") == "booked"
    assert objection("Der Termin ist gebucht.", made) is None
    assert objection("Der Termin ist am Dienstag um neun Uhr gebucht.", made) is None
    assert objection("Der Termin ist am Dienstag um zehn Uhr gebucht.", made) == "time"


def test_the_day_of_one_offer_beside_the_hour_of_another_is_no_offer() -> None:
    offered = Known([Evidence(ClaimKind.FREE, TUESDAY_AT_NINE), Evidence(ClaimKind.FREE, WEDNESDAY_AT_TEN)])
    assert objection("Am Dienstag um neun Uhr ist etwas frei.", offered) is None
    assert objection("Am Dienstag um zehn Uhr ist etwas frei.", offered) == "time"


def test_a_price_may_be_repeated_as_it_was_told_and_not_otherwise() -> None:
    told = Known([Evidence(ClaimKind.KNOWLEDGE, text="Die professionelle Zahnreinigung kostet neunundachtzig Euro.")])
    assert objection("Wie gesagt, die Zahnreinigung kostet neunundachtzig Euro.", told) is None
    assert objection("Die Zahnreinigung kostet neunundsiebzig Euro.", told) is not None


def test_staff_are_named_in_questions_but_nothing_is_said_about_them_that_no_tool_told() -> None:
    assert objection("Möchten Sie zu Doktor Weber?") is None
    assert objection("Doktor Weber freut sich.") == "person"
    assert objection("Das ist bei Doktor Weber.", Known([Evidence(ClaimKind.FREE, TUESDAY_AT_NINE)])) is None


def test_the_caller_is_addressed_by_name_and_nobody_else_is_named() -> None:
    assert objection("Gern, Frau Hoffmann.", Known((), caller_names=("Sabine Hoffmann",))) is None
    assert objection("Gern, Frau Hoffmann.") == "person"


def test_a_day_the_caller_named_may_be_asked_about_but_an_hour_in_a_question_is_an_offer() -> None:
    wished = Known((), ["Ich hätte gern am Dienstag um neun einen Termin."])
    assert objection("Am Dienstag also?", wished) is None
    assert objection("Passt Ihnen Dienstag um neun Uhr?", wished) == "time"


def test_a_denial_that_is_true_may_be_said() -> None:
    assert objection("Es ist noch nichts gebucht.") is None
    assert objection("It is not booked yet.", language="en") is None
