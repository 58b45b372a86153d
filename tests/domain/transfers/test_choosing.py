"""Who is rung: by reason, topic, person, time of day and mode, on ordinary days and on those that change the clocks."""

from dataclasses import replace
from datetime import datetime, time

import pytest

from app.domain.business import Business
from app.domain.ids import E164, ResourceId
from app.domain.transfers.choosing import FirstStep, first_step, is_open, targets_for
from app.domain.transfers.paths import DIRECT, Escalation, EscalationPath, Handover, Mode, Target, Times, Wanted
from tests.fakes.business import praxis

LINE, BILLING, SOMMER, NIGHT = (E164(f"+4930231250{nth}") for nth in (10, 11, 12, 13))
MONDAY = "2026-03-16"
MORNING, EVENING = f"{MONDAY}T09:00", f"{MONDAY}T20:00"


def at(local: str) -> datetime:
    return datetime.fromisoformat(local).replace(tzinfo=praxis().zone)


def office(*paths: EscalationPath, line: E164 | None = LINE, mode: Mode = Mode.ASSISTANT_FIRST) -> Business:
    return replace(praxis(), escalation=Escalation(line, paths, mode=mode))


def rung(business: Business, wanted: Wanted, local: str) -> list[str]:
    return [target.number for target in targets_for(business, wanted, at(local))]


def test_the_example_business_rings_as_it_always_did() -> None:
    business = praxis()
    assert rung(business, Wanted("billing"), MORNING) == [BILLING]
    assert rung(business, Wanted("asked_for_human"), MORNING) == [LINE]
    assert rung(business, Wanted("engine_failed"), MORNING) == [LINE]
    assert rung(business, Wanted("asked_for_human"), EVENING) == []
    assert rung(business, Wanted("emergency_of_life"), EVENING) == [LINE]


def test_the_first_path_that_fits_topic_and_person_is_taken() -> None:
    crowns = EscalationPath("any", targets=(Target(BILLING),), topics=frozenset({"root_canal"}))
    hers = EscalationPath("any", targets=(Target(SOMMER), Target(LINE)), person=ResourceId("dr-anna-sommer"))
    business = office(crowns, hers)
    assert rung(business, Wanted("asked_for_human", topic="root_canal"), MORNING) == [BILLING]
    person = ResourceId("dr-anna-sommer")
    assert rung(business, Wanted("asked_for_human", person=person), MORNING) == [SOMMER, LINE]
    assert rung(business, Wanted("asked_for_human", topic="checkup"), MORNING) == [LINE]


def test_a_path_for_closed_hours_reaches_who_is_on_call() -> None:
    business = office(EscalationPath("distress", targets=(Target(NIGHT),), times=Times.CLOSED))
    assert rung(business, Wanted("distress"), EVENING) == [NIGHT]
    assert rung(business, Wanted("distress"), MORNING) == [LINE]


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_hours_of_a_path_are_what_the_clock_shows_on_days_that_change_it(day: str) -> None:
    sundays = ((),) * 6 + (((time(9), time(12)),),)
    business = office(EscalationPath("any", targets=(Target(NIGHT),), hours=sundays))
    found = [rung(business, Wanted("complaint"), f"{day}T{clock}") for clock in ("08:59", "09:00", "11:59", "12:00")]
    assert found == [[], [NIGHT], [NIGHT], []]


def test_a_night_shift_is_open_after_midnight() -> None:
    hours = replace(praxis().hours, weekly=(((time(20), time(4)),),) * 7)
    business = replace(praxis(), hours=hours)
    assert is_open(business, at("2026-03-17T03:59"))
    assert not is_open(business, at("2026-03-17T04:00"))


def test_our_own_number_is_never_rung() -> None:
    assert rung(office(EscalationPath("any", targets=(Target(praxis().numbers[0]),))), Wanted("billing"), MORNING) == []


def test_message_only_puts_nobody_through_but_who_is_in_danger() -> None:
    business = office(mode=Mode.MESSAGE_ONLY)
    assert rung(business, Wanted("asked_for_human"), MORNING) == []
    assert rung(business, Wanted("emergency_of_life"), MORNING) == [LINE]


def test_each_mode_says_who_answers_first() -> None:
    colleague = Target(BILLING, ring_s=20)
    business = office(EscalationPath(DIRECT, targets=(Target(LINE), colleague)))
    blind = (Target(LINE, handover=Handover.BLIND), replace(colleague, handover=Handover.BLIND))
    expected = {
        Mode.ASSISTANT_FIRST: FirstStep(),
        Mode.MESSAGE_ONLY: FirstStep(),
        Mode.STAFF_FIRST: FirstStep((replace(blind[0], ring_s=15),)),
        Mode.OVERFLOW: FirstStep(blind),
        Mode.AFTER_HOURS: FirstStep(blind, "voicemail"),
        Mode.HUMAN_LINE: FirstStep(blind, "voicemail"),
    }
    assert {mode: first_step(business, mode, at(MORNING)) for mode in Mode} == expected


def test_outside_opening_hours_the_assistant_answers_unless_it_is_switched_off() -> None:
    found = {mode: first_step(office(), mode, at(EVENING)) for mode in Mode}
    line = FirstStep((Target(LINE, handover=Handover.BLIND),), "voicemail")
    assert found == {mode: line if mode is Mode.HUMAN_LINE else FirstStep() for mode in Mode}


def test_a_kill_switch_without_any_line_leaves_the_voicemail() -> None:
    assert first_step(office(line=None), Mode.HUMAN_LINE, at(MORNING)) == FirstStep(then="voicemail")
    assert first_step(office(line=None), Mode.STAFF_FIRST, at(MORNING)) == FirstStep()
