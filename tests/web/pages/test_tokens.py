"""Tokens of the API: shown once, bound to a business, revoked."""

import re

from app.domain.people import Role
from tests.web.pages.office import OTHER, PRAXIS, Office, Visit, signed_in


async def make(browser: Visit, name: str, *, business: str = PRAXIS, scope: str = "read") -> str:
    """The secret that the page shows."""
    await browser.open("/tokens")
    page = await browser.send("/tokens", name=name, scope=scope, business=business)
    shown = re.search(r'readonly value="([^"]+)"', page.text)
    assert shown, page.text
    return shown[1]


async def test_an_owner_makes_a_token_that_is_shown_once_and_opens_the_own_business(practice: Office) -> None:
    await practice.person()
    async with signed_in(practice) as browser:
        assert "Kein Programm hat Zugriff" in (await browser.open("/tokens")).text
        secret = await make(browser, "Website")
        listed = (await browser.open("/tokens")).text
        assert "Website" in listed
        assert "Anna Sommer" in listed
        assert secret not in listed
        assert "API-Token angelegt" in (await browser.open("/access")).text
    token = await practice.edge.tokens.verify(secret)
    assert token is not None
    assert (token.business, token.scopes, token.created_by) == (PRAXIS, frozenset({"read"}), "Anna Sommer")


async def test_a_revoked_token_opens_nothing(practice: Office) -> None:
    await practice.person()
    async with signed_in(practice) as browser:
        secret = await make(browser, "Website", scope="both")
        await browser.open("/tokens")
        page = await browser.send("/tokens/revoke", name="Website", business=PRAXIS)
        assert "Das Token öffnet nichts mehr." in page.text
        assert "API-Token widerrufen" in (await browser.open("/access")).text
    assert await practice.edge.tokens.verify(secret) is None


async def test_a_name_that_works_is_not_taken_over(practice: Office) -> None:
    await practice.person()
    async with signed_in(practice) as browser:
        secret = await make(browser, "Website")
        page = await browser.send("/tokens", name="Website", scope="both", business=PRAXIS)
        assert page.status_code == 422
        assert "Ein Token dieses Namens gibt es schon." in page.text
        assert (await browser.send("/tokens", name=" ", scope="read", business=PRAXIS)).status_code == 422
        assert (await browser.send("/tokens", name="X", scope="all", business=PRAXIS)).status_code == 422
    assert await practice.edge.tokens.verify(secret) is not None


async def test_nobody_opens_another_business_or_the_whole_machine(practice: Office) -> None:
    await practice.second_business()
    await practice.person()
    theirs = await practice.edge.tokens.create("Kanzleisoftware", business=OTHER)
    machine = await practice.edge.tokens.create("Überwachung")
    async with signed_in(practice) as browser:
        page = (await browser.open("/tokens")).text
        assert "Kanzleisoftware" not in page
        assert "Überwachung" not in page
        for business, refused in ((OTHER, 404), ("", 403)):
            await browser.open("/tokens")
            assert (await browser.send("/tokens", name="X", scope="read", business=business)).status_code == refused
            for name in ("Kanzleisoftware", "Überwachung"):
                await browser.open("/tokens")
                assert (await browser.send("/tokens/revoke", name=name, business=business)).status_code == refused
    assert await practice.edge.tokens.verify(theirs) is not None
    assert await practice.edge.tokens.verify(machine) is not None


async def test_a_host_makes_one_for_all_businesses(practice: Office) -> None:
    await practice.person(role=Role.HOST)
    async with signed_in(practice) as browser:
        secret = await make(browser, "Überwachung", business="")
        assert "alle Betriebe" in (await browser.open("/tokens")).text
    token = await practice.edge.tokens.verify(secret)
    assert token is not None
    assert token.business is None


async def test_tokens_are_the_matter_of_who_manages_the_team(practice: Office) -> None:
    await practice.person(role=Role.STAFF)
    async with signed_in(practice) as browser:
        assert (await browser.open("/tokens")).status_code == 403
        assert 'href="/tokens"' not in (await browser.open("/")).text
