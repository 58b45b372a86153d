import pytest

from app.domain.spoken.contractions import spelled_out


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Nine's fine.", "Nine is fine."),
        ("Thursday's no good", "Thursday is no good"),
        ("The later one’s better", "The later one is better"),
    ],
)
def test_what_is_said_of_a_time_is_spelled_out(text: str, plain: str) -> None:
    assert spelled_out(text) == plain


@pytest.mark.parametrize("text", ["That's fine.", "Thursday's appointment", "My son's tooth", "It's good"])
def test_pronouns_and_possessives_stay_as_they_are(text: str) -> None:
    assert spelled_out(text) == text
