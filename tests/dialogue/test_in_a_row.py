"""Two people who come together get two places in a row, each under its own name; never a promise that does not hold."""

import pytest

from tests.dialogue.text_call import Line, said_after
from voice.contract import Language


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("de", ("Eine Kontrolle zusammen mit meiner Tochter.", "Am Donnerstag.", "Der erste.", "Ja, bitte.")),
        ("en", ("A check-up for me and my daughter.", "On Thursday.", "The first one.", "Yes, please.")),
    ],
)
async def test_two_who_come_together_are_booked_one_right_after_the_other(
    language: Language, says: tuple[str, ...]
) -> None:
    line = Line(language=language)
    line.know("Sabine Hoffmann")
    await line.pick_up()
    for text in says[:4]:
        said = await line.say(text, language)
    said = await line.say("Emma Hoffmann", language)
    await line.say(says[3], language)
    first, second = sorted(line.calendar.confirmed(), key=lambda booking: booking.slot.starts_at)
    assert first.slot.ends_at == second.slot.starts_at
    assert {first.customer_name, second.customer_name} == {"Sabine Hoffmann", "Emma Hoffmann"}
    assert said


async def test_a_companion_whose_name_sounds_like_the_customers_is_booked_under_their_own() -> None:
    line = Line(language="en")
    line.know("Emily Carter")
    await line.pick_up()
    for text in ("A check-up for me and my daughter.", "On Thursday.", "The first one.", "Yes, please."):
        await line.say(text, "en")
    await line.say("Emma Carter", "en")
    await line.say("Yes, please.", "en")
    assert {booking.customer_name for booking in line.calendar.confirmed()} == {"Emily Carter", "Emma Carter"}


@pytest.mark.parametrize(
    ("language", "text", "name", "yes"),
    [
        (
            "de",
            "Wir bräuchten was, für meine Frau und mich. Erst mal für mich eine Kontrolle, Donnerstag um neun.",
            "Max Hahn",
            "Ja.",
        ),
        (
            "en",
            "I need something for my wife and me. First for me, a check-up on Thursday at nine.",
            "Tom Hale",
            "Yes.",
        ),
    ],
)
async def test_who_begins_with_one_of_them_says_nothing_of_the_other(
    language: Language, text: str, name: str, yes: str
) -> None:
    line = Line(language=language)
    await said_after(line, text, name, yes)
    assert [str(booking.customer_name) for booking in line.calendar.confirmed()] == [name]
    assert (
        (await line.say("Nein danke." if language == "de" else "No thanks.")).rstrip().endswith(("hören.", "goodbye."))
    )
