"""How a voice sounds counts against the caller's own calm utterances alone, and never without words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.business import Language
from app.domain.escalation.mood import ADDS_AT_LEAST, CALM, after, heat_of, is_calm, verdict_on
from app.domain.escalation.signals import Kind, Signals
from app.domain.escalation.syllables import syllables_in
from app.domain.escalation.voice import BASELINE_UTTERANCES, REMEMBERED, Baseline, Sound, heard_in_voice

USUAL = Sound(-30.0, 180.0, 14, 3_500)
UPSET = Sound(-20.0, 240.0, 20, 3_000)


def baseline_of(*sounds: Sound, calm: bool = True) -> Baseline:
    baseline = Baseline()
    for sound in sounds:
        baseline = baseline.after(sound, calm=calm)
    return baseline


def test_a_voice_is_compared_with_the_callers_own_calm_words() -> None:
    heard = heard_in_voice(baseline_of(USUAL, USUAL, USUAL), UPSET)
    assert heard[Kind.LOUDER] > 0.9
    assert heard[Kind.HIGHER] > 0.9
    assert heard[Kind.FASTER] > 0
    assert heard_in_voice(baseline_of(USUAL, USUAL, USUAL), USUAL) == {}


def test_before_a_caller_is_known_nothing_is_heard_in_their_voice() -> None:
    for known in range(BASELINE_UTTERANCES):
        assert heard_in_voice(baseline_of(*[USUAL] * known), UPSET) == {}


def test_angry_words_are_no_part_of_what_is_usual() -> None:
    assert heard_in_voice(baseline_of(UPSET, UPSET, UPSET, calm=False), UPSET) == {}
    assert baseline_of(USUAL, UPSET, calm=False).sounds == ()


def test_who_stays_loud_in_calm_words_stands_in_a_loud_place() -> None:
    loud = Sound(-20.0, 180.0, 14, 3_500)
    baseline = baseline_of(*[USUAL] * BASELINE_UTTERANCES)
    assert Kind.LOUDER in heard_in_voice(baseline, loud)
    for _ in range(REMEMBERED):
        baseline = baseline.after(loud, calm=True)
    assert heard_in_voice(baseline, loud) == {}


def test_a_lively_speaker_needs_more_to_be_loud() -> None:
    lively = [Sound(level, 180.0, 14, 3_500) for level in (-34.0, -24.0, -30.0, -22.0, -36.0)]
    loud = Sound(-22.0, 180.0, 14, 3_500)
    assert Kind.LOUDER in heard_in_voice(baseline_of(*[USUAL] * 5), loud)
    assert Kind.LOUDER not in heard_in_voice(baseline_of(*lively), loud)


def test_a_word_or_two_tell_no_pace_and_a_whisper_no_pitch() -> None:
    baseline = baseline_of(USUAL, USUAL, USUAL)
    assert heard_in_voice(Baseline(baseline.sounds), Sound(-30.0, 180.0, 2, 100)) == {}
    assert heard_in_voice(baseline, Sound(None, None, 14, None)) == {}


@given(st.lists(st.sampled_from((Kind.LOUDER, Kind.HIGHER, Kind.FASTER, Kind.REPEATS, Kind.BREVITY)), min_size=1))
def test_a_voice_alone_never_fetches_a_person_however_long_it_lasts(kinds: list[Kind]) -> None:
    mood = CALM
    for _ in range(10):
        mood = after(mood, dict.fromkeys(kinds, 1.0))
        assert verdict_on(mood) is None
    assert mood.intensity == 0.0


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_a_voice_adds_no_more_than_the_words_do(annoyed: float, louder: float, higher: float, faster: float) -> None:
    words: Signals = {Kind.ANNOYANCE: annoyed}
    both = {**words, Kind.LOUDER: louder, Kind.HIGHER: higher, Kind.FASTER: faster}
    assert heat_of(both) <= 2 * heat_of(words)
    assert heat_of(both) >= heat_of(words)


def test_annoyed_words_in_a_raised_voice_weigh_more_than_the_words() -> None:
    words = {Kind.ANNOYANCE: 0.3}
    assert heat_of({**words, Kind.LOUDER: 1.0}) > heat_of(words) + 0.2
    assert heat_of(words) >= ADDS_AT_LEAST


def test_calm_is_what_the_words_say() -> None:
    assert is_calm({Kind.LOUDER: 1.0})
    assert not is_calm({Kind.ANNOYANCE: 0.5})
    assert not is_calm({Kind.DANGER: 1.0})


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("Ich hätte gern einen Termin.", "de", 7),
        ("Eine Kontrolluntersuchung bei Frau Doktor Sommer", "de", 14),
        ("I would like an appointment.", "en", 7),
        ("The cleaned plates", "en", 4),
        ("Um 14 Uhr", "de", 6),
        ("", "de", 0),
    ],
)
def test_syllables_are_counted_near_enough(text: str, language: Language, count: int) -> None:
    assert abs(syllables_in(text, language) - count) <= 1
