import pytest

from voice.turns.relayed import LETTER_MS, RelayedPlayout, heard_of

SAID = "Guten Tag. Frei ist Montag um neun Uhr, oder Montag um zehn Uhr. Was passt Ihnen?"


@pytest.mark.parametrize(
    ("until", "heard"),
    [
        ("Guten Tag. Frei ist Montag", "Guten Tag. Frei ist Montag"),  # the whole turn so far
        ("frei ist montag um neun", "Guten Tag. Frei ist Montag um neun"),  # the running sentence alone
        ("Guten Tag. Frei ist Mon", "Guten Tag. Frei ist"),  # cut within a word
        ("Montag um", "Guten Tag. Frei ist Montag um"),  # twice in it: the first counts
        ("Was passt Ihnen?", SAID[:-1]),
        ("etwas anderes", ""),
        ("", ""),
    ],
)
def test_what_was_heard_is_the_beginning_up_to_the_words_that_sounded_last(until: str, heard: str) -> None:
    assert heard_of(SAID, until) == heard


def test_sentences_are_spoken_one_after_the_other() -> None:
    playout = RelayedPlayout()
    playout.sent("a" * 10, now_ms=1_000)
    playout.sent("b" * 10, now_ms=1_100)
    assert playout.remaining_ms(1_000) == 20 * LETTER_MS


def test_silence_ends_what_was_estimated_to_go_on() -> None:
    playout = RelayedPlayout()
    playout.sent("a" * 100, now_ms=0)
    playout.fell_silent(now_ms=500)
    assert playout.remaining_ms(500) == 0
