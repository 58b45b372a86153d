"""What the real recogniser made of the callers' sentences, recorded once and replayed fast.

`python -m tests.corpora.record_misheard` writes the recordings (tests/corpora/misheard): each sentence by a synthesized
voice through mu-law, quiet and with street noise, several takes of each because nobody says a thing twice alike.
"""

import zlib
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from voice.contract import Language, Unintelligible, Utterance

MISHEARD_DIR = Path(__file__).parents[1] / "corpora" / "misheard"
LINES = ("quiet", "noise")
BETWEEN_GUESSES = " | "


@dataclass(frozen=True, slots=True)
class Hearing:
    """`text` empty = the recogniser stood by nothing; `guesses` are its others, most likely first."""

    text: str
    confidence: float
    guesses: tuple[str, ...]

    def event(self, turn_id: int, language: Language) -> Utterance | Unintelligible:
        if not self.text:
            return Unintelligible(turn_id, 0, 0, self.guesses)
        return Utterance(turn_id, self.text, language, 0, 0, self.confidence, self.guesses)


Recording = dict[str, list[Hearing]]


def recording_file(language: str, line: str) -> Path:
    return MISHEARD_DIR / f"{language}.{line}.tsv"


@lru_cache
def recording(language: str, line: str) -> Recording:
    """Sentence -> its takes."""
    takes: Recording = defaultdict(list)
    for row in recording_file(language, line).read_text(encoding="utf-8").splitlines():
        said, text, confidence, guesses = row.split("\t")
        takes[said].append(Hearing(text, float(confidence), tuple(g for g in guesses.split(BETWEEN_GUESSES) if g)))
    return dict(takes)


class BadLine:
    """One call's line: the same sentence said again is the next take; which take comes first differs by call."""

    def __init__(self, language: str, line: str, call: str) -> None:
        self._recording = recording(language, line)
        self._first = zlib.crc32(call.encode())
        self._said: dict[str, int] = defaultdict(int)

    def hear(self, said: str) -> Hearing:
        """Raises KeyError when the sentence was never recorded: record again."""
        takes = self._recording[said]
        self._said[said] += 1
        return takes[(self._first + self._said[said]) % len(takes)]
