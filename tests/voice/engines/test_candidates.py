"""What is not believed of a recogniser that was shown an example."""

import pytest

from voice.engines.candidates import is_echo

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
