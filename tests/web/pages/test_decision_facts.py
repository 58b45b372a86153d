"""What a decision was made from, in words: no key, no machine's clock time, no score."""

from datetime import datetime

import pytest

from app.domain.bookings import Slot
from app.domain.business import Business, Language
from app.domain.calls import Decision
from app.domain.escalation.signals import Kind
from app.domain.ids import OfferingKey, ResourceId
from app.domain.ranking import Factor, Part, Reason, ScoredOffer
from app.web.pages.decision_facts import Facts
from tests.fakes.business import praxis
from tests.web.pages.office import BERLIN, TUESDAY_MORNING

ANNA = ResourceId("dr-anna-sommer")


@pytest.fixture
def business() -> Business:
    return praxis(TUESDAY_MORNING.date())


def told(business: Business, language: Language = "de", **inputs: object) -> dict[str, tuple[str, ...]]:
    decision = Decision("offer", TUESDAY_MORNING, "fits_wish", inputs)
    return dict(Facts(business, language, TUESDAY_MORNING).of(decision))


def offer(hour: int) -> dict[str, object]:
    """As it is recorded."""
    starts_at = datetime(2026, 3, 24, hour, 30, tzinfo=BERLIN)
    slot = Slot(OfferingKey("checkup"), starts_at, starts_at.replace(hour=hour + 1), ANNA)
    parts = (Part(Factor.GAP, 40.0, {"unusable_minutes": 10}),)
    return ScoredOffer(slot, (Reason.FITS_WISH,), parts).record()


def test_an_offer_is_its_time_its_person_and_what_spoke_for_and_against_it(business: Business) -> None:
    lines = told(business, offering="checkup", offered=[offer(14), offer(16)])
    assert lines["offering"] == ("Kontrolluntersuchung",)
    first, second = lines["offered"]
    assert first.startswith("Di. 24. März, 14:30, Dr. Anna Sommer: ")
    assert "Dagegen sprach" in first
    assert second.startswith("Di. 24. März, 16:30")
    assert "cost_minutes" not in first


def test_times_are_those_of_the_businesss_clock_on_both_sides_of_a_change(business: Business) -> None:
    lines = told(
        business,
        windows=[
            ["2026-03-28T10:00:00+00:00", "2026-03-28T17:00:00+00:00"],
            ["2026-03-29T10:00:00+00:00", "2026-03-29T10:00:00+00:00"],
        ],
        turned_down=["2026-10-24T08:00:00+00:00", "2026-10-25T08:00:00+00:00"],
    )
    assert lines["windows"] == ("Sa. 28. März, 11:00 – 18:00; So. 29. März, 12:00",)
    assert lines["turned_down"] == ("Sa. 24. Okt., 10:00, So. 25. Okt., 09:00",)


def test_an_escalation_tells_its_signs_in_words_the_strongest_first(business: Business) -> None:
    signals = {"annoyance": 0.2, "wants_human": 0.9}
    lines = told(business, intensity=0.51, threshold=0.5, signals=signals)
    assert lines["signals"] == ("will einen Menschen, Ärger",)
    assert lines["intensity"] == ("0,51",)
    assert told(business, "en", intensity=0.51)["intensity"] == ("0.51",)


def test_what_nobody_foresaw_stands_as_it_was_recorded(business: Business) -> None:
    old = {"starts_at": "2026-03-24T14:30:00+01:00"}
    lines = told(business, offered=[old], person="who-left", odd={"a": [1, None]}, empty=[], windows=["?", ["x", "y"]])
    assert lines["offered"] == ("Di. 24. März, 14:30",)
    assert lines["person"] == ("who-left",)
    assert lines["windows"] == ("?; x – y",)
    assert "empty" not in lines


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_sign_is_worded(business: Business, language: Language) -> None:
    for sign in Kind:
        [[text]] = told(business, language, signals={sign.value: 1.0}).values()
        assert "_" not in text
