import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice.contract import Expectation, Language
from voice.turns.patience import DANGLING_MS, DIGITS_MS, LONGEST_MS, OPEN_MS, QUICK_MS, SETTLED_MS, patience_ms

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
    assert patience_ms(text, language=language, expects=Expectation.OPEN) == DANGLING_MS


@pytest.mark.parametrize(
    ("language", "text", "expects"),
    [
        ("de", "Ja.", Expectation.YES_NO),
        ("de", "Nein, danke.", Expectation.YES_NO),
        ("de", "Haben Sie am Freitag geöffnet?", Expectation.OPEN),
        ("de", "Am Dienstag um zehn.", Expectation.TIME),
        ("de", "Der erste.", Expectation.CHOICE),
        ("de", "Sabine Hoffmann.", Expectation.NAME),
        ("en", "Yes please.", Expectation.YES_NO),
        ("en", "Where can I park?", Expectation.OPEN),
        ("en", "Tomorrow at nine.", Expectation.TIME),
    ],
)
def test_a_complete_answer_is_answered_quickly(language: Language, text: str, expects: Expectation) -> None:
    assert patience_ms(text, language=language, expects=expects) == QUICK_MS


@pytest.mark.parametrize(
    "text",
    ["Ich würde gern vorbeikommen.", "Ich möchte einen Termin.", "Kann ich morgen kommen?", "Ich muss leider absagen."],
)
def test_a_whole_wish_is_not_waited_for_as_if_it_dangled(text: str) -> None:
    assert patience_ms(text, language="de", expects=Expectation.OPEN) <= OPEN_MS


def test_a_dangling_word_that_the_recogniser_hardly_believes_is_not_waited_for_long() -> None:
    text = "Nein, lieber um es um."
    assert patience_ms(text, language="de", expects=Expectation.CHOICE, confidence=0.4) == OPEN_MS


def test_a_name_given_backwards_is_complete() -> None:
    assert patience_ms("Müller ist mein Name.", language="de", expects=Expectation.NAME) == QUICK_MS


def test_inside_a_telephone_number_there_is_time() -> None:
    assert patience_ms("030 23", language="de", expects=Expectation.NUMBER) == DIGITS_MS
    assert patience_ms("null drei null", language="de", expects=Expectation.NUMBER) == DIGITS_MS
    assert patience_ms("meine Nummer 0 3 0 2", language="de", expects=Expectation.OPEN) == DIGITS_MS


def test_a_full_number_needs_less_time_than_half_a_number() -> None:
    full = patience_ms("030 23125101", language="de", expects=Expectation.NUMBER)
    assert full < patience_ms("030 231", language="de", expects=Expectation.NUMBER)


def test_an_opening_that_callers_add_to_gets_more_time_than_a_finished_wish() -> None:
    opening = patience_ms("Ich hätte gern einen Termin.", language="de", expects=Expectation.OPEN)
    wish = patience_ms("Ich hätte gern einen Termin am Dienstag.", language="de", expects=Expectation.OPEN)
    assert opening == OPEN_MS
    assert wish == SETTLED_MS


@given(text=st.text(max_size=80), expects=st.sampled_from(Expectation), language=st.sampled_from(["de", "en"]))
def test_any_text_gets_a_patience_between_quick_and_longest(
    text: str, expects: Expectation, language: Language
) -> None:
    assert QUICK_MS <= patience_ms(text, language=language, expects=expects) <= LONGEST_MS
