"""What had no test from the keyboard yet: nothing but Tab, Enter and typing, on a wide and on a narrow screen."""

from dataclasses import replace

import pytest

from app.domain.ids import CallSid
from tests.fakes.database import SQLITE
from tests.web.pages.chromium import PHONE, WIDE, tab
from tests.web.pages.office import PRAXIS, Office, served
from tests.web.pages.practice import BOOKING, a_morning, play

pytestmark = [
    pytest.mark.parametrize("store", [SQLITE], indirect=True),  # a browser sees no difference
    pytest.mark.parametrize("size", [WIDE, PHONE]),
]


async def test_a_callback_is_done_and_taken_back(practice: Office, size: tuple[int, int]) -> None:
    await practice.person()
    await a_morning(practice)
    async with served(practice) as url, tab(url, size) as browser:
        await browser.sign_in_by_keyboard()
        await browser.open("/tasks?kind=callback")
        await browser.tab_to("form[action$='/reached'] button")
        await browser.page.keyboard.press("Enter")
        await browser.shown("text=Erreicht und erledigt.")
        assert [task.done_by for task in await practice.tasks.tasks(None, done=True)] == ["Anna Sommer"]
        await browser.tab_to(".told button")
        await browser.page.keyboard.press("Enter")
        await browser.shown("text=Wieder offen.")
    assert await practice.tasks.tasks(None, done=True) == ()


async def test_somebody_is_invited_and_blocked(practice: Office, size: tuple[int, int]) -> None:
    await practice.person()
    async with served(practice) as url, tab(url, size) as browser:
        keys = browser.page.keyboard
        await browser.sign_in_by_keyboard()
        await browser.open("/people")
        await browser.tab_to("#name")
        await keys.type("Mia Kurz")
        await browser.tab_to("#login")
        await keys.type("mia@praxis.example")
        await keys.press("Enter")
        await browser.shown(".link-once")
        await browser.tab_to("li:has-text('mia@praxis.example') summary")
        await keys.press("Enter")
        await browser.tab_to("form[action$='/block'] button")
        await keys.press("Enter")
        await browser.shown("text=Gesperrt und überall abgemeldet.")
    mia = await practice.edge.people.credentials("mia@praxis.example")
    assert mia is not None
    assert mia.person.blocked_at is not None


async def test_a_token_is_made_and_revoked(practice: Office, size: tuple[int, int]) -> None:
    await practice.person()
    async with served(practice) as url, tab(url, size) as browser:
        keys = browser.page.keyboard
        await browser.sign_in_by_keyboard()
        await browser.open("/tokens")
        await browser.tab_to("#name")
        await keys.type("Website")
        await browser.tab_to("[name=scope]")
        await keys.press("ArrowDown")
        await browser.tab_to("button.first")
        await keys.press("Enter")
        await browser.shown("text=Das Token „Website“")
        assert await browser.sticks_out() <= 0
        secret = await browser.page.input_value("[data-copy-from]")
        token = await practice.edge.tokens.verify(secret)
        assert token is not None
        assert (token.business, token.scopes) == (PRAXIS, frozenset({"write"}))
        await browser.tab_to("details.kill summary")
        await keys.press("Enter")
        await browser.tab_to("details.kill button.danger")
        await keys.press("Enter")
        await browser.shown("text=Das Token öffnet nichts mehr.")
    assert await practice.edge.tokens.verify(secret) is None


async def test_the_own_account_is_changed_to_english_and_dark(practice: Office, size: tuple[int, int]) -> None:
    await practice.person()
    async with served(practice) as url, tab(url, size) as browser:
        keys = browser.page.keyboard
        await browser.sign_in_by_keyboard()
        await browser.open("/me")
        await browser.tab_to("#language")
        await keys.type("English")
        await browser.tab_to("#theme")
        await keys.type("dunkel")
        await browser.tab_to("form[action='/me/profile'] button.first")
        await keys.press("Enter")
        await browser.shown("text=My account")
        assert await browser.page.get_attribute("html", "data-theme") == "dark"
        assert await browser.page.get_attribute("html", "lang") == "en"


async def test_a_running_call_is_ended(practice: Office, size: tuple[int, int]) -> None:
    await practice.person()
    sid = await play(practice, replace(BOOKING, sid=CallSid("CAlive"), outcome=None, lines=BOOKING.lines[:3]))
    async with served(practice) as url, tab(url, size) as browser:
        await browser.sign_in_by_keyboard()
        await browser.open("/live")
        await browser.shown(".live-call .bubble")
        await browser.tab_to("[data-deed=hang-up] button")
        await browser.page.keyboard.press("Enter")
        await browser.shown("text=Aufgelegt.")
    assert practice.hung_up == [sid]


async def test_how_long_words_are_kept_is_changed_and_undone(practice: Office, size: tuple[int, int]) -> None:
    await practice.person()
    where = f"/setup/{PRAXIS}"
    async with served(practice) as url, tab(url, size) as browser:
        keys = browser.page.keyboard
        await browser.sign_in_by_keyboard()
        await browser.open(f"{where}/retention")
        await browser.tab_to("[name=words_days]")
        await keys.press("Control+a")
        await keys.type("30")
        await keys.press("Enter")
        await browser.page.wait_for_url("**?did=saved")
        changed = await practice.businesses.load(PRAXIS)
        await browser.open(f"{where}/history")
        await browser.tab_to("li:nth-child(2) button")
        await keys.press("Enter")
        await browser.page.wait_for_url("**?did=restored")
    undone = await practice.businesses.load(PRAXIS)
    assert changed is not None
    assert undone is not None
    assert (changed.retention.words_days, undone.retention.words_days) == (30, 90)
