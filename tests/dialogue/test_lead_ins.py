"""What staff read of a message, without the words that only ask for it to be passed on."""

import pytest

from app.dialogue.lead_ins import without_lead_in
from tests.dialogue.text_call import Line

STAFF = ("doctor weber", "dr weber")


def _told(text: str) -> str:
    return without_lead_in(text, "en", is_staff=lambda whom: whom.lower() in STAFF)


@pytest.mark.parametrize(
    "text",
    [
        "Could you tell them that I'm running ten minutes late?",
        "Just let the doctor know I'm running ten minutes late.",
        "Please tell Doctor Weber that I'm running ten minutes late, thank you.",
        "Hi, this is Sarah Jones, could you let the team know that I'm running ten minutes late, please?",
        "Hello, it's Sarah. If you could just pass on to Dr Weber that I'm running ten minutes late.",
        "It would be great if somebody could tell her I'm running ten minutes late.",
        "Yes, the message is that I'm running ten minutes late.",
        "I'd like you to tell the dentist I'm running ten minutes late.",
    ],
)
def test_words_that_only_ask_for_it_to_be_passed_on_are_no_part_of_a_message(text: str) -> None:
    assert _told(text).rstrip(".?") == "I'm running ten minutes late"


@pytest.mark.parametrize(
    "text",
    [
        "Please tell Mister Becker that his crown has arrived.",
        "Could you let me know when my crown has arrived?",
        "Can you ask Doctor Weber to call the laboratory?",
        "Tell me whether the crown has arrived.",
        "I'm running late, the train stands still.",
        "Tell them yes.",
    ],
)
def test_what_says_something_stays_in_a_message(text: str) -> None:
    assert _told(text) == text


def test_what_was_told_before_the_request_stays() -> None:
    told = _told("I have an appointment at three. Could you let them know I'm stuck in traffic?")
    assert told == "I have an appointment at three. I'm stuck in traffic."


async def test_a_message_in_one_breath_is_read_back_without_its_lead_in() -> None:
    line = Line(language="en")
    await line.pick_up()
    said = await line.say("Hi, it's Sarah Jones. Could you tell Doctor Weber that the new brace rubs on the left side?")
    assert "The new brace rubs on the left side" in said
    assert "tell" not in said.lower()


def _direct(text: str) -> str:
    return without_lead_in(text, "de", is_staff=lambda whom: "weber" in whom.lower())


@pytest.mark.parametrize(
    ("text", "direct"),
    [
        ("Richten Sie bitte aus, dass ich zehn Minuten später komme.", "Ich komme zehn Minuten später."),
        ("Sagen Sie Doktor Weber bitte, dass ich umgezogen bin.", "Ich bin umgezogen."),
        ("Könnten Sie ihr bitte ausrichten, dass ich heute nicht kommen kann?", "Ich kann heute nicht kommen."),
        ("Ich wollte nur Bescheid geben, dass wir morgen vorbeikommen.", "Wir kommen morgen vorbei."),
        ("Bitte sagen Sie ihm, dass die Schwellung weg ist.", "Die Schwellung ist weg."),
        ("Hallo, sagen Sie bitte Bescheid, dass mein Sohn krank ist, danke.", "Mein Sohn ist krank."),
        ("Guten Tag. Richten Sie aus dass ich die Tabletten nicht vertrage.", "Ich vertrage die Tabletten nicht."),
    ],
)
def test_a_german_message_is_told_in_direct_form(text: str, direct: str) -> None:
    assert _direct(text).removeprefix("Guten Tag. ") == direct


@pytest.mark.parametrize(
    "text",
    [
        "Sagen Sie Frau Becker bitte, dass ich später komme.",
        "Richten Sie bitte aus, dass ich komme und die Karte mitbringe.",
        "Richten Sie bitte aus, dass ich den Wagen habe abholen lassen.",
        "Richten Sie bitte aus, dass die Krone von gestern lose ist.",
        "Richten Sie bitte aus, dass ich darauf antworte.",
        "Richten Sie bitte aus, dass ich ihn brauche, weil er fehlt.",
        "Sagen Sie mir bitte, dass die Rechnung bezahlt ist.",
        "Die Praxis hat gesagt, dass ich heute komme.",
    ],
)
def test_a_german_message_that_cannot_be_put_surely_keeps_its_words(text: str) -> None:
    assert _direct(text) == text
