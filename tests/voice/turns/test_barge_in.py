from voice.turns.barge_in import BargeIn, Step

WINDOW_MS = 32


def hear(barge_in: BargeIn, *, speech: float, ms: int) -> list[Step]:
    return [s for _ in range(ms // WINDOW_MS) if (s := barge_in.hear(speech)) is not None]


def test_speech_first_holds_us_back_and_then_clears_the_line_before_200_ms() -> None:
    assert hear(BargeIn(WINDOW_MS), speech=1.0, ms=192) == [Step.HOLD, Step.CLEAR]


def test_a_click_does_nothing() -> None:
    assert hear(BargeIn(WINDOW_MS), speech=1.0, ms=32) == []


def test_a_cough_lets_us_go_on_without_a_clear() -> None:
    barge_in = BargeIn(WINDOW_MS)
    assert hear(barge_in, speech=1.0, ms=128) == [Step.HOLD]
    assert hear(barge_in, speech=0.0, ms=128) == [Step.LET_GO]


def test_after_a_clear_silence_decides_nothing_because_the_words_will() -> None:
    barge_in = BargeIn(WINDOW_MS)
    hear(barge_in, speech=1.0, ms=192)
    assert hear(barge_in, speech=0.0, ms=2_000) == []


def test_crackle_that_is_never_long_enough_does_not_add_up() -> None:
    barge_in = BargeIn(WINDOW_MS)
    assert [
        step for _ in range(20) for step in hear(barge_in, speech=1.0, ms=32) + hear(barge_in, speech=0.0, ms=32)
    ] == []
