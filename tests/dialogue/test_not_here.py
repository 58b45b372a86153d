"""Somebody is asked for who is nobody of the staff."""

import pytest

from app.dialogue.not_here import asked_for_in_vain
from tests.dialogue.text_call import Line, comprehension


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Ich hätte gern einen Termin bei Dr. Ritter.", "Doktor Ritter"),
        ("Eine Kontrolle bitte, am liebsten zu Herrn Lutz.", "Herr Lutz"),
        ("Arbeitet Frau Doktor Hempel noch bei Ihnen?", "Frau Doktor Hempel"),
        ("Kann ich zur Melanie? Dienstag vielleicht.", None),
        ("Am Dienstag bei Melanie, wenn sie da ist.", "Melanie"),
        ("Ich möchte zu Frau Doktor Sommer.", None),
        ("Am Freitag bei Noah, bitte.", None),
        ("Ich bin bei Doktor Ritter in Behandlung, der schickt mich zu Ihnen.", None),
        ("Mein Hausarzt ist Doktor Ritter, ich brauche eine Kontrolle.", None),
        ("Guten Tag, hier ist Frau Ritter, ich brauche eine Füllung.", None),
        ("Bei Frau Doktor am Montag.", None),
    ],
)
def test_who_is_asked_for_in_vain_is_told_from_stories_and_callers(text: str, person: str | None) -> None:
    assert asked_for_in_vain(text, "de", is_staff=comprehension().lexicon.names_staff) == person


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("I'd like a check-up with Dr. Ritter.", "Doctor Ritter"),
        ("Is Mr. Lutz still there?", "Herr Lutz"),
        ("I'd like to see Doctor Aydin.", None),
        ("I was referred by Dr. Ritter, I need a filling.", None),
    ],
)
def test_the_same_holds_in_english(text: str, person: str | None) -> None:
    found = asked_for_in_vain(text, "en", is_staff=comprehension().lexicon.names_staff)
    assert (found is None) == (person is None)
    assert person is None or (found or "").split()[-1] == person.split()[-1]


async def test_callers_hear_once_that_nobody_of_that_name_is_here_and_who_is() -> None:
    line = Line()
    await line.pick_up()
    said = await line.say("Ich möchte eine Kontrolle bei Dr. Ritter am Donnerstag.")
    assert "Doktor Ritter ist leider nicht bei uns" in said
    assert "Doktor Weber" in said
    assert "Ritter" not in await line.say("Hm, ich wollte doch zu Doktor Ritter. Dann halt die erste Zeit.")


async def test_a_question_after_somebody_is_answered_by_the_staff_that_there_is() -> None:
    line = Line()
    await line.pick_up()
    said = await line.say("Arbeitet Frau Doktor Hempel noch bei Ihnen?")
    assert "nicht bei uns" in said
    assert list(line.calendar.confirmed()) == []
