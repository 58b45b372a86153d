"""How likely a text is as the answer to a question for a name: what decides between names that sound alike. PURE.

Decision: where a name was asked for and is hardly heard, the recogniser looks over three times as many texts, and each
is weighed by how many people are called so. Of 73 names, most in noise of 10 to 15 dB, the right one was the first
guess for 16 before and 20 after, and among the guesses for 23 and 28. Alternatives: the wider search alone (16 and 28),
the weights alone (17 and 23), names that sound like a guess scored against the sound (more than a second, and the
garbled text fitted better).
Consequence: whoever answers something else is heard by the usual weights, at a small price for the surprise.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from voice.engines.likely_words import END, LikelyWords, words_in

_SOMETHING_ELSE = 0.15
"""How likely an answer is that names nobody."""
_STRANGE = 0.1
"""What a word counts that is no name and that no caller said, beside its usual likelihood."""
_LEAST = 1e-9
_ENDS = 0.5
"""The likelihood that nothing follows a name."""


@dataclass(frozen=True, slots=True)
class AskedNames:
    """`examples`: the hints that tell that a name was asked for; `share`: of all people, by a first or last name;
    `gives_name`: whether a text is somebody's who gives their name unasked, as after one that was read back wrong.
    """

    examples: frozenset[str]
    share: Callable[[str], float]
    gives_name: Callable[[str], bool]

    def are_asked(self, hints: Sequence[str]) -> bool:
        return not self.examples.isdisjoint(hints)

    def are_given(self, text: str, hints: Sequence[str]) -> bool:
        return self.are_asked(hints) or self.gives_name(text)

    def log_probability(self, text: str, usual: LikelyWords) -> float:
        """Natural logarithm, of the whole text."""
        words = words_in(text)
        found = sum(log(self._probability(before, word, usual)) for before, word in pairwise(words))
        return found if any(map(self.share, words)) else found + log(_SOMETHING_ELSE)

    def _probability(self, before: str, word: str, usual: LikelyWords) -> float:
        if word == END and self.share(before):
            return _ENDS
        strange = 1.0 if usual.knows(word) else _STRANGE
        return max(_LEAST, strange * usual.probability(before, word) + self.share(word))
