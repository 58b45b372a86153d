"""How older people, craftsmen and callers from Berlin or the south choose among offers."""

from datetime import datetime

import pytest

from app.domain.spoken.hear_choice import hear_choice
from tests.domain.spoken.test_hear_when import BERLIN

NINE_AND_ONE = [datetime(2026, 3, 19, 9, 15, tzinfo=BERLIN), datetime(2026, 3, 19, 13, 30, tzinfo=BERLIN)]


def _chosen(words: str) -> int | None:
    return hear_choice(words, "de", options=NINE_AND_ONE).index


@pytest.mark.parametrize(
    "words",
    [
        "Was am ehesten geht.",
        "Den schnellsten, den Sie haben.",
        "Hauptsache bald.",
        "Je eher, je lieber.",
        "Geben Sie mir den zeitigen.",
        "Dann den vorderen.",
        "Den allerersten.",
    ],
)
def test_who_wants_it_soon_means_the_earlier_one(words: str) -> None:
    assert _chosen(words) == 0


@pytest.mark.parametrize("words", ["Der hintere wär mir recht.", "Den zwoten, bitte."])
def test_the_one_behind_is_the_later_one(words: str) -> None:
    assert _chosen(words) == 1


@pytest.mark.parametrize(
    "words", ["Am Donnerstag ab zwölf, den ersten.", "Den ersten nach elf.", "Erst ab eins, also da den ersten."]
)
def test_the_first_after_a_bound_is_counted_from_it(words: str) -> None:
    assert _chosen(words) == 1


def test_the_first_before_a_bound_is_counted_within_it() -> None:
    assert _chosen("Den ersten, den Sie vor zwölf Uhr haben.") == 0


def test_nothing_is_chosen_where_no_offer_fits_the_bound() -> None:
    assert _chosen("Den ersten ab siebzehn Uhr.") is None


def test_a_quarter_past_is_no_bound() -> None:
    assert _chosen("Den ersten, um viertel nach neun.") == 0
