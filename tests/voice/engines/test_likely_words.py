import pytest

from voice.engines.likely_words import LikelyWords

CALLERS = LikelyWords(["am Mittwoch Vormittag", "am Donnerstag um 9 Uhr", "ja bitte", "mein Name ist Weber"] * 3)


@pytest.mark.parametrize(
    ("said", "misheard"),
    [
        ("Am Mittwoch Vormittag.", "Am mit wach vor Mittag."),
        ("Am Donnerstag um 10 Uhr", "Am Sonnestag um 10 Uhr"),
        ("Ja, bitte!", "Javite!"),
    ],
)
def test_what_callers_say_is_likelier_than_what_sounds_like_it(said: str, misheard: str) -> None:
    assert CALLERS.log_probability(said) > CALLERS.log_probability(misheard)


def test_every_number_is_as_likely_as_another() -> None:
    assert CALLERS.log_probability("um 9 Uhr") == CALLERS.log_probability("um 11 Uhr")


def test_a_hinted_name_is_likelier_than_without_the_hint() -> None:
    plain = CALLERS.log_probability("mein Name ist Kowalski")
    assert CALLERS.log_probability("mein Name ist Kowalski", hints=("Frau Kowalski",)) > plain


def test_nothing_is_impossible() -> None:
    assert CALLERS.log_probability("Donaudampfschifffahrtsgesellschaft " * 3) > -1000


def test_a_text_is_expected_when_all_neighbours_in_it_are_known() -> None:
    assert CALLERS.expects("Ja, bitte.")
    assert CALLERS.expects("am Donnerstag um 15 Uhr")
    assert not CALLERS.expects("bitte ja")
    assert not CALLERS.expects("am Donnerstag")


def test_words_of_messages_are_likelier_and_nobody_is_expected_to_repeat_one() -> None:
    with_messages = LikelyWords(["ja bitte"], ["Ich brauche ein neues Rezept."])
    assert with_messages.log_probability("ein neues Rezept") > with_messages.log_probability("eine neue Krise")
    assert with_messages.log_probability("neues Rezept") > LikelyWords(["ja bitte"]).log_probability("neues Rezept")
    assert not with_messages.expects("Ich brauche ein neues Rezept.")
    assert not with_messages.knows("rezept")


def test_without_sentences_every_text_is_alike() -> None:
    assert LikelyWords([]).log_probability("irgendwas") == 0.0
    assert not LikelyWords([]).expects("irgendwas")
