"""How well callers who need a person are found: `python -m tests.bench.escalation`.

Every dialogue of the corpora is read line by line, as in a call, by rules and by rules with the trained judge. Recall:
of the utterances at which a person has to take over, the share at which one is fetched. False: of all other caller
utterances, the share at which one is fetched. The operating curve moves the judge's threshold, on the held-out callers.
The second held-out set was written before any result on it was known; the totals of both were looked at when the last
changes were chosen, so both flatter a little. `wordings` are single utterances, by the judge alone, to weigh where it
is sure enough.
`-v` tells what went wrong on the development set (the held-out set's faults stay unread, or it would be held out no
more). The judge is trained with the development callers' lines, which flatters that split.
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import yaml

from app.connectors.e5_embeddings import E5Embeddings, can_embed
from app.dialogue.intents import Guess, Intent, IntentClassifier, load_or_train
from app.dialogue.moods import FEWEST_WORDS, SURE, MoodWeights, load_moods, sounds, train_moods
from app.domain.business import Language
from app.domain.escalation.course import Course, heard_in_course
from app.domain.escalation.mood import CALM, after, verdict_on
from app.domain.escalation.signals import Signals, joined
from app.domain.escalation.words import heard_in_words

CORPORA = Path(__file__).parents[1] / "corpora" / "escalation"
PICTURE = Path(__file__).parents[2] / "docs" / "pictures" / "escalation.svg"
MODELS = Path(gettempdir()) / "vorzimmer-test-models"
LANGUAGES: tuple[Language, ...] = ("de", "en")
SPLITS = ("dev", "heldout", "heldout2")
DRAWN = {
    "dev": ("development callers (trained on)", "#9aa4b2"),
    "heldout": ("held-out callers", "#1d5fb8"),
    "heldout2": ("second held-out callers", "#0f8a6d"),
}
THRESHOLDS = (0.45, 0.5, 0.55, 0.6, 0.65, SURE, 0.75, 0.8, 0.85, 0.9, 0.95)
NEEDED = frozenset({"angry", "desperate", "danger", "human"})
BAR_RECALL, BAR_FALSE = 0.95, 0.03
Likely = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Dialogue:
    language: Language
    topic: str
    lines: tuple[tuple[str, str], ...]  # label (us, now, building, not) and text


@dataclass(frozen=True)
class Score:
    found: int
    needed: int
    false: int
    others: int
    faults: tuple[str, ...] = ()

    @property
    def recall(self) -> float:
        return self.found / self.needed

    @property
    def false_share(self) -> float:
        return self.false / self.others


def corpus(split: str) -> list[Dialogue]:
    return [
        Dialogue(language, entry["topic"], tuple(pair for said in entry["says"] for pair in said.items()))
        for language in LANGUAGES
        for entry in yaml.safe_load((CORPORA / f"{split}_{language}.yaml").read_text(encoding="utf-8"))
    ]


@lru_cache
def trained() -> tuple[MoodWeights, E5Embeddings] | None:
    """None where the model of meaning cannot run."""
    if not can_embed():
        return None
    engine = E5Embeddings()
    weights = load_moods(MODELS, engine.model) or train_moods(MODELS, engine.question_now, engine.model)
    return weights, engine


@lru_cache
def _intents() -> IntentClassifier:
    return load_or_train(MODELS)


@cache
def _words(text: str, language: Language) -> Signals:
    return heard_in_words(text, language)


@cache
def _intent(text: str, language: Language) -> Guess:
    return _intents().classify(text, language)


def likely_moods(split: str) -> Likely | None:
    """Of every caller utterance that is long enough to be judged."""
    if (known := trained()) is None:
        return None
    weights, engine = known
    texts = {text for dialogue in corpus(split) for label, text in dialogue.lines if label != "us"}
    return {text: weights.likely(engine.question_now(text)) for text in texts if len(text.split()) >= FEWEST_WORDS}


def judged(dialogue: Dialogue, likely: Likely | None, sure: float) -> Iterator[tuple[str, str, str | None]]:
    """Label, text, and why a person was fetched there (None = nobody was)."""
    mood, course = CALM, Course()
    for label, text in dialogue.lines:
        if label == "us":
            continue
        words = text.lower().split()
        view = sounds(likely[text], sure=sure) if likely is not None and text in likely else {}
        signals = joined(_words(text, dialogue.language), heard_in_course(course, words, misses=0), view)
        mood, course = after(mood, signals), course.after(words)
        verdict = verdict_on(mood)
        guess = _intent(text, dialogue.language)
        by_intent = guess.certain or guess.confidence > 0.8
        intent = guess.intent.value if by_intent and guess.intent in (Intent.EMERGENCY_OF_LIFE, Intent.HUMAN) else None
        yield label, text, verdict.reason.value if verdict is not None else intent


def score(split: str, likely: Likely | None, sure: float = SURE, language: Language | None = None) -> Score:
    found = needed = false = others = 0
    faults = []
    for dialogue in corpus(split):
        if language not in (None, dialogue.language):
            continue
        for label, text, why in judged(dialogue, likely, sure):
            if label == "now":
                needed, found = needed + 1, found + (why is not None)
            else:
                others, false = others + 1, false + (why is not None)
            if (label == "now") != (why is not None):
                faults.append(f"{label} -> {why}: {text}")
    return Score(found, needed, false, others, tuple(faults))


def judged_alone(sure: float) -> Score:
    """Single utterances of wordings that the training does not have."""
    if (known := trained()) is None:
        raise RuntimeError("the trained judge cannot run on this processor")
    weights, engine = known
    found = needed = false = others = 0
    for language in LANGUAGES:
        listed = yaml.safe_load((CORPORA / f"wordings_{language}.yaml").read_text(encoding="utf-8"))
        for mood, texts in listed.items():
            fetched = sum(
                any(v >= 1 for v in sounds(weights.likely(_vector(engine, t)), sure=sure).values()) for t in texts
            )
            if mood in NEEDED:
                found, needed = found + fetched, needed + len(texts)
            else:
                false, others = false + fetched, others + len(texts)
    return Score(found, needed, false, others)


@cache
def _vector(engine: E5Embeddings, text: str) -> Any:
    return engine.question_now(text)


def told(name: str, one: Score) -> str:
    return (
        f"{name:34} recall {one.recall:6.1%} ({one.found} of {one.needed})   "
        f"false {one.false_share:5.1%} ({one.false} of {one.others})"
    )


def main() -> None:
    curves: dict[str, list[Score]] = {}
    for split in SPLITS:
        likely = likely_moods(split)
        print(told(f"{split}, rules alone", score(split, None)))  # noqa: T201
        if likely is None:
            print("the trained judge cannot run on this processor")  # noqa: T201
            continue
        both = score(split, likely)
        print(told(f"{split}, rules and judge", both))  # noqa: T201
        for language in LANGUAGES:
            print(told(f"    {language}", score(split, likely, language=language)))  # noqa: T201
        if split == "dev" and "-v" in sys.argv:
            print("\n".join(both.faults))  # noqa: T201
        curves[split] = [score(split, likely, sure) for sure in THRESHOLDS]
    if curves:
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        PICTURE.write_text(picture(curves), encoding="utf-8")
        for split in SPLITS[1:]:
            for sure, one in zip(THRESHOLDS, curves[split], strict=True):
                print(told(f"    {split}, sure at {sure}", one))  # noqa: T201
        for sure in (0.6, 0.65, SURE, 0.75):
            print(told(f"wordings, judge alone, sure at {sure}", judged_alone(sure)))  # noqa: T201


def picture(curves: Mapping[str, list[Score]]) -> str:
    """Recall over false escalations, one line a split, and the corner that we want to reach."""
    width, height, left, top, most_false = 640, 400, 64, 24, 0.16

    def x(share: float) -> float:
        return round(left + min(share, most_false) / most_false * (width - left - 24), 1)

    def y(recall: float) -> float:
        return round(height - 56 - (recall - 0.4) / 0.6 * (height - 56 - top), 1)

    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif"'
        ' font-size="13">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        f'<rect x="{x(0)}" y="{y(1)}" width="{x(BAR_FALSE) - x(0)}" height="{y(BAR_RECALL) - y(1)}" fill="#d9efdd"/>',
    ]
    for share in (0.0, 0.03, 0.06, 0.09, 0.12, 0.15):
        lines.append(f'<path d="M{x(share)} {y(1)}V{y(0.4)}" stroke="#e2e2e2"/>')
        lines.append(f'<text x="{x(share)}" y="{height - 36}" text-anchor="middle">{share:.0%}</text>')
    for recall in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0):
        lines.append(f'<path d="M{x(0)} {y(recall)}H{x(most_false)}" stroke="#e2e2e2"/>')
        lines.append(f'<text x="{left - 8}" y="{y(recall) + 4}" text-anchor="end">{recall:.0%}</text>')
    for nth, (split, scores) in enumerate(curves.items()):
        name, colour = DRAWN[split]
        points = " ".join(f"{x(one.false_share)},{y(max(0.4, one.recall))}" for one in scores)
        lines.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        chosen = scores[THRESHOLDS.index(SURE)]
        lines.append(f'<circle cx="{x(chosen.false_share)}" cy="{y(chosen.recall)}" r="5" fill="{colour}"/>')
        lines.append(
            f'<text x="{x(0.055)}" y="{y(0.58) + 22 * nth}" fill="{colour}">{name}: '
            f"{chosen.recall:.0%} found, {chosen.false_share:.1%} false</text>"
        )
    lines.append(f'<text x="{width / 2}" y="{height - 12}" text-anchor="middle">fetched for nothing</text>')
    lines.append(
        f'<text x="16" y="{height / 2}" text-anchor="middle" transform="rotate(-90 16 {height / 2})">'
        "found in time</text>"
    )
    return "\n".join([*lines, "</svg>", ""])


if __name__ == "__main__":
    main()
