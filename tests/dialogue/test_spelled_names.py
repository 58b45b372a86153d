"""A name that was misheard and then spelled, letters misheard as well."""

from tests.dialogue.text_call import Line
from voice.contract import Listen

WISH = "Eine Zahnreinigung am Mittwoch um neun Uhr."


async def spelled_as(letters: str) -> tuple[Line, str]:
    line = Line()
    await line.pick_up()
    await line.say(WISH)
    await line.say("Jens Esstoll.")
    await line.say("Nein, der Name ist falsch.")
    return line, await line.say(letters)


async def test_misheard_letters_become_the_name_that_people_have() -> None:
    line, said = await spelled_as("T, E, T, S, O, L, T.")
    assert "Petzold" in said
    assert "Jens" in said
    await line.say("Ja, genau.")
    [booking] = line.calendar.confirmed()
    assert booking.customer_name == "Jens Petzold"


async def test_who_spells_the_same_letters_again_is_taken_at_their_word() -> None:
    line, said = await spelled_as("T, E, T, S, O, L, T.")
    await line.say("Nein, der Name stimmt nicht.")
    said = await line.say("T, E, T, S, O, L, T.")
    assert "Tetsolt" in said


async def test_a_name_that_was_turned_down_is_not_read_back_again() -> None:
    line, said = await spelled_as("T, E, T, S, O, L, T.")
    await line.say("Nein, der Name stimmt nicht.")
    said = await line.say("P, E, T, Z, O, L, T.")
    assert "Petzold" not in said.replace("Petzoldt", "")


async def test_a_name_that_is_said_to_be_wrong_is_no_new_name_however_it_was_heard() -> None:
    line = Line()
    await line.pick_up()
    await line.say(WISH)
    await line.say("Jens Petzold.")
    said = await line.say("Nein, der Name ist Salz.")
    assert "Salz" not in said
    assert "uchstabieren" in said


async def test_a_message_with_a_name_that_was_not_made_out_speaks_of_no_visit() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Ich möchte eine Nachricht hinterlassen.")
    await line.say("Das Paket ist da.")
    await line.say("Jens Esstoll.")
    for _ in range(4):
        said = await line.say("Nein, der Name ist falsch.")
        if "sicher verstanden" in said:
            break
        said = await line.say("T, E, T, S, O, L, T.")
    assert "vor Ort" not in line.assistant_said


async def test_a_rare_name_that_is_spelled_with_words_is_taken_as_it_was_spelled() -> None:
    line, _ = await spelled_as("C, E, M, I, R, T, A, S.")
    await line.say("Nein, der Name ist falsch.")
    said = await line.say(
        "D wie Bora, E wie Emil, M wie Martha, E wie Ida, R wie Richard, T wie Theodor, A wie Anton, S wie Siegfried."
    )
    assert "Demirtas" in said


async def test_what_is_asked_to_be_spelled_with_words_is_heard_with_an_example_of_that() -> None:
    line, _ = await spelled_as("C, E, M, I, R, T, A, S.")
    _, ending = await line.send("Nein, der Name ist falsch.")
    assert isinstance(ending, Listen)
    assert any("wie Anton" in hint for hint in ending.hints)


async def test_more_letters_than_a_name_has_are_none() -> None:
    line, _ = await spelled_as("C, E, M, I, R, T, A, S.")
    await line.say("Nein, der Name ist falsch.")
    said = await line.say("B, E, I, E, A, T, E, R, R, T, E, R, R, R, E, E, M, N, E, E, R, R, R, T, E, E, R, R.")
    assert "Beieater" not in said
