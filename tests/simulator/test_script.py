import pytest

from app.simulator.caller_voice import CallerVoice
from app.simulator.script import ScriptError, Step, parse_script
from app.simulator.sounds import Background, cough, silence, spoken, street_noise
from tests.fakes.engines import ToneTts, silence_pcm16, tone_pcm16
from voice.audio.frames import duration_ms
from voice.audio.levels import level_of


def test_lines_become_steps_and_remarks_are_left_out() -> None:
    steps = parse_script(["# greeting", "", "Guten Tag", "[press 1#]", "[cough]", "[silence 7000]", "[hang up]"])
    assert steps == (
        Step(text="Guten Tag"),
        Step(keys="1#"),
        Step(cough=True),
        Step(silence_ms=7000),
        Step(hang_up=True),
    )


def test_a_line_can_barge_in_with_words_or_a_cough() -> None:
    assert parse_script(["[barge 700] Nein, Mittwoch", "[barge 300] [cough]"]) == (
        Step(text="Nein, Mittwoch", barge_after_ms=700),
        Step(cough=True, barge_after_ms=300),
    )


@pytest.mark.parametrize("line", ["[barge] Nein", "[silence long]", "[press abc]", "[cough] laut"])
def test_a_line_that_cannot_be_played_is_named(line: str) -> None:
    with pytest.raises(ScriptError, match=r"needs|follow"):
        parse_script([line])


async def test_a_pause_in_the_text_is_silence_in_the_speech() -> None:
    voice = CallerVoice(ToneTts(letter_ms=50))
    without = duration_ms(await voice.speak("Am Dienstag um elf", "de"))
    paused = duration_ms(await voice.speak("Am Dienstag [pause 900] um elf", "de"))
    assert abs(paused - without - 900) <= 120


def test_speech_ends_where_its_sound_ends() -> None:
    padded = silence_pcm16(300) + tone_pcm16(500) + silence_pcm16(700)
    assert abs(duration_ms(spoken(padded)) - 500) <= 20


def test_a_quicker_voice_is_shorter() -> None:
    assert duration_ms(spoken(tone_pcm16(1000), rate=1.25)) < 850


def test_noise_lies_the_wished_distance_below_speech() -> None:
    speech, noise = spoken(tone_pcm16(1000)), street_noise(snr_db=15)
    assert abs(level_of(speech) - level_of(noise) - 15) < 1.5


def test_a_cough_is_as_loud_as_speech_and_short() -> None:
    assert 300 <= duration_ms(cough()) <= 600
    assert level_of(cough()) > -30


def test_background_noise_goes_on_under_silence_and_speech_without_end() -> None:
    background = Background(street_noise(snr_db=10, seconds=1))
    frames = [background.under(None) for _ in range(120)]
    assert all(level_of(frame) > -60 for frame in frames)
    assert level_of(background.under(tone_pcm16(20))) > level_of(frames[0])
    assert Background(None).under(None) == silence(20)
