import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.spoken.say import Language, is_surely_whole, speakable, split_sentences

LANGUAGES: list[Language] = ["de", "en"]
PIECES = st.sampled_from(
    "24.3.2026 8:30 14.30 Uhr 8-12 030 23125105 +49 (0) € 89,50 % § & "
    "Dr. z.B. bzw. Mo-Fr 1. 3. U8 www.a.de x@y.de 1/2 1.250,00 - – ° m² ½ ² ① "
    "007 24/7 99999999999999 31.2.2026 25:61 März am der ( ) / : ; ? ! \n a.m. "
    "5pm $1,200 3rd No. St. 0 -5 ,- :: 1,2,3 ٣ Ⅷ".split(" ")
)


def _spoken_signs_only(text: str) -> bool:
    return all(ch.isalpha() or ch.isspace() or ch in ".,;:!?'’-" for ch in text)


@given(st.text(), st.sampled_from(LANGUAGES))
@settings(max_examples=400)
def test_no_text_leaves_a_digit_or_a_sign_to_the_voice(text: str, language: Language) -> None:
    assert _spoken_signs_only(speakable(text, language))


@given(st.lists(PIECES, max_size=12), st.sampled_from(["", " ", "."]), st.sampled_from(LANGUAGES))
@settings(max_examples=600)
def test_no_mixture_of_written_forms_leaves_a_digit(pieces: list[str], joint: str, language: Language) -> None:
    assert _spoken_signs_only(speakable(joint.join(pieces), language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_already_in_words_stays_as_it_is(language: Language) -> None:
    text = "Dienstag, den vierundzwanzigsten März, um vierzehn Uhr dreißig. Passt Ihnen das?"
    assert speakable(text, language) == text


@pytest.mark.parametrize("piece", ["1.", "0 ", "a.", "1-", "24.3.", "www.", "1,", "(0", "Mo, ", "a@"])
def test_long_text_takes_no_more_than_linear_time(piece: str) -> None:
    def seconds(times: int) -> float:
        begin = time.process_time()
        speakable(piece * times, "de")
        speakable(piece * times, "en")
        return time.process_time() - begin

    seconds(100)
    assert seconds(4_000) < 60 * max(seconds(400), 0.01)


@pytest.mark.parametrize(
    ("text", "language", "sentences"),
    [
        ("Dr. Sommer ist da. Bis gleich!", "de", ["Dr. Sommer ist da.", "Bis gleich!"]),
        ("Am 24. März geht es. Passt das?", "de", ["Am 24. März geht es.", "Passt das?"]),
        ("Das geht z. B. am Montag. Gut.", "de", ["Das geht z. B. am Montag.", "Gut."]),
        ("Im 3. Stock, links. Ja.", "de", ["Im 3. Stock, links.", "Ja."]),
        ("Wir haben von 8 bis 12. Danach nicht.", "de", ["Wir haben von 8 bis 12.", "Danach nicht."]),
        ("Ca. 5 Min. zu Fuß. Gerne!", "de", ["Ca. 5 Min. zu Fuß.", "Gerne!"]),
        (
            "Mr. Smith is here. See you at 5 p.m. Goodbye.",
            "en",
            ["Mr. Smith is here.", "See you at 5 p.m.", "Goodbye."],
        ),
        ("E.g. on Monday. Fine?", "en", ["E.g. on Monday.", "Fine?"]),
        ("No stop at all", "en", ["No stop at all"]),
        ("", "de", []),
        ("Eins.\nZwei", "de", ["Eins.", "Zwei"]),
    ],
)
def test_sentences_end_where_people_end_them(text: str, language: Language, sentences: list[str]) -> None:
    assert split_sentences(text, language) == sentences


@given(st.text(alphabet=st.sampled_from("aB1.!? \nDr")), st.sampled_from(LANGUAGES))
def test_splitting_loses_no_word(text: str, language: Language) -> None:
    assert " ".join(split_sentences(text, language)).split() == text.split()


@pytest.mark.parametrize(
    ("text", "language", "whole"),
    [
        ("Gern, ich schaue nach.", "de", True),
        ("Worum geht es denn? ", "de", True),
        ("Sie sagten „gern.“", "de", True),
        ("Einen Moment …", "de", True),
        ("Gern, ich schaue", "de", False),
        ("Meinen Sie den 24.", "de", False),
        ("Das wäre bei Dr.", "de", False),
        ("Das geht z. B.", "de", False),
        ("Um 14 Uhr am Mo.", "de", False),
        ("One moment, please.", "en", True),
        ("That is at 3 p.m.", "en", False),
        ("", "en", False),
    ],
)
def test_a_sentence_is_surely_over_only_where_nothing_can_belong_to_it(
    text: str, language: Language, whole: bool
) -> None:
    assert is_surely_whole(text, language) is whole
