"""Who may manage whom."""

from app.domain.ids import BusinessId
from app.domain.people import Role
from app.ports.people import NewPerson
from tests.web.pages.office import OTHER, PRAXIS, Office, signed_in
from tests.web.pages.practice import BOOKING, play


async def test_an_owner_invites_somebody_with_a_link_that_is_shown_once(practice: Office) -> None:
    await practice.person()
    async with signed_in(practice) as browser:
        await browser.open("/people")
        shown = await browser.send("/people", name="Mia Kurz", login="mia@praxis.example", role="staff")
        assert "/welcome#" in shown.text
        assert "/welcome#" not in (await browser.open("/people")).text
    mia = await practice.edge.people.credentials("mia@praxis.example")
    assert mia is not None
    assert (mia.person.role, mia.person.businesses) == (Role.STAFF, frozenset({PRAXIS}))


async def test_nobody_gives_away_more_than_they_have(practice: Office) -> None:
    await practice.second_business()
    await practice.person()
    async with signed_in(practice) as browser:
        await browser.open("/people")
        assert (await browser.send("/people", name="X", login="x1", role="host")).status_code == 403
        await browser.open("/people")
        await browser.send("/people", name="Y", login="y1", role="owner", business=OTHER)
    made = await practice.edge.people.credentials("y1")
    assert made is not None
    assert made.person.businesses == frozenset({PRAXIS})


async def test_an_owner_does_not_reach_people_of_other_businesses_or_a_host(practice: Office) -> None:
    await practice.second_business()
    await practice.person()
    strangers = [
        await practice.edge.people.add(NewPerson("host", "Host", Role.HOST, "de", frozenset())),
        await practice.edge.people.add(NewPerson("other", "Other", Role.STAFF, "de", frozenset({OTHER}))),
        await practice.edge.people.add(NewPerson("both", "Both", Role.STAFF, "de", frozenset({PRAXIS, OTHER}))),
    ]
    async with signed_in(practice) as browser:
        for stranger in strangers:
            assert stranger is not None
            page = await browser.open("/people")
            assert stranger.id not in page.text
            for deed in ("reset", "block", "role", "out", "no-second-factor"):
                await browser.open("/people")
                assert (await browser.send(f"/people/{stranger.id}/{deed}", role="owner")).status_code == 404


async def test_nobody_blocks_themselves(practice: Office) -> None:
    me = await practice.person()
    async with signed_in(practice) as browser:
        await browser.open("/people")
        assert (await browser.send(f"/people/{me.id}/block")).status_code == 403


async def test_what_was_done_to_an_account_is_said(practice: Office) -> None:
    await practice.person()
    mia = await practice.person("mia@praxis.example", name="Mia Kurz", role=Role.STAFF)
    async with signed_in(practice) as browser:
        await browser.open("/people")
        assert "Gesperrt und überall abgemeldet." in (await browser.send(f"/people/{mia.id}/block")).text
        assert "Entsperrt." in (await browser.send(f"/people/{mia.id}/unblock")).text
        assert "Die Rolle ist geändert." in (await browser.send(f"/people/{mia.id}/role", role="reviewer")).text
        assert "Überall abgemeldet." in (await browser.send(f"/people/{mia.id}/out")).text


async def test_the_log_of_several_businesses_names_them(practice: Office) -> None:
    await practice.second_business()
    await practice.person(role=Role.HOST)
    sid = await play(practice, BOOKING)
    async with signed_in(practice) as browser:
        await browser.open(f"/calls/{sid}")
        log = (await browser.open(f"/access?call={sid}")).text
        assert 'Gespräch gelesen<br><span class="small soft">Praxis Dr. Sommer</span>' in log


async def test_a_person_without_a_business_sees_an_empty_day(practice: Office) -> None:
    await practice.person(businesses=frozenset[BusinessId]())
    async with signed_in(practice) as browser:
        for path in ("/", "/calls", "/tasks", "/live"):
            assert (await browser.open(path)).status_code == 200
