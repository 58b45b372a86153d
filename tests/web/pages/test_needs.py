"""Today: notices that nobody got, and appointments that do not fit, each one click from its cause."""

from datetime import timedelta

from sqlmodel import select

from app.domain.consequences import DeliveryState
from app.domain.people import Role
from app.domain.wishes import UnknownWish
from app.stores.tables import BookingRow, OutboxRow
from tests.web.pages.knowing import knowing
from tests.web.pages.office import OTHER, PRAXIS, Office, signed_in
from tests.web.pages.practice import BOOKING, play
from tests.web.pages.test_calendar import booked, imported, on


async def given_up(office: Office, notice: str = "n1") -> str:
    """A confirmation that failed; the reference of its booking."""
    reference = await booked(office, on(19, 9, 30))
    async with office.database.writing() as session:
        row = (await session.exec(select(BookingRow).where(BookingRow.reference == reference))).one()
        session.add(
            OutboxRow(
                id=notice,
                business_id=PRAXIS,
                booking_reference=reference,
                booking_id=row.id,
                kind="confirmation",
                channel="mail",
                change="booked",
                sequence=1,
                state=DeliveryState.FAILED.value,
                attempts=8,
                last_error="bad_address",
                created_at=office.clock.now(),
                due_at=office.clock.now(),
                ended_at=office.clock.now(),
            )
        )
    return reference


async def state_of(office: Office, notice: str = "n1") -> str:
    async with office.database.reading() as session:
        row = await session.get(OutboxRow, notice)
        assert row is not None
        return row.state


async def test_a_notice_that_nobody_got_is_told_with_its_cause_and_sent_once_more(practice: Office) -> None:
    reference = await given_up(practice)
    await practice.person(role=Role.STAFF)
    async with signed_in(practice) as browser:
        page = (await browser.open("/")).text
        assert "Bestätigung an Fatma Yılmaz, per Mail" in page
        assert "falsche Adresse nach 8 Versuchen" in page
        assert f"booking={reference}#panel" in page
        again = (await browser.send(f"/deliveries/{PRAXIS}/n1/retry")).text
        assert "Wird noch einmal versucht." in again
        assert "falsche Adresse" not in again
        assert await state_of(practice) == DeliveryState.PENDING.value
        await browser.open("/me")
        assert (await browser.send(f"/deliveries/{PRAXIS}/n1/retry")).status_code == 404


async def test_a_notice_of_another_business_is_not_there_and_a_reviewer_sends_none(practice: Office) -> None:
    await given_up(practice)
    await practice.second_business()
    await practice.person(businesses=frozenset({OTHER}))
    await practice.person("rita@praxis.example", name="Rita", role=Role.REVIEWER)
    async with signed_in(practice) as browser:
        assert "Fatma" not in (await browser.open("/")).text
        await browser.open("/me")
        assert (await browser.send(f"/deliveries/{OTHER}/n1/retry")).status_code == 404
        await browser.open("/me")
        assert (await browser.send(f"/deliveries/{PRAXIS}/n1/retry")).status_code == 404
    async with signed_in(practice, "rita@praxis.example") as browser:
        assert "Fatma" not in (await browser.open("/")).text
        await browser.open("/me")
        assert (await browser.send(f"/deliveries/{PRAXIS}/n1/retry")).status_code == 403
    assert await state_of(practice) == DeliveryState.FAILED.value


async def test_appointments_that_do_not_fit_lead_into_the_calendar(practice: Office) -> None:
    await imported(practice, "AAAA", on(19, 10))
    await imported(practice, "BBBB", on(19, 10, 15))
    await imported(practice, "FERN", on(19, 10) + timedelta(days=60, hours=12))  # closed then, but far away
    await practice.person()
    async with signed_in(practice) as browser:
        page = (await browser.open("/")).text
    assert "doppelt gebucht (AAAA, BBBB)" in page
    assert "day=2026-03-19&amp;booking=AAAA#panel" in page
    assert "FERN" not in page


async def test_what_callers_asked_in_vain_leads_to_where_it_is_answered(practice: Office) -> None:
    practice.knowledge = knowing(practice)
    asked = practice.knowledge.questions
    for _ in range(2):
        await asked.note(PRAXIS, "Haben Sie WLAN?", "de", call_sid=None, at=practice.clock.now())
    await practice.person()
    await practice.person("mia@praxis.example", name="Mia", role=Role.STAFF)
    async with signed_in(practice) as browser:
        page = (await browser.open("/")).text
        assert "Haben Sie WLAN?" in page
        assert "2-mal gefragt, zuletzt heute" in page
        assert f'href="/knowledge?business={PRAXIS}#waiting"' in page


async def test_what_nobody_understood_leads_to_where_it_is_taught(practice: Office) -> None:
    practice.knowledge = knowing(practice)
    sid = await play(practice, BOOKING)
    for nth, text in enumerate(("Ich brauche die Röntgenbilder für den Umzug.", "Na die Bilder eben!")):
        wish = UnknownWish(text, "de", "goal", nth + 1, 4_000 * nth, practice.clock.now())
        await practice.calls.add_unknown_wish(sid, wish)
    await practice.person(role=Role.STAFF)
    await practice.person("rita@praxis.example", name="Rita", role=Role.REVIEWER)
    async with signed_in(practice) as browser:
        page = (await browser.open("/")).text
        assert "Ich brauche die Röntgenbilder für den Umzug." in page
        assert "Na die Bilder eben!" in page
        assert page.count(f'href="/knowledge?business={PRAXIS}#wishes"') == 1
        assert 'id="wishes"' in (await browser.open("/knowledge")).text
    async with signed_in(practice, "rita@praxis.example") as browser:
        assert "Röntgenbilder" not in (await browser.open("/")).text
