from dataclasses import replace
from datetime import timedelta

from app.dialogue.prompt_files import load_wordings
from app.domain.bookings import Booking, BookingStatus, Slot
from app.domain.calls import Decision, DecisionEntry
from app.domain.ids import E164, BookingReference, BusinessId, CallSid
from app.domain.ranking import Factor, Part, Reason, ScoredOffer
from app.usecases.explain_booking import explain_booking
from tests.contracts.tools_contract import CHECKUP, SOMMER, TUESDAY, Day
from tests.fakes.business import praxis
from tests.fakes.clock import FakeClock

BUSINESS, NOW = praxis(), FakeClock().now()
REFERENCE, CALL = BookingReference("FHK23"), CallSid("CA1")


def slot(clock_time: str) -> Slot:
    start = Day(BUSINESS, TUESDAY).at(clock_time)
    return Slot(CHECKUP, start, start + timedelta(minutes=30), SOMMER)


BOOKING = Booking(REFERENCE, slot("10:00"), "Erika", E164("+493023125150"), BookingStatus.CONFIRMED, CALL)


def entry(kind: str, why: str, inputs: dict[str, object], *, about: bool = True) -> DecisionEntry:
    booking = REFERENCE if about else None
    return DecisionEntry(BusinessId(BUSINESS.id), CALL, Decision(kind, NOW, why, inputs), booking)


def offered(*slots: Slot, why: str = "fits_wish") -> DecisionEntry:
    gap = Part(Factor.GAP, 15.0, {"unusable_minutes": 15})
    records = [ScoredOffer(each, (Reason.FITS_WISH, Reason.EARLIEST), (gap,)).record() for each in slots]
    windows = [[slot("09:00").starts_at.isoformat(), slot("12:00").starts_at.isoformat()]]
    inputs: dict[str, object] = {"offering": CHECKUP, "windows": windows, "offered": records, "turned_down": []}
    return entry("offer", why, inputs, about=False)


def booked(why: str = "held_and_confirmed") -> DecisionEntry:
    return entry("booking", why, {"starts_at": slot("10:00").starts_at.isoformat(), "person": SOMMER})


def told(*trail: DecisionEntry, booking: Booking = BOOKING) -> tuple[str, str]:
    explained = explain_booking(BUSINESS, booking, trail, load_wordings("decisions"))
    return " ".join(explained.sentences["de"]), " ".join(explained.sentences["en"])


def test_an_offered_booking_says_the_wish_the_score_and_what_else_was_offered() -> None:
    german, english = told(offered(slot("10:00"), slot("11:00")), booked())
    assert "Angeboten wurde zwei Termine" not in german
    for words in (
        "Gewünscht war: am Dienstag, den siebzehnten März, um neun Uhr bis",
        "gewählt wurde am Dienstag, den siebzehnten März, um zehn Uhr bei Doktor Anna Sommer",
        "Es ist der früheste freie Termin",
        "Dagegen sprach: Daneben bleibt eine Lücke, in die kein Termin passt (15 Minuten).",
        "Ebenfalls angeboten, aber nicht genommen: am Dienstag, den siebzehnten März, um elf Uhr.",
        "nach dem Vorlesen bestätigt",
    ):
        assert words in german
    assert "Two appointments were offered" in english
    assert "at ten in the morning with Doctor Anna Sommer was chosen" in english


def test_a_booking_outside_the_wish_says_why_the_wish_could_not_be_met() -> None:
    german, english = told(offered(slot("10:00"), why="full"), booked())
    assert "In der gewünschten Zeit war nichts zu machen: alles war vergeben." in german
    assert "everything was taken" in english


def test_a_booking_that_was_never_offered_says_so() -> None:
    german, english = told(booked("free_and_confirmed"))
    assert german.startswith("Diese Zeit war nicht angeboten, sondern ausdrücklich gewünscht")
    assert english.startswith("This time was not offered but asked for")


def test_moves_refusals_and_cancellations_are_told_in_their_order() -> None:
    refused = entry("refusal", "notice", {"starts_at": slot("09:00").starts_at.isoformat(), "person": SOMMER})
    move: dict[str, object] = {
        "from": slot("10:00").starts_at.isoformat(),
        "to": slot("11:00").starts_at.isoformat(),
        "person": SOMMER,
    }
    german, _ = told(refused, booked(), entry("move", "asked_and_confirmed", move), entry("cancellation", "asked", {}))
    assert german.index("das war zu kurzfristig") < german.index("Verschoben") < german.index("Abgesagt")


def test_what_was_offered_for_something_else_in_the_same_call_is_left_out() -> None:
    other = offered(slot("10:00"))
    other = replace(other, decision=replace(other.decision, inputs={**other.decision.inputs, "offering": "cleaning"}))
    explained = explain_booking(BUSINESS, BOOKING, (other, booked()), load_wordings("decisions"))
    assert [each.decision.kind for each in explained.trail] == ["booking"]


def test_an_old_booking_without_a_record_admits_it() -> None:
    german, english = told()
    assert "nichts aufgezeichnet" in german
    assert "Nothing is on record" in english
