"""German as it is spoken in Berlin, Bavaria and Austria."""

import pytest

from app.domain.spoken.dialects import as_written


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("Jut, nehmen wa.", "Gut, nehmen wir."),
        ("Nehm wa den zweeten.", "Nehmen wir den zweeten."),
        ("Ick kann da nich.", "Ich kann da nicht."),
        ("Det jeht janz jut.", "Das geht ganz gut."),
        ("Mach ma so.", "Machen wir so."),
        ("Des passt ma ned.", "Das passt mir nicht."),
        ("I hätt gern einen Termin.", "Ich hätt gern einen Termin."),
        ("Das is net schlecht.", "Das ist nicht schlecht."),
        ("Am Donnerstog Vormittog.", "Am Donnerstag Vormittag."),
    ],
)
def test_what_is_said_in_dialect_is_written_as_german(said: str, written: str) -> None:
    assert as_written(said).lower() == written.lower()


@pytest.mark.parametrize(
    "words",
    [
        "Am Ende des Monats, bitte.",
        "Meine Adresse ist anna punkt vogt bei gmx punkt net.",
        "Der Name ist Wagner, wie die Autos aus Iserlohn.",
        "Uff, da muss ich überlegen.",
        "Das war des Guten zu viel.",
        "Kann ich meine Tochter mitbringen?",
    ],
)
def test_german_as_it_is_written_stays_as_it_is(words: str) -> None:
    assert as_written(words) == words


def test_hours_are_said_with_an_e_in_the_south() -> None:
    assert as_written("So um neune oder halber elfe.") == "So um neun oder halb elf."


def test_an_old_way_to_thank_is_no_question() -> None:
    assert as_written("Nein, haben Sie recht herzlichen Dank.") == "Nein, vielen Dank."
