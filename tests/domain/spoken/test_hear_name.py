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


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Doktor Weber, also Weber wie die Weber.", "de", "Weber"),
        ("Frau Professor Lindqvist, Astrid Lindqvist.", "de", "Astrid Lindqvist"),
        ("Hier spricht die Mutter von Jonas Keller.", "de", "Jonas Keller"),
        ("ich bin der vater von emil hasselbach", "de", "Emil Hasselbach"),
        ("Luka Stojanovic heißt er.", "de", "Luka Stojanovic"),
        ("Ferreira da Silva, ich heiße Joao.", "de", "Joao Ferreira da Silva"),
        ("Ja, also mein Name, der ist Bergmann.", "de", "Bergmann"),
        ("Ilona Krause vom Dentallabor.", "de", "Ilona Krause"),
        ("Jankowski, also polnisch.", "de", "Jankowski"),
        ("Herr Müller, Thomas.", "de", "Thomas Müller"),
        ("Ähm, Kurz, Peter Kurz.", "de", "Peter Kurz"),
        ("Frau Lange.", "de", "Lange"),
        ("Weiß.", "de", "Weiß"),
        ("Schmitt mit D T.", "de", "Schmidt"),
        ("This is Lily Chambers's mother.", "en", "Lily Chambers"),
        ("I'm the father of Tom Hale.", "en", "Tom Hale"),
        ("He is Suresh Desai.", "en", "Suresh Desai"),
        ("My father is Joseph Mbeki.", "en", "Joseph Mbeki"),
        ("Reverend Thomas Field.", "en", "Thomas Field"),
        ("Bright, as in light.", "en", "Bright"),
    ],
)
def test_titles_relatives_and_what_explains_a_name_are_no_part_of_it(text: str, language: Language, name: str) -> None:
    heard = hear_name(text, language, expected=True)
    assert heard is not None
    assert heard.full == name


@pytest.mark.parametrize(
    "text",
    [
        "Weiß nicht.",
        "Lange hat das gedauert.",
        "Meine Tochter ist krank.",
        "Mein Mann ist Lehrer.",
        "Der Vater von meinem Kind.",
    ],
)
def test_a_word_that_may_be_a_name_is_none_in_a_sentence(text: str) -> None:
    assert hear_name(text, "de", expected=True) is None


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("W, E, I, scharfes Ess", "de", "Weiß"),
        ("W, E, I, S mit scharfem S", "de", "Weiß"),
        ("W, E, I, ss", "de", "Weiss"),
        ("O mit zwei Punkten, Z, D, E, M, I, R", "de", "Özdemir"),
        ("M, U mit Umlaut, doppel L, E, R", "de", "Müller"),
        ("K wie Kaufmann, Ö wie Ökonom, H L E R", "de", "Köhler"),
        ("B A C H M A N N mit zwei N", "de", "Bachmann"),
        ("B A C H M A N, mit zwei N.", "de", "Bachmann"),
        ("M, A, Y, E, R, also mit Ypsilon", "de", "Mayer"),
        ("A, two Bs, O, two Ts", "en", "Abbott"),
        ("G, R, O, Schafes S.", "de", "Groß"),
        ("M, U um laut, Doppel L, E, R.", "de", "Müller"),
        ("M, U um laut, Doppel, E, R.", "de", "Müer"),
        ("H, O, Doppel, F, M, A, Doppel, N", "de", "Hoffmann"),
    ],
)
def test_letters_are_read_with_what_is_said_of_them(text: str, language: Language, name: str) -> None:
    assert hear_spelling(text, language) == name


def test_whose_relative_recommended_us_is_not_calling() -> None:
    assert hear_name("Die Tochter von Frau Weber hat Sie empfohlen.", "de", expected=False) is None
    heard = hear_name("Hier spricht die Mutter von Jonas Keller.", "de", expected=False)
    assert heard is not None
    assert heard.full == "Jonas Keller"
