"""How well intents are told apart on the held-out wordings: `python -m tests.bench.intents` (after `models fetch`)."""

import asyncio
import sys
from collections import Counter
from itertools import product
from pathlib import Path
from tempfile import gettempdir

from sklearn.metrics import f1_score

from app.dialogue.intents import LANGUAGES, IntentClassifier, load_or_train
from app.dialogue.prompt_files import read_yaml
from app.domain.business import Language
from app.settings import Settings
from app.wiring.intents import by_meaning_too
from app.wiring.meaning import SharedEngine

CORPORA = Path(__file__).parents[1] / "corpora"


def heldout(language: Language) -> list[tuple[str, str]]:
    content = read_yaml(CORPORA / f"intents_heldout_{language}.yaml")
    return [(str(text), str(intent)) for intent, texts in content.items() for text in texts]


def by_words() -> IntentClassifier:
    return load_or_train(Path(gettempdir()) / "vorzimmer-test-models")


def judged(language: Language, classifier: IntentClassifier) -> list[tuple[str, str, str]]:
    """Text, intent meant, intent heard."""
    return [(text, meant, classifier.classify(text, language).intent.value) for text, meant in heldout(language)]


def macro_f1(results: list[tuple[str, str, str]]) -> float:
    meant, got = [meant for _, meant, _ in results], [got for _, _, got in results]
    return float(f1_score(meant, got, labels=sorted(set(meant)), average="macro", zero_division=0))


def main() -> None:
    words = by_words()
    meaning = asyncio.run(by_meaning_too(Settings(), words, SharedEngine()))
    for language, (how, classifier) in product(LANGUAGES, (("words", words), ("words and meaning", meaning))):
        results = judged(language, classifier)
        wrong = [result for result in results if result[1] != result[2]]
        right = len(results) - len(wrong)
        print(f"{language}, {how}: {right} of {len(results)} right, macro-F1 {macro_f1(results):.3f}")  # noqa: T201
        if "-v" in sys.argv:
            for text, meant, got in wrong:
                print(f"    {meant} -> {got}: {text}")  # noqa: T201
        worst = Counter(meant for _, meant, _ in wrong).most_common(5)
        print(f"    most missed: {worst}")  # noqa: T201


if __name__ == "__main__":
    main()
