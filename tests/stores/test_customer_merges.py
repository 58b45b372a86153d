"""Two records of one customer become one, and a call from either line finds all appointments."""

from app.domain.ids import E164, CustomerId
from app.stores.businesses import SqlBusinesses
from app.stores.customer_merges import SqlCustomerMerges
from app.stores.records import SqlRecords
from tests.contracts.test_tools import RealDesk
from tests.contracts.tools_contract import SOMMER, WEBER, booked
from tests.usecases.conftest import desk as desk  # noqa: PLC0414  a fixture, used by its name
from tests.usecases.test_rules import slot

SABINE, KARL = E164("+493023125101"), E164("+493023125102")
SABINE_ID, KARL_ID = CustomerId("praxis-dr-sommer-sabine-hoffmann"), CustomerId("praxis-dr-sommer-karl-jankowski")


def merges(desk: RealDesk) -> SqlCustomerMerges:
    return SqlCustomerMerges(desk.database, desk.clock)


async def test_what_happened_to_both_belongs_to_the_one_that_is_kept(desk: RealDesk) -> None:
    one = await merges(desk).merge(desk.business, SABINE_ID, KARL_ID)
    assert one is not None
    assert (one.name, one.number, one.past_visits, one.postponed_by_us) == ("Sabine Hoffmann", SABINE, 16, 2)
    records = SqlRecords(desk.database, SqlBusinesses(desk.database, desk.clock))
    assert (await records.customers()).total == 3
    assert [entry.decision.why for entry in (await records.decisions()).items] == ["asked_by_staff"]


async def test_a_call_from_either_number_finds_the_customer_and_all_appointments(desk: RealDesk) -> None:
    await booked(desk.call(SABINE, sid="CA1"), slot(desk, "09:00", SOMMER), "Sabine Hoffmann", SABINE)
    await booked(desk.call(KARL, sid="CA2"), slot(desk, "10:00", WEBER), "Sabine Hoffmann", KARL)
    await merges(desk).merge(desk.business, SABINE_ID, KARL_ID)
    for nth, number in enumerate((SABINE, KARL)):
        call = desk.call(number, sid=f"CA-later-{nth}")
        customer = await call.caller()
        assert customer is not None
        assert customer.id == SABINE_ID
        assert [f"{b.slot.starts_at:%H:%M}" for b in await call.my_appointments()] == ["09:00", "10:00"]


async def test_a_third_record_can_follow_and_other_customers_are_left_alone(desk: RealDesk) -> None:
    emily, emily_id = E164("+493023125103"), CustomerId("praxis-dr-sommer-emily-carter")
    assert await merges(desk).merge(desk.business, KARL_ID, SABINE_ID)
    assert await merges(desk).merge(desk.business, emily_id, KARL_ID)
    for nth, number in enumerate((SABINE, KARL, emily)):
        customer = await desk.call(number, sid=f"CA{nth}").caller()
        assert customer is not None
        assert customer.id == emily_id
    mehmet = await desk.call(E164("+493023125104"), sid="CA9").caller()
    assert mehmet is not None
    assert mehmet.name == "Mehmet Yilmaz"


async def test_a_record_that_is_not_there_changes_nothing(desk: RealDesk) -> None:
    assert await merges(desk).merge(desk.business, SABINE_ID, CustomerId("nobody")) is None
    assert await merges(desk).merge(desk.business, SABINE_ID, SABINE_ID) is None
    customer = await desk.call(KARL).caller()
    assert customer is not None
    assert customer.id == KARL_ID
