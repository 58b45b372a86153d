import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.business import Language
from app.domain.spoken.mend_times import join_parts_of_day, mend_times


@pytest.mark.parametrize(
    ("heard", "mended"),
    [
        ("am Mittwoch umziehen Uhr.", "am mittwoch um zehn uhr"),
        ("am liebsten dienstagsformetag", "am liebsten dienstag vormittag"),
        ("am dritten April umfirte vorziehen", "am dritten april um viertel vor zehn"),
        ("am Sonnerstaf", "am donnerstag"),
        ("auf donastag nachmittag.", "auf donnerstag nachmittag"),
        ("Wir essen mit wach vor Mittag", "wir essen mittwoch vormittag"),
    ],
)
def test_what_sounds_like_a_time_is_mended(heard: str, mended: str) -> None:
    assert mend_times(heard, "de") == mended


@pytest.mark.parametrize(
    "heard",
    ["Meine Damen und Herren.", "Ich bin jetzt nicht mehr gewesen.", "Anna Schneider", "Thomas Berger bitte", ""],
)
def test_what_sounds_like_no_time_is_left_alone(heard: str) -> None:
    assert mend_times(heard, "de") is None


@given(st.text(max_size=60), st.sampled_from(["de", "en"]))
def test_any_text_is_taken(text: str, language: Language) -> None:
    mended = mend_times(text, language)
    assert mended is None or mended


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("Dienstag vor Mittags", "Dienstag vormittags"),
        ("nächste Woche vor und mit Tag", "nächste Woche vormittag"),
        ("am Freitag nach Mittag", "am Freitag nachmittag"),
        ("Mittwoch vormittag", "Mittwoch vormittag"),
    ],
)
def test_torn_parts_of_the_day_are_joined(heard: str, meant: str) -> None:
    assert join_parts_of_day(heard, "de") == meant
