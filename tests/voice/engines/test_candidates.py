"""What is believed of a recogniser's texts, and what is looked at again."""

import pytest

from voice.engines.candidates import ADAPTED, Candidate, best, is_echo

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


def of(text: str, log_probability: float, rank: float, *, looped: bool = False) -> Candidate:
    return Candidate(text, log_probability, rank, 0.0, looped=looped, expected=False)


def test_a_text_that_begins_in_the_middle_does_not_stand_for_the_whole() -> None:
    whole = of("I chipped a tooth playing football, but it doesn't hurt. What shall I do?", -0.4, -31.0)
    end = of("What shall I do?", -0.5, -11.0)
    assert best([end, whole], 7000) is whole


def test_a_short_answer_is_not_measured_by_a_longer_guess_at_it() -> None:
    short, long = of("Ja, genau.", -0.3, -2.0), of("Ja, genau, morgen.", -0.2, -9.0)
    assert best([long, short], 1500) is short


def test_a_loop_is_no_measure_of_what_is_left_out() -> None:
    loop = of("Am Montag um neun Uhr dreißig am Montag um neun Uhr dreißig.", -0.1, -3.0, looped=True)
    said = of("Am Montag um neun.", -0.4, -6.0)
    assert best([loop, said], 4000) is said
