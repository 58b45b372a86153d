"""Whoever watches a running call takes part in it without a mouse, and goes on where they were."""

import pytest

from app.dialogue.directed import StaffDirections
from app.domain.calls import CallTurn
from app.domain.people import Role
from tests.fakes.database import SQLITE
from tests.web.pages.chromium import PHONE, WIDE, Scheme, Tab, tab
from tests.web.pages.office import Office, served
from tests.web.pages.test_live import SID, running_call

pytestmark = [
    pytest.mark.parametrize("store", [SQLITE], indirect=True),  # a browser sees no difference
    pytest.mark.parametrize(("size", "scheme"), [(WIDE, "dark"), (PHONE, "light"), (WIDE, "light"), (PHONE, "dark")]),
]

OUTSIDE = """
(() => {
  const card = document.querySelector(".live-call").getBoundingClientRect();
  const parts = [...document.querySelectorAll(".live-call footer :is(button, input, a)")];
  return parts.filter((one) => one.getBoundingClientRect().right > card.right - 8).map((one) => one.outerHTML);
})()
"""
"""What of a call's controls reaches over the edge of its card."""


async def watching(browser: Tab) -> None:
    await browser.sign_in_by_keyboard()
    await browser.open("/live")
    await browser.shown(".live-call .bubble")


async def sound(browser: Tab) -> None:
    assert await browser.grave_findings() == []
    assert await browser.sticks_out() <= 0


async def test_two_sentences_are_let_be_said_one_after_the_other(
    practice: Office, size: tuple[int, int], scheme: Scheme
) -> None:
    await running_call(practice)
    await practice.person(role=Role.STAFF)
    async with served(practice) as url, tab(url, size, scheme) as browser:
        keys = browser.page.keyboard
        await watching(browser)
        await browser.tab_to(".live-call [name=text]")
        await keys.type("Wir haben heute länger offen.")
        await keys.press("Enter")
        await browser.shown("text=Wird gesagt, sobald der Assistent wieder spricht.")
        await browser.focused(".live-call [name=text]")  # the page came anew, and writing goes on
        await sound(browser)
        await keys.type("Bis acht Uhr.")
        await keys.press("Enter")
        await browser.page.wait_for_url("**/live?did=said*")
        await browser.focused(".live-call [name=text]")
        complaints = browser.complaints
    assert practice.directions.begin(SID).to_say == ["Wir haben heute länger offen.", "Bis acht Uhr."]
    assert complaints == []


async def test_a_hint_that_nobody_can_use_is_said_aloud_with_one_more_key(
    practice: Office, size: tuple[int, int], scheme: Scheme
) -> None:
    await running_call(practice)
    await practice.person(role=Role.STAFF)
    async with served(practice) as url, tab(url, size, scheme) as browser:
        keys = browser.page.keyboard
        await watching(browser)
        await browser.tab_to(".live-call [name=text]")
        await keys.type("Fragen Sie nach der Versicherung")
        await browser.tab_to(".live-call [name=how]")
        await keys.press("Enter")
        await browser.shown("text=kann mit leisen Hinweisen nichts anfangen")
        await browser.focused("form.card [name=text]")
        await sound(browser)
        await keys.press("Enter")
        await browser.shown("text=Wird gesagt, sobald der Assistent wieder spricht.")
    assert practice.directions.begin(SID).to_say == ["Fragen Sie nach der Versicherung"]


async def test_words_are_seen_while_they_are_spoken_and_stand_there_once_when_they_are_a_turn(
    practice: Office, size: tuple[int, int], scheme: Scheme
) -> None:
    await running_call(practice)
    await practice.person(role=Role.STAFF)
    words = practice.live.words_of(SID)
    async with served(practice) as url, tab(url, size, scheme) as browser:
        await watching(browser)
        turns = await browser.page.locator(".turn").count()
        words.caller_speaks("Ich komme morgen")
        await browser.shown(".turn.now.caller .bubble:text-is('Ich komme morgen …')")
        words.caller_said("Ich komme morgen nicht.")
        await browser.shown(".turn.now.caller:has-text('die Antwort kommt') .bubble:text-is('Ich komme morgen nicht.')")
        words.assistant_speaks("Das tut mir")
        await browser.shown(".turn.now.assistant .bubble:text-is('Das tut mir …')")
        assert await browser.page.locator(".turn.now.caller [data-speaker]").inner_text() == "Anrufer"
        assert await browser.page.evaluate(OUTSIDE) == []
        await sound(browser)
        await practice.calls.add_turn(SID, CallTurn("caller", "Ich komme morgen nicht.", None, "de", 90_000, 91_000))
        await practice.calls.add_turn(SID, CallTurn("assistant", "Das tut mir leid.", None, "de", 91_000, 92_000))
        await browser.shown(".turn.assistant:not(.now) .bubble:text-is('Das tut mir leid.')")
        left = await browser.page.locator(".turn.now").count()
        after = await browser.page.locator(".turn").count()
        complaints = browser.complaints
    assert (left, after - turns, complaints) == (0, 2, [])


async def test_the_call_is_taken_over_while_words_go_on_coming(
    practice: Office, size: tuple[int, int], scheme: Scheme
) -> None:
    await running_call(practice)
    await practice.person(role=Role.STAFF)
    async with served(practice) as url, tab(url, size, scheme) as browser:
        await watching(browser)
        await browser.tab_to("[data-deed=take-over] button")
        await practice.calls.add_turn(
            SID, CallTurn("caller", "Noch etwas?", None, "de", 90_000, 91_000, emotion="angry")
        )
        await browser.shown(".live-call .bubble:text-is('Noch etwas?')")
        await browser.focused("[data-deed=take-over] button")  # what comes takes the keyboard from nobody
        await sound(browser)
        await browser.page.keyboard.press("Enter")
        await browser.shown("text=Gleich klingelt es.")
    assert taken_by(practice.directions) == "Anna Sommer"


def taken_by(directions: StaffDirections) -> str | None:
    return directions.begin(SID).by
