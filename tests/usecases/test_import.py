"""Bookings of an earlier calendar from a CSV file: each line is answered for, the good ones are kept."""

from datetime import UTC, date, datetime, time

import pytest

from app.domain.bookings import Offers
from app.domain.errors import ConfigurationError
from app.domain.imported_lines import lines_of
from app.domain.imported_words import WORDS
from app.domain.spoken.when import Window
from app.stores.calendar import SqlCalendars
from app.usecases.import_bookings import LineReport, import_bookings
from app.usecases.party import Party
from tests.contracts.test_tools import RealDesk
from tests.contracts.tools_contract import CHECKUP, SOMMER, booked

GOOD = """Datum;Uhrzeit;Leistung;Behandler;Name;Telefon
17.03.2026;09:00;Kontrolluntersuchung;Dr. Anna Sommer;Sabine Hoffmann;030 23125101
17.03.26;9.45 Uhr;checkup;;Karl Jankowski;
"""
BROKEN = """Datum;Uhrzeit;Leistung;Behandler;Name;Telefon
17.03.2026;09:00;checkup;Dr. Anna Sommer;Ada;030 23125101
17.03.2026;09:15;checkup;Dr. Anna Sommer;Bob;030 23125102
31.02.2026;09:00;checkup;;Cleo;
29.03.2026;02:30;checkup;;Dora;
17.03.2026;10:00;Massage;;Emil;
17.03.2026;10:00;checkup;Dr. Nobody;Fritz;
17.03.2026;10:00;cleaning;Dr. Anna Sommer;Gina;
17.03.2026;10:00;checkup;Dr. Anna Sommer;;
17.03.2026;10:00;checkup;;Hugo;call me
17.03.2026;10:00;checkup
17.03.2026;10:00;"checkup;;Ida;

17.03.2026;11:00;checkup;Dr. Anna Sommer;Jan;
17.03.2026;20:00;checkup;Dr. Anna Sommer;Kim;
10.03.2026;09:00;checkup;Dr. Anna Sommer;Leo;
"""


async def take_over(desk: RealDesk, text: str, *, encoding: str = "utf-8") -> tuple[LineReport, ...]:
    calendars = SqlCalendars(desk.database, desk.clock)
    party = Party(desk.business, by="import")
    return await import_bookings(calendars, party, lines_of(text.encode(encoding)), now=desk.clock.now())


async def kept(desk: RealDesk) -> list[tuple[str, str]]:
    async with SqlCalendars(desk.database, desk.clock).reading(desk.business) as reads:
        bookings = await reads.confirmed(since=datetime(2026, 1, 1, tzinfo=UTC))
    return [(f"{booking.slot.starts_at:%d.%m. %H:%M}", booking.customer_name) for booking in bookings]


async def test_good_lines_are_kept_with_their_local_time_and_number(desk: RealDesk) -> None:
    assert [report.verdict for report in await take_over(desk, GOOD)] == ["kept", "kept"]
    assert await kept(desk) == [("17.03. 09:00", "Sabine Hoffmann"), ("17.03. 09:45", "Karl Jankowski")]
    known = await desk.call().my_appointments(name="Sabine Hoffmann", day=date(2026, 3, 17))
    assert [booking.customer_number for booking in known] == ["+493023125101"]


async def test_every_broken_line_has_its_reason_and_the_others_are_kept(desk: RealDesk) -> None:
    reports = await take_over(desk, BROKEN)
    assert [(report.line, report.reason) for report in reports if report.verdict == "refused"] == [
        (3, "taken"),
        (4, "unreadable_time"),
        (5, "nonexistent_time"),
        (6, "unknown_offering"),
        (7, "unknown_resource"),
        (8, "cannot_do"),
        (9, "no_name"),
        (10, "unreadable_number"),
        (11, "columns"),
        (12, "quotes"),
    ]
    assert [(report.line, report.reason) for report in reports if report.verdict == "noted"] == [
        (15, "outside_hours"),
        (16, "past"),
    ]
    assert {name for _, name in await kept(desk)} == {"Ada", "Jan", "Kim", "Leo"}
    assert all(set(WORDS[report.reason]) == {"de", "en"} for report in reports if report.reason)


async def test_the_same_file_again_changes_nothing(desk: RealDesk) -> None:
    await take_over(desk, GOOD)
    before = await kept(desk)
    assert [report.verdict for report in await take_over(desk, GOOD)] == ["known", "known"]
    assert await kept(desk) == before


async def test_an_imported_booking_is_not_booked_over(desk: RealDesk) -> None:
    await take_over(desk, GOOD)
    reports = await take_over(desk, GOOD.replace("Hoffmann", "Berg").replace("09:00", "09:15"))
    assert (reports[0].verdict, reports[0].reason) == ("refused", "taken")


async def test_what_a_caller_booked_first_stays(desk: RealDesk) -> None:
    start = datetime.combine(date(2026, 3, 17), time(9), tzinfo=desk.business.zone)
    found = await desk.call().find_offers(CHECKUP, [Window(start, start)], resource=SOMMER)
    assert isinstance(found, Offers)
    await booked(desk.call(), found.slots[0])
    assert [report.reason for report in await take_over(desk, GOOD)] == ["taken", ""]


async def test_windows_encoding_and_english_headings_are_read(desk: RealDesk) -> None:
    text = "starts_at,offering,person,name\n2026-03-17T09:00,Füllung,,Jörg Groß\n2026-03-17T09:00Z,filling,,Zoë\n"
    assert [report.verdict for report in await take_over(desk, text, encoding="cp1252")] == ["kept", "kept"]
    assert await kept(desk) == [("17.03. 09:00", "Jörg Groß"), ("17.03. 10:00", "Zoë")]


async def test_the_first_of_two_hours_with_one_name_counts_and_is_noted(desk: RealDesk) -> None:
    reports = await take_over(desk, "starts_at,offering,name\n2026-10-25 02:30,emergency,Ann\n")
    assert [(report.verdict, report.reason) for report in reports] == [("noted", "repeated_hour")]


@pytest.mark.parametrize(("text", "named"), [("", "starts_at"), ("name;telefon\n", "offering"), ("a,b\n1,2\n", "name")])
def test_a_file_without_the_needed_columns_says_which(text: str, named: str) -> None:
    with pytest.raises(ConfigurationError, match=named):
        lines_of(text.encode())


@pytest.mark.parametrize("content", [b"\x00\xff\x00;\n", b"name;offering;starts_at\n\x00\x00\n", b'"\n"\n"'])
def test_no_bytes_break_the_reader(content: bytes) -> None:
    try:
        assert all(line.fault for line in lines_of(content))
    except ConfigurationError as error:
        assert "missing" in str(error)
