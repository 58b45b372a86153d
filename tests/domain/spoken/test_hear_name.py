import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.spoken.hear_name import HeardName, best_known_name, hear_name, hear_spelling
from app.domain.spoken.say import Language

LANGUAGES: list[Language] = ["de", "en"]
KNOWN = ["Sabine Hoffmann", "Karl Jankowski", "Emily Carter", "Mehmet Yilmaz"]


def test_a_name_comes_apart_into_given_and_family_name() -> None:
    heard = hear_name("Guten Tag, mein Name ist Sabine Hoffmann.", "de", expected=False)
    assert heard == HeardName("Sabine Hoffmann", "Sabine", "Hoffmann", introduced=True)


def test_a_title_makes_a_given_name_a_family_name() -> None:
    heard = hear_name("Herr Otto", "de", expected=True)
    assert heard is not None
    assert (heard.given, heard.family) == (None, "Otto")


def test_letters_count_more_than_the_heard_word() -> None:
    heard = hear_name("Sabine Hofmann, H O F F M A N N", "de", expected=True)
    assert heard is not None
    assert (heard.full, heard.spelled) == ("Sabine Hoffmann", True)


@pytest.mark.parametrize(
    "text", ["", "...", "ja", "Hallo?", "das habe ich doch gesagt", "um neun", "14.30 Uhr", "Montag"]
)
def test_what_is_no_name_is_not_taken_for_one(text: str) -> None:
    assert hear_name(text, "de", expected=True) is None


@given(st.text(), st.booleans(), st.sampled_from(LANGUAGES))
def test_any_text_is_listened_to_without_an_error(text: str, expected: bool, language: Language) -> None:
    heard = hear_name(text, language, expected=expected)
    assert heard is None or heard.full
    hear_spelling(text, language)


@pytest.mark.parametrize(
    ("heard", "name"),
    [
        ("Jankofski", "Karl Jankowski"),
        ("Hofmann", "Sabine Hoffmann"),
        ("Sabine Hofman", "Sabine Hoffmann"),
        ("Jilmas", "Mehmet Yilmaz"),
        ("Emilie Karter", "Emily Carter"),
        ("Hoffmann Sabine", "Sabine Hoffmann"),
    ],
)
def test_a_misheard_name_finds_the_known_one(heard: str, name: str) -> None:
    best = best_known_name(heard, KNOWN)
    assert best is not None
    assert best.name == name


@pytest.mark.parametrize("heard", ["Petersen", "Schulz", "", "Nguyen"])
def test_a_stranger_is_not_taken_for_a_known_customer(heard: str) -> None:
    assert best_known_name(heard, KNOWN) is None


def test_two_that_sound_the_same_leave_it_unsure() -> None:
    best = best_known_name("Maier", ["Anna Meier", "Anna Mayer"])
    assert best is not None
    assert not best.sure
