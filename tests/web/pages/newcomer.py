"""Somebody who sets a business up with nothing but a keyboard, and how long a person would type for it."""

from dataclasses import dataclass, field

from app.domain.business import Language
from app.web.pages.wording import say
from tests.web.pages.chromium import MOST_TABS, PHONE, Tab

CHARACTERS_A_MINUTE, A_KEY_S = 200, 0.4


@dataclass
class Newcomer:
    """`keys` are all that write nothing: Tab, Enter, Space. `wrong` is what axe-core and the eye find on the way."""

    browser: Tab
    language: Language = "de"
    looks: bool = False
    characters: int = 0
    keys: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def minutes(self) -> float:
        return self.characters / CHARACTERS_A_MINUTE + self.keys * A_KEY_S / 60

    async def press(self, key: str) -> None:
        self.keys += 1
        await self.browser.page.keyboard.press(key)

    async def reach(self, selector: str) -> None:
        """On to it by the Tab key alone, unless the page has brought the keyboard there by itself."""
        for _ in range(MOST_TABS):
            if await self.browser.page.locator(f"{selector}:focus").count():
                return
            await self.press("Tab")
        raise AssertionError(f"the Tab key does not lead to {selector} on {self.browser.page.url}")

    async def type(self, selector: str, text: str) -> None:
        """In the place of what is there: Tab has marked it, unless the page brought the keyboard there."""
        await self.reach(selector)
        if await self.browser.page.input_value(selector):
            await self.press("Control+a")
        self.characters += len(text)
        await self.browser.page.keyboard.type(text)

    async def choose(self, selector: str, name: str) -> None:
        """By the first word of its name: a space opens the list."""
        await self.reach(selector)
        typed = name.split(maxsplit=1)[0]
        self.characters += len(typed)
        await self.browser.page.keyboard.type(typed)
        chosen = await self.browser.page.locator(selector).locator("option:checked").inner_text()
        assert chosen == name, f"{chosen} is chosen"

    async def tick(self, selector: str) -> None:
        await self.reach(selector)
        await self.press("Space")

    async def follow(self, selector: str, to: str) -> None:
        """A link or a button, to the page that comes then and whose scripts listen."""
        await self.reach(selector)
        await self.press("Enter")
        await self.browser.page.wait_for_url(to)
        await self.look()

    async def look(self) -> None:
        if not self.looks:
            return
        where = self.browser.page.url.removeprefix(self.browser.url)
        self.wrong += [f"{where}: {one}" for one in await self.browser.grave_findings()]
        if await self.browser.sticks_out() > 0:
            self.wrong.append(f"{where}: wider than the window")

    async def goes_on_to(self, step: str) -> None:
        await self.follow("form .button.first:visible", f"**/{step}?did=*")

    def says(self, word: str) -> str:
        """What the pages call it."""
        return say(self.language, word)


async def begins(person: Newcomer) -> None:
    """From the page of today to an empty form; on a narrow screen the way to the setup stands behind the own face."""
    viewport = person.browser.page.viewport_size
    if viewport is not None and viewport["width"] == PHONE[0]:
        await person.follow("a[href='/me']", "**/me")
    await person.follow("a[href='/setup']", "**/setup**")
    await person.follow("a[href='/setup?new=1']", "**/setup?new=1")


async def set_up_a_salon(person: Newcomer) -> None:
    """A hair salon of two, up to its checklist. In English it speaks English first."""
    name = "Salon Lindenhof" if person.language == "de" else "Linden Hair"
    await begins(person)
    await person.type("#name", name)
    await person.choose("#trade", person.says("trade.salon"))
    await person.choose("#region", person.says("region.DE-BE"))
    await person.goes_on_to("hours")
    await person.type("[name=wed-0-to]", "19" if person.language == "de" else "7 pm")
    await person.goes_on_to("offerings")
    await person.type("[name=offering-0-minutes]", "50")
    await person.type("[name=offering-4-de]", "Hochsteckfrisur")
    await person.type("[name=offering-4-en]", "updo")
    await person.type("[name=offering-4-minutes]", "60")
    await person.goes_on_to("people")
    await person.type("[name=people-0-name]", "Erkan Beispiel")
    await person.type("[name=people-1-name]", "Clara Muster")
    await person.tick("[name=people-1-skill-colour]")
    await person.type("[name=people-1-from]", "10")
    await person.type("[name=people-1-to]", "16")
    await person.goes_on_to("questions")
    await person.type("[name=faq-0-answer_de]", "Ein Haarschnitt kostet ab fünfunddreißig Euro.")
    await person.type("[name=faq-0-answer_en]", "A haircut starts at thirty-five euros.")
    await ends(person, line="030 23125 310", number="030 23125 300")


async def set_up_a_physiotherapy(person: Newcomer) -> None:
    """One of two therapists with two rooms, where German alone is spoken."""
    await begins(person)
    await person.type("#name", "Physio am Park")
    await person.choose("#trade", person.says("trade.therapy"))
    await person.tick("[name=both]")
    await person.choose("#region", person.says("region.DE-BE"))
    await person.goes_on_to("hours")
    await person.type("[name=fri-0-to]", "14")
    await person.goes_on_to("offerings")
    await person.type("[name=offering-1-minutes]", "30")
    await person.goes_on_to("people")
    await person.type("[name=people-0-name]", "Jana Muster")
    await person.type("[name=people-1-name]", "Ole Beispiel")
    await person.tick("[name=people-1-skill-lymph]")
    await person.goes_on_to("questions")
    await person.type("[name=faq-0-answer_de]", "Ja, bitte bringen Sie Ihr Rezept zum ersten Termin mit.")
    await ends(person, line="030 23125 410", number="030 23125 400")


async def ends(person: Newcomer, *, line: str, number: str) -> None:
    """What is the same in every trade: who is rung, the greeting, the number."""
    await person.goes_on_to("handover")
    await person.type("#line", line)
    await person.goes_on_to("greeting")
    await person.follow(".setup .button.first", "**/numbers")
    await person.type("[name=number-0-value]", number)
    await person.follow("form .button.first:visible", "**?did=saved")
