"""What is in a recording: both sides in their places, as heard, and nothing of who was not told or does not want it."""

from dataclasses import dataclass, field

from voice.audio.frames import FRAME_MS, MULAW_FRAME_BYTES
from voice.audio.recording import BYTES_PER_MS, LONGEST_HELD_MS, MOST_AHEAD_BYTES, CallRecorder, StereoMix

CALLER, ASSISTANT, SILENCE = b"\x10", b"\x20", b"\xff"
FRAME = CALLER * MULAW_FRAME_BYTES
FRAME_BYTES = FRAME_MS * BYTES_PER_MS


@dataclass
class File:
    """Remembers what was written where."""

    sound: bytearray = field(default_factory=bytearray)
    writes: list[int] = field(default_factory=list)
    discarded: bool = False

    def write(self, at_ms: int, stereo_mulaw: bytes) -> None:
        self.writes.append(at_ms)
        at = at_ms * BYTES_PER_MS
        self.sound += SILENCE * (at - len(self.sound))
        self.sound[at:] = stereo_mulaw

    def discard(self) -> None:
        self.discarded = True

    def sides(self) -> tuple[bytes, bytes]:
        return bytes(self.sound[0::2]), bytes(self.sound[1::2])


def spoken(ms: int) -> bytes:
    return ASSISTANT * (ms * 8)


def frames(recorder: CallRecorder, ms: int) -> None:
    for _ in range(ms // FRAME_MS):
        recorder.caller(FRAME)


def test_the_assistants_sound_lies_where_the_far_end_plays_it() -> None:
    mix = StereoMix()
    mix.play(spoken(20), in_ms=30)
    mix.play(spoken(20), in_ms=50)
    right = b"".join(mix.frame(FRAME, with_caller=True)[1::2] for _ in range(5))
    assert right == SILENCE * 240 + spoken(40) + SILENCE * 240


def test_what_was_cleared_before_it_was_played_is_not_in_the_recording() -> None:
    file = File()
    recorder = CallRecorder(file)
    recorder.told()
    recorder.agreed()
    recorder.assistant(spoken(400), in_ms=0)
    frames(recorder, 100)
    recorder.cleared()
    frames(recorder, 900)
    recorder.close()
    left, right = file.sides()
    assert left == CALLER * 8_000
    assert right == spoken(100) + SILENCE * 7_200


def test_before_they_know_the_caller_is_silent_and_after_their_word_all_of_it_is_written() -> None:
    file = File()
    recorder = CallRecorder(file)
    recorder.assistant(spoken(400), in_ms=0)
    frames(recorder, 400)
    recorder.told()
    frames(recorder, 200)
    assert file.writes == []
    recorder.agreed()
    frames(recorder, 100)
    recorder.close()
    left, right = file.sides()
    assert left == SILENCE * 3_200 + CALLER * 2_400
    assert right == spoken(400) + SILENCE * 2_400
    assert file.writes == [0, 600]
    assert recorder.length_ms == 700


def test_nothing_is_written_without_the_callers_word() -> None:
    file = File()
    recorder = CallRecorder(file)
    frames(recorder, 200)
    recorder.agreed()  # of something that they were not told
    recorder.told()
    frames(recorder, 2_000)
    recorder.close()
    assert file.writes == []


def test_a_refusal_discards_what_there_is_and_what_comes() -> None:
    file = File()
    recorder = CallRecorder(file)
    recorder.told()
    recorder.agreed()
    frames(recorder, 2_000)
    written = len(file.writes)
    recorder.refused()
    frames(recorder, 5_000)
    recorder.agreed()
    recorder.assistant(spoken(200), in_ms=0)
    recorder.close()
    assert file.discarded
    assert len(file.writes) == written


def test_sound_is_written_every_second() -> None:
    file = File()
    recorder = CallRecorder(file)
    recorder.told()
    recorder.agreed()
    frames(recorder, 3_500)
    assert file.writes == [0, 1_000, 2_000]
    recorder.close()
    assert file.writes[-1] == 3_000


def test_memory_is_bounded_and_places_stay_right_while_nobody_answers() -> None:
    file = File()
    recorder = CallRecorder(file)
    recorder.told()
    for _ in range(LONGEST_HELD_MS // FRAME_MS + 50):
        recorder.assistant(spoken(400), in_ms=0)
        recorder.caller(FRAME)
    recorder.agreed()
    assert file.writes == [1_000]
    assert len(file.sound) == LONGEST_HELD_MS * BYTES_PER_MS + 1_000 * BYTES_PER_MS
    mix = StereoMix()
    for _ in range(100):
        mix.play(spoken(400), in_ms=0)
    played = b"".join(mix.frame(FRAME, with_caller=False)[1::2] for _ in range(1_000))
    assert played.count(ASSISTANT) == MOST_AHEAD_BYTES
