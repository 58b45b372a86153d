import pytest

from voice.contract import Language
from voice.turns.backchannel import is_backchannel, is_farewell, is_listeners_noise


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


@pytest.mark.parametrize(
    ("text", "language", "confidence", "alternatives"),
    [
        ("", "de", 0.0, ()),  # "mhm", "okay" and a cough, as the recogniser mostly hears them
        ("Um", "en", 0.5, ("Hmm.",)),
        ("Mom.", "en", 0.7, ("Mhm.",)),
        ("Achtung!", "de", 0.33, ("Achli.",)),
        ("Boah!", "de", 0.4, ()),
    ],
)
def test_a_brief_sound_that_is_hardly_words_wants_nothing(
    text: str, language: Language, confidence: float, alternatives: tuple[str, ...]
) -> None:
    assert is_listeners_noise(text, language, alternatives=alternatives, confidence=confidence, speech_ms=450)


@pytest.mark.parametrize(
    ("text", "language", "confidence"),
    [
        ("Stopp!", "de", 0.4),
        ("Nein!", "de", 0.5),
        ("9.", "de", 0.4),
        ("Montag.", "de", 0.4),
        ("Wait.", "en", 0.4),
        ("No", "en", 0.5),
        ("Tuesday.", "en", 0.4),
        ("Lindner.", "de", 0.8),
    ],
)
def test_a_brief_word_that_wants_something_takes_the_floor(text: str, language: Language, confidence: float) -> None:
    assert not is_listeners_noise(text, language, confidence=confidence, speech_ms=450)


def test_a_long_sound_is_believed_however_little_the_recogniser_believes_it() -> None:
    assert not is_listeners_noise("Liedsweiterzeit bitter", "de", confidence=0.3, speech_ms=1_200)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Danke schön.", "de"),
        ("Ja, danke, Ihnen auch einen schönen Tag!", "de"),
        ("Bis Donnerstag, tschüss.", "de"),
        ("Auf Wiederhören", "de"),
        ("Thanks, you too.", "en"),
        ("See you on Thursday, bye.", "en"),
    ],
)
def test_who_takes_leave_wants_nothing_more(text: str, language: Language) -> None:
    assert is_farewell(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", "de"),
        ("Danke schön, und ich hätte gern einen Termin.", "de"),
        ("Auf Wiederhören?", "de"),
        ("Moment", "de"),
        ("Thanks, and one more question", "en"),
        ("Wait", "en"),
    ],
)
def test_who_wants_something_more_takes_no_leave(text: str, language: Language) -> None:
    assert not is_farewell(text, language)
