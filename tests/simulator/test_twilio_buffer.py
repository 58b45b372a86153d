from app.simulator.twilio_buffer import TwilioBuffer

FRAME = b"\x10" * 160


def test_audio_is_played_in_order_twenty_milliseconds_a_tick() -> None:
    buffer = TwilioBuffer()
    buffer.media(b"\x01" * 200 + b"\x02" * 120)
    assert [buffer.tick().frame, buffer.tick().frame] == [b"\x01" * 160, b"\x01" * 40 + b"\x02" * 120]
    assert buffer.tick().frame is None


def test_a_mark_comes_back_when_playout_gets_to_it() -> None:
    buffer = TwilioBuffer()
    buffer.media(FRAME)
    assert buffer.mark("first") == ()
    buffer.media(FRAME)
    assert buffer.mark("second") == ()
    assert [buffer.tick().marks, buffer.tick().marks] == [("first",), ("second",)]


def test_a_mark_with_nothing_before_it_comes_back_at_once() -> None:
    buffer = TwilioBuffer()
    assert buffer.mark("now") == ("now",)
    buffer.media(FRAME)
    buffer.tick()
    assert buffer.mark("again") == ("again",)


def test_clear_silences_at_once_and_returns_the_marks_that_were_waiting() -> None:
    buffer = TwilioBuffer()
    buffer.media(FRAME * 10)
    buffer.mark("first")
    buffer.media(FRAME)
    buffer.mark("second")
    buffer.tick()
    assert buffer.waiting_ms == 200
    assert buffer.clear() == ("first", "second")
    assert buffer.tick().frame is None
    assert buffer.waiting_ms == 0


def test_an_unfinished_frame_is_filled_up_with_silence() -> None:
    buffer = TwilioBuffer()
    buffer.media(b"\x10" * 100)
    assert buffer.tick().frame == b"\x10" * 100 + b"\xff" * 60
