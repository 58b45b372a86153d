"""The whole business as one file, and the way back from every kind of change."""

from pathlib import Path

import pytest

from app.domain.people import Role
from app.ports.setup import Description
from app.stores.business_file import every_rule
from tests.fakes.database import SQLITE, Store
from tests.web.pages.chromium import PHONE, WIDE, tab
from tests.web.pages.newcomer import Newcomer
from tests.web.pages.office import PRAXIS, Office, office, served, signed_in
from tests.web.pages.test_setup import HERE, fill, now

CHANGES = {
    "basics": {"name": "Praxis am See", "address": "Seestraße 1"},
    "hours": {"wed-0-to": "19", "closed-0-from": "2026-12-24"},
    "offerings": {"offering-0-minutes": "50", "notice": "5"},
    "people": {"people-0-name": "Dr. Anna Winter", "people-0-mail": "anna@praxis.example"},
    "questions": {"faq-0-answer_de": "Im Hof, und auch an der Straße."},
    "handover": {"line": "030 23125 012"},
    "numbers": {"number-1-value": "030 23125 001"},
    "recording": {"switched_on": "1", "keep_days": "20"},
    "retention": {"words_days": "30", "calls_days": "200"},
}
"""One change for each form of the setup."""


async def described(found: Office) -> Description:
    return (await now(found)).description


@pytest.mark.parametrize("step", CHANGES)
async def test_each_kind_of_change_can_be_undone_to_the_letter(practice: Office, step: str) -> None:
    await practice.person()
    async with signed_in(practice) as browser:
        before = (await browser.open(f"{HERE}/file")).text
        assert await fill(browser, step, **CHANGES[step]) == 200
        changed = (await browser.open(f"{HERE}/file")).text
        history = await browser.open(f"{HERE}/history?number=2")
        await browser.send(f"{HERE}/history", number="1", based_on="2")
        after = (await browser.open(f"{HERE}/file")).text
    assert changed != before
    assert after == before
    assert 'class="came"' in history.text or 'class="went"' in history.text
    assert (await now(practice)).number == 3


@pytest.mark.parametrize("which", ["the example", "a pattern that uses every rule"])
async def test_a_business_that_is_taken_along_is_the_same_on_another_server(
    practice: Office, tmp_path: Path, which: str
) -> None:
    await practice.person()
    async with signed_in(practice) as browser:
        if which != "the example":
            await browser.open(f"{HERE}/import")
            await browser.send(f"{HERE}/import", text=every_rule(), do="save", based_on="1")
        taken = (await browser.open(f"{HERE}/file")).text
    async with office(Store(SQLITE, tmp_path)) as elsewhere:
        await elsewhere.person(role=Role.HOST)
        async with signed_in(elsewhere) as browser:
            await browser.open(f"{HERE}/numbers")
            await fill(browser, "numbers", **{"number-0-value": "030 23125 900", "number-1-value": ""})
            await browser.open("/setup?new=1")
            made = await browser.send("/setup", text=taken)
            assert made.status_code == 200
            there = str(made.url.path).removeprefix("/setup/")
            again = (await browser.open(f"/setup/{there}/file")).text
    assert there != PRAXIS
    assert again.replace(f"id: {there}", f"id: {PRAXIS}") == taken


@pytest.mark.parametrize("size", [WIDE, PHONE])
@pytest.mark.parametrize("store", [SQLITE], indirect=True)
async def test_a_file_is_taken_over_and_undone_without_a_mouse(practice: Office, size: tuple[int, int]) -> None:
    await practice.person()
    before = await described(practice)
    async with served(practice) as url, tab(url, size) as browser:
        person = Newcomer(browser, looks=True)
        await browser.sign_in_by_keyboard()
        text = await (await browser.page.request.get(f"{url}{HERE}/file")).text()
        await browser.open(HERE)
        await person.follow("a[href$='/import']", "**/import")
        await person.reach("#text")
        await browser.page.keyboard.insert_text(text.replace("Sonnenallee 12", "Seestraße 1"))
        await person.reach("button[value=look]")
        await person.press("Enter")
        await browser.shown(".difference .came")
        await person.look()
        await person.reach("button[value=save]")
        await person.press("Enter")
        await browser.page.wait_for_url("**?did=saved")
        changed = await described(practice)
        await person.follow("a[href$='/history']", "**/history")
        await person.follow("a[href='?number=2']", "**/history?number=2")
        await person.reach("main li:nth-child(2) button")
        await person.press("Enter")
        await browser.page.wait_for_url("**?did=restored")
        complaints = browser.complaints
    assert person.wrong == []
    assert str(changed["address"]).startswith("Seestraße 1")
    assert await described(practice) == before
    assert complaints == []
