"""Staff take part in running calls: they let something be said, take over, hang up."""

from dataclasses import replace

from app.domain.ids import CallSid
from app.domain.people import Role
from tests.web.pages.office import OTHER, Office, signed_in
from tests.web.pages.practice import BOOKING, play

SID = CallSid("CAlive")


async def running_call(office: Office) -> None:
    await play(office, replace(BOOKING, sid=SID, outcome=None, at=office.clock.now(), decisions=()))
    office.directions.begin(SID)


async def test_what_staff_let_be_said_and_who_takes_over_reaches_the_call(practice: Office) -> None:
    await running_call(practice)
    await practice.person(role=Role.STAFF)
    async with signed_in(practice) as browser:
        await browser.open("/live")
        said = await browser.send(f"/live/{SID}/say", text="Wir haben  heute länger offen.")
        assert "Wird gesagt, sobald der Assistent wieder spricht." in said.text
        assert "Das ging nicht." in (await browser.send(f"/live/{SID}/say", text=" ")).text
        taken = await browser.send(f"/live/{SID}/take-over")
        assert "Gleich klingelt es." in taken.text
        assert (await browser.send(f"/live/{SID}/sing")).status_code == 404
    wishes = practice.directions.begin(SID)
    assert wishes.to_say == ["Wir haben heute länger offen."]
    assert wishes.by == "Anna Sommer"


async def test_nobody_takes_over_where_no_telephone_would_ring(practice: Office) -> None:
    practice.clock.set(practice.clock.now().replace(hour=23))
    await running_call(practice)
    await practice.person()
    async with signed_in(practice) as browser:
        await browser.open("/live")
        answer = await browser.send(f"/live/{SID}/take-over")
        assert "keine Leitung" in answer.text
    assert practice.directions.begin(SID).by is None


async def test_a_call_of_another_business_or_without_the_right_is_left_alone(practice: Office) -> None:
    await running_call(practice)
    await practice.second_business()
    await practice.person(businesses=frozenset({OTHER}))
    await practice.person("rita@praxis.example", name="Rita", role=Role.REVIEWER)
    for login, status in (("anna@praxis.example", 404), ("rita@praxis.example", 403)):
        async with signed_in(practice, login) as browser:
            for deed in ("say", "take-over", "hang-up"):
                await browser.open("/me")
                assert (await browser.send(f"/live/{SID}/{deed}", text="Hallo")).status_code == status
    assert practice.directions.begin(SID).to_say == []
    assert practice.hung_up == []


async def test_a_call_that_has_just_ended_says_so(practice: Office) -> None:
    await running_call(practice)
    await practice.person()
    practice.directions.end(SID)
    async with signed_in(practice) as browser:
        await browser.open("/live")
        assert "Das ging nicht." in (await browser.send(f"/live/{SID}/say", text="Hallo")).text
        assert "nicht mehr auf diesem Server" in (await browser.send(f"/live/{SID}/take-over")).text
