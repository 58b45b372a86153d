"""What a caller heard of a turn that somebody else speaks: estimated while it lasts, known when it is cut. PURE."""

import re
from dataclasses import dataclass

LETTER_MS = 65
"""A letter of telephone speech takes about so long: 150 words a minute."""

_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class RelayedPlayout:
    """Text sent away to be spoken. Where nobody tells when it was, its length says when it must have been."""

    ends_ms: float = 0.0
    """When all of it will have been spoken, on the loop's clock."""

    def sent(self, text: str, *, now_ms: float) -> None:
        self.ends_ms = max(self.ends_ms, now_ms) + len(text) * LETTER_MS

    def fell_silent(self, *, now_ms: float) -> None:
        self.ends_ms = min(self.ends_ms, now_ms)

    def remaining_ms(self, now_ms: float) -> float:
        return max(0.0, self.ends_ms - now_ms)


def heard_of(said: str, until: str) -> str:
    """The beginning of `said` that ends with the words `until`, as it was written; "" when they are not in it.

    `until` is what was spoken last before the caller cut in, in the speaking engine's spelling, and may end within a
    word. The first place where it fits counts: better a word too few than an offer that nobody heard.
    """
    words = [(match.group().casefold(), match.end()) for match in _WORD.finditer(said)]
    wanted = [word.casefold() for word in _WORD.findall(until)]
    for cut in (wanted, wanted[:-1]):
        for end in range(len(cut), len(words) + 1):
            if cut and [word for word, _ in words[end - len(cut) : end]] == cut:
                return said[: words[end - 1][1]]
    return ""
