"""Names out of noise: the guess that people are called, nothing that was denied, and what was said twice."""

import pytest

from app.dialogue.likely_names import as_people_are_called, gives_name, likeliest
from app.dialogue.state import Asking
from tests.dialogue.text_call import Line
from voice.contract import Unintelligible, Utterance

WISH = "Eine Kontrolle am Donnerstag um elf."


async def asked_for_name() -> Line:
    line = Line()
    await line.pick_up()
    await line.say(WISH)
    assert line.conversation.state.asking is Asking.NAME
    return line


async def hears(line: Line, text: str, *guesses: str, confidence: float = 0.5) -> str:
    said, _ = await line.send(Utterance(line.turns + 1, text, "de", 0, 0, confidence, guesses))
    return said


@pytest.mark.parametrize(
    ("guesses", "meant"),
    [
        (("Martina Becher", "Martina Becker"), "Martina Becker"),
        (("Davide Lande", "Davide Lange", "Davide Land"), "Davide Lange"),
        (("Iglhaut", "Iglhaud"), "Iglhaut"),
        ((None, "Anja Zahn"), "Anja Zahn"),
        (("Thomas Pohl", "Thomas Voigt"), "Thomas Pohl"),
    ],
)
def test_of_guesses_at_a_name_the_one_that_more_people_have_is_meant(
    guesses: tuple[str | None, ...], meant: str
) -> None:
    place = likeliest(guesses)
    assert place is not None
    assert guesses[place] == meant


def test_a_name_that_was_turned_down_is_not_meant() -> None:
    assert likeliest(("Thomas Pohl", "Thomas Voigt"), denied=("Pohl",)) == 1
    assert likeliest(("Thomas Pohl",), denied=("Pohl",)) is None


async def test_a_name_that_was_hardly_heard_is_the_likelier_of_its_guesses() -> None:
    line = await asked_for_name()
    assert "Martina Becker" in await hears(line, "Martina Becher.", "Martina Becker.")


async def test_a_name_that_was_heard_well_stays_as_it_was_heard() -> None:
    line = await asked_for_name()
    assert "Martina Becher" in await hears(line, "Martina Becher.", "Martina Becker.", confidence=0.9)


async def test_a_name_that_is_denied_and_heard_the_same_again_is_read_from_another_guess() -> None:
    line = await asked_for_name()
    await hears(line, "Mia Krüger.")
    said = await hears(line, "Nein, mein Name ist Krüger.", "Nein, mein Name ist Schubert.")
    assert "Mia Schubert" in said


async def test_who_puts_the_last_name_right_keeps_the_first() -> None:
    line = await asked_for_name()
    await hears(line, "Ingrid Föhrer.")
    assert "Ingrid Sauer" in await hears(line, "Nein, mein Name ist Sauer.")


async def test_somebody_else_at_a_customers_telephone_keeps_no_first_name_of_theirs() -> None:
    line = Line()
    line.know("Sabine Hoffmann")
    await line.pick_up()
    await line.say(WISH)
    said = await hears(line, "Nein, mein Name ist Sauer.")
    assert "Sauer" in said
    assert "Sabine" not in said


async def test_a_name_that_was_heard_twice_after_others_were_turned_down_is_taken() -> None:
    line = await asked_for_name()
    await hears(line, "Andreas Stode.")
    await hears(line, "Nein, mein Name ist Gurge.")
    assert "uchstabieren" in await hears(line, "Nein, mein Name ist Vogel.", confidence=0.45)
    await hears(line, "Außen Mittwoch, K, E wie Emil, L wie Ludwig.", confidence=0.3)
    assert "Vogel" in await hears(line, "Nein, mein Name ist Vogel.", confidence=0.45)


async def test_a_name_that_was_heard_and_never_read_back_comes_before_letters_that_are_no_name() -> None:
    line = await asked_for_name()
    await hears(line, "Elke Stode.")
    await hears(line, "Nein, mein Name ist Richard.")
    await hears(line, "Nein, mein Name ist Dietrich.")
    said = await hears(
        line, "D wie Gohab, U wie Ida, E wie Inny, E wie Kiehoz, R wie Ida, U wie Ida, U wie Ida, K wie Ida."
    )
    assert "Dietrich" in said


async def test_a_time_in_place_of_letters_changes_no_wish() -> None:
    line = await asked_for_name()
    for _ in range(2):
        await line.send(Unintelligible(line.turns + 1, 0, 0))
    assert line.conversation.state.asking is Asking.SPELLING
    await hears(line, "Ich ziehe 10 Uhr 10.", confidence=0.3)
    goal = line.conversation.state.goal
    assert goal is not None
    assert goal.slot is not None
    assert goal.slot.in_zone(line.conversation.state.business.zone).starts_at.hour == 11


async def test_what_was_hardly_heard_ends_nothing_that_was_begun() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Ich hätte gern einen Termin am Freitag.")
    said = await hears(line, "Du kommst raus.", confidence=0.21)
    assert line.conversation.state.goal is not None
    assert "keinen eigenen Termin" not in said
    await line.say("Zur Kontrolle.")
    assert line.conversation.state.asking is Asking.OFFERS


async def test_a_word_that_noise_made_a_name_of_is_nobodys_until_it_is_asked_for() -> None:
    line = Line()
    await line.pick_up()
    opening = "Guten Morgen, hier ist Einstück. Haben Sie am Freitag etwas zur Kontrolle frei?"
    await hears(line, opening, confidence=0.63)
    assert line.conversation.state.name is None
    sure = Line()
    await sure.pick_up()
    await hears(sure, opening, confidence=0.9)
    assert sure.conversation.state.name == "Einstück"


def test_a_name_that_was_guessed_before_is_likelier_when_it_is_guessed_again() -> None:
    assert likeliest(("Schuch", "Busch")) == 1
    assert likeliest(("Anna Koch", "Anna Busch")) == 0
    assert likeliest(("Anna Koch", "Anna Busch"), before=("Busch", "Wolf")) == 1
    assert likeliest(("Anna Koch", "Anna Busch"), before=("Busch",), denied=("Busch",)) == 0


async def test_a_name_that_is_among_the_guesses_twice_is_meant() -> None:
    line = await asked_for_name()
    await hears(line, "Ingrid Pasch.", "Ingrid Koch.", "Ingrid Haag.")
    said = await hears(line, "Nein, mein Name ist Wolf.", "Nein, mein Name ist Haag.")
    assert "Ingrid Haag" in said


async def test_letters_are_taken_for_the_name_that_was_among_the_guesses_when_it_was_said() -> None:
    line = await asked_for_name()
    await hears(line, "Petra Kramer.", "Petra Grabe.", "Petra Krabbe.")
    await line.say("Nein, der Name ist falsch.")
    assert line.conversation.state.asking is Asking.SPELLING
    assert "Petra Grabe" in await hears(line, "G, R, A, P, E.")


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("Sabine Buch", "Sabine Busch"),
        ("Uwe Rietrich", "Uwe Dietrich"),
        ("Fatima Amadi", "Fatima Ahmadi"),
        ("Linh Nguen", "Linh Nguyen"),
        ("Stefan Hofer", "Stefan Hofer"),
        ("Anna Zahn", "Anna Zahn"),
        ("Martina", "Martina"),
    ],
)
def test_a_name_hardly_heard_is_one_that_is_much_more_frequent_and_nearly_the_same(heard: str, meant: str) -> None:
    assert as_people_are_called(heard) == meant


def test_no_name_is_made_of_one_that_was_turned_down() -> None:
    assert as_people_are_called("Sabine Buch", denied=("Busch",)) == "Sabine Buch"


async def test_whoever_has_a_rare_name_gets_it_after_turning_the_frequent_one_down() -> None:
    line = await asked_for_name()
    assert "Sabine Busch" in await hears(line, "Sabine Buch.", confidence=0.4)
    assert "Sabine Buch." in await hears(line, "Nein, mein Name ist Buch.", confidence=0.4)


async def test_a_rare_name_that_was_not_badly_heard_stays_as_it_was_heard() -> None:
    line = await asked_for_name()
    assert "Sabine Buch." in await hears(line, "Sabine Buch.", confidence=0.6)


async def test_a_name_on_record_stays_as_it_is_written() -> None:
    line = Line()
    line.know("Sabine Buch")
    await line.pick_up()
    await line.say(WISH)
    line.conversation.state.asking = Asking.NAME
    await hears(line, "Sabine Buch.", confidence=0.4)
    assert line.conversation.state.name == "Sabine Buch"


async def test_an_english_name_is_made_into_no_german_one() -> None:
    line = Line(language="en")
    await line.pick_up()
    await line.say("Good morning, I'd like a check-up on Thursday at eleven, please.")
    said, _ = await line.send(Utterance(line.turns + 1, "Anna Browne.", "en", 0, 0, 0.4, ()))
    assert "Browne" in said


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Nein, mein Name ist Betz.", True),
        ("Ich heiße Sabine Busch.", True),
        ("No, my surname is Cook.", True),
        ("Nein, der Name ist falsch.", False),
        ("Mein Name ist Busch, ich hätte gern einen Termin am Montag.", False),
        ("Ja, bitte.", False),
    ],
)
def test_a_sentence_with_a_name_and_nothing_else_gives_one(text: str, given: bool) -> None:
    assert gives_name(text) is given
