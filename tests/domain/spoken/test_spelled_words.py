import pytest

from app.domain.business import Language
from app.domain.spoken.hear_name import hear_spelling
from app.domain.spoken.spelled_words import (
    agreed_letters,
    hear_spelled_words,
    is_spelled_with_words,
    spelled_pattern,
)


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Awe Heinrich, Awe Anton.", "de", "Ha"),
        ("Ewi Emil, Dwi Bertha, Ewi Emil, Rwi Richard, Twi Theodor.", "de", "Ebert"),
        ("A wie Kaufmann, A wie Anton, H wie Heinrich, N wie Nordpol", "de", "Kahn"),
        ("D wie Bertha, E wie Emil, N wie Nordpol, D wie Bora, E wie Emil, R wie Richard.", "de", "Bender"),
        ("S wie Siegfried, T wie Theodor, Ü wie Ö, B wie Berta, E wie Emil, R wie Richard.", "de", "Stüber"),
        ("L4 Lima, U4 Uniform, T4 Tango, Z4 Zulu.", "en", "Lutz"),
        ("IFA Delta, IFA Echo, IFA Echo, Arthur Romeo.", "en", "Deer"),
        ("Alpha Romeo, O for Oscar, K for Keel, N for November", "en", "Rokn"),
    ],
)
def test_the_word_counts_more_than_the_letter_before_it(text: str, language: Language, name: str) -> None:
    assert hear_spelled_words(text, language) == name
    assert hear_spelling(text, language) == name


@pytest.mark.parametrize(
    "text",
    ["H, O, F, F, M, A, N, N.", "Mein Name ist Martha Richard.", "H, O, doppel F wie Friedrich, M wie Martha", ""],
)
def test_letters_alone_names_and_doubles_are_left_to_those_who_read_letters(text: str) -> None:
    assert hear_spelled_words(text, "de") is None


def test_two_words_of_an_alphabet_tell_how_somebody_spells() -> None:
    assert is_spelled_with_words("P wie Paula, H wie Heinrich")
    assert not is_spelled_with_words("P, H, A, M, wie Martha")


def test_a_letter_that_was_said_and_not_made_out_has_a_sign_of_its_own() -> None:
    found = spelled_pattern("Locky Wolle, A wie Anton, N wie Nordpol, K wie Kaufmann, O wie Otto.", "de")
    assert found is not None
    assert found.letters == "?anko"
    assert found.sure == pytest.approx(0.8)
    beside_it = spelled_pattern("Ja, H wie Heinrich, O wie Otto.", "de")
    assert beside_it is not None
    assert beside_it.letters == "ho"


def test_a_letter_that_agrees_with_the_word_for_it_is_sure_whatever_follows() -> None:
    found = spelled_pattern("Auf Wiederhör, O wie Otto, T wie Gustav, T wie Taylor Gold.", "de")
    assert found is not None
    assert found.letters == "?ogt"


def test_letters_without_words_are_no_pattern() -> None:
    assert spelled_pattern("B, E, I, E, A, T, E, R, R.", "de") is None


def test_what_was_lost_stands_there_by_what_was_understood_before() -> None:
    assert agreed_letters("?ankovit", ["Jankorig"]) == "jankovit"
    assert agreed_letters("?ankovit", ["Wolfgang", "Jank"]) is None
