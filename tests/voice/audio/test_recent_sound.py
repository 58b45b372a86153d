"""The newest sound: enough of it, and no more."""

from voice.audio.frames import PCM16_FRAME_BYTES
from voice.audio.recent_sound import RecentSound


def frame(nth: int) -> bytes:
    return bytes([nth]) * PCM16_FRAME_BYTES


def filled(keep_ms: int, frames: int) -> RecentSound:
    recent = RecentSound(keep_ms)
    for nth in range(frames):
        recent.remember(frame(nth))
    return recent


def test_only_the_newest_frames_are_kept() -> None:
    assert filled(60, 10).take() == frame(7) + frame(8) + frame(9)


def test_less_than_is_kept_can_be_asked_for() -> None:
    assert filled(100, 10).take(40) == frame(8) + frame(9)


def test_what_was_taken_is_not_given_again() -> None:
    recent = filled(100, 3)
    recent.take()
    recent.remember(frame(9))
    assert recent.take() == frame(9)


def test_nothing_remembered_is_no_sound() -> None:
    assert RecentSound(100).take(60) == b""
