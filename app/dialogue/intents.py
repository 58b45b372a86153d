"""What a caller wants, from one utterance: a small linear classifier a language, under a few rules that are sure.

Trained from `prompts/intents/{language}.yaml` at set-up in a few seconds; stored with a fingerprint of those files
and of the library, so that a changed wording or a new scikit-learn trains anew. Features are character and word
n-grams: cheap, and robust to what a recogniser makes of a telephone line.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise, product
from pathlib import Path
from random import Random
from typing import Any

import joblib
import numpy as np
import structlog
import sklearn
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion
from sklearn.svm import LinearSVC

from app.dialogue.intent_rules import certain_intent, plain_words
from app.dialogue.prompt_files import PROMPTS_DIR, read_yaml
from app.domain.business import Language

LANGUAGES: tuple[Language, ...] = ("de", "en")
log = structlog.get_logger()

WORDINGS_PER_PATTERN = 14
JUST_CLASSIFIED = 64
SHARPNESS = 3.0  # turns margins into a probability-like score; chosen so that held-out confidence matches accuracy
_FORMAT = 5


class Intent(StrEnum):
    BOOK = "book"
    MOVE = "move"
    CANCEL = "cancel"
    LIST = "list"
    QUESTION = "question"
    MESSAGE = "message"
    CALLBACK = "callback"
    HUMAN = "human"
    MACHINE = "machine"
    REPEAT = "repeat"
    SLOWER = "slower"
    HOLD_ON = "hold_on"
    YES = "yes"
    NO = "no"
    GREETING = "greeting"
    THANKS = "thanks"
    GOODBYE = "goodbye"
    EMERGENCY_OF_LIFE = "emergency_of_life"
    COMPLAINT = "complaint"
    BILLING = "billing"
    LANGUAGE_SWITCH = "language_switch"
    INFORM = "inform"  # only a detail: a time, a name, what it is about
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Guess:
    """`confidence` 0..1; `certain` when a rule decided."""

    intent: Intent
    confidence: float
    certain: bool = False


class IntentClassifier:
    """Shared by all calls; read-only after loading."""

    def __init__(self, models: dict[Language, "_LanguageModel"]) -> None:
        self._models = models
        self.classify = lru_cache(maxsize=JUST_CLASSIFIED)(self._classify)
        """The same sentence is asked about by the brain and for the record."""

    def _classify(self, text: str, language: Language) -> Guess:
        certain = certain_intent(text, language)
        if certain is not None:
            return Guess(Intent(certain), 1.0, certain=True)
        words = plain_words(text)
        if not words:
            return Guess(Intent.OTHER, 1.0, certain=True)
        return self._models[language].guess(words)


@dataclass(frozen=True, slots=True)
class _LanguageModel:
    chars: Any  # text -> sparse row of n-grams of characters
    words: Any  # and of words
    char_weights: Any  # [features, classes], float32
    word_weights: Any
    bias: Any
    classes: tuple[str, ...]

    def guess(self, words: str) -> Guess:
        by_chars = self.chars.transform([words]) @ self.char_weights
        by_words = self.words.transform([words]) @ self.word_weights
        margins = np.asarray(by_chars + by_words)[0] + self.bias
        scores = np.exp(SHARPNESS * (margins - margins.max()))
        best = int(margins.argmax())
        return Guess(Intent(self.classes[best]), float(scores[best] / scores.sum()))


def load_or_train(models_dir: Path, *, prompts_dir: Path = PROMPTS_DIR) -> IntentClassifier:
    """The stored classifier if it was made from these files by this library, else a new one, stored for the next
    start. What cannot be read or written costs seconds, and no telephone call.
    """
    path, fingerprint = models_dir / "intents.joblib", _fingerprint(prompts_dir)
    if path.exists():
        try:
            stored = joblib.load(path)  # written by this function beside the speech models, which are trusted alike
            if stored.get("fingerprint") == fingerprint:
                return IntentClassifier(stored["models"])
        except Exception as damaged:  # whatever a torn file makes the library raise
            log.warning("stored_intents_damaged", error=type(damaged).__name__)
    return train(models_dir, prompts_dir=prompts_dir)


def train(models_dir: Path, *, prompts_dir: Path = PROMPTS_DIR) -> IntentClassifier:
    models = {language: _train_language(prompts_dir, language) for language in LANGUAGES}
    partial = models_dir / "intents.joblib.partial"
    try:
        models_dir.mkdir(parents=True, exist_ok=True)
        joblib.dump({"fingerprint": _fingerprint(prompts_dir), "models": models}, partial)
        partial.replace(models_dir / "intents.joblib")
    except OSError as error:
        log.warning("intents_not_stored", error=error.strerror or type(error).__name__)
    return IntentClassifier(models)


def _train_language(prompts_dir: Path, language: Language) -> _LanguageModel:
    texts, labels = training_set(prompts_dir, language)
    features = FeatureUnion(
        [
            ("chars", TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, dtype=np.float32)),
            ("words", TfidfVectorizer(analyzer=_word_ngrams, sublinear_tf=True, dtype=np.float32)),
        ]
    )
    model = LinearSVC(C=0.6, class_weight="balanced", random_state=7).fit(features.fit_transform(texts), labels)
    (_, chars), (_, words) = features.transformer_list
    weights, split = model.coef_.T.astype(np.float32), len(chars.vocabulary_)
    classes = tuple(str(label) for label in model.classes_)
    return _LanguageModel(chars, words, weights[:split], weights[split:], model.intercept_, classes)


def _word_ngrams(text: str) -> list[str]:
    """Single words, also one-letter ones, and pairs of neighbours."""
    parts = text.split()
    return [*parts, *(f"{one} {two}" for one, two in pairwise(parts))]


def training_set(prompts_dir: Path, language: Language) -> tuple[list[str], list[str]]:
    """Every pattern of the file, expanded to a bounded number of wordings; the same on every machine."""
    content = read_yaml(prompts_dir / "intents" / f"{language}.yaml")
    random = Random(20260318)
    texts: list[str] = []
    labels: list[str] = []
    for intent, patterns in content["intents"].items():
        for pattern in patterns:
            for wording in sorted(wordings(pattern, content["lists"], random)):
                texts.append(plain_words(wording))
                labels.append(intent)
    return texts, labels


_PIECE = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|\{(\w+)\}")


def wordings(pattern: str, lists: dict[str, list[str]], random: Random) -> set[str]:
    """All expansions of a small pattern, a sample of a large one."""
    alternatives = [_alternatives(piece) for piece in _pieces(pattern)]
    size = 1
    for choices in alternatives:
        size *= len(choices)
    if size <= WORDINGS_PER_PATTERN:
        chosen: Iterator[Sequence[str]] = product(*alternatives)
    else:
        # every alternative of the widest place is seen at least once: that is where the vocabulary is
        count = max(WORDINGS_PER_PATTERN, *(min(len(choices), 40) for choices in alternatives))
        shuffled = [random.sample(choices, len(choices)) for choices in alternatives]
        chosen = ([choices[i % len(choices)] for choices in shuffled] for i in range(count))
    return {" ".join(_fill(" ".join(choice), lists, random).split()) for choice in chosen}


def _pieces(pattern: str) -> list[str]:
    """The pattern cut at its brackets, innermost brackets last: nested ones are expanded by `_fill`."""
    pieces, depth, current = [], 0, ""
    for character in pattern:
        if character in "([" and depth == 0:
            pieces.append(current)
            current = ""
        depth += (character in "([") - (character in ")]")
        current += character
        if character in ")]" and depth == 0:
            pieces.append(current)
            current = ""
    return [piece for piece in [*pieces, current] if piece]


def _alternatives(piece: str) -> list[str]:
    if piece[0] == "(":
        return _split_top(piece[1:-1])
    if piece[0] == "[":
        return [*_split_top(piece[1:-1]), ""]
    return [piece]


def _split_top(text: str) -> list[str]:
    parts, depth, current = [], 0, ""
    for character in text:
        depth += (character in "([") - (character in ")]")
        if character == "|" and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += character
    return [*parts, current]


def _fill(text: str, lists: dict[str, list[str]], random: Random) -> str:
    def choose(match: re.Match[str]) -> str:
        either, optional, name = match.groups()
        if name is not None:
            return random.choice(lists[name])
        if optional is not None:
            return random.choice([*str(optional).split("|"), ""])
        return random.choice(str(either).split("|"))

    while _PIECE.search(text):
        text = _PIECE.sub(choose, text)
    return text


def _fingerprint(prompts_dir: Path) -> str:
    digest = hashlib.sha256(f"{_FORMAT} {sklearn.__version__} {WORDINGS_PER_PATTERN}".encode())
    for language in LANGUAGES:
        digest.update((prompts_dir / "intents" / f"{language}.yaml").read_bytes())
    return digest.hexdigest()
