"""What became of putting a call through, read from its decisions."""

from datetime import datetime, timedelta

from app.domain.calls import CallEntry, CallOnRecord, CallOutcome, Decision
from app.domain.ids import BusinessId, CallSid
from app.domain.transfers.handovers import handover_in, is_taken, outcome_of
from tests.fakes.clock import MONDAY_MORNING

ENTRY = CallEntry(CallSid("CA1"), BusinessId("praxis"), "+493023125199", "+493023125000", "de", MONDAY_MORNING)


def at(seconds: int) -> datetime:
    return MONDAY_MORNING + timedelta(seconds=seconds)


def asked(seconds: int = 0, reason: str = "asked_for_human") -> Decision:
    return Decision("escalation", at(seconds), reason)


def rings(seconds: int, target: str) -> Decision:
    return Decision("transfer", at(seconds), "ringing", {"reason": "x"}, {"target": target, "number": "+49"})


def ends(seconds: int, why: str, status: str = "") -> Decision:
    return Decision("transfer", at(seconds), why, {"dial_status": status} if status else {})


def test_who_took_it_and_after_how_many_seconds() -> None:
    found = handover_in(
        [asked(), rings(2, "A"), ends(10, "not_taken", "busy"), rings(10, "B"), ends(19, "transfer_accepted")]
    )
    assert found is not None
    assert (found.reason, found.taken_by, found.taken_after_s) == ("asked_for_human", "B", 19)
    assert [(one.target, one.status, one.rang_s, one.taken) for one in found.attempts] == [
        ("A", "busy", 8, False),
        ("B", "answered", 9, True),
    ]


def test_a_second_wish_for_a_person_is_a_new_attempt() -> None:
    first = [asked(), rings(1, "A"), ends(26, "not_taken", "no-answer"), ends(26, "nobody_answered")]
    again = handover_in([*first, asked(60, "high_emotion"), rings(61, "B")])
    assert again is not None
    assert (again.reason, len(again.attempts), again.nobody_answered) == ("high_emotion", 1, False)
    assert not is_taken(first)


def test_nothing_is_made_of_a_wish_that_nobody_could_meet_or_of_no_wish() -> None:
    assert handover_in([]) is None
    assert handover_in([Decision("escalation", at(0), "outside_hours", {"reason": "asked_for_human"})]) is None


def test_the_outcome_is_what_the_record_proves() -> None:
    taken = [rings(0, "A"), ends(5, "transfer_accepted")]
    message = [rings(0, "A"), ends(5, "not_taken"), Decision("message", at(9), "caller_asked")]
    for decisions, outcome in (
        (taken, CallOutcome.TRANSFERRED),
        (message, CallOutcome.MESSAGE),
        ([Decision("booking", at(0), "caller_agreed"), *message], CallOutcome.BOOKED),
        ([], CallOutcome.ABANDONED),
    ):
        assert outcome_of(CallOnRecord(ENTRY, decisions=tuple(decisions))) is outcome
