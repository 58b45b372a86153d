"""The calendar: what stands in it, and what can be done by hand under the rules of a call."""

import re
from datetime import datetime, timedelta

import pytest

from app.domain.bookings import Booked, Held, Slot
from app.domain.ids import E164, BookingReference, CallSid, OfferingKey, ResourceId
from app.domain.learning.attendance import Attendance
from app.domain.people import Role
from app.domain.ranking.postponing import Protection
from app.domain.waitlist import EntryState, Waiting
from app.stores.tables import BookingRow
from app.usecases.hold_slot import hold_slot
from app.usecases.party import Party
from app.web.desk import FrontDesk
from app.web.pages.wording import wording
from tests.web.pages.office import BERLIN, OTHER, PRAXIS, Office, served, signed_in, visit

ANNA, WEBER, MIA = "dr-anna-sommer", "dr-jonas-weber", "mia-schulz"


def on(day: int, hour: int, minute: int = 0, *, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BERLIN)


async def booked(
    office: Office, starts_at: datetime, name: str = "Fatma Yılmaz", *, what: str = "checkup", who: str = ANNA
) -> BookingReference:
    business = await office.businesses.load(PRAXIS)
    assert business is not None
    outcome = await FrontDesk(office.calendar.calendars, office.clock).book(
        business,
        offering=OfferingKey(what),
        starts_at=starts_at,
        resource=ResourceId(who),
        customer_name=name,
        customer_number=E164("+493023125012"),
        key=None,
    )
    assert isinstance(outcome, Booked), outcome
    return outcome.booking.reference


async def start_of(office: Office, reference: BookingReference) -> tuple[str, str, int]:
    entry = await office.edge.records.booking(reference)
    assert entry is not None
    slot = entry.booking.slot
    return slot.starts_at.astimezone(BERLIN).isoformat()[:16], slot.resource, entry.booking.version


async def test_a_day_shows_who_works_with_whom_and_when(practice: Office) -> None:
    await booked(practice, on(19, 9, 30))
    await practice.person()
    async with signed_in(practice) as browser:
        page = (await browser.open("/calendar?day=2026-03-19")).text
        assert "Donnerstag, 19. März 2026" in page
        assert "Fatma Yılmaz" in page
        assert page.count("data-column") == 5  # Mia Schulz and Noah Brandt clean, three dentists
        assert "Heute nicht da" not in page
        week = (await browser.open(f"/calendar?day=2026-03-19&view=week&person={ANNA}")).text
        assert week.count("data-column") == 7
        assert "16. – 22. März 2026" in week
        rooms = (await browser.open("/calendar?day=2026-03-19&show=rooms")).text
        assert rooms.count("data-column") == 3
        assert "Fatma Yılmaz" in rooms


async def test_an_appointment_is_moved_by_hand_and_the_move_is_taken_back(practice: Office) -> None:
    reference = await booked(practice, on(19, 9, 30))
    await practice.person(role=Role.STAFF)
    async with signed_in(practice) as browser:
        shown = (await browser.open(f"/calendar?day=2026-03-19&booking={reference}")).text
        assert "+49 30 23125012" in shown
        address = f"/calendar/{PRAXIS}/{reference}"
        moved = await browser.send(
            f"{address}/move", version="1", to_day="2026-03-20", to_time="10:15", to_person=WEBER
        )
        assert "Verlegt." in moved.text
        assert "day=2026-03-20" in str(moved.url)
        assert await start_of(practice, reference) == ("2026-03-20T10:15", WEBER, 2)
        back = await browser.send(f"{address}/undo", version="2")
        assert "Zurück an der alten Stelle." in back.text
        assert await start_of(practice, reference) == ("2026-03-19T09:30", ANNA, 3)
        assert (await browser.send(f"{address}/undo", version="2")).status_code == 409


async def test_a_move_against_the_rules_says_why_and_leaves_everything_as_it_was(practice: Office) -> None:
    reference = await booked(practice, on(19, 9, 30))
    await booked(practice, on(19, 11), "Jonas Kraft")
    await practice.person()
    refusals = {
        ("2026-03-19", "07:00", ANNA): "Dann ist geschlossen, oder diese Person ist nicht da.",
        ("2026-03-19", "09:30", MIA): "Diese Person macht das nicht.",
        ("2026-03-16", "09:30", ANNA): "Das liegt in der Vergangenheit.",
        ("2026-03-17", "08:30", ANNA): "Das ist zu kurzfristig",
        ("2026-09-17", "09:30", ANNA): "So weit im Voraus wird nicht gebucht.",
        ("2026-03-29", "02:30", ANNA): "Diese Uhrzeit gibt es an dem Tag nicht",
        ("", "09:30", ANNA): "Bitte wählen Sie einen Tag und eine Uhrzeit.",
        ("2026-03-19", "11:15", ANNA): "Dieser Platz ist belegt.",
    }
    async with signed_in(practice) as browser:
        await browser.open(f"/calendar?day=2026-03-19&booking={reference}")
        for (day, clock, person), why in refusals.items():
            asked = {"version": "1", "day": "2026-03-19", "to_day": day, "to_time": clock, "to_person": person}
            answer = await browser.send(f"/calendar/{PRAXIS}/{reference}/move", **asked)
            assert answer.status_code == 409
            assert why in answer.text
        assert "Frei wäre stattdessen:" in answer.text
        assert await start_of(practice, reference) == ("2026-03-19T09:30", ANNA, 1)


async def test_of_two_people_who_move_the_same_appointment_the_second_is_told(practice: Office) -> None:
    reference = await booked(practice, on(19, 9, 30))
    await practice.person()
    async with signed_in(practice) as browser:
        await browser.open(f"/calendar?day=2026-03-19&booking={reference}")
        address = f"/calendar/{PRAXIS}/{reference}"
        await browser.send(f"{address}/move", version="1", to_day="2026-03-19", to_time="10:15", to_person=ANNA)
        late = {"version": "1", "day": "2026-03-19"}
        second = await browser.send(f"{address}/move", **late, to_day="2026-03-19", to_time="14:00", to_person=ANNA)
        assert "Jemand hat diesen Termin inzwischen geändert." in second.text
        third = await browser.send(f"{address}/cancel", **late)
        assert third.status_code == 409
        asked = await browser.send(f"{address}/move", **late, to_day="2026-03-23", to_time="14:00", we_asked="1")
        assert "Jemand hat diesen Termin inzwischen geändert." in asked.text
        assert await start_of(practice, reference) == ("2026-03-19T10:15", ANNA, 2)


async def test_a_customer_who_gave_way_for_us_is_not_asked_again(practice: Office) -> None:
    reference = await booked(practice, on(19, 9, 30))
    await practice.person()
    async with signed_in(practice) as browser:
        await browser.open(f"/calendar?day=2026-03-19&booking={reference}")
        address, asked = f"/calendar/{PRAXIS}/{reference}/move", {"to_time": "14:00", "we_asked": "1"}
        first = await browser.send(address, version="1", to_day="2026-03-23", **asked)
        assert "Verlegt und als Aufschub vermerkt." in first.text
        assert "wir haben darum gebeten" in first.text  # why it is where it is
        second = await browser.send(address, version="2", to_day="2026-03-24", **asked)
        assert "schon einmal aufgeschoben" in second.text


async def test_what_became_of_an_appointment_is_noted_once_it_has_begun(practice: Office) -> None:
    reference = await booked(practice, on(17, 10, 30))
    await practice.person()
    async with signed_in(practice) as browser:
        address = f"/calendar/{PRAXIS}/{reference}/attendance"
        await browser.open(f"/calendar?booking={reference}")
        assert "noch nicht begonnen" in (await browser.send(address, attendance="kept")).text
        practice.clock.advance(timedelta(hours=3))
        done = await browser.send(address, attendance="kept", minutes="35,5")
        assert "Als erledigt vermerkt." in done.text
        assert (await browser.send(address, attendance="kept", minutes="ewig")).status_code == 409
        assert "Als nicht gekommen vermerkt." in (await browser.send(address, attendance="no_show")).text
    business = await practice.businesses.load(PRAXIS)
    assert business is not None
    async with practice.calendar.calendars.reading(business) as reads:
        mark = await reads.mark_of(reference)
    assert mark is not None
    assert mark.attendance is Attendance.NO_SHOW


async def test_a_cancelled_appointment_leaves_its_place_and_says_so(practice: Office) -> None:
    reference = await booked(practice, on(19, 9, 30))
    await practice.person()
    async with signed_in(practice) as browser:
        await browser.open(f"/calendar?booking={reference}")
        answer = await browser.send(f"/calendar/{PRAXIS}/{reference}/cancel", version="1", day="2026-03-19")
        assert "Abgesagt. Der Platz ist wieder frei." in answer.text
        assert "Fatma" not in answer.text
        assert "nicht mehr gültig" in (await browser.open(f"/calendar?booking={reference}")).text


async def test_a_booking_by_hand_keeps_what_was_typed_until_it_is_made(practice: Office) -> None:
    await booked(practice, on(19, 9, 30))
    await practice.person(role=Role.STAFF)
    async with signed_in(practice) as browser:
        await browser.open("/calendar/book?day=2026-03-19")
        typed = {
            "business": PRAXIS,
            "offering": "checkup",
            "person": ANNA,
            "day": "2026-03-19",
            "name": "Zoë 🦷 Ølsen",
            "number": "030 23125077",
            "key": "one-form",
        }
        offered = await browser.send("/calendar/book", **typed, show_times="1")
        assert f"{ANNA}|2026-03-19T07:45:00+00:00" in offered.text  # a quarter to nine
        assert f"{ANNA}|2026-03-19T08:30:00+00:00" not in offered.text  # taken
        for wrong, why in (
            ({"time": "own", "own_time": "09:30"}, "Dieser Platz ist belegt."),
            ({"time": "own", "own_time": "06:00"}, "Dann ist geschlossen"),
            ({"time": "own"}, "Bitte wählen Sie einen Tag und eine Uhrzeit."),
            ({"time": "own", "own_time": "10:15", "number": "null"}, "Das ist keine Telefonnummer."),
            ({"time": "own", "own_time": "10:15", "name": " "}, "Bitte geben Sie einen Namen an."),
            ({"time": "own", "own_time": "10:15", "offering": "magic"}, "Bitte wählen Sie eine Leistung."),
        ):
            refused = await browser.send("/calendar/book", **{**typed, **wrong})
            assert refused.status_code == 409
            assert why in refused.text
        assert 'value="030 23125077"' in refused.text
        for _ in range(2):  # sent twice, booked once
            made = await browser.send("/calendar/book", **typed, time=f"{ANNA}|2026-03-19T09:15:00+00:00")
            assert "Eingetragen." in made.text
        assert made.text.count("Zoë 🦷 Ølsen") >= 1
    page = await practice.edge.records.bookings(business=PRAXIS)
    assert [one.booking.customer_number for one in page.items if one.booking.customer_name.startswith("Zoë")] == [
        "+493023125077"
    ]


async def test_times_that_are_offered_leave_a_time_of_ones_own_chosen_only_when_one_is_typed(practice: Office) -> None:
    await practice.person(role=Role.STAFF)
    own = re.compile(r'<input type="radio" name="time" value="own"( checked)?')
    typed = {"business": PRAXIS, "offering": "checkup", "day": "2026-03-19", "time": "own", "name": "Ada Blum"}
    async with signed_in(practice) as browser:
        empty = await browser.open("/calendar/book?day=2026-03-19")
        assert own.findall(empty.text) == [" checked"]  # nothing else is there to choose
        offered = await browser.send("/calendar/book", **typed, show_times="1")
        assert own.findall(offered.text) == [""]
        with_time = await browser.send("/calendar/book", **typed, own_time="10:15", show_times="1")
        assert own.findall(with_time.text) == [" checked"]
        undecided = await browser.send("/calendar/book", **typed)
        assert (undecided.status_code, own.findall(undecided.text)) == (409, [""])


async def test_who_waits_is_booked_from_the_list_and_waits_no_longer(practice: Office) -> None:
    entry = Waiting(
        "w1",
        PRAXIS,
        OfferingKey("checkup"),
        "Karl Jankowski",
        E164("+493023125102"),
        "de",
        practice.clock.now(),
        resource=ResourceId(ANNA),
    )
    assert await practice.calendar.waitlist.join(entry)
    await practice.person()
    async with signed_in(practice) as browser:
        assert "Karl Jankowski" in (await browser.open("/calendar?day=2026-03-19")).text
        form = (await browser.open("/calendar/book?day=2026-03-19&waiting=w1")).text
        assert 'value="Karl Jankowski"' in form
        asked = {"offering": "checkup", "day": "2026-03-19", "name": "Karl Jankowski", "number": "+493023125102"}
        await browser.send("/calendar/book", **asked, time=f"{ANNA}|2026-03-19T09:15:00+00:00", waiting="w1", key="k")
    assert (await practice.calendar.waitlist.entries(business=PRAXIS, state=EntryState.WAITING)).total == 0


async def test_what_a_caller_is_being_offered_is_seen_and_cannot_be_taken(practice: Office) -> None:
    business = await practice.businesses.load(PRAXIS)
    assert business is not None
    sid = CallSid("CAholding")
    slot = Slot(OfferingKey("checkup"), on(19, 10), on(19, 10, 30), ResourceId(ANNA))
    party = Party(business, sid, E164("+493023125055"))
    assert isinstance(await hold_slot(practice.calendar.calendars, party, sid, slot, now=practice.clock.now()), Held)
    reference = await booked(practice, on(19, 9))
    await practice.person()
    async with signed_in(practice) as browser:
        assert "wird gerade am Telefon angeboten" in (await browser.open("/calendar?day=2026-03-19")).text
        wish = {"version": "1", "to_day": "2026-03-19", "to_time": "10:00", "to_person": ANNA}
        answer = await browser.send(f"/calendar/{PRAXIS}/{reference}/move", **wish)
        assert "Dieser Platz ist belegt." in answer.text
        practice.clock.advance(timedelta(minutes=10))
        assert "am Telefon angeboten" not in (await browser.open("/calendar?day=2026-03-19")).text


async def test_a_reviewer_reads_and_changes_nothing(practice: Office) -> None:
    reference = await booked(practice, on(19, 9, 30))
    await practice.person(role=Role.REVIEWER)
    async with signed_in(practice) as browser:
        page = (await browser.open(f"/calendar?day=2026-03-19&booking={reference}")).text
        assert "Fatma Yılmaz" in page
        assert "/move" not in page
        await browser.open("/me")
        wish = {"version": "1", "to_day": "2026-03-20", "to_time": "10:00"}
        for deed in ("move", "undo", "cancel", "attendance"):
            assert (await browser.send(f"/calendar/{PRAXIS}/{reference}/{deed}", **wish)).status_code == 403
        assert (await browser.open("/calendar/book")).status_code == 403
        assert (await browser.send("/calendar/book", **wish)).status_code == 403
    assert await start_of(practice, reference) == ("2026-03-19T09:30", ANNA, 1)


async def test_another_business_is_not_there(practice: Office) -> None:
    reference = await booked(practice, on(19, 9, 30))
    await practice.second_business()
    await practice.person(businesses=frozenset({OTHER}))
    async with signed_in(practice) as browser:
        assert (await browser.open(f"/calendar?business={PRAXIS}")).status_code == 404
        own = (await browser.open(f"/calendar?business={OTHER}&booking={reference}")).text
        assert "Fatma" not in own
        wish = {"version": "1", "to_day": "2026-03-20", "to_time": "10:00"}
        assert (await browser.send(f"/calendar/{PRAXIS}/{reference}/move", **wish)).status_code == 404
        await browser.open("/calendar")
        assert (await browser.send(f"/calendar/{OTHER}/{reference}/move", **wish)).status_code == 409
        assert (await browser.open(f"/calendar/book?business={PRAXIS}")).status_code == 404
    assert await start_of(practice, reference) == ("2026-03-19T09:30", ANNA, 1)


async def test_a_move_needs_the_token_of_our_own_page(practice: Office) -> None:
    reference = await booked(practice, on(19, 9, 30))
    await practice.person()
    async with signed_in(practice) as browser:
        wish = {"version": "1", "to_day": "2026-03-20", "to_time": "10:00", "csrf": "0" * 64}
        assert (await browser.send(f"/calendar/{PRAXIS}/{reference}/move", **wish)).status_code == 403


async def test_a_booking_that_met_an_expired_sign_in_is_made_after_it(practice: Office) -> None:
    await practice.person()
    async with served(practice) as url, visit(url) as browser:
        await browser.sign_in()
        await browser.open("/calendar/book?day=2026-03-19")
        browser.http.cookies.clear()
        typed = {"offering": "checkup", "day": "2026-03-19", "time": "own", "own_time": "10:15", "name": "Ada Blum"}
        door = await browser.send("/calendar/book", **typed, key="kept")
        assert "Was Sie geschrieben und ausgewählt haben, ist noch da." in door.text
        kept = {f"kept-{name}": value for name, value in {**typed, "key": "kept"}.items()}
        resumed = await browser.send(
            "/sign-in", login="anna@praxis.example", password="ein langes gutes wort", then="/calendar/book", **kept
        )
        assert 'value="Ada Blum"' in resumed.text
        assert "Eingetragen." in (await browser.send("/calendar/book", **typed, key="kept")).text


async def imported(office: Office, reference: str, starts_at: datetime, *, who: str = ANNA) -> None:
    """As an import or an older version left it: past our rules."""
    async with office.database.writing() as session:
        session.add(
            BookingRow(
                business_id=PRAXIS,
                reference=reference,
                offering="checkup",
                resource_id=who,
                starts_at=starts_at,
                ends_at=starts_at + timedelta(minutes=30),
                customer_name=f"Import {reference}",
                status="confirmed",
                booked_at=office.clock.now(),
            )
        )


async def test_what_does_not_fit_together_is_said_with_what_to_do(practice: Office) -> None:
    await imported(practice, "AAAA", on(19, 10))
    await imported(practice, "BBBB", on(19, 10, 15))
    await imported(practice, "CCCC", on(31, 10), who=WEBER)  # his holiday
    await practice.person()
    async with signed_in(practice) as browser:
        double = (await browser.open("/calendar?day=2026-03-19")).text
        assert "Dr. Anna Sommer ist am 19.03.2026 doppelt gebucht (AAAA, BBBB)." in double
        assert "Verlegen Sie einen der beiden Termine." in double
        assert "of2" in double  # side by side
        away = (await browser.open("/calendar?day=2026-03-31&booking=CCCC")).text
        assert "Dr. Jonas Weber nicht da ist" in away
        assert "abwesend: Urlaub" in away
        await browser.send(f"/calendar/{PRAXIS}/CCCC/move", version="1", to_day="2026-04-07", to_time="10:00")
        assert "Passt nicht zusammen" not in (await browser.open("/calendar?day=2026-04-07")).text


@pytest.mark.parametrize(
    ("day", "hours", "ticks"),
    [("2026-03-29", 23, ["01:00", "03:00", "04:00"]), ("2026-10-25", 25, ["02:00", "02:00", "03:00"])],
)
async def test_a_day_on_which_the_clocks_change_is_as_long_as_it_is(
    practice: Office, day: str, hours: int, ticks: list[str]
) -> None:
    """Somebody is booked at night, so that all of the night is drawn."""
    change = datetime.fromisoformat(f"{day}T00:30").replace(tzinfo=BERLIN)
    await imported(practice, "NACHT", change)
    await imported(practice, "ABEND", change + timedelta(hours=22, minutes=45))
    await practice.person()
    async with signed_in(practice) as browser:
        page = (await browser.open(f"/calendar?day={day}")).text
    assert "An diesem Tag wird die Uhr umgestellt." in page
    assert f'data-minutes="{hours * 60}"' in page
    shown = [part[:5] for part in page.split('<span class="tick ')[1:] for part in [part.split(">", 1)[1]]]
    assert [one for one in shown if one in ticks][: len(ticks)] == ticks
    assert len(shown) == hours


def test_every_reason_of_the_rules_is_worded_for_the_calendar() -> None:
    reasons = (
        "notice horizon closed past same_day_conflict no_skill changed prerequisite needed_by not_yet cancelled "
        "implausible"
    ).split() + [one.value for one in Protection]
    assert [one for one in reasons if f"refusal.{one}" not in wording("de")] == []
