"""What a text is worth as the answer to a question for a name."""

import pytest

from voice.engines.asked_names import AskedNames
from voice.engines.likely_words import LikelyWords

EXAMPLE = "Wie ist Ihr Name? Torben Achterberg."
SHARES = {"busch": 0.002, "bosch": 0.0001, "sabine": 0.001}
CALLERS = LikelyWords(["ja", "ja bitte", "mein Name ist Weber", "am Freitag um 9 Uhr"] * 3)
NAMES = AskedNames(frozenset({EXAMPLE}), lambda word: SHARES.get(word, 0.0), lambda text: "Name ist" in text)


@pytest.mark.parametrize(
    ("likelier", "other"),
    [
        ("Busch.", "Bosch."),
        ("Sabine Busch.", "Sabine Butsch."),
        ("Mein Name ist Busch.", "Mein Name ist Buch."),
        ("Mein Name ist Busch.", "Meiner Name ist Busch."),
    ],
)
def test_a_name_that_many_people_have_is_likelier_than_what_sounds_like_it(likelier: str, other: str) -> None:
    assert NAMES.log_probability(likelier, CALLERS) > NAMES.log_probability(other, CALLERS)


def test_what_callers_say_elsewhere_loses_little_when_a_name_was_asked_for() -> None:
    lost = CALLERS.log_probability("Ja, bitte.") - NAMES.log_probability("Ja, bitte.", CALLERS)
    assert 0 < lost < 2


def test_the_longest_garbled_text_has_a_likelihood() -> None:
    assert NAMES.log_probability("Donaudampfschifffahrt " * 40, CALLERS) > -5000


def test_without_sentences_of_callers_names_are_still_weighed() -> None:
    nothing = LikelyWords([])
    assert NAMES.log_probability("Busch", nothing) > NAMES.log_probability("Bosch", nothing)


def test_a_name_is_given_where_the_hints_ask_for_one_or_the_words_say_so() -> None:
    assert NAMES.are_given("Busch.", (EXAMPLE,))
    assert NAMES.are_given("Nein, mein Name ist Busch.", ("Frau Weber",))
    assert not NAMES.are_given("Busch.", ("Frau Weber", "A wie Anton."))
