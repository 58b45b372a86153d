"""A Thursday in the practice with what a calendar has to show: for the pictures."""

from app.domain.bookings import Booked
from app.domain.ids import E164, BookingReference, OfferingKey, ResourceId
from app.domain.waitlist import Waiting
from app.web.desk import FrontDesk
from tests.web.pages.office import BERLIN, PRAXIS, Office
from tests.web.pages.practice import at

DAY = (
    ("dr-anna-sommer", "checkup", 8, 15, "Erika Beispiel"),
    ("dr-anna-sommer", "root_canal", 9, 15, "Ruth Groß"),
    ("dr-anna-sommer", "checkup", 14, 0, "Fatma Yılmaz"),
    ("dr-jonas-weber", "filling", 8, 30, "Jonas Kraft"),
    ("dr-jonas-weber", "checkup", 14, 30, "Karl Jankowski"),
    ("dr-jonas-weber", "filling", 15, 15, "Lena Ünal"),
    ("dr-leyla-aydin", "implant_consultation", 11, 15, "Sabine Hoffmann"),
    ("mia-schulz", "cleaning", 13, 30, "Emily Carter"),
    ("noah-brandt", "cleaning", 16, 15, "Jörg Übeleis"),
)


async def a_full_day(office: Office) -> BookingReference:
    """Of the appointment that stands out: the root canal treatment."""
    business = await office.businesses.load(PRAXIS)
    assert business is not None
    references = {}
    for nth, (who, what, hour, minute, name) in enumerate(DAY):
        outcome = await FrontDesk(office.calendar.calendars, office.clock).book(
            business,
            offering=OfferingKey(what),
            starts_at=at(19, hour, minute).replace(second=0, tzinfo=BERLIN),
            resource=ResourceId(who),
            customer_name=name,
            customer_number=E164(f"+4930231251{nth:02}"),
            key=None,
            by="Mia Kurz",
        )
        assert isinstance(outcome, Booked), (name, outcome)
        references[what] = outcome.booking.reference
    entry = Waiting(
        "w1",
        PRAXIS,
        OfferingKey("checkup"),
        "Mehmet Yilmaz",
        E164("+493023125104"),
        "de",
        office.clock.now(),
        resource=ResourceId("dr-anna-sommer"),
    )
    assert await office.calendar.waitlist.join(entry)
    return references["root_canal"]
