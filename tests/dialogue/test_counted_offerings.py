"""An appointment that is chosen by its place among those that were asked about, in a business that is no practice."""

from dataclasses import dataclass, replace

import pytest

from app.dialogue.comprehension import Comprehension
from app.dialogue.manager import ReceptionConversation
from app.stores.business_file import parse_business
from tests.dialogue.test_german_week import SALON
from tests.dialogue.text_call import Line, classifier, phrase_book
from tests.fakes.business import SEEDED_ON
from voice.contract import Language


@dataclass
class SalonLine(Line):
    """One call to a salon."""

    def __post_init__(self) -> None:
        super().__post_init__()
        business = parse_business(SALON).business(SEEDED_ON)
        self.calendar.business = business
        self.opened = replace(self.opened, business=business.id, to_number=business.numbers[0], language=self.language)
        self.conversation = ReceptionConversation(
            call=self.opened,
            business=business,
            tools=self.tools,
            records=self.records,
            clock=self.clock,
            comprehension=Comprehension(business, classifier()),
            phrase_book=phrase_book(),
        )


@pytest.mark.parametrize(
    ("language", "wish", "which", "understood"),
    [
        ("en", "I would like to book a mince haircut please.", "The second one please.", "men's haircut"),
        ("en", "I would like a haircut.", "The first one.", "women's haircut"),
        ("de", "Ich hätte gern einen Haarschnitt.", "Den zweiten bitte.", "Herrenhaarschnitt"),
        ("de", "Ich hätte gern einen Haarschnitt.", "Das erste.", "Damenhaarschnitt"),
    ],
)
async def test_which_of_the_offerings_is_meant_may_be_counted(
    language: Language, wish: str, which: str, understood: str
) -> None:
    line = SalonLine(language=language)
    await line.pick_up()
    asked = await line.say(wish)
    said = await line.say(which)
    assert "oder" in asked or " or " in asked
    assert understood in said


async def test_the_first_of_some_days_is_no_offering() -> None:
    line = SalonLine(language="en")
    await line.pick_up()
    await line.say("I would like a haircut.")
    assert "women's haircut or men's haircut?" in await line.say("On the first of April.")


async def test_a_salon_hears_nothing_of_a_dental_practice() -> None:
    line = SalonLine(language="en")
    await line.pick_up()
    said = [await line.say(words) for words in ("I would like a haircut.", "Mumble.", "Mumble.", "Mumble.")]
    assert "cleaning" not in " ".join(said)
