"""Prints how well intents are told apart on the held-out wordings: `python -m tests.bench.intents`."""

import sys
from collections import Counter
from pathlib import Path
from tempfile import gettempdir

from sklearn.metrics import f1_score

from app.dialogue.intents import LANGUAGES, load_or_train
from app.dialogue.prompt_files import read_yaml
from app.domain.business import Language

CORPORA = Path(__file__).parents[1] / "corpora"


def heldout(language: Language) -> list[tuple[str, str]]:
    content = read_yaml(CORPORA / f"intents_heldout_{language}.yaml")
    return [(str(text), str(intent)) for intent, texts in content.items() for text in texts]


def judged(language: Language) -> list[tuple[str, str, str]]:
    """Text, intent meant, intent heard."""
    classifier = load_or_train(Path(gettempdir()) / "vorzimmer-test-models")
    return [(text, meant, classifier.classify(text, language).intent.value) for text, meant in heldout(language)]


def macro_f1(results: list[tuple[str, str, str]]) -> float:
    meant, got = [meant for _, meant, _ in results], [got for _, _, got in results]
    return float(f1_score(meant, got, labels=sorted(set(meant)), average="macro", zero_division=0))


def main() -> None:
    for language in LANGUAGES:
        results = judged(language)
        wrong = [result for result in results if result[1] != result[2]]
        right = len(results) - len(wrong)
        print(f"{language}: {right} of {len(results)} right, macro-F1 {macro_f1(results):.3f}")  # noqa: T201
        if "-v" in sys.argv:
            for text, meant, got in wrong:
                print(f"    {meant} -> {got}: {text}")  # noqa: T201
        worst = Counter(meant for _, meant, _ in wrong).most_common(5)
        print(f"    most missed: {worst}")  # noqa: T201


if __name__ == "__main__":
    main()
