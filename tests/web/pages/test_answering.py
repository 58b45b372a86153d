"""Who answers first: switched on the pages, thrown as the kill switch from Today, undone, and two people at once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.people import Role
from app.domain.transfers.paths import Mode
from app.stores.business_file import example_business
from tests.fakes.edge import FakeServer, running
from tests.web.pages.office import PRAXIS, Office, served, signed_in, visit

MODE = f"/setup/{PRAXIS}/mode"
MINUTE = timedelta(minutes=1)


async def mode(practice: Office) -> Mode | None:
    assert practice.edge.modes is not None
    return await practice.edge.modes.mode(PRAXIS)


async def test_the_kill_switch_is_thrown_from_today_after_a_question_and_taken_back(practice: Office) -> None:
    await practice.person(role=Role.STAFF)
    async with signed_in(practice) as browser:
        asked = (await browser.open("/")).text
        assert "Es klingelt bei: +49 30 23125010" in asked
        thrown = (await browser.send(f"/mode/{PRAXIS}/people")).text
        assert await mode(practice) is Mode.HUMAN_LINE
        assert "Alle Anrufe gehen an Menschen" in thrown
        assert "durch Anna Sommer" in thrown
        await browser.send(f"/mode/{PRAXIS}/assistant")
    assert await mode(practice) is None


async def test_taking_the_kill_switch_back_returns_to_what_was_switched_on_before(practice: Office) -> None:
    await practice.person()
    async with signed_in(practice) as browser:
        await browser.open(MODE)
        await browser.send(MODE, seen="described", mode="message_only")
        practice.clock.advance(MINUTE)
        await browser.open("/")
        await browser.send(f"/mode/{PRAXIS}/people")
        await browser.send(f"/mode/{PRAXIS}/people")  # pressed twice
        await browser.send(f"/mode/{PRAXIS}/assistant")
    assert await mode(practice) is Mode.MESSAGE_ONLY


async def test_an_owner_chooses_who_answers_and_undoes_it_from_the_history(practice: Office) -> None:
    await practice.person()
    async with signed_in(practice) as browser:
        shown = (await browser.open(MODE)).text
        assert "Hier wurde noch nie umgeschaltet" in shown
        done = (await browser.send(MODE, seen="described", mode="staff_first")).text
        assert "Umgeschaltet" in done
        assert "statt Wie beschrieben (Der Assistent)" in done
        assert await mode(practice) is Mode.STAFF_FIRST
        undone = (await browser.send(MODE, seen="staff_first", mode="described")).text
        assert "statt Zuerst Sie, dann der Assistent" in undone
    assert await mode(practice) is None


async def test_of_two_who_switch_at_once_the_second_is_told(practice: Office) -> None:
    await practice.person()
    async with served(practice) as url, visit(url) as one, visit(url) as other:
        for browser in (one, other):
            await browser.sign_in()
            await browser.open(MODE)
        await one.send(MODE, seen="described", mode="overflow")
        late = await other.send(MODE, seen="described", mode="message_only")
    assert late.status_code == 409
    assert "jemand anderes umgeschaltet" in late.text
    assert await mode(practice) is Mode.OVERFLOW


@pytest.mark.parametrize("wanted", ["human_line", "staff_first"])
async def test_callers_are_never_sent_to_people_without_a_telephone(practice: Office, wanted: str) -> None:
    await practice.person()
    example = example_business()
    alone = example.escalation.model_copy(update={"human_line": None, "paths": ()})
    await practice.businesses.save(example.model_copy(update={"escalation": alone}))
    async with signed_in(practice) as browser:
        await browser.open(MODE)
        refused = await browser.send(MODE, seen="described", mode=wanted)
        assert refused.status_code == 422
        assert "fehlt eine Nummer" in refused.text
        assert "Nummer eingetragen, bei der es klingeln" in (await browser.open("/")).text
        await browser.open(MODE)
        assert "Nummer eingetragen, bei der es klingeln" in (await browser.send(f"/mode/{PRAXIS}/people")).text
    assert await mode(practice) is None


async def test_only_owners_choose_a_mode_and_reviewers_do_not_even_throw_the_kill_switch(practice: Office) -> None:
    await practice.person("s@praxis.example", role=Role.STAFF)
    await practice.person("r@praxis.example", role=Role.REVIEWER)
    await practice.second_business()
    async with signed_in(practice, "s@praxis.example") as browser:
        assert (await browser.open(MODE)).status_code == 403
        await browser.open("/")
        assert (await browser.send(MODE, seen="described", mode="overflow")).status_code == 403
        await browser.open("/")
        assert (await browser.send("/mode/kanzlei-winter/people")).status_code == 404
    async with signed_in(practice, "r@praxis.example") as browser:
        assert "Alle Anrufe an Menschen" not in (await browser.open("/")).text
        await browser.open("/me")
        assert (await browser.send(f"/mode/{PRAXIS}/people")).status_code == 403
    assert await mode(practice) is None


async def test_who_switched_stands_in_the_access_log_and_names_leave_the_history_with_the_decisions(
    practice: Office,
) -> None:
    await practice.person()
    async with signed_in(practice) as browser:
        await browser.open("/")
        await browser.send(f"/mode/{PRAXIS}/people")
        assert "umgeschaltet, wer zuerst abnimmt" in (await browser.open("/access")).text
        await practice.calendar.decisions.redact(PRAXIS, before=practice.clock.now() + MINUTE)
        shown = (await browser.open(MODE)).text
    assert "jemand auf dieser Seite" in shown
    assert await practice.calendar.decisions.verify() == ()


async def test_without_modes_today_says_nothing_of_them(practice: Office) -> None:
    await practice.person()
    async with running(FakeServer(pages=replace(practice.edge, modes=None))) as url, visit(url) as browser:
        await browser.open("/sign-in")
        assert "Wer abnimmt" not in (await browser.sign_in()).text


async def test_every_page_says_that_the_assistant_can_answer_nobody_and_to_the_owner_why(practice: Office) -> None:
    await practice.person()
    await practice.person("ben@praxis.example", name="Ben", role=Role.STAFF)
    async with signed_in(practice) as browser, signed_in(practice, "ben@praxis.example") as staff:
        assert 'role="alert"' not in (await browser.open("/")).text
        practice.speech_fault = "whisper-base is damaged: vorzimmer models fetch"
        for path in ("/", "/calls", MODE):
            shown = (await browser.open(path)).text
            assert "Der Assistent kann gerade keinen Anruf annehmen" in shown
            assert "vorzimmer models fetch" in shown
        told = (await staff.open("/")).text
        assert "kann gerade keinen Anruf annehmen" in told
        assert "whisper-base" not in told
        practice.speech_fault = None
        assert "keinen Anruf annehmen" not in (await browser.open("/")).text
