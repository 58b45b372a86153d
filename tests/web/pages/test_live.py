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


async def test_who_has_a_telephone_of_their_own_takes_over_on_it_at_any_hour(practice: Office) -> None:
    practice.clock.set(practice.clock.now().replace(hour=23))
    await running_call(practice)
    await practice.person(role=Role.STAFF)
    async with signed_in(practice) as browser:
        await browser.open("/me")
        saved = await browser.send("/me/profile", name="Anna Sommer", language="de", number="030 23125-077")
        assert "Gespeichert." in saved.text
        assert 'value="+493023125077"' in saved.text
        await browser.open("/live")
        assert "Gleich klingelt es." in (await browser.send(f"/live/{SID}/take-over")).text
        assert practice.directions.begin(SID).number == "+493023125077"
        cleared = await browser.send("/me/profile", name="Anna Sommer", language="de", number="")
        assert "Gespeichert." in cleared.text
        await browser.open("/live")
        assert "keine Leitung" in (await browser.send(f"/live/{SID}/take-over")).text


async def test_a_costly_foreign_or_wrong_number_is_refused_with_what_was_typed(practice: Office) -> None:
    await practice.person()
    async with signed_in(practice) as browser:
        await browser.open("/me")
        for typed, told in (
            ("0900 1234567", "zu teuer"),
            ("+1 212 555 0100", "im Ausland"),
            ("Anna", "keine Telefonnummer"),
            ("+49 30 23125 000", "nimmt der Assistent selbst ab"),
        ):
            refused = await browser.send("/me/profile", name="Anna Sommer", language="de", number=typed)
            assert refused.status_code == 422
            assert told in refused.text
            assert f'value="{typed}"' in refused.text
    (anna,) = await practice.edge.people.everybody()
    assert anna.number is None


async def test_a_silent_hint_waits_for_a_language_model(practice: Office) -> None:
    await running_call(practice)
    practice.directions.begin(SID).takes_hints = True
    await practice.person(role=Role.STAFF)
    async with signed_in(practice) as browser:
        await browser.open("/live")
        told = await browser.send(f"/live/{SID}/say", how="hint", text="Fragen Sie nach der  Versicherung")
        assert "bekommt den Hinweis" in told.text
        entries, _ = await practice.edge.access.latest(None)
        assert entries[0].deed == "hinted"
    wishes = practice.directions.begin(SID)
    assert wishes.hints == ["Fragen Sie nach der Versicherung"]
    assert wishes.to_say == []


async def test_where_no_model_leads_a_hint_is_honestly_refused_and_offered_to_be_said(practice: Office) -> None:
    await running_call(practice)
    await practice.person(role=Role.STAFF)
    async with signed_in(practice) as browser:
        await browser.open("/live")
        told = await browser.send(f"/live/{SID}/say", how="hint", text="Fragen Sie nach der Versicherung")
        assert told.status_code == 409
        assert "kann mit leisen Hinweisen nichts anfangen" in told.text
        assert 'value="Fragen Sie nach der Versicherung"' in told.text
        assert f'action="/live/{SID}/say"' in told.text
        assert practice.directions.begin(SID).to_say == []
        said = await browser.send(f"/live/{SID}/say", text="Fragen Sie nach der Versicherung")
        assert "Wird gesagt" in said.text
    assert practice.directions.begin(SID).to_say == ["Fragen Sie nach der Versicherung"]
