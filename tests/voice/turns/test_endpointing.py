from voice.turns.endpointing import Endpointing, Heard

WINDOW_MS = 32


def hear(endpointing: Endpointing, *, speech: float, ms: int) -> list[Heard]:
    return [e for _ in range(ms // WINDOW_MS) if (e := endpointing.hear(speech)) is not None]


def listening() -> Endpointing:
    endpointing = Endpointing(WINDOW_MS, cap_ms=1_600)
    hear(endpointing, speech=1.0, ms=640)
    return endpointing


def test_speech_begins_after_two_windows_and_a_click_does_not_begin_it() -> None:
    endpointing = Endpointing(WINDOW_MS, cap_ms=1_600)
    assert hear(endpointing, speech=1.0, ms=32) == []
    assert hear(endpointing, speech=0.0, ms=320) == []
    assert hear(endpointing, speech=1.0, ms=64) == [Heard.BEGAN]


def test_the_first_short_pause_asks_for_words_once() -> None:
    assert hear(listening(), speech=0.0, ms=512) == [Heard.PAUSED]


def test_known_words_end_the_turn_after_their_patience() -> None:
    endpointing = listening()
    hear(endpointing, speech=0.0, ms=192)
    assert endpointing.words(320) is None
    assert hear(endpointing, speech=0.0, ms=128) == [Heard.ENDED]


def test_words_that_come_late_end_the_turn_at_once() -> None:
    endpointing = listening()
    hear(endpointing, speech=0.0, ms=512)
    assert endpointing.words(320) is Heard.ENDED


def test_a_caller_who_goes_on_makes_the_words_stale() -> None:
    endpointing = listening()
    hear(endpointing, speech=0.0, ms=192)
    assert hear(endpointing, speech=1.0, ms=64) == [Heard.WENT_ON]
    assert hear(endpointing, speech=0.0, ms=352) == [Heard.PAUSED]


def test_a_click_in_the_pause_does_not_start_the_turn_afresh() -> None:
    endpointing = listening()
    hear(endpointing, speech=0.0, ms=192)
    assert hear(endpointing, speech=1.0, ms=32) == []
    assert endpointing.words(224) is Heard.ENDED


def test_nobody_waits_longer_than_the_cap_even_without_words() -> None:
    heard = hear(listening(), speech=0.0, ms=1_600)
    assert heard == [Heard.PAUSED, Heard.ENDED]


def test_speech_without_a_breath_ends_at_the_recognisers_window() -> None:
    assert Heard.ENDED in hear(listening(), speech=1.0, ms=25_000)


def test_a_soft_tail_still_belongs_to_the_speech() -> None:
    assert hear(listening(), speech=0.55, ms=640) == []
