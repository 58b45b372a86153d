"""How callers' sentences end: `python -m tests.bench.endings` learns the table of `voice.turns.endings` anew.

From made-up sentences (`tests.adaptation.wordings`) and the training wordings of the intents: each whole, and cut off
behind some of its words. Nothing of `tests/corpora` is read. Then the weights of `voice.turns.completeness` have to be
fitted again (`python -m tests.bench.patience fit`). Half a minute.
"""

from collections.abc import Iterator
from random import Random

import numpy as np
import numpy.typing as npt
from rich.console import Console
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from app.dialogue.intent_wordings import training_set
from app.dialogue.prompt_files import PROMPTS_DIR
from tests.adaptation.wordings import Wordings
from voice.contract import Language
from voice.turns.endings import SLOTS, TABLE, slots_of

LANGUAGES: tuple[Language, ...] = ("de", "en")
SENTENCES = 20_000
CUTS = 3
PENALTY = 0.3
SMALLEST = 0.02  # weights below it are not kept
SEED = 5


def sentences(language: Language, random: Random) -> Iterator[str]:
    made_up = Wordings(random)
    for _ in range(SENTENCES):
        _, written = made_up.sentence(language)
        yield written
    texts, _ = training_set(PROMPTS_DIR, language)
    for text in random.choices(texts, k=SENTENCES // 3):
        yield text[:1].upper() + text[1:] + random.choice(["", ".", "."])


def beginnings(sentence: str, random: Random) -> list[str]:
    """The recogniser puts a full stop behind half of them."""
    words = sentence.split()
    cuts = random.sample(range(1, len(words)), min(CUTS, len(words) - 1))
    return [" ".join(words[:cut]).rstrip(",.;:") + random.choice(["", "."]) for cut in cuts]


def learned(language: Language) -> tuple[npt.NDArray[np.float64], float, int]:
    """(weight of each slot, bias, sentences read)"""
    random = Random(SEED)
    rows: list[list[int]] = []
    is_beginning: list[int] = []
    counts: list[float] = []
    read = 0
    for sentence in sentences(language, random):
        cut = beginnings(sentence, random)
        read += 1
        for text, label, count in [(sentence, 0, 1.0), *((text, 1, 1 / len(cut)) for text in cut)]:
            rows.append(slots_of(text))
            is_beginning.append(label)
            counts.append(count)
    ends = np.cumsum([0, *(len(row) for row in rows)])
    slots = np.concatenate([np.array(row) for row in rows])
    table = csr_matrix((np.ones(len(slots)), slots, ends), shape=(len(rows), SLOTS))
    table.sum_duplicates()
    model = LogisticRegression(max_iter=300, C=PENALTY).fit(table, is_beginning, sample_weight=counts)
    return model.coef_[0], float(model.intercept_[0]), read


def main() -> None:
    console = Console()
    kept: dict[str, npt.NDArray[np.float16]] = {}
    for language in LANGUAGES:
        weights, bias, read = learned(language)
        weights[np.abs(weights) < SMALLEST] = 0
        kept[language] = weights.astype(np.float16)
        kept[f"{language}_bias"] = np.array(bias, dtype=np.float16)
        console.print(f"{language}: {read} sentences, {np.count_nonzero(weights)} weights")
    np.savez_compressed(TABLE, **kept)  # type: ignore[arg-type]
    console.print(f"{TABLE.name}: {TABLE.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
