import pytest

from voice.contract import Language
from voice.turns.backchannel import is_backchannel


@pytest.mark.parametrize(
    "text",
    [
        "mhm",
        "Okay.",
        "ja",
        "Ja, ja.",
        "Aha",
        "hm",
        "genau",
        "Alles klar.",
        "Ach so, ja.",
        "Mhm, okay",
        "Mm-hm",
        "verstehe",
    ],
)
def test_german_listener_noise_is_known(text: str) -> None:
    assert is_backchannel(text, "de")


@pytest.mark.parametrize(
    "text", ["mhm", "Okay.", "Uh-huh", "yeah, right", "I see.", "Got it", "all right", "sure", "Mm-hmm.", "oh okay"]
)
def test_english_listener_noise_is_known(text: str) -> None:
    assert is_backchannel(text, "en")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", "de"),
        ("...", "de"),
        ("nein", "de"),
        ("Ja, aber", "de"),
        ("okay, Mittwoch", "de"),
        ("Stopp", "de"),
        ("Moment", "de"),
        ("Wie bitte?", "de"),
        ("okay?", "de"),
        ("alles", "de"),
        ("doch", "de"),
        ("ja ja ja ja ja", "de"),
        ("no", "en"),
        ("stop", "en"),
        ("wait", "en"),
        ("I", "en"),
        ("listen to me", "en"),
        ("right now", "en"),
        ("yes 9", "en"),
    ],
)
def test_what_wants_something_is_no_noise(text: str, language: Language) -> None:
    assert not is_backchannel(text, language)
