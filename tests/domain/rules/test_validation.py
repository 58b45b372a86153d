"""Contradictory rules are named in German and English; the example business has none."""

import string
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from app.domain.business import Business, Offering, OpeningHours, Reservation, ResourceKind, Role
from app.domain.ids import E164, OfferingKey, SkillName
from app.domain.rules.between import Distance, Prerequisite
from app.domain.rules.finding_words import WORDS, WORDS_OF_ONE
from app.domain.rules.findings import RuleFinding
from app.domain.rules.validation import contradictions
from tests.fakes.business import SEEDED_ON, praxis

CHECKUP, IMPLANT, ROOT_CANAL = OfferingKey("checkup"), OfferingKey("implant_consultation"), OfferingKey("root_canal")
NEVER = ((),) * 7


def changed(key: OfferingKey, **fields: object) -> Callable[[Business], Business]:
    def change(business: Business) -> Business:
        offerings = tuple(
            replace(o, **fields) if o.key == key else o  # type: ignore[arg-type]  # the fields are named by each case
            for o in business.offerings
        )
        return replace(business, offerings=offerings)

    return change


def circle(business: Business) -> Business:
    one = changed(CHECKUP, requires=(Prerequisite(IMPLANT),))(business)
    return changed(IMPLANT, requires=(Prerequisite(CHECKUP),))(one)


def works_on_sundays_alone(business: Business) -> Business:
    aydin = replace(business.resources[2], days=frozenset({6}))
    return replace(business, resources=(*business.resources[:2], aydin, *business.resources[3:]))


def kept_at_night(business: Business) -> Business:
    kept = Reservation(((((time(22), time(23))),),) * 7, frozenset({CHECKUP}))
    return replace(business, rules=replace(business.rules, reservations=(kept,)))


CASES: list[tuple[str, Callable[[Business], Business], bool]] = [
    ("no_hours", lambda b: replace(b, hours=OpeningHours(NEVER)), True),
    ("nothing_to_book", lambda b: replace(b, offerings=()), True),
    ("nobody_can", lambda b: replace(b, resources=b.resources[5:]), True),
    ("nothing_suits", changed(CHECKUP, roles=(Role("laser", ResourceKind.EQUIPMENT, SkillName("laser")),)), True),
    ("never_there", works_on_sundays_alone, True),
    ("never_fits", changed(CHECKUP, duration=timedelta(hours=7)), True),
    ("notice_beyond_horizon", changed(CHECKUP, minimum_notice=timedelta(days=120)), True),
    ("horizon_without_effect", changed(CHECKUP, horizon=timedelta(days=300)), False),
    ("circle", circle, True),
    ("same_day_and_not", changed(ROOT_CANAL, requires=(Prerequisite(IMPLANT, Distance(max_days=0)),)), True),
    ("distance_beyond_horizon", changed(IMPLANT, requires=(Prerequisite(CHECKUP, Distance(min_days=200)),)), False),
    ("urgent_with_notice", changed(CHECKUP, same_day=True, minimum_notice=timedelta(hours=3)), False),
    ("urgent_and_low", changed(CHECKUP, same_day=True, low_priority=True), False),
    ("cap_below_seats", changed(CHECKUP, capacity=8, max_per_day=4), False),
    ("reserved_while_closed", kept_at_night, False),
    ("no_name", changed(CHECKUP, names={"de": "Kontrolle"}), False),
    ("calls_itself", lambda b: replace(b, escalation=replace(b.escalation, human_line=E164("+493023125000"))), True),
]


def test_the_example_business_has_no_contradictions() -> None:
    assert contradictions(praxis(), SEEDED_ON) == ()


@pytest.mark.parametrize(("code", "change", "impossible"), CASES)
def test_a_contradiction_is_named_in_both_languages(
    code: str, change: Callable[[Business], Business], impossible: bool
) -> None:
    found = next(finding for finding in contradictions(change(praxis()), SEEDED_ON) if finding.code == code)
    assert found.impossible == impossible
    for sentence in (found.says("de"), found.says("en"), found.fix("de"), found.fix("en")):
        assert sentence.endswith(".")
        assert "{" not in sentence


def test_a_circle_is_told_once_with_everybody_in_it() -> None:
    circles = [finding for finding in contradictions(circle(praxis()), SEEDED_ON) if finding.code == "circle"]
    assert [finding.facts["circle"] for finding in circles] == [
        "Kontrolluntersuchung → Implantatberatung → Kontrolluntersuchung"
    ]


def test_a_night_that_runs_into_the_morning_shift_is_doubtful() -> None:
    nights: tuple[tuple[time, time], ...] = ((time(7), time(12)), (time(20), time(8)))
    found = contradictions(replace(praxis(), hours=OpeningHours((nights,) * 7)), SEEDED_ON)
    assert "hours_overlap" in {finding.code for finding in found}


def test_an_offering_that_fits_on_one_day_of_the_year_is_no_contradiction() -> None:
    once = OpeningHours(NEVER, exceptions={date(2026, 12, 24): ((time(8), time(18)),)})
    business = replace(praxis(), hours=once, offerings=(Offering(CHECKUP, {"de": "x", "en": "x"}, timedelta(hours=1)),))
    assert "never_fits" not in {finding.code for finding in contradictions(business, SEEDED_ON)}


def test_every_sentence_exists_in_both_languages() -> None:
    assert all(set(words) == {"de", "en"} for words in WORDS.values())


@pytest.mark.parametrize("code", sorted(code for code, words in WORDS.items() if "{count}" in words["de"][0]))
def test_one_of_a_kind_is_told_in_the_singular(code: str) -> None:
    if code == "over_cap":
        assert code not in WORDS_OF_ONE  # more than allowed: "1 instead of 0" is what it is
        return
    for language, many in WORDS[code].items():
        one = WORDS_OF_ONE[code][language]
        assert blanks(*one) == blanks(*many) - {"count"}
    facts = dict.fromkeys(blanks(*WORDS[code]["de"]), "x")
    assert RuleFinding(code, facts={**facts, "count": "1"}).says("de") == WORDS_OF_ONE[code]["de"][0].format(**facts)
    assert "7" in RuleFinding(code, facts={**facts, "count": "7"}).says("de")


def blanks(*sentences: str) -> set[str]:
    return {name for sentence in sentences for _, name, _, _ in string.Formatter().parse(sentence) if name}
