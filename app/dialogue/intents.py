"""What a caller wants, from one utterance: a small linear classifier a language, under a few rules that are sure, and
beside it what the whole utterance means (`intent_meaning`), where vectors can be made.

Trained from `prompts/intents` at set-up in a few seconds; stored with a fingerprint of those files
and of the library, so that a changed wording or a new scikit-learn trains anew. Features are character and word
n-grams: cheap, and robust to what a recogniser makes of a telephone line.
"""

import hashlib
import pickle  # for the name of its error alone
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import sklearn
import structlog
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion
from sklearn.svm import LinearSVC

from app.dialogue.intent_rules import certain_intent, plain_words
from app.dialogue.intent_wordings import WORDINGS_PER_PATTERN, intent_files, training_set
from app.dialogue.learned import load, store
from app.dialogue.prompt_files import PROMPTS_DIR
from app.domain.business import Language

log = structlog.get_logger()

DAMAGED: tuple[type[Exception], ...] = (
    AttributeError,
    EOFError,
    ImportError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    pickle.UnpicklingError,
    zlib.error,
)
"""What a torn file or a full memory makes the libraries raise that read what was learned."""

LANGUAGES: tuple[Language, ...] = ("de", "en")
JUST_CLASSIFIED = 64
SHARPNESS = 3.0  # turns margins into a probability-like score; chosen so that held-out confidence matches accuracy
_FORMAT = 6
_STORED = "intents.joblib"
_WEIGHT_OF_MEANING = 0.4
_PLAIN_AT = 0.97
"""Words that leave so little doubt are not weighed against their meaning: that takes some twenty milliseconds."""


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


class Meaning(Protocol):
    """Judges an utterance by more than its words; may take a few dozen milliseconds."""

    def likely(self, text: str, language: Language) -> Mapping[str, float] | None:
        """How likely each intent is; None when that cannot be told in time."""
        ...


class IntentClassifier:
    """Shared by all calls; read-only after loading."""

    def __init__(self, models: "Mapping[Language, _LanguageModel]", meaning: Meaning | None = None) -> None:
        self._models = models
        self._meaning = meaning
        self._just_classified = lru_cache(maxsize=JUST_CLASSIFIED)(self._classify)

    def classify(self, text: str, language: Language, *, weigh_meaning: bool = True) -> Guess:
        """The same sentence is asked about by the brain and for the record, and weighed once.

        `weigh_meaning`: not of each of many guesses at an utterance, for it takes its time.
        """
        return self._just_classified(text, language, weigh_meaning)

    def _classify(self, text: str, language: Language, weigh_meaning: bool) -> Guess:
        certain = certain_intent(text, language)
        if certain is not None:
            return Guess(Intent(certain), 1.0, certain=True)
        words = plain_words(text)
        if not words:
            return Guess(Intent.OTHER, 1.0, certain=True)
        likely = self._models[language].likely(words)
        if weigh_meaning and self._meaning is not None and max(likely.values()) < _PLAIN_AT:
            meant = self._meaning.likely(text, language) or likely
            likely = {
                intent: (1 - _WEIGHT_OF_MEANING) * value + _WEIGHT_OF_MEANING * meant.get(intent, 0.0)
                for intent, value in likely.items()
            }
        best = max(likely, key=lambda intent: likely[intent])
        return Guess(Intent(best), likely[best])

    def by_meaning_too(self, meaning: Meaning) -> "IntentClassifier":
        return IntentClassifier(self._models, meaning)


@dataclass(frozen=True, slots=True)
class _LanguageModel:
    chars: Any  # text -> sparse row of n-grams of characters
    words: Any  # and of words
    char_weights: Any  # [features, classes], float32
    word_weights: Any
    bias: Any
    classes: tuple[str, ...]

    def likely(self, words: str) -> dict[str, float]:
        by_chars = self.chars.transform([words]) @ self.char_weights
        by_words = self.words.transform([words]) @ self.word_weights
        margins = np.asarray(by_chars + by_words)[0] + self.bias
        scores = np.exp(SHARPNESS * (margins - margins.max()))
        return dict(zip(self.classes, (scores / scores.sum()).tolist(), strict=True))


def load_or_train(models_dir: Path, *, prompts_dir: Path = PROMPTS_DIR) -> IntentClassifier:
    """The stored classifier if it was made from these files by this library, else a new one, stored for the next
    start. What cannot be read or written costs seconds, and no telephone call.
    """
    try:
        models = load(models_dir / _STORED, _fingerprint(prompts_dir))
    except DAMAGED as damaged:
        log.warning("stored_intents_damaged", error=type(damaged).__name__)
        models = None
    return train(models_dir, prompts_dir=prompts_dir) if models is None else IntentClassifier(models)


def train(models_dir: Path, *, prompts_dir: Path = PROMPTS_DIR) -> IntentClassifier:
    models = {language: _train_language(prompts_dir, language) for language in LANGUAGES}
    try:
        store(models_dir / _STORED, _fingerprint(prompts_dir), models)
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


def _fingerprint(prompts_dir: Path) -> str:
    digest = hashlib.sha256(f"{_FORMAT} {sklearn.__version__} {WORDINGS_PER_PATTERN}".encode())
    for path in intent_files(prompts_dir):
        digest.update(path.read_bytes())
    return digest.hexdigest()
