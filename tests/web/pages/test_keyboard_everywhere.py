"""The Tab key goes through every page from end to end, and one always sees where it is."""

from dataclasses import dataclass, replace

import pytest

from app.domain.ids import CallSid
from app.domain.people import Role
from tests.fakes.database import SQLITE
from tests.web.pages.chromium import PHONE, WIDE, Scheme, Tab, tab
from tests.web.pages.full_day import a_full_day
from tests.web.pages.knowing import knowing
from tests.web.pages.office import PRAXIS, Office, served
from tests.web.pages.practice import BOOKING, a_morning, play

MOST_STOPS = 400
HERE = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const box = one.getBoundingClientRect();
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const [x, y] = [(Math.max(0, box.left) + Math.min(innerWidth, box.right)) / 2,
                  (Math.max(0, box.top) + Math.min(innerHeight, box.bottom)) / 2];
  const there = inside ? document.elementFromPoint(x, y) : null;
  const family = [one, one.parentElement, ...(one.labels ?? [])];
  const marked = family.some((each) => {
    const style = getComputedStyle(each);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  });
  const drawn = [...one.querySelectorAll(".bar, .diamond")].some((each) => getComputedStyle(each).stroke !== "none");
  const covered = !there || !family.some((each) => each === there || each.contains(there) || there.contains(one));
  window.stops = window.stops ?? new Map();
  if (!window.stops.has(one)) window.stops.set(one, window.stops.size);
  return { nth: window.stops.get(one), html: one.outerHTML.slice(0, 110), marked: marked || drawn, covered };
}"""
"""Where the keyboard is: which stop since the page came, whether it is marked, and whether something hides it."""


@dataclass(frozen=True)
class Round:
    """`stops` of the Tab key on a page, and what was wrong at them."""

    stops: int
    wrong: tuple[str, ...]


async def once_round(browser: Tab) -> Round:
    """From wherever the page has put the keyboard, over its end, until a stop comes again."""
    wrong: list[str] = []
    seen: set[int] = set()
    for _ in range(MOST_STOPS):
        await browser.page.keyboard.press("Tab")
        stop = await browser.page.evaluate(HERE)
        if stop is None:
            continue
        if stop["nth"] in seen:
            return Round(len(seen), tuple(wrong))
        wrong += [f"covered: {stop['html']}"] if stop["covered"] else []
        wrong += [] if stop["marked"] else [f"not marked: {stop['html']}"]
        seen.add(stop["nth"])
    return Round(len(seen), (*wrong, "the Tab key never comes to the end"))


@pytest.mark.parametrize("store", [SQLITE], indirect=True)  # a browser sees no difference
@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (PHONE, "dark"), (WIDE, "dark"), (PHONE, "light")])
async def test_the_tab_key_goes_through_every_page_and_is_seen_everywhere(
    practice: Office, size: tuple[int, int], scheme: Scheme
) -> None:
    practice.knowledge = knowing(practice)
    await practice.person(role=Role.HOST)
    sid = (await a_morning(practice))["booking"]
    await a_full_day(practice)
    await play(practice, replace(BOOKING, sid=CallSid("CAlive"), outcome=None, at=practice.clock.now()))
    pages = [
        *("/", "/calls", f"/calls/{sid}", "/calendar?day=2026-03-19", "/calendar/book?day=2026-03-19&offering=checkup"),
        *("/tasks", "/live", "/knowledge", "/people", "/access", "/tokens", "/me", "/setup?new=1"),
        *(f"/setup/{PRAXIS}{step}" for step in ("", "/greeting", "/numbers", "/mode", "/calendars", "/history")),
    ]
    found: dict[str, Round] = {}
    async with served(practice) as url, tab(url, size, scheme) as browser:
        await browser.sign_in_by_keyboard()
        for path in pages:
            await browser.open(path)
            if path == "/live":
                await browser.shown(".live-call .bubble")
            found[path] = await once_round(browser)
    wrong = [f"{path}: {fault}" for path, one in found.items() for fault in one.wrong]
    assert "\n".join(wrong) == ""
    assert min(one.stops for one in found.values()) >= 10
