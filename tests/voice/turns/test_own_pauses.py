from voice.turns.own_pauses import OwnPauses
from voice.turns.patience import LONGEST_MS, OPEN_MS, QUICK_MS


def test_who_paused_long_once_is_given_as_long_again_where_more_may_come() -> None:
    pauses = OwnPauses()
    pauses.went_on_after(1_000)
    assert pauses.stretched(OPEN_MS) > 1_000
    assert pauses.stretched(QUICK_MS) == QUICK_MS


def test_a_breath_teaches_nothing() -> None:
    pauses = OwnPauses()
    pauses.went_on_after(300)
    assert pauses.stretched(OPEN_MS) == OPEN_MS


def test_who_was_cut_off_gets_more_time_but_never_more_than_the_longest() -> None:
    pauses = OwnPauses()
    pauses.was_cut_off()
    assert QUICK_MS < pauses.stretched(QUICK_MS) < OPEN_MS
    for _ in range(9):
        pauses.was_cut_off()
    assert pauses.stretched(OPEN_MS) <= LONGEST_MS
