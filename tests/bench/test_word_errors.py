"""The yardstick itself: how numbers are written must not count."""

import pytest

from tests.bench.word_errors import word_errors
from voice.contract import Language


@pytest.mark.parametrize(
    ("said", "heard", "language"),
    [
        ("Um neun Uhr dreißig bitte.", "um 9.30 Uhr, bitte", "de"),
        ("Lieber den um sechzehn Uhr fünfzehn.", "Lieber den um 16:15 Uhr.", "de"),
        ("Meine Nummer ist null eins sieben sechs.", "Meine Nummer ist 0 1 7 6", "de"),
        ("Not before eleven.", "Not before 11.", "en"),
        ("At nine thirty please.", "At 9:30, please.", "en"),
        ("Doctor Sommer", "Dr. Sommer", "en"),
    ],
)
def test_numbers_count_by_value(said: str, heard: str, language: Language) -> None:
    assert word_errors(said, heard, language)[0] == 0


def test_a_wrong_and_a_missing_word_are_two_errors() -> None:
    assert word_errors("am Dienstag um neun Uhr", "am Mittwoch neun Uhr", "de") == (2, 5)
