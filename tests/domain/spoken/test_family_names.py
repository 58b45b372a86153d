import pytest

from app.domain.business import Language
from app.domain.spoken.family_names import FamilyNames

NAMES = FamilyNames(
    "Müller Schmidt Carl Berger Petzold Petrović Pham Costa Fairclough Lassiter Laser Tosta Earl Kaufmann".split()
)


@pytest.mark.parametrize(
    ("letters", "language", "meant"),
    [
        ("TETSOLT", "de", "Petzold"),
        ("Cegrorig", "de", "Petrović"),
        ("Eham", "de", "Pham"),
        ("Berker", "de", "Berger"),
        ("Mueller", "de", "Müller"),
        ("Sairclough", "en", "Fairclough"),
        ("Fairtlough", "en", "Fairclough"),
    ],
)
def test_letters_that_sound_alike_are_taken_for_one_another_where_a_name_comes_of_it(
    letters: str, language: Language, meant: str
) -> None:
    assert NAMES.meant(letters, language) == meant


def test_how_the_name_sounded_when_it_was_said_decides_between_names_that_spell_alike() -> None:
    assert NAMES.meant("Tosta", "en") == "Tosta"
    assert NAMES.meant("Tosta", "en", heard=("Costa",)) == "Costa"


def test_one_of_two_letters_alike_is_easily_lost() -> None:
    assert NAMES.meant("Kaufman", "de") == "Kaufmann"


def test_letters_with_a_word_for_each_are_changed_less_freely() -> None:
    assert NAMES.meant("Ceshvig", "de") is None
    assert NAMES.meant("Gedrofig", "de") == "Petrović"
    assert NAMES.meant("Gedrofig", "de", with_words=True) is None


def test_one_letter_of_a_short_name_may_be_lost_altogether() -> None:
    names = FamilyNames(["Koch", "Vogt", "Rust"])
    assert names.meant("?ogt", "de", with_words=True, heard=("Bock", "Koch"), denied=("Bock", "Koch")) == "Vogt"
    assert names.meant("??gt", "de", with_words=True) is None


def test_a_name_that_the_caller_has_turned_down_is_not_offered_again() -> None:
    assert NAMES.meant("Earl", "en") == "Earl"
    assert NAMES.meant("Earl", "en", denied=("Earl",)) == "Carl"


@pytest.mark.parametrize("letters", ["Xq", "", "Kwyjibo", "Oberhuberwinkler", "ab-c", "Ö"])
def test_what_is_near_no_name_stays_as_it_was_spelled(letters: str) -> None:
    assert NAMES.meant(letters, "de") is None


def test_a_name_is_known_however_its_umlauts_are_written() -> None:
    assert "mueller" in NAMES
    assert "Müller" in NAMES
    assert "Nobody" not in NAMES


def test_frequent_names_are_shared_by_more_people_than_rare_ones_and_unknown_ones_by_none() -> None:
    names = FamilyNames(["Müller", "Schmidt", "Busch", "Voigt"])
    shares = [names.share(name) for name in ("Mueller", "Schmidt", "Busch", "Voigt", "Kwrtz")]
    assert shares == sorted(shares, reverse=True)
    assert shares[-1] == 0.0
