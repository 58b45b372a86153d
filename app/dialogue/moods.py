"""How an utterance sounds to a trained judge: by meaning and words, among examples. Adds to the rules.

Trained at set-up from `prompts/moods/{language}.yaml` and stored with a fingerprint of those files and of what makes
the vectors. Letters and words alone were tried: of callers whose wordings nobody had foreseen they found a third.
Without vectors (a processor without AVX2, no training yet) the rules are alone.
"""

import asyncio
import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

import sklearn
import structlog

from app.dialogue.intent_wordings import intent_files, natural_sentences
from app.dialogue.intents import LANGUAGES
from app.dialogue.learned import Embed, Progress, load, store, vectors_of
from app.dialogue.mood_model import MoodModel, fit
from app.dialogue.prompt_files import PROMPTS_DIR, read_yaml
from app.domain.escalation.signals import Kind, Signals

log = structlog.get_logger()

WITHIN_S = 0.15  # an answer never waits longer for how a caller sounds
FEWEST_WORDS = 3
_CALM_WISHES = frozenset(
    "book move cancel list question message callback inform yes no thanks goodbye greeting".split()
)
"""Of what callers want: said in these words it is said calmly. "I won't be making it" once sounded like despair."""

DOUBTFUL, SURE = 0.3, 0.74
"""How likely a person is needed: below the first nothing is said, from the second on it is certain. The second is the
highest at which nearly all callers are found whose lines were not learned (`tests/corpora/escalation`: dev without its
own lines, courses and wordings together: 95.7 %, at 2.1 % false alarms; at 0.7: 96.6 %, at 2.5 %); higher, and single
utterances are missed without fewer false alarms.
"""

CALM_FOR_SURE = 0.9
"""From here on none of two hundred callers who needed a person was heard (development callers, of whom nothing was
learned)."""

_KINDS = {
    "angry": Kind.SOUNDS_ANGRY,
    "desperate": Kind.SOUNDS_DESPERATE,
    "danger": Kind.SOUNDS_IN_DANGER,
    "human": Kind.SOUNDS_LIKE_A_WISH,
}
_NO_DANGER = tuple(mood for mood in _KINDS if mood != "danger")
_FORMAT = 4
_STORED = "mood_model.joblib"


class MoodJudge(Protocol):
    async def judge(self, text: str) -> Signals:
        """At most one of the kinds that `sound`. Empty when nothing sounds like it, or when it takes too long."""
        ...


def sounds(likely: Mapping[str, float], *, sure: float = SURE) -> dict[Kind, float]:
    """One kind: the likeliest of those that need a person, as strong as all of them are likely together; or calm.

    Danger, for which 112 is said at once, only where it is as likely as the others together: "I want something with a
    pulse on this line" is half danger, and anger.
    """
    if likely["calm"] >= CALM_FOR_SURE:
        return {Kind.SOUNDS_CALM: 1.0}
    needed = sum(likely[mood] for mood in _KINDS)
    named = _KINDS if 2 * likely["danger"] >= needed else _NO_DANGER
    mood = max(named, key=lambda one: likely[one])
    value = min(1.0, (needed - DOUBTFUL) / (sure - DOUBTFUL))
    return {_KINDS[mood]: round(value, 3)} if value > 0 else {}


class LearnedMoods:
    """`MoodJudge` over vectors that are computed elsewhere than on the event loop."""

    def __init__(self, model: MoodModel, embed: Callable[[str], Any], failures: tuple[type[Exception], ...]) -> None:
        """`embed` is a coroutine function; it may raise `failures`."""
        self._model = model
        self._embed = embed
        self._failures: tuple[type[Exception], ...] = (TimeoutError, *failures)

    async def judge(self, text: str) -> Signals:
        if len(text.split()) < FEWEST_WORDS:
            return {}
        try:
            async with asyncio.timeout(WITHIN_S):
                vector = await self._embed(text)
                likely = await asyncio.to_thread(self._model.likely, text, vector)
        except self._failures as error:
            log.info("mood_not_judged", error=type(error).__name__)
            return {}
        return sounds(likely)


def load_moods(models_dir: Path, embedder: str, *, prompts_dir: Path = PROMPTS_DIR) -> MoodModel | None:
    """What was trained from these files with this embedder; None when nothing was."""
    model: MoodModel | None = load(models_dir / _STORED, _fingerprint(prompts_dir, embedder))
    return model


def train_moods(
    models_dir: Path,
    embed: Embed,
    embedder: str,
    *,
    prompts_dir: Path = PROMPTS_DIR,
    progress: Progress | None = None,
) -> MoodModel:
    """Takes about a minute and a half of one core: four thousand utterances are put into vectors. `progress`: done,
    of how many.
    """
    texts, moods = mood_training_set(prompts_dir)
    model = fit(texts, vectors_of(texts, embed, progress), moods)
    store(models_dir / _STORED, _fingerprint(prompts_dir, embedder), model)
    return model


def mood_training_set(prompts_dir: Path = PROMPTS_DIR) -> tuple[list[str], list[str]]:
    """One model for all languages: the vectors mean the same in each."""
    texts: list[str] = []
    moods: list[str] = []
    for language in LANGUAGES:
        for mood, said in read_yaml(prompts_dir / "moods" / f"{language}.yaml")["moods"].items():
            texts += said
            moods += [mood] * len(said)
        everyday = [text for intent, text in natural_sentences(prompts_dir, language) if intent in _CALM_WISHES]
        texts += everyday
        moods += ["calm"] * len(everyday)
    return texts, moods


def _fingerprint(prompts_dir: Path, embedder: str) -> str:
    digest = hashlib.sha256(f"{_FORMAT} {sklearn.__version__} {embedder}".encode())
    for language in LANGUAGES:
        digest.update((prompts_dir / "moods" / f"{language}.yaml").read_bytes())
    for path in intent_files(prompts_dir):
        digest.update(path.read_bytes())
    return digest.hexdigest()
