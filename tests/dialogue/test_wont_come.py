import pytest

from app.dialogue.goal_appointments import wont_come
from tests.dialogue.text_call import Line


@pytest.mark.parametrize(
    "text",
    [
        "Ja, das ist so richtig, ich komme nicht.",
        "Ja, ich brauche ihn nicht mehr.",
        "Genau, das wird nichts.",
        "Yes, that's right, I'm not coming.",
        "Yes please, I can't make it.",
    ],
)
def test_who_says_yes_and_that_they_will_not_come_wants_it_cancelled(text: str) -> None:
    assert wont_come(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nein, ich komme doch.",
        "Ja, aber nicht am Montag.",
        "Ja nein, lassen Sie ihn stehen, ich brauche keinen anderen.",
        "Yes, no, keep it, I don't want to lose it.",
        "Ich weiß nicht.",
    ],
)
def test_who_keeps_it_or_says_no_yes_does_not(text: str) -> None:
    assert not wont_come(text)


async def test_a_yes_with_a_reason_cancels() -> None:
    line = Line()
    line.has_booking(
        {"start": "2026-03-24T09:30", "offering": "cleaning", "resource": "mia-schulz", "name": "Eva Berger"}
    )
    await line.pick_up()
    await line.say("Ich muss meinen Termin absagen.")
    await line.say("Ja, das ist so richtig, ich komme nicht.")
    assert list(line.calendar.confirmed()) == []
