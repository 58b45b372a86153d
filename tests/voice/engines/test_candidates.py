"""What is believed of a recogniser's texts, and what is looked at again."""

import pytest

from voice.engines.candidates import ADAPTED, Candidate, is_echo

EXAMPLE = "Was soll ich ausrichten? Das Rezept für Tabletten, die neue Adresse."


@pytest.mark.parametrize(
    ("text", "least_words", "echo"),
    [
        ("Das Rezept für Tabletten.", 4, True),
        ("das rezept, für tabletten", 4, True),
        ("Das Rezept für Salbe.", 4, False),
        ("Das Rezept.", 4, False),
        ("Rezept.", 4, False),
        ("Rezept.", 1, True),
    ],
)
def test_words_of_the_example_are_an_echo_unless_they_are_few_enough_to_be_an_answer(
    text: str, least_words: int, *, echo: bool
) -> None:
    assert is_echo(text, EXAMPLE, least_words=least_words) is echo


LONG = "Bitte sagen Sie Frau Sommer dass das Rezept fehlt"


@pytest.mark.parametrize(
    ("text", "log_probability", "is_name", "wanted"),
    [
        (LONG, -0.4, False, True),
        (LONG, -0.1, False, False),
        ("Ja gerne am Dienstag.", -0.4, False, False),
        ("Albrecht.", -0.4, True, True),
        ("Albrecht.", -0.1, True, False),
    ],
)
def test_more_texts_are_looked_for_where_a_name_or_a_long_text_was_hardly_heard(
    text: str, log_probability: float, *, is_name: bool, wanted: bool
) -> None:
    heard = Candidate(text, log_probability, 0.0, 0.0, looped=False, expected=False)
    assert ADAPTED.wants_more(heard, is_name=is_name) is wanted
