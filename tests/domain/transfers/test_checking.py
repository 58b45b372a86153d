"""Paths that lead nowhere, in a circle, or where calls cost a fortune are named in the owner's words."""

from dataclasses import replace

import pytest

from app.domain.ids import E164, BusinessId, ResourceId
from app.domain.rules.finding_words import WORDS
from app.domain.transfers.checking import answered_by_another, astray
from app.domain.transfers.paths import Escalation, EscalationPath, Mode, Target, Times
from tests.fakes.business import praxis

LINE = E164("+493023125010")
PREMIUM, SHARED, AUSTRIA, SATELLITE = (
    E164(number) for number in ("+499001234567", "+491803123456", "+4315551234", "+881612345678")
)


def codes(escalation: Escalation) -> list[str]:
    found = list(astray(replace(praxis(), escalation=escalation)))
    for finding in found:
        assert finding.says("de") != finding.says("en")
        assert "{" not in finding.says("de") + finding.fix("de") + finding.says("en") + finding.fix("en")
    return [finding.code for finding in found]


def to(*numbers: E164, when: str = "any", **more: object) -> EscalationPath:
    return replace(EscalationPath(when, targets=tuple(Target(number) for number in numbers)), **more)  # type: ignore[arg-type]


def test_the_example_business_has_no_fault() -> None:
    assert list(astray(praxis())) == []


@pytest.mark.parametrize(
    ("escalation", "code"),
    [
        (Escalation(praxis().numbers[0]), "calls_itself"),
        (Escalation(LINE, (to(praxis().numbers[0]),)), "calls_itself"),
        (Escalation(LINE, (to(PREMIUM),)), "costly_number"),
        (Escalation(LINE, (to(SHARED),)), "costly_number"),
        (Escalation(LINE, (to(AUSTRIA),)), "foreign_number"),
        (Escalation(LINE, (to(SATELLITE),)), "foreign_number"),
        (Escalation(LINE, (to(E164("+999123456")),)), "no_such_number"),
        (Escalation(None, (EscalationPath("billing"),)), "path_to_nowhere"),
        (Escalation(LINE, (to(LINE, when="complaints"),)), "path_for_no_reason"),
        (Escalation(LINE, (to(LINE, hours=((),) * 7),)), "path_without_hours"),
        (Escalation(LINE, (to(LINE, person=ResourceId("dr-nobody")),)), "path_to_a_stranger"),
        (Escalation(LINE, (to(LINE), to(LINE, when="billing"))), "path_never_reached"),
        (Escalation(LINE, (replace(to(LINE), targets=(Target(LINE, ring_s=60),) * 2),)), "path_rings_long"),
        (Escalation(None, mode=Mode.HUMAN_LINE), "mode_without_line"),
    ],
)
def test_what_can_go_wrong_is_named(escalation: Escalation, code: str) -> None:
    assert code in codes(escalation)
    assert set(WORDS[code]) == {"de", "en"}


def test_a_number_at_which_another_business_has_its_assistant_is_no_person() -> None:
    here = replace(praxis(), escalation=Escalation(LINE, (to(PREMIUM),)))
    theirs = replace(praxis(), id=BusinessId("salon"), numbers=(LINE,))
    assert answered_by_another(here, (here, theirs)) == {LINE: theirs}
    assert answered_by_another(here, (here,)) == {}


def test_what_the_owner_allows_by_name_is_dialled() -> None:
    assert codes(Escalation(LINE, (to(PREMIUM),), allowed_numbers=frozenset({PREMIUM}))) == []
    assert codes(Escalation(LINE, (to(AUSTRIA),), allowed_countries=frozenset({"AT"}))) == []


def test_a_narrower_path_may_stand_before_a_wider_one() -> None:
    narrow = to(LINE, topics=frozenset({"root_canal"}))
    at_night = to(LINE, times=Times.CLOSED)
    assert codes(Escalation(LINE, (narrow, at_night, to(LINE)))) == []
    assert codes(Escalation(LINE, (to(LINE, times=Times.ALWAYS), narrow))) == ["path_never_reached"]
