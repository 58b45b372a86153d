"""A message that was dictated more than once: the text that all hearings speak for. PURE.

Decision: a hearing is the recogniser's guesses at one dictation, likeliest first. The guess is taken that is nearest to
all guesses of all hearings (minimum Bayes risk), those that the recogniser was surer of counting more, and words that
nobody has counting against it; and never a text that the caller has said is wrong: the same line mishears the same word
again. Alternatives: the last hearing alone (says the same wrong word once more), word by word from all of them (invents
sentences that nobody said). A message in other words stands alone.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from app.domain.spoken.folding import fold, words

LATER_GUESS = 0.5
"""Each further guess counts half of the one before it."""
SAME_MESSAGE = 0.5
"""0..1: what is less alike is another message, or the same one in other words."""
STRANGE_WORD = 0.6
"""What a word that nobody has costs, of one that all other guesses have otherwise."""
LEAST_SURE = 0.1


@dataclass(frozen=True, slots=True)
class HeardText:
    """One dictation: the recogniser's `guesses`, none of them empty; `confidence` 0..1."""

    guesses: tuple[str, ...]
    confidence: float = 1.0


def _none_strange(text: str) -> int:  # noqa: ARG001  the shape that `strangeness` has
    return 0


def likeliest(
    hearings: Sequence[HeardText], denied: Collection[str], strangeness: Callable[[str], int] = _none_strange
) -> str:
    """`hearings`: oldest first. `strangeness`: how many words of a text are none. What was heard last when everything
    else was denied."""
    *earlier, last = hearings
    same = [*(one for one in earlier if likeness(one.guesses[0], last.guesses[0]) >= SAME_MESSAGE), last]
    wrong = {_plain(text) for text in denied}
    if len(same) == 1 and _plain(last.guesses[0]) not in wrong and not strangeness(last.guesses[0]):
        return last.guesses[0]  # of one hearing alone the recogniser's own choice was the better one
    weighed = [
        (guess, max(LEAST_SURE, one.confidence) * LATER_GUESS**nth)
        for one in same
        for nth, guess in enumerate(one.guesses)
    ]
    total = sum(weight for _, weight in weighed)
    candidates = list(dict.fromkeys(guess for guess, _ in weighed if _plain(guess) not in wrong))

    def worth(text: str) -> float:
        agreed = sum(weight * likeness(text, other) for other, weight in weighed) / total
        return agreed - STRANGE_WORD * strangeness(text) / max(1, len(words(text)))

    return max(candidates or [last.guesses[0]], key=worth)


def likeness(one: str, other: str) -> float:
    """0..1: half by words, half by letters (a word misheard by a letter is nearly the same)."""
    by_words = Levenshtein.normalized_similarity(words(one), words(other))
    by_letters = Levenshtein.normalized_similarity(fold(one), fold(other))
    return float(by_words + by_letters) / 2


def _plain(text: str) -> str:
    return " ".join(words(text))
