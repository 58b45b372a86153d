import pytest

from app.domain.business import Language
from app.domain.spoken.courtesies import without_courtesies


@pytest.mark.parametrize(
    ("text", "language", "left"),
    [
        ("Hi, how are things this morning? I need a filling.", "en", "Hi, I need a filling."),
        ("Hello. Hope you're all well. Could I come on Friday?", "en", "Hello. Could I come on Friday?"),
        ("How's everyone doing today? It's about my cleaning.", "en", "It's about my cleaning."),
        ("Guten Tag, wie geht es Ihnen? Ich brauche eine Kontrolle.", "de", "Guten Tag, Ich brauche eine Kontrolle."),
    ],
)
def test_what_is_only_polite_is_left_out(text: str, language: Language, left: str) -> None:
    assert without_courtesies(text, language) == left


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("How are you?", "en"),
        ("How are you open on Fridays, late or early?", "en"),
        ("How are things paid for with you?", "en"),
        ("Wie geht das bei Ihnen mit der Karte?", "de"),
    ],
)
def test_a_real_question_stays(text: str, language: Language) -> None:
    assert without_courtesies(text, language) == text
