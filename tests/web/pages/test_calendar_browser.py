"""The calendar in a real Chromium: by mouse, from the keyboard, wide and narrow, light and dark."""

from datetime import UTC, datetime, time, timedelta

import pytest

from app.domain.ids import BookingReference
from app.domain.people import Role
from app.stores.business_file import example_business
from tests.fakes.database import SQLITE
from tests.web.pages.chromium import PHONE, WIDE, Scheme, Tab, tab
from tests.web.pages.office import BERLIN, Office, served
from tests.web.pages.test_calendar import ANNA, MIA, WEBER, booked, imported, on, start_of

MOST_BYTES = 150_000

pytestmark = pytest.mark.parametrize("store", [SQLITE], indirect=True)  # a browser sees no difference


@pytest.fixture
async def reference(practice: Office) -> BookingReference:
    await practice.person(role=Role.STAFF)
    found = await booked(practice, on(19, 9, 30))
    await booked(practice, on(19, 10), "Jonas Kraft", what="filling", who=WEBER)
    await booked(practice, on(19, 10), "Lena Ünal", what="cleaning", who=MIA)
    await booked(practice, on(19, 14), "Ruth Groß", what="root_canal")
    await imported(practice, "AAAA", on(19, 14, 30))
    return found


async def ready(browser: Tab, path: str) -> None:
    """Until the page's scripts listen."""
    await browser.open(path)
    await browser.page.wait_for_function("document.querySelector('[data-grid]')?.dataset.ready === '1'")


@pytest.mark.parametrize("size", [WIDE, PHONE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_calendar_is_light_fits_and_is_free_of_grave_findings(
    practice: Office, reference: BookingReference, size: tuple[int, int], scheme: Scheme
) -> None:
    findings: dict[str, list[str]] = {}
    pages = [
        "/calendar?day=2026-03-19",
        f"/calendar?day=2026-03-19&booking={reference}",
        f"/calendar?day=2026-03-19&view=week&person={ANNA}",
        "/calendar?day=2026-03-19&show=rooms",
        "/calendar?day=2026-03-22",
        "/calendar/book?day=2026-03-19&offering=checkup",
    ]
    async with served(practice) as url, tab(url, size, scheme) as browser:
        await browser.sign_in_by_keyboard()
        for path in pages:
            await browser.open(path)
            assert browser.bytes < MOST_BYTES
            assert await browser.sticks_out() <= 0, path
            findings[path] = await browser.grave_findings()
            shown = await browser.page.locator(".narrow-list").count()
            if shown:
                assert await browser.page.locator(".narrow-list").is_visible() == (size == PHONE)
        complaints = list(browser.complaints)
    assert {path: found for path, found in findings.items() if found} == {}
    assert complaints == []


async def test_an_appointment_is_dragged_to_another_person_and_the_move_undone_from_the_keyboard(
    practice: Office, reference: BookingReference
) -> None:
    async with served(practice) as url, tab(url) as browser:
        await browser.sign_in_by_keyboard()
        await ready(browser, "/calendar?day=2026-03-19")
        page, box = browser.page, browser.page.locator(f"[data-booking='{reference}']")
        edge = await box.bounding_box()
        there = await page.locator("[data-column][data-person='dr-leyla-aydin']").bounding_box()
        assert edge is not None
        assert there is not None
        hour = 60 * there["height"] / float(await page.get_attribute("[data-column]", "data-minutes") or 1)
        await page.mouse.move(edge["x"] + 20, edge["y"] + 5)
        await page.mouse.down()
        await page.mouse.move(there["x"] + 30, edge["y"] + 5 + hour / 2, steps=5)
        await page.mouse.move(there["x"] + 30, edge["y"] + 5 + hour, steps=5)
        await page.mouse.up()
        await page.wait_for_url("**did=moved*")
        assert await start_of(practice, reference) == ("2026-03-19T10:30", "dr-leyla-aydin", 2)
        await page.focus(".told button")
        await page.keyboard.press("Enter")
        await page.wait_for_url("**did=moved_back*")
    assert await start_of(practice, reference) == ("2026-03-19T09:30", ANNA, 3)


@pytest.mark.parametrize(
    ("day", "px_hours", "clock"), [("2026-03-29", 2, "03:30"), ("2026-10-25", 3, "02:30"), ("2026-10-25", 2, "02:30")]
)
async def test_an_appointment_dragged_across_the_change_of_the_clocks_lands_on_the_hour_that_is_shown(
    practice: Office, day: str, px_hours: int, clock: str
) -> None:
    """From half past midnight: two hours later it is half past three in March, and in October half past two, twice."""
    starts_at = datetime.fromisoformat(f"{day}T00:30").replace(tzinfo=BERLIN)
    practice.clock.set(starts_at - timedelta(days=5))
    await open_all_night(practice)
    await practice.person(role=Role.STAFF)
    found = await booked(practice, starts_at)
    async with served(practice) as url, tab(url) as browser:
        await browser.sign_in_by_keyboard()
        await ready(browser, f"/calendar?day={day}")
        page, box = browser.page, browser.page.locator(f"[data-booking='{found}']")
        edge, column = await box.bounding_box(), await page.locator("[data-column]").first.bounding_box()
        assert edge is not None
        assert column is not None
        hour = 60 * column["height"] / float(await page.get_attribute("[data-column]", "data-minutes") or 1)
        await page.mouse.move(edge["x"] + 20, edge["y"] + 5)
        await page.mouse.down()
        await page.mouse.move(edge["x"] + 20, edge["y"] + 5 + px_hours * hour, steps=8)
        assert f"{clock} Uhr" in (await page.locator("[data-said]").text_content() or "")
        await page.mouse.up()
        await page.wait_for_url("**did=moved*")
        assert f"{clock}–" in await page.inner_text("#panel")
    moved = await practice.edge.records.booking(found)
    assert moved is not None
    assert moved.booking.slot.starts_at.astimezone(UTC) - starts_at.astimezone(UTC) == timedelta(hours=px_hours)


async def open_all_night(practice: Office) -> None:
    """Every day from midnight to noon, with everybody there."""
    example = example_business()
    week = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    people = tuple(one.model_copy(update={"days": week}) for one in example.resources)
    nights = dict.fromkeys(week, ((time(0), time(12)),))
    described = example.model_copy(update={"opening_hours": nights, "resources": people})
    await practice.businesses.save(type(example).model_validate(described.model_dump(mode="json", exclude_none=True)))


async def test_an_appointment_is_picked_up_moved_and_put_down_from_the_keyboard(
    practice: Office, reference: BookingReference
) -> None:
    async with served(practice) as url, tab(url) as browser:
        await browser.sign_in_by_keyboard()
        await ready(browser, "/calendar?day=2026-03-19")
        page, keys = browser.page, browser.page.keyboard
        await page.focus(f"[data-booking='{reference}']")
        await keys.press("m")
        await keys.press("ArrowDown")
        assert "09:45 Uhr, Dr. Anna Sommer" in await page.inner_text("[data-said]")
        await keys.press("Escape")
        assert await page.inner_text(f"[data-booking='{reference}'] b") == "09:30"
        await keys.press("m")
        for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight"):
            await keys.press(key)
        assert "10:15 Uhr, Dr. Leyla Aydin" in await page.inner_text("[data-said]")
        await keys.press("Enter")
        await page.wait_for_url("**did=moved*")
    assert await start_of(practice, reference) == ("2026-03-19T10:15", "dr-leyla-aydin", 2)


async def test_a_drop_where_it_cannot_be_says_why_and_offers_what_can(
    practice: Office, reference: BookingReference
) -> None:
    async with served(practice) as url, tab(url) as browser:
        await browser.sign_in_by_keyboard()
        await ready(browser, "/calendar?day=2026-03-19")
        page, keys = browser.page, browser.page.keyboard
        await page.focus(f"[data-booking='{reference}']")
        await keys.press("m")
        for key in ("ArrowRight", "ArrowDown", "ArrowDown", "Enter"):
            await keys.press(key)
        await page.wait_for_selector("text=Dieser Platz ist belegt.")
        assert await start_of(practice, reference) == ("2026-03-19T09:30", ANNA, 1)
        await page.focus(".alternatives button")
        await keys.press("Enter")
        await page.wait_for_url("**did=moved*")
    _, _, version = await start_of(practice, reference)
    assert version == 2


async def test_the_pages_are_turned_and_an_appointment_is_booked_from_the_keyboard(practice: Office) -> None:
    await practice.person(role=Role.STAFF)
    async with served(practice) as url, tab(url) as browser:
        page, keys = browser.page, browser.page.keyboard
        await browser.sign_in_by_keyboard()
        await ready(browser, "/calendar")
        for key, address in (
            ("n", "**day=2026-03-18*"),
            ("w", "**view=week*"),
            ("n", "**day=2026-03-25*"),
            ("d", "**/calendar?day=2026-03-25"),
            ("t", "**day=2026-03-17*"),
        ):
            await keys.press(key)
            await page.wait_for_url(address)
            await page.wait_for_function("document.querySelector('[data-grid]')?.dataset.ready === '1'")
        await keys.press("c")
        await page.wait_for_url("**/calendar/book*")
        await page.focus("#offering")
        await keys.type("Kontroll")
        await page.focus("#name")
        await keys.type("Zoë Ølsen")
        await page.focus("[name=show_times]")
        await keys.press("Enter")
        await browser.shown(".times")
        assert await page.input_value("#name") == "Zoë Ølsen"
        await page.focus(".times input >> nth=-1")
        await keys.press("Space")
        await page.focus("#name")
        await keys.press("Enter")
        await page.wait_for_url("**did=booked*")
        assert "Zoë Ølsen" in await page.inner_text("#panel")


async def test_who_types_a_time_means_it_whatever_was_chosen_before(practice: Office) -> None:
    await practice.person()
    async with served(practice) as url, tab(url) as browser:
        page = browser.page
        await browser.sign_in_by_keyboard()
        await browser.open("/calendar/book?day=2026-03-19&offering=checkup")
        await page.focus(".times input >> nth=-1")
        await page.keyboard.press("Space")
        await page.fill("#own-time", "10:15")
        assert await page.is_checked("[data-own]")
        await page.fill("#name", "Ada Blum")
        await page.keyboard.press("Enter")
        await page.wait_for_url("**did=booked*")
        assert "10:15" in await page.inner_text("#panel")


async def test_the_line_for_now_stands_where_the_clock_is(practice: Office) -> None:
    await practice.person()
    practice.clock.advance(timedelta(hours=1, minutes=50))  # ten o'clock
    async with served(practice) as url, tab(url) as browser:
        await browser.sign_in_by_keyboard()
        await ready(browser, "/calendar")
        line, column = browser.page.locator("[data-now]").first, browser.page.locator("[data-column]").first
        top = await line.evaluate("one => one.offsetTop")
        tall, minutes = await column.evaluate("one => [one.clientHeight, Number(one.dataset.minutes)]")
    assert top / tall * minutes == pytest.approx(120, abs=2)
