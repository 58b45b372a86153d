"""The setup by forms alone: what is typed becomes the description, and nothing that is there gets lost."""

import re

import pytest

from app.domain.ids import BusinessId
from app.domain.people import Role
from app.ports.setup import Described
from app.web.pages.setup import questions
from app.web.pages.setup.fields import Entry, clock_of, number_of, span_of
from app.web.pages.setup.steps import FORMS, PATH
from tests.web.pages.office import OTHER, PRAXIS, Office, Visit, served, signed_in, visit

HERE = f"/setup/{PRAXIS}"


def inputs(html: str) -> dict[str, str]:
    """What a browser would send of the first large form."""
    form = html[html.index('name="based_on"') - 400 :]
    form = form[: form.index("</form>")]
    sent: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and (('type="checkbox"' not in tag) or " checked" in tag):
            sent[name[1]] = value[1] if value else ""
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option(?: value="([^"]*)")? selected>([^<]*)', options) or re.search(
            r'<option(?: value="([^"]*)")?>([^<]*)', options
        )
        assert chosen
        sent[name] = chosen[1] if chosen[1] is not None else chosen[2]
    sent |= dict(re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL))
    return {name: value.replace("&#34;", '"').replace("&amp;", "&") for name, value in sent.items()}


async def now(office: Office) -> Described:
    setup = office.edge.setup
    assert setup is not None
    found = await setup.described(PRAXIS)
    assert found is not None
    return found


async def fill(browser: Visit, step: str, **changed: str) -> int:
    page = await browser.open(f"{HERE}/{step}")
    answer = await browser.send(f"{HERE}/{step}", **{**inputs(page.text), **changed})
    return answer.status_code


@pytest.mark.parametrize("step", [step.name for step in FORMS])
async def test_a_form_that_is_sent_as_it_came_changes_nothing(practice: Office, step: str) -> None:
    await practice.person()
    before = await now(practice)
    async with signed_in(practice) as browser:
        assert await fill(browser, step) == 200
    after = await now(practice)
    assert after.description == before.description
    assert after.number == before.number


async def test_every_step_and_page_is_there(practice: Office) -> None:
    await practice.person()
    async with signed_in(practice) as browser:
        for path in ("", *(f"/{step}" for step in PATH if step != "try"), "/history", "/import", "/file"):
            assert (await browser.open(HERE + path)).status_code == 200, path


async def test_hours_names_and_numbers_are_saved_as_they_are_typed(practice: Office) -> None:
    await practice.person()
    async with signed_in(practice) as browser:
        await fill(browser, "hours", **{"wed-1-from": "14", "wed-1-to": "17.30 Uhr"})
        await fill(browser, "handover", line="030 23125 011", **{"to-billing": ""})
        await fill(browser, "numbers", **{"number-1-value": "030 23125 001"})
    description = (await now(practice)).description
    assert description["opening_hours"]["wed"] == [["08:00", "13:00"], ["14:00", "17:30"]]  # type: ignore[index]
    assert description["escalation"]["human_line"] == "+493023125011"  # type: ignore[index]
    assert description["numbers"] == ["+493023125000", "+493023125001"]


async def test_where_somebody_is_told_of_their_messages_is_typed_beside_their_name(practice: Office) -> None:
    await practice.person()
    async with signed_in(practice) as browser:
        typed = {"people-0-mail": "anna.sommer@praxis.example", "people-0-sms": "030 23125 591"}
        await fill(browser, "people", **typed)
        anna = (await now(practice)).description["resources"][0]  # type: ignore[index]
        assert (anna["mail"], anna["sms"]) == ("anna.sommer@praxis.example", "+493023125591")
        wrong = {"people-0-mail": "anna", "people-0-sms": "x", "people-5-mail": "raum@praxis.example"}
        assert await fill(browser, "people", **wrong) == 422
        assert browser.page is not None
        for said in (
            "Das ist keine E-Mail-Adresse.",
            "Das ist keine Telefonnummer.",
            "Nachrichten bekommen nur Personen.",
        ):
            assert said in browser.page.text
        await fill(browser, "people", **{"people-0-mail": "", "people-0-sms": ""})
    assert "mail" not in (await now(practice)).description["resources"][0]  # type: ignore[index]


async def test_a_voice_is_listened_to_only_once_the_owner_has_said_so_beside_what_the_law_says(
    practice: Office,
) -> None:
    await practice.person()
    assert "mood_from_voice" not in (await now(practice)).description["escalation"]  # type: ignore[operator]
    async with signed_in(practice) as browser:
        page = await browser.open(f"{HERE}/handover")
        assert "KI-Verordnung" in page.text
        await fill(browser, "handover", voice="1")
    assert (await now(practice)).description["escalation"]["mood_from_voice"] is True  # type: ignore[index]


async def test_what_cannot_be_read_is_said_at_its_field_and_nothing_typed_is_lost(practice: Office) -> None:
    await practice.person()
    before = await now(practice)
    async with signed_in(practice) as browser:
        assert await fill(browser, "hours", **{"mon-0-to": "25 Uhr", "tue-0-to": "07:00"}) == 422
        assert browser.page is not None
        assert 'value="25 Uhr"' in browser.page.text
        assert "Das ist keine Uhrzeit." in browser.page.text
        assert "Das Ende liegt vor dem Anfang." in browser.page.text
    assert (await now(practice)).number == before.number


async def test_an_offering_that_goes_takes_its_skills_along_and_old_appointments_keep_its_name(
    practice: Office,
) -> None:
    await practice.person()
    async with signed_in(practice) as browser:
        await fill(browser, "offerings", **{"offering-4-de": "", "offering-4-en": ""})
    described = await now(practice)
    business = await practice.businesses.load(PRAXIS)
    assert business is not None
    assert "implant_consultation" not in str(described.description["resources"])
    assert "implant_consultation" not in str(described.description["offerings"])
    assert [one.key for one in business.former_offerings] == ["implant_consultation"]


async def test_two_people_at_one_step_lose_nothing_and_are_shown_what_the_other_did(practice: Office) -> None:
    await practice.person()
    await practice.person("ben@praxis.example", name="Ben Kurz")
    async with served(practice) as url, visit(url) as anna, visit(url) as ben:
        await anna.sign_in()
        await ben.sign_in("ben@praxis.example")
        annas, bens = [inputs((await one.open(f"{HERE}/hours")).text) for one in (anna, ben)]
        saved = await ben.send(f"{HERE}/hours", **{**bens, "sat-0-from": "9", "sat-0-to": "12"})
        clash = await anna.send(f"{HERE}/hours", **{**annas, "sat-0-from": "10", "sat-0-to": "14"})
        again = inputs(clash.text)
        kept = (await now(practice)).description["opening_hours"]
        await anna.send(f"{HERE}/hours", **again)
    assert (saved.status_code, clash.status_code) == (200, 409)
    assert "Ben Kurz hat das inzwischen auch geändert" in clash.text
    assert kept["sat"] == [["09:00", "12:00"]]  # type: ignore[index]
    assert again["sat-0-from"] == "10"
    assert (await now(practice)).description["opening_hours"]["sat"] == [["10:00", "14:00"]]  # type: ignore[index]


async def test_two_people_at_different_steps_do_not_notice_each_other(practice: Office) -> None:
    await practice.person()
    async with signed_in(practice) as browser:
        fields = inputs((await browser.open(f"{HERE}/basics")).text)
        await fill(browser, "handover", line="030 23125 012")
        await browser.open(f"{HERE}/basics")
        await browser.send(f"{HERE}/basics", **{**fields, "address": "Seestraße 1"})
    description = (await now(practice)).description
    assert description["address"] == "Seestraße 1"
    assert description["escalation"]["human_line"] == "+493023125012"  # type: ignore[index]


async def test_the_last_change_can_be_undone_and_the_history_says_who_and_what(practice: Office) -> None:
    await practice.person()
    first = await now(practice)
    async with signed_in(practice) as browser:
        await fill(browser, "basics", name="Praxis am See")
        page = await browser.open(f"{HERE}/history?number=2")
        await browser.send(f"{HERE}/history", number="1", based_on="2")
    assert "Anna Sommer" in page.text
    assert "Praxis am See" in page.text
    assert (await now(practice)).description == first.description
    assert (await now(practice)).number == 3


async def test_a_state_is_not_restored_over_a_change_nobody_has_seen(practice: Office) -> None:
    await practice.person()
    async with signed_in(practice) as browser:
        await fill(browser, "basics", name="Praxis am See")
        await browser.open(f"{HERE}/history")
        await browser.send(f"{HERE}/history", number="1", based_on="1")
    assert (await now(practice)).description["name"] == "Praxis am See"


async def test_a_file_is_looked_at_before_it_replaces_a_business(practice: Office) -> None:
    await practice.person()
    async with signed_in(practice) as browser:
        text = (await browser.open(f"{HERE}/file")).text.replace("Sonnenallee 12", "Seestraße 1")
        await browser.open(f"{HERE}/import")
        looked = await browser.send(f"{HERE}/import", text=text, do="look", based_on="1")
        untouched = (await now(practice)).number
        await browser.send(f"{HERE}/import", text=text, do="save", based_on="1")
        await browser.open(f"{HERE}/import")
        broken = await browser.send(f"{HERE}/import", text="offerings: [", do="save", based_on="2")
    assert "Seestraße 1" in looked.text
    assert untouched == 1
    assert "Seestraße 1" in str((await now(practice)).description["address"])
    assert broken.status_code == 422


async def test_only_owners_set_up_and_only_their_own_business(practice: Office) -> None:
    await practice.person()
    await practice.person("staff@praxis.example", role=Role.STAFF)
    await practice.second_business()
    async with signed_in(practice) as browser:
        assert (await browser.open(f"/setup/{OTHER}")).status_code == 404
        assert (await browser.open(f"/setup/{OTHER}/file")).status_code == 404
        await browser.open(f"{HERE}/basics")
        assert (await browser.send(f"/setup/{OTHER}/basics", name="Meins")).status_code == 404
        assert (await browser.send("/setup", name="Noch einer", trade="salon")).status_code in {403, 404}
    async with signed_in(practice, "staff@praxis.example") as browser:
        assert (await browser.open(HERE)).status_code == 403
    assert await practice.businesses.load(BusinessId("noch-einer")) is None


async def test_a_sign_in_that_expires_in_a_form_loses_nothing(practice: Office) -> None:
    await practice.person()
    async with signed_in(practice) as browser:
        page = await browser.open(f"{HERE}/offerings")
        fields = {**inputs(page.text), "offering-6-de": "Bleaching", "offering-6-minutes": "50"}
        browser.http.cookies.clear()
        asked = await browser.http.post(f"{HERE}/offerings", data=fields)
        kept = dict(re.findall(r'name="(kept-[^"]+)" value="([^"]*)"', asked.text))
        resumed = await browser.http.post(
            "/sign-in",
            data={
                "login": "anna@praxis.example",
                "password": "ein langes gutes wort",
                "then": f"{HERE}/offerings",
                **kept,
            },
        )
        sent = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', resumed.text))
        await browser.http.post(f"{HERE}/offerings", data=sent)
    offerings = (await now(practice)).description["offerings"]
    assert {"key": "bleaching", "de": "Bleaching", "minutes": 50} in offerings  # type: ignore[operator]


def test_questions_are_found_in_the_text_of_a_page() -> None:
    text = "Über uns\nWo kann ich parken?\nIm Hof.\nAuch nebenan.\n- **Nehmen Sie Karten?**\nA: Ja, alle.\nUnd sonst?"
    assert questions.found_in(text) == [
        ("Wo kann ich parken?", "Im Hof. Auch nebenan."),
        ("Nehmen Sie Karten?", "Ja, alle."),
    ]


def test_times_of_day_are_read_as_people_write_them() -> None:
    typed = ["8", "8:30", "8.30 Uhr", "0830", "24:00", "25", "acht", "8:75"]
    assert [clock_of(text) for text in typed] == ["08:00", "08:30", "08:30", "08:30", "24:00", None, None, None]
    typed = ["9am", "9 a.m.", "12 pm", "12:30am", "5:30 PM", "13 pm", "0 am", "pm"]
    assert [clock_of(text) for text in typed] == ["09:00", "09:00", "12:00", "00:30", "17:30", None, None, None]


@pytest.mark.parametrize(
    ("opens", "closes", "found"),
    [
        ("9", "24", ["09:00", "00:00"]),
        ("9 am", "12 am", ["09:00", "00:00"]),
        ("18", "2", ["18:00", "02:00"]),
        ("9", "8", None),
    ],
)
def test_a_day_may_end_at_midnight_or_in_the_night(opens: str, closes: str, found: list[str] | None) -> None:
    entry = Entry()
    assert span_of({"day-from": opens, "day-to": closes}, "day", entry) == found
    assert [fault.why for fault in entry.faults] == ([] if found else ["ends_before"])


def test_numbers_are_read_as_they_are_dialled_at_home() -> None:
    assert number_of("030 23125 000", "DE") == number_of("+49 30 23125000", "AT") == "+493023125000"
    assert number_of("eins zwei", "DE") is None
