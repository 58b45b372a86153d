"""The calendar: what stands in it, and what can be done by hand under the rules of a call."""

from datetime import datetime

from app.domain.bookings import Booked
from app.domain.ids import E164, BookingReference, OfferingKey, ResourceId
from app.web.desk import FrontDesk
from tests.web.pages.office import BERLIN, PRAXIS, Office, signed_in

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
