"""Where a text speaks of a phrase: word for word, nearly so, cut in two or run together.

Decision: a phrase and a text are each prepared once, because every turn is compared with every phrase of the business
while the caller waits.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from app.domain.spoken.folding import words

EXACT = 100.0
FUZZY_FROM_LETTERS = 6
FUZZY_RATIO = 84.0
FUZZY_RATIO_OTHER_START = 87.0  # "Sanreinigung"
_LETTERS_APART = 3
_SAID_ALL_THE_TIME = frozenset("to my me it in on is at be we you and or so ich es ist im am zu mir und".split())
_ONE_SOUND = (("ph", "f"), ("th", "t"), ("ck", "k"), ("y", "i"), ("ie", "i"), ("dt", "t"))
_TWICE = re.compile(r"(.)\1")


@dataclass(frozen=True, slots=True)
class Mention:
    """A thing found in the words [start, end) of the text; higher `score` is surer."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Phrase:
    """Folded words that are looked for; `joined` without blanks, `sounds` as it is spoken."""

    words: tuple[str, ...]
    joined: str
    sounds: str


def phrase(of: Sequence[str]) -> Phrase:
    joined = "".join(of)
    return Phrase(tuple(of), joined, _as_spoken(joined))


@dataclass(frozen=True, slots=True)
class _Piece:
    words: tuple[str, ...]
    joined: str
    sounds: str
    is_common: bool  # with a word that people say all the time


class Said:
    """A text's folded words, and all pieces of it that were asked for."""

    def __init__(self, text: str) -> None:
        self.words = words(text)
        self._pieces: dict[int, list[_Piece]] = {}

    def mentions(self, wanted: Phrase) -> Iterator[Mention]:
        """Exact anywhere; nearly right when the phrase is long; also cut in two ("Zahn Reinigung") or run together."""
        fuzzy = len(wanted.joined) >= FUZZY_FROM_LETTERS
        whole = len(wanted.words)
        for length in {max(1, whole - 1), whole, whole + 1} if fuzzy else {whole}:
            for start, piece in enumerate(self._of(length)):
                if piece.words == wanted.words:
                    yield Mention(start, start + length, EXACT)
                elif fuzzy and abs(len(piece.joined) - len(wanted.joined)) <= _LETTERS_APART:
                    if length > whole and piece.is_common:
                        continue  # "to bring" is no "throbbing": nothing is torn at such a word
                    score = _likeness(piece, wanted)
                    if score >= (FUZZY_RATIO if piece.joined[:1] == wanted.joined[:1] else FUZZY_RATIO_OTHER_START):
                        yield Mention(start, start + length, score - 1)

    def _of(self, length: int) -> list[_Piece]:
        if length not in self._pieces:
            runs = (tuple(self.words[start : start + length]) for start in range(len(self.words) - length + 1))
            self._pieces[length] = [_piece(run) for run in runs]
        return self._pieces[length]


def _piece(run: tuple[str, ...]) -> _Piece:
    joined = "".join(run)
    return _Piece(run, joined, _as_spoken(joined), not _SAID_ALL_THE_TIME.isdisjoint(run))


def _likeness(piece: _Piece, wanted: Phrase) -> float:
    as_written = fuzz.ratio(piece.joined, wanted.joined, score_cutoff=FUZZY_RATIO)
    return max(as_written, fuzz.ratio(piece.sounds, wanted.sounds, score_cutoff=FUZZY_RATIO))


def _as_spoken(word: str) -> str:
    """Spellings of one sound made alike: "Profilaxe" is the Prophylaxe."""
    for written, sound in _ONE_SOUND:
        word = word.replace(written, sound)
    return _TWICE.sub(r"\1", word)
