from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.domain.availability import Calendar
from app.domain.business import Absence
from app.domain.chains import links_of, plan_chains
from app.domain.errors import ConfigurationError
from app.domain.ids import E164, BusinessId, OfferingKey, ResourceId
from app.domain.rules.validation import contradictions
from app.stores.business_file import BusinessText, every_rule, example_business, parse_business, slug
from app.stores.businesses import SqlBusinesses
from app.stores.database import Database
from app.stores.records import SqlRecords
from tests.fakes.clock import FakeClock

SMALL = """
name: Werkstatt Groß
zone: Europe/Berlin
numbers: ["+493023125500"]
opening_hours: {mon: [["08:00", "24:00"]]}
resources: [{name: Jörg Groß, kind: person, skills: [tyres]}]
offerings: [{key: tyres, de: Reifenwechsel, minutes: 45}]
"""


@pytest.mark.parametrize(
    "told", ["mail: joerg", 'mail: "a@b.example, c@d.example"', 'sms: "030 1234"', "mail: j@g.example, count: 2"]
)
def test_an_address_that_nobody_could_read_is_refused(told: str) -> None:
    with pytest.raises(ConfigurationError):
        parse_business(SMALL.replace("skills: [tyres]", f"skills: [tyres], {told}"))


def test_a_room_reads_no_messages() -> None:
    with pytest.raises(ConfigurationError, match="kind person"):
        parse_business(
            SMALL.replace("skills: [tyres]}", "skills: [tyres]}, {name: Halle, kind: room, mail: h@g.example}")
        )


async def test_the_example_is_seeded_once_with_its_customers(database: Database, clock: FakeClock) -> None:
    businesses = SqlBusinesses(database, clock)
    assert await businesses.seed_example() is None
    customers = await SqlRecords(database, businesses).customers()
    assert customers.total == 4
    assert {entry.customer.name for entry in customers.items} >= {"Emily Carter", "Mehmet Yilmaz"}


async def test_seeding_leaves_a_database_alone_that_has_any_business(database: Database, clock: FakeClock) -> None:
    assert await SqlBusinesses(database, clock).seed_example(only_when_empty=True) is None


def test_the_example_has_what_it_promises() -> None:
    business = example_business().business(date(2026, 3, 18))
    assert business.numbers == (E164("+493023125000"),)
    assert (len(business.resources), len(business.offerings), len(business.faq)) == (8, 6, 8)
    assert business.escalation.human_line == E164("+493023125010")
    assert business.absences == (Absence(ResourceId("dr-jonas-weber"), date(2026, 3, 30), date(2026, 4, 5), "Urlaub"),)
    root_canal = business.offering(OfferingKey("root_canal"))
    assert root_canal.buffer_before == timedelta(minutes=10)
    assert root_canal.not_same_day_as == {"implant_consultation"}


def test_the_pattern_for_owners_uses_every_rule_and_contradicts_itself_nowhere() -> None:
    described, today = parse_business(every_rule()), date(2026, 11, 23)
    business = described.business(today)
    assert contradictions(business, today) == ()
    assert described == BusinessText.model_validate_json(described.model_dump_json(exclude_none=True))
    calendar = Calendar(business, datetime(2026, 11, 23, 8, tzinfo=UTC))
    links = links_of(calendar, business.offering(OfferingKey("colour")))
    days = [today + timedelta(days=nth) for nth in range(30)]
    chain = next(plan_chains(calendar, links, days))
    assert [candidate.slot.offering for candidate in chain.candidates] == ["patch_test", "colour"]


def test_public_holidays_are_those_of_the_region() -> None:
    closed = example_business().business(date(2026, 3, 18)).hours.closed_days
    assert date(2026, 3, 8) in closed  # women's day is a holiday in Berlin alone
    assert date(2026, 6, 4) not in closed  # Corpus Christi is none there
    assert date(2027, 1, 1) in closed


async def test_a_weeks_ahead_absence_is_dated_once_and_stays(database: Database, clock: FakeClock) -> None:
    businesses = SqlBusinesses(database, clock)
    before = await businesses.load(BusinessId("praxis-dr-sommer"))
    clock.advance(timedelta(days=8))
    after = await businesses.load(BusinessId("praxis-dr-sommer"))
    assert before is not None
    assert after is not None
    assert after.absences == before.absences != ()


async def test_a_second_business_answers_its_own_number(database: Database, clock: FakeClock) -> None:
    businesses = SqlBusinesses(database, clock)
    saved = await businesses.save(parse_business(SMALL))
    assert saved.id == "werkstatt-gross"
    assert await businesses.by_number("+493023125500") == saved
    assert len(await businesses.all()) == 2


async def test_a_number_has_one_owner(database: Database, clock: FakeClock) -> None:
    businesses = SqlBusinesses(database, clock)
    greedy = parse_business(SMALL.replace("+493023125500", "+493023125000"))
    with pytest.raises(ConfigurationError, match="praxis-dr-sommer"):
        await businesses.save(greedy)
    assert await businesses.load(BusinessId("werkstatt-gross")) is None


async def test_a_changed_description_is_what_is_loaded_next(database: Database, clock: FakeClock) -> None:
    businesses = SqlBusinesses(database, clock)
    await businesses.save(parse_business(SMALL))
    await businesses.save(parse_business(SMALL.replace("+493023125500", "+493023125501")))
    assert await businesses.by_number("+493023125500") is None
    assert await businesses.by_number("+493023125501") is not None


async def test_who_left_the_description_is_still_known_by_name_and_cannot_be_booked(
    database: Database, clock: FakeClock
) -> None:
    businesses = SqlBusinesses(database, clock)
    await businesses.save(parse_business(SMALL))
    renamed = SMALL.replace("Jörg Groß", "Uwe Klein").replace("tyres", "wheels")
    business = await businesses.save(parse_business(renamed))
    assert business.resource(ResourceId("joerg-gross")).name == "Jörg Groß"
    assert business.offering(OfferingKey("tyres")).names == {"de": "Reifenwechsel"}
    assert [person.name for person in business.people_for(OfferingKey("wheels"))] == ["Uwe Klein"]
    assert business.people_for(OfferingKey("tyres")) == ()
    assert await businesses.load(business.id) == business
    back = await businesses.save(parse_business(SMALL))
    assert [one.name for one in back.former_resources] == ["Uwe Klein"]


def test_what_is_stored_is_read_back_the_same() -> None:
    dated = example_business().dated(date(2026, 3, 18))
    assert BusinessText.model_validate_json(dated.model_dump_json(exclude_none=True)) == dated
    assert dated.business_in(2026) == replace(example_business().business(date(2026, 3, 18)))


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (("zone: Europe/Berlin", "zone: Europe/Atlantis"), "Atlantis"),
        (("skills: [tyres]", "skills: [oil]"), "oil"),
        (('"24:00"', '"07:00"'), "opening hours"),
        (("minutes: 45", "minutes: 0"), "minutes"),
        (("+493023125500", "030 23125500"), "numbers"),
        (("name: Werkstatt Groß", "name: ''"), "name"),
        (("kind: person", "kind: dog"), "kind"),
        (("zone: Europe/Berlin", "zone: Europe/Berlin\nholiday: DE"), "holiday"),
        (("name: Werkstatt Groß", "name: [unclosed"), "YAML"),
    ],
)
def test_a_description_that_cannot_work_is_refused_by_the_field(change: tuple[str, str], named: str) -> None:
    with pytest.raises(ConfigurationError, match=named):
        parse_business(SMALL.replace(*change))


def test_an_unknown_holiday_region_is_named() -> None:
    described = parse_business(SMALL.replace("zone:", "holidays: XX\nzone:"))
    with pytest.raises(ConfigurationError, match="XX"):
        described.business(date(2026, 3, 18))


@pytest.mark.parametrize(("name", "expected"), [("Dr. Jörg Groß", "dr-joerg-gross"), ("Café Zoë", "cafe-zoe")])
def test_a_name_becomes_a_slug(name: str, expected: str) -> None:
    assert slug(name) == expected
