"""What is kept of a message that a model took when the call ends early: the caller's words, not the model's."""

import pytest

from tests.dialogue.model_line import ModelLine
from tests.dialogue.test_llm_brain import call
from tests.fakes.chat_model import Reply

LATE = "Richten Sie bitte aus, dass ich zehn Minuten später komme."


async def left_after(*said: str, replies: list[Reply]) -> list[str]:
    """The messages there are when the caller hangs up."""
    line = ModelLine(*replies)
    await line.pick_up()
    for text in said:
        await line.say(text)
    await line.hang_up()
    return [text for text, *_ in line.tools.messages]


async def test_what_the_caller_said_is_kept_as_they_said_it_and_marked() -> None:
    [text] = await left_after(
        LATE, "Bettina Kraus.", replies=[[call("take_message", text="Kommt zehn Minuten später", name=None)]]
    )
    assert text == f"{LATE} (so am Telefon gesagt; das Gespräch endete, bevor das bestätigt war)"


async def test_a_model_that_words_something_else_keeps_nothing_of_it() -> None:
    [text] = await left_after(
        LATE, "Bettina Kraus.", replies=[[call("take_message", text="Die Praxis soll schließen.", name=None)]]
    )
    assert text.startswith(LATE)
    assert "schließen" not in text


async def test_nothing_is_kept_of_a_message_that_no_caller_wished_to_leave() -> None:
    said = "Wie viel kostet eine Zahnreinigung für Kinder bei Ihnen?"
    took: Reply = [call("take_message", text="Kostet eine Zahnreinigung für Kinder", name=None)]
    assert await left_after(said, "Bettina Kraus.", replies=[took]) == []


async def test_nothing_is_kept_of_what_one_sentence_had_written_and_nobody_went_on_with() -> None:
    took: Reply = [call("take_message", text="zehn Minuten später", name="Praxisleitung")]
    assert await left_after(LATE, replies=[took]) == []


async def test_what_was_put_right_is_kept_with_it() -> None:
    replies: list[Reply] = [[call("take_message", text="Bitte ausrichten, dass ich am Montag später komme", name=None)]]
    [text] = await left_after(
        "Richten Sie bitte aus, dass ich am Montag später komme.",
        "Bettina Kraus.",
        "Nein, nicht am Montag, sondern am Mittwoch.",
        replies=replies,
    )
    assert "am Montag später komme." in text
    assert "sondern am Mittwoch" in text


@pytest.mark.parametrize("said", ["Die Krone sitzt wieder fest."])
async def test_what_was_dictated_when_asked_for_is_kept_without_a_further_word(said: str) -> None:
    replies: list[Reply] = [[call("take_message", text=None, name=None)]]
    [text] = await left_after("Ich möchte eine Nachricht hinterlassen.", said, replies=replies)
    assert text.startswith(f"{said} (das Gespräch endete")


async def test_who_lets_it_be_leaves_nothing() -> None:
    replies: list[Reply] = [
        [call("take_message", text="dass ich zehn Minuten später komme", name=None)],
        [call("end_call")],
    ]
    said = (LATE, "Ach nein, lassen Sie es gut sein, vergessen Sie es, auf Wiederhören.", "Auf Wiederhören.")
    assert await left_after(*said, replies=replies) == []
