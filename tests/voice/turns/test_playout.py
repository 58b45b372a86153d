from hypothesis import given
from hypothesis import strategies as st

from voice.turns.playout import Playout

WORDS = [("Guten", 300), ("Tag", 600), ("Herr", 900), ("Weber", 1_200)]


def playout() -> Playout:
    made = Playout(7)
    made.append(b"\x00" * 1_200 * 8, WORDS)
    made.complete()
    return made


def send_all(made: Playout, now_ms: float = 0.0) -> list[str]:
    marks = []
    while (sending := made.next_sending(now_ms)) is not None:
        marks += [sending.mark] if sending.mark else []
    return marks


def test_each_word_ends_with_a_mark_and_all_audio_is_sent_once() -> None:
    made = playout()
    audio = 0
    marks = []
    while (sending := made.next_sending(0.0)) is not None:
        audio += len(sending.mulaw)
        marks += [sending.mark] if sending.mark else []
    assert audio == 1_200 * 8
    assert len(marks) == len(WORDS)


def test_returned_marks_prove_words() -> None:
    made = playout()
    marks = send_all(made)
    made.played(marks[1])
    assert made.heard_words == ["Guten", "Tag"]


def test_marks_that_come_back_because_of_a_clear_prove_nothing() -> None:
    made = playout()
    marks = send_all(made)
    made.played(marks[0])
    made.cleared(350.0)
    made.played(marks[3])
    assert made.heard_words == ["Guten"]


def test_after_a_clear_the_same_audio_goes_on_where_it_was_heard() -> None:
    made = playout()
    made.played(send_all(made)[0])
    made.cleared(650.0)
    assert made.unsent_ms == 1_200 - 600
    assert made.remaining_ms(650.0) == 600


def test_nothing_is_sent_while_held() -> None:
    made = playout()
    made.held = True
    assert made.next_sending(0.0) is None


def test_it_is_finished_when_the_last_mark_is_back_or_stays_away_too_long() -> None:
    made = playout()
    marks = send_all(made)
    assert not made.finished(1_200.0)
    assert made.finished(2_300.0)
    for mark in marks:
        made.played(mark)
    assert made.finished(1_200.0)


@given(
    pieces=st.lists(st.tuples(st.integers(0, 900), st.lists(st.integers(0, 1_000), max_size=5)), max_size=6),
    clear_at_ms=st.floats(0, 5_000),
)
def test_all_audio_is_sent_and_words_are_proven_in_order_whatever_is_cut_or_cleared(
    pieces: list[tuple[int, list[int]]], clear_at_ms: float
) -> None:
    made = Playout(1)
    for length_ms, ends in pieces:
        made.append(b"\x01" * length_ms * 8, [(f"w{n}", end) for n, end in enumerate(sorted(ends))])
    total_ms = sum(length for length, _ in pieces)
    send_all(made)
    made.cleared(clear_at_ms)
    assert 0 <= made.unsent_ms <= total_ms
    for mark in send_all(made, clear_at_ms):
        made.played(mark)
    made.complete()
    proven = made.heard_words
    assert made.unsent_ms == 0
    assert proven == made.said_words[: len(proven)]
    assert made.finished(clear_at_ms)
