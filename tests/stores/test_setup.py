"""Descriptions of businesses, saved under versions, on both databases."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from app.domain.ids import BusinessId
from app.ports.setup import Faulty, Outdated, Saved
from app.stores.business_file import BusinessText, parse_business
from app.stores.businesses import SqlBusinesses
from app.stores.database import Database
from app.stores.setup import SqlBusinessSetup
from app.usecases.change_business import Clash, change_business, changed_parts
from tests.fakes.clock import FakeClock
from tests.fakes.database import Store, praxis_database

PRAXIS = BusinessId("praxis-dr-sommer")
NEW = {
    "name": "Kanzlei Winter",
    "zone": "Europe/Berlin",
    "numbers": [],
    "opening_hours": {},
    "resources": [],
    "offerings": [],
}


@dataclass
class Desk:
    database: Database
    businesses: SqlBusinesses
    setup: SqlBusinessSetup


@pytest.fixture
async def desk(store: Store) -> AsyncIterator[Desk]:
    clock = FakeClock()
    async with praxis_database(store, clock) as database:
        businesses = SqlBusinesses(database, clock)
        yield Desk(database, businesses, SqlBusinessSetup(database, businesses, clock))


async def test_a_business_begins_with_a_name_alone_and_grows(desk: Desk) -> None:
    made = await desk.setup.create(NEW, author="Anna")
    assert isinstance(made, Saved)
    grown = await change_business(
        desk.setup,
        made.business.id,
        {"opening_hours": {"mon": [["09:00", "17:00"]]}},
        based_on=made.described.number,
        author="Anna",
    )
    assert isinstance(grown, Saved)
    assert grown.described.number == 2
    assert grown.described.description["opening_hours"] == {"mon": [["09:00", "17:00"]]}
    assert [one.number for one in await desk.setup.history(made.business.id)] == [2, 1]


async def test_a_name_that_is_taken_gets_an_id_of_its_own(desk: Desk) -> None:
    first, second, strange = [
        await desk.setup.create({**NEW, "name": name}, author="Anna") for name in ("Winter", "Winter", "🙂")
    ]
    assert isinstance(first, Saved)
    assert isinstance(second, Saved)
    assert isinstance(strange, Saved)
    assert (first.business.id, second.business.id) == ("winter", "winter-2")
    assert strange.business.id.startswith("betrieb-")


async def test_a_new_name_keeps_the_business(desk: Desk) -> None:
    saved = await change_business(desk.setup, PRAXIS, {"name": "Praxis am See"}, based_on=1, author="Anna")
    assert isinstance(saved, Saved)
    assert saved.business.id == PRAXIS
    assert [one.name for one in await desk.businesses.all()] == ["Praxis am See"]


async def test_two_people_who_change_different_parts_both_keep_theirs(desk: Desk) -> None:
    await change_business(desk.setup, PRAXIS, {"name": "Praxis am See"}, based_on=1, author="Anna")
    saved = await change_business(desk.setup, PRAXIS, {"address": "Seestraße 1"}, based_on=1, author="Ben")
    assert isinstance(saved, Saved)
    assert (saved.business.name, saved.business.address) == ("Praxis am See", "Seestraße 1")


async def test_two_people_who_change_the_same_are_told_and_nothing_is_lost(desk: Desk) -> None:
    await change_business(desk.setup, PRAXIS, {"address": "Seestraße 1"}, based_on=1, author="Anna")
    clash = await change_business(desk.setup, PRAXIS, {"address": "Ufer 2"}, based_on=1, author="Ben")
    assert isinstance(clash, Clash)
    assert (clash.parts, clash.current.author) == (("address",), "Anna")
    now = await desk.setup.described(PRAXIS)
    assert now is not None
    assert now.description["address"] == "Seestraße 1"


async def test_a_version_that_was_passed_is_not_written_over(desk: Desk) -> None:
    assert isinstance(await desk.setup.save(PRAXIS, NEW, based_on=0, author="Ben"), Outdated)


async def test_any_version_can_be_had_again(desk: Desk) -> None:
    first = await desk.setup.described(PRAXIS)
    assert first is not None
    await change_business(desk.setup, PRAXIS, {"faq": None}, based_on=1, author="Anna")
    back = await desk.setup.save(PRAXIS, first.description, based_on=2, author="Anna")
    assert isinstance(back, Saved)
    assert changed_parts(first.description, back.described.description) == ()
    assert back.described.number == 3


async def test_the_same_again_is_no_new_version(desk: Desk) -> None:
    first = await desk.setup.described(PRAXIS)
    assert first is not None
    saved = await desk.setup.save(PRAXIS, first.description, based_on=1, author="Anna")
    assert isinstance(saved, Saved)
    assert saved.described.number == 1


async def test_a_number_of_another_business_is_refused_without_naming_it(desk: Desk) -> None:
    made = await desk.setup.create({**NEW, "numbers": ["+493023125000"]}, author="Anna")
    assert isinstance(made, Faulty)
    assert [fault.why for fault in made.faults] == ["number_taken"]
    assert len(await desk.businesses.all()) == 1


async def test_what_makes_no_sense_is_named_by_its_place(desk: Desk) -> None:
    made = await desk.setup.create({**NEW, "offerings": [{"key": "cut", "de": "Schnitt", "minutes": 1}]}, author="A")
    assert isinstance(made, Faulty)
    assert made.faults[0].path[:2] == ("offerings", 0)


async def test_the_file_that_is_taken_along_is_the_one_that_the_command_line_loads(desk: Desk) -> None:
    described = await desk.setup.described(PRAXIS)
    assert described is not None
    text = desk.setup.as_text(described.description)
    assert "former" not in text
    again: BusinessText = parse_business(text)
    assert (again.name, len(again.offerings), len(again.faq)) == ("Praxis Dr. Sommer", 6, 8)
    assert desk.setup.from_text(text) == described.description
    assert isinstance(desk.setup.from_text("- nothing"), Faulty)
    assert isinstance(desk.setup.from_text("name: [unclosed"), Faulty)
