import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice.audio.frames import FrameQueue, Framer, duration_ms


@given(st.lists(st.binary(max_size=700)))
def test_payloads_of_any_size_become_whole_frames_without_loss(payloads: list[bytes]) -> None:
    framer = Framer(160)
    frames = [frame for payload in payloads for frame in framer.push(payload)]
    assert all(len(frame) == 160 for frame in frames)
    sound = b"".join(payloads)
    assert b"".join(frames) == sound[: len(sound) // 160 * 160]
    assert b"".join(framer.flush(0xFF)) == (
        sound[len(sound) // 160 * 160 :].ljust(160, b"\xff") if len(sound) % 160 else b""
    )


def test_flush_gives_nothing_when_no_piece_is_waiting() -> None:
    framer = Framer(160)
    framer.push(bytes(161))
    assert framer.flush(0xFF) == (b"\x00" + b"\xff" * 159,)
    assert framer.flush(0xFF) == ()


def test_a_full_queue_drops_the_oldest_and_counts_it() -> None:
    queue = FrameQueue(limit=2)
    for frame in (b"a", b"b", b"c"):
        queue.put(frame)
    assert (queue.dropped, len(queue)) == (1, 2)
    assert [queue.get(), queue.get(), queue.get()] == [b"b", b"c", None]


def test_draining_empties_the_queue_in_order() -> None:
    queue = FrameQueue(limit=3)
    queue.put(b"a")
    queue.put(b"b")
    assert queue.drain() == (b"a", b"b")
    assert len(queue) == 0


@pytest.mark.parametrize("make", [lambda: FrameQueue(0), lambda: Framer(0)])
def test_room_for_nothing_is_refused(make: object) -> None:
    assert callable(make)
    with pytest.raises(ValueError, match="at least one"):
        make()


def test_a_telephone_frame_lasts_twenty_milliseconds() -> None:
    assert duration_ms(bytes(320)) == 20
