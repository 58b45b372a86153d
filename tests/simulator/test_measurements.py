import wave
from pathlib import Path

from app.simulator.measurements import CallerLine, Recording
from tests.fakes.engines import tone_pcm16
from voice.audio.mulaw import encode_mulaw

LOUD = encode_mulaw(tone_pcm16(20))
QUIET = b"\xff" * 160


def recording(*stretches: tuple[int, bytes | None]) -> Recording:
    """So many ticks of the assistant's line, one after another; None = nothing was waiting."""
    made = Recording()
    for ticks, frame in stretches:
        for _ in range(ticks):
            made.add(caller_pcm16=bytes(320), assistant=frame)
    return made


def test_a_response_is_measured_from_the_end_of_speech_to_the_first_sound() -> None:
    call = recording((50, None), (25, QUIET), (10, LOUD))
    line = CallerLine("Guten Tag", 20, 50)
    call.lines.append(line)
    assert call.response_ms(line) == 500


def test_a_line_that_was_followed_by_another_before_any_sound_has_no_response() -> None:
    call = recording((100, None), (10, LOUD))
    first, second = CallerLine("Am Dienstag", 0, 20), CallerLine("um elf", 50, 80)
    call.lines += [first, second]
    assert call.response_ms(first) is None
    assert call.response_ms(second) == 400


def test_the_greeting_is_measured_from_the_start_of_the_stream() -> None:
    assert recording((5, None), (1, LOUD)).greeting_ms == 100


def test_a_barge_in_ends_with_the_first_lasting_silence() -> None:
    call = recording((60, LOUD), (3, None), (5, LOUD), (40, None))
    assert call.silenced_ms(CallerLine("Stopp", 50, 70)) == (68 - 50) * 20


def test_an_assistant_who_talks_on_was_never_silenced() -> None:
    assert recording((60, LOUD)).silenced_ms(CallerLine("Stopp", 10, 20)) is None


def test_short_holes_in_playout_are_late_audio_and_long_ones_are_pauses() -> None:
    assert recording((10, LOUD), (4, None), (10, LOUD)).late_frames == 4
    assert recording((10, LOUD), (60, None), (10, LOUD)).late_frames == 0
    assert recording((10, None), (10, LOUD), (10, None)).late_frames == 0


def test_a_recording_has_the_caller_on_the_left_and_the_assistant_on_the_right(tmp_path: Path) -> None:
    call = Recording()
    call.add(caller_pcm16=tone_pcm16(20), assistant=None)
    call.write_wav(tmp_path / "out" / "call.wav")
    with wave.open(str(tmp_path / "out" / "call.wav")) as sound:
        assert (sound.getnchannels(), sound.getframerate(), sound.getnframes()) == (2, 8000, 160)
        frames = sound.readframes(160)
    left, right = frames[0::4] + frames[1::4], frames[2::4] + frames[3::4]
    assert any(left)
    assert not any(right)
