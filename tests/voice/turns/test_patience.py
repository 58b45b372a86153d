from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice.contract import Expectation, Language
from voice.turns.completeness import SoFar, chance_of_more
from voice.turns.patience import (
    DANGLING_MS,
    DICTATED_MS,
    DIGITS_MS,
    LONGEST_MS,
    OPEN_MS,
    QUICK_MS,
    SETTLED_MS,
    patience_ms,
)


def wait_ms(text: str, language: Language, expects: Expectation, confidence: float = 0.9, *guesses: str) -> int:
    return patience_ms(SoFar(text, language, expects, confidence, guesses))


DANGLING: list[tuple[Language, str]] = [
    ("de", "Ich hätte gerne einen Termin am Dienstag um"),
    ("de", "Ich brauche einen Termin für"),
    ("de", "Ja, also, äh"),
    ("de", "Mein Name ist"),
    ("de", "Am liebsten bei Frau"),
    ("de", "Nächste Woche geht es mir nur am"),
    ("de", "Ich wollte..."),
    ("de", "Am Montag,"),
    ("de", "Ich würde gern nächste Woche"),
    ("de", "Ich hätte gern."),
    ("de", "Könnte ich vielleicht am Donnerstag"),
    ("en", "I'd like to book"),
    ("en", "I would like an appointment on"),
    ("en", "My name is"),
    ("en", "Could I come in the"),
    ("en", "Well, uh"),
    ("en", "I'd like to see Dr."),
]


@pytest.mark.parametrize(("language", "text"), DANGLING)
def test_a_phrase_that_cannot_end_here_is_waited_for(language: Language, text: str) -> None:
    assert wait_ms(text, language, Expectation.OPEN) >= DANGLING_MS


@pytest.mark.parametrize(
    ("language", "text", "expects"),
    [
        ("de", "Ja.", Expectation.YES_NO),
        ("de", "Nein, danke.", Expectation.YES_NO),
        ("de", "Haben Sie am Freitag geöffnet?", Expectation.OPEN),
        ("de", "Am Dienstag um zehn.", Expectation.TIME),
        ("de", "Der erste.", Expectation.CHOICE),
        ("en", "Yes please.", Expectation.YES_NO),
        ("en", "Where can I park?", Expectation.OPEN),
        ("en", "Tomorrow at nine.", Expectation.TIME),
    ],
)
def test_a_complete_answer_is_answered_quickly(language: Language, text: str, expects: Expectation) -> None:
    assert wait_ms(text, language, expects) == QUICK_MS


@pytest.mark.parametrize(
    "text",
    ["Ich würde gern vorbeikommen.", "Kann ich morgen kommen?", "Ich muss leider absagen."],
)
def test_a_whole_wish_is_not_waited_for_as_if_it_dangled(text: str) -> None:
    assert wait_ms(text, "de", Expectation.OPEN) <= OPEN_MS


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_name_is_waited_for_no_longer_than_what_is_settled(language: Language) -> None:
    assert wait_ms("Sabine Hoffmann.", language, Expectation.NAME) <= SETTLED_MS


def test_a_word_that_dangles_in_one_reading_only_is_less_likely_gone_on_with() -> None:
    text, whole = "Ich hätte gern einen Termin am", "Ich hätte gern einen Termin am Montag."
    sure = SoFar(text, "de", Expectation.OPEN, 0.5)
    doubted = replace(sure, alternatives=(whole, f"Ja, {whole}", f"Also, {whole}"))
    assert chance_of_more(doubted) < chance_of_more(sure)


def test_a_dangling_word_in_a_later_reading_is_waited_for_more() -> None:
    text = "I would like to come on Monday."
    doubted = wait_ms(text, "en", Expectation.OPEN, 0.5, "I would like to come on", "I would like to come on the")
    assert doubted > wait_ms(text, "en", Expectation.OPEN, 0.5)


def test_a_name_given_backwards_is_complete() -> None:
    assert wait_ms("Müller ist mein Name.", "de", Expectation.NAME) == QUICK_MS


def test_inside_a_telephone_number_there_is_time() -> None:
    assert wait_ms("030 23", "de", Expectation.NUMBER) == DIGITS_MS
    assert wait_ms("null drei null", "de", Expectation.NUMBER) == DIGITS_MS
    assert wait_ms("meine Nummer 0 3 0 2", "de", Expectation.OPEN) == DIGITS_MS


def test_a_full_number_needs_less_time_than_half_a_number() -> None:
    full = wait_ms("030 23125101", "de", Expectation.NUMBER)
    assert full < wait_ms("030 231", "de", Expectation.NUMBER)


def test_an_opening_that_callers_add_to_gets_more_time_than_a_finished_wish() -> None:
    opening = wait_ms("Ich hätte gern einen Termin.", "de", Expectation.OPEN)
    wish = wait_ms("Ich hätte gern einen Termin am Dienstag.", "de", Expectation.OPEN)
    assert opening == DANGLING_MS
    assert wish == QUICK_MS


def test_between_the_sentences_of_a_message_there_is_time_to_breathe() -> None:
    sentence = "Die Rechnung vom dritten März ist doppelt gekommen."
    assert wait_ms(sentence, "de", Expectation.MESSAGE) == DICTATED_MS > wait_ms(sentence, "de", Expectation.OPEN)
    assert wait_ms("The invoice came twice.", "en", Expectation.MESSAGE) == DICTATED_MS
    assert wait_ms("Nein, danke.", "de", Expectation.MESSAGE) < DICTATED_MS


@given(text=st.text(max_size=80), expects=st.sampled_from(Expectation), language=st.sampled_from(["de", "en"]))
def test_any_text_gets_a_patience_between_quick_and_longest(
    text: str, expects: Expectation, language: Language
) -> None:
    assert QUICK_MS <= wait_ms(text, language, expects) <= LONGEST_MS
