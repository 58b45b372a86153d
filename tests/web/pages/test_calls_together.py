"""Several calls of a list at once, by forms and from the keyboard."""

from datetime import timedelta

import pytest

from app.domain.ids import CallSid
from app.domain.people import Role
from app.ports.review import CallFilter
from tests.fakes.database import SQLITE
from tests.web.pages.chromium import PHONE, tab
from tests.web.pages.office import OTHER, PASSWORD, PRAXIS, Office, Visit, served, signed_in
from tests.web.pages.practice import a_morning

SCOPE = frozenset({PRAXIS})


async def together(browser: Visit, do: str, *sids: CallSid, back: str = "", tag: str = "") -> str:
    page = await browser.open("/calls")
    token = page.text.split('name="csrf" value="')[1].split('"')[0]
    fields = {"csrf": token, "do": do, "back": back, "tag": tag, "call": list(sids)}
    browser.page = await browser.http.post("/calls", data=fields)
    return browser.page.text


async def test_what_is_chosen_is_marked_and_tagged_and_the_list_comes_back_as_it_was(practice: Office) -> None:
    await practice.person()
    sids = await a_morning(practice)
    async with signed_in(practice) as browser:
        two = sids["booking"], sids["english"]
        told = await together(browser, "reviewed", *two, back="q=Praxis&outcome=booked")
        assert "2 Anrufe sind als angesehen markiert." in told
        assert browser.page is not None
        assert browser.page.url.query.startswith(b"q=Praxis&outcome=booked&did=reviewed")
        assert "1 Anruf hat das Schlagwort." in await together(browser, "tag", sids["angry"], tag="  Befund  fehlt ")
        assert "Bitte schreiben Sie zuerst das Schlagwort." in await together(browser, "tag", *two)
        assert "Kein Anruf war ausgewählt." in await together(browser, "reviewed")
        assert "2 Anrufe" in (await browser.open("/access")).text
    assert (await practice.review.find(SCOPE, CallFilter(unreviewed=True))).total == len(sids) - 2
    assert (await practice.review.find(SCOPE, CallFilter(tag="Befund fehlt"))).total == 1


async def test_what_is_deleted_together_comes_back_together(practice: Office) -> None:
    await practice.person()
    sids = await a_morning(practice)
    async with signed_in(practice) as browser:
        told = await together(browser, "delete", sids["failed"], sids["abandoned"])
        assert "2 Anrufe sind gelöscht." in told
        assert (await practice.review.find(SCOPE, CallFilter())).total == len(sids) - 2
        assert "2 Anrufe sind wieder da." in await together(browser, "restore", sids["failed"], sids["abandoned"])
    assert (await practice.review.find(SCOPE, CallFilter())).total == len(sids)


async def test_nobody_changes_what_they_may_not_or_what_is_not_theirs(practice: Office) -> None:
    await practice.second_business()
    await practice.person("olaf@kanzlei.example", businesses=frozenset({OTHER}))
    await practice.person("rita@praxis.example", role=Role.REVIEWER)
    sids = await a_morning(practice)
    async with signed_in(practice, "rita@praxis.example") as browser:
        assert 'value="delete"' not in (await browser.open("/calls")).text
        await together(browser, "delete", sids["angry"])
        assert browser.page is not None
        assert browser.page.status_code == 403
    async with signed_in(practice, "olaf@kanzlei.example") as browser:
        await browser.open("/me")
        page = await browser.send("/calls", do="reviewed", call=sids["angry"])
        assert "Kein Anruf war ausgewählt." in page.text
    assert (await practice.review.find(SCOPE, CallFilter(unreviewed=True))).total == len(sids)


@pytest.mark.parametrize("store", [SQLITE], indirect=True)  # a browser sees no difference
async def test_a_list_is_worked_through_from_the_keyboard(practice: Office) -> None:
    await practice.person()
    await a_morning(practice)
    async with served(practice) as url, tab(url) as browser:
        keys = browser.page.keyboard
        await browser.sign_in_by_keyboard()
        await browser.open("/calls")
        await keys.press("j")
        await keys.press("r")  # without a choice, the line that has the focus
        await browser.shown("text=1 Anruf ist als angesehen markiert.")
        await browser.focused("li:nth-child(1) > a.line")
        for key in "jxjx":
            await keys.press(key)
        await browser.shown("text=2 ausgewählt")
        await keys.press("r")
        await browser.shown("text=2 Anrufe sind als angesehen markiert.")
        await browser.focused("li:nth-child(3) > a.line")
    found = await practice.review.find(SCOPE, CallFilter())
    assert [one.reviewed for one in found.calls] == [True, True, True, *[False] * (len(found.calls) - 3)]


async def test_what_is_chosen_stays_so_while_the_tag_is_missing(practice: Office) -> None:
    await practice.person()
    sids = await a_morning(practice)
    async with signed_in(practice) as browser:
        told = await together(browser, "tag", sids["booking"], sids["english"], back="language=de")
        assert told.count("data-choose checked") == 1  # the English one is not in this list
        told = await together(browser, "tag", sids["booking"], sids["english"])
        assert told.count("data-choose checked") == 2


@pytest.mark.parametrize("store", [SQLITE], indirect=True)  # a browser sees no difference
async def test_several_chosen_calls_and_their_tag_come_through_an_expired_sign_in_by_keyboard(practice: Office) -> None:
    await practice.person()
    sids = await a_morning(practice)
    async with served(practice) as url, tab(url) as browser:
        keys = browser.page.keyboard
        await browser.sign_in_by_keyboard()
        await browser.open("/calls")
        for key in "jxjxjx":
            await keys.press(key)
        await browser.shown("text=3 ausgewählt")
        await browser.page.focus(".together [name=tag]")
        await keys.type("Röntgen fehlt")
        practice.clock.advance(timedelta(days=8))
        await keys.press("Enter")  # tags, and marks nothing
        await browser.focused("#login")
        await keys.type("anna@praxis.example")
        await keys.press("Tab")
        await keys.type(PASSWORD)
        await keys.press("Enter")
        await browser.shown("text=Hier waren Sie")
        assert await browser.page.input_value("textarea[name=tag]") == "Röntgen fehlt"
        await browser.focused("button.first")
        await keys.press("Enter")
        await browser.shown("text=3 Anrufe haben das Schlagwort.")
    assert (await practice.review.find(SCOPE, CallFilter(tag="Röntgen fehlt"))).total == 3
    assert (await practice.review.find(SCOPE, CallFilter(unreviewed=True))).total == len(sids)


@pytest.mark.parametrize("store", [SQLITE], indirect=True)  # a browser sees no difference
async def test_what_was_done_is_in_sight_where_the_list_goes_on(practice: Office) -> None:
    await practice.person()
    sids = await a_morning(practice)
    async with served(practice) as url, tab(url, PHONE) as browser:
        await browser.sign_in_by_keyboard()
        await browser.open("/calls")
        await browser.tab_to(f"[data-choose][value='{sids['abandoned']}']")  # the last of the list
        await browser.page.keyboard.press("Space")
        await browser.page.keyboard.press("r")
        await browser.page.wait_for_url("**did=reviewed*")
        await browser.shown("text=1 Anruf ist als angesehen markiert.")
        in_sight = "one => one.getBoundingClientRect().top >= 0 && one.getBoundingClientRect().bottom <= innerHeight"
        assert await browser.page.locator(".told").evaluate(in_sight)
        assert await browser.page.locator(f"#c-{sids['abandoned']}").evaluate("one => scrollY > 0")
        assert await browser.grave_findings() == []
