"""Scripted callers object with their own name, and not with the last word of what they say when asked for it."""

import pytest

from tests.dialogue.caller_names import family_of, letters_of
from tests.dialogue.wishes import wish_of

HOFFMANN = {"spelling": "H, O, Doppel-F, M, A, Doppel-N.", "family": "Mit Nachnamen Hoffmann."}


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Sabine Hoffmann, die Mutter.", "Hoffmann"),
        ("Hoffmann, Sabine, meine Frau.", "Hoffmann"),
        ("Sabine mit Vornamen, Hoffmann mit Nachnamen.", "Hoffmann"),
        ("Sabine Hoffmann, my wife.", "Hoffmann"),
    ],
)
def test_a_caller_knows_which_word_of_their_answer_is_their_name(name: str, family: str) -> None:
    assert family_of({**HOFFMANN, "name": name}) == family


def test_without_letters_the_name_is_the_last_of_the_words_that_may_be_one() -> None:
    assert family_of({"name": "Mein Sohn heißt Emil Hasselbach."}) == "Hasselbach"


def test_whoever_gives_no_name_has_none() -> None:
    assert family_of({"name": "Ich frag nur so."}) is None
    assert family_of({}) is None


def test_a_move_is_objected_to_with_the_family_name() -> None:
    wish = wish_of({**HOFFMANN, "name": "Sabine Hoffmann, my wife."}, "en", {"moved": 1}, {}, careful=True)
    assert "No, my name is Hoffmann." in wish.sentences()


def test_doubled_letters_are_spelled_twice_and_what_explains_them_not_at_all() -> None:
    assert letters_of(HOFFMANN) == "HOFFMANN"
    assert letters_of({"spelling": "E, N, G, E, L, H, A, R, D, T. Hinten D T."}) == "ENGELHARDT"
