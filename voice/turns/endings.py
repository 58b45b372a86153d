"""Does a text read like the whole of what somebody says, or like its beginning? Learned from callers' sentences.

Decision: a logistic regression over the last words, the first words and the length, its weights hashed into a table
that comes with the code (`python -m tests.bench.endings` makes it from the training wordings, cut at every word).
Alternatives: word lists alone (`completeness` has them; of ten pauses they miss one more), a language model (two orders
slower). Consequence: what it has never read says nothing, and the lists still count.
"""

import re
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from voice.contract import Language

TABLE = Path(__file__).with_suffix(".npz")
SLOTS = 1 << 15
SUREST = 5.0
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_LONGEST = 8


def goes_on(text: str, language: Language) -> float:
    """-1 (a whole utterance) .. 1 (a beginning); 0 = it could be either."""
    weights, bias = _weights(language)
    weight = float(sum(weights[slot] for slot in slots_of(text)) + bias)
    return max(-SUREST, min(SUREST, weight)) / SUREST


def slots_of(text: str) -> list[int]:
    """Where the table keeps what is known about the features of this text."""
    return [zlib.crc32(feature.encode()) % SLOTS for feature in _features(text)]


def _features(text: str) -> Iterator[str]:
    words = ["#" if word.isdigit() else word.lower() for word in _WORD.findall(text)]
    padded = ["^", "^", *words]
    for count in (1, 2, 3):
        yield f"{count}{' '.join(padded[-count:])}"
    yield f"a{words[0] if words else ''}"
    yield f"b{' '.join(words[:2])}"
    yield f"n{min(len(words), _LONGEST)}"
    yield from (f"w{word}" for word in sorted(set(words[:-1])))
    yield from (f"s{padded[-1][-letters:]}" for letters in (2, 3, 4))
    if text.rstrip().endswith("?"):
        yield "?"


@cache
def _weights(language: Language) -> tuple[npt.NDArray[np.float32], float]:
    with np.load(TABLE) as table:
        return table[language].astype(np.float32), float(table[f"{language}_bias"])
