"""The rule by which a spoken concern is graded: another form of a word tells it, another fact does not."""

import pytest

from tests.calls.told import concern_is_told, takes_back
from voice.contract import Language


@pytest.mark.parametrize(
    ("key", "text", "language"),
    [
        ("versicherung", "Das Formular von meiner Zusatzversicherung", "de"),
        ("dank", "Ich wollte mich bedanken", "de"),
        ("blut", "Jetzt blutet es wieder", "de"),
        ("schirm", "Ihren grünen Regenschirm", "de"),
        ("röntgen", "Bitte schicken Sie die Röntgenbilder", "de"),
        ("kostenvoranschlag", "Der Kosten vor Anschlag fehlt", "de"),
        ("neunte|9", "Den Termin am neunten Mai", "de"),
        ("neunte|9", "Den Termin am 9. Mai", "de"),
        ("gestern", "Das war gestern", "de"),
        ("prothese", "Die Protese sitzt", "de"),
        ("whiten", "An estimate for whitening", "en"),
        ("complain", "I want to make a complaint", "en"),
        ("root canal", "I had a root canal yesterday", "en"),
        ("x-ray|x ray", "Could you email my X-rays", "en"),
    ],
)
def test_another_form_of_a_word_tells_it(key: str, text: str, language: Language) -> None:
    assert concern_is_told([key], text, language)


@pytest.mark.parametrize(
    ("key", "text", "language"),
    [
        ("gestern", "Das war vorgestern", "de"),
        ("morgen", "Ich komme übermorgen", "de"),
        ("morgen", "Ich komme immer morgens", "de"),
        ("montag", "Am Sonntag", "de"),
        ("juni", "Die Rechnung vom Juli", "de"),
        ("neunte|9", "Am neunzehnten Mai", "de"),
        ("vierzehn|14", "Um vierzig Euro", "de"),
        ("schmerz", "Ich bin schmerzfrei", "de"),
        ("grün", "Ihren brünen Schirm", "de"),
        ("stempel", "Ausfüllen und stämpfen", "de"),
        ("kauf", "Ich will das Auto verkaufen", "de"),
        ("tuesday", "It was Thursday", "en"),
        ("fifteen|15", "It costs fifty euros", "en"),
        ("form", "I need some information", "en"),
        ("pain", "I am painless now", "en"),
    ],
)
def test_another_fact_does_not(key: str, text: str, language: Language) -> None:
    assert not concern_is_told([key], text, language)


def test_a_day_that_was_taken_back_is_not_asked_for_any_more() -> None:
    assert takes_back("Nein, nicht am Montag, sondern am Mittwoch.", "montag", "de")
    assert not takes_back("Nein, nicht am Montag, sondern am Mittwoch.", "schiene", "de")
    assert not takes_back("", "montag", "de")
