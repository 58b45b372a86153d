"""How well callers who need a person are found: `python -m tests.bench.escalation`.

Every dialogue of the corpora is read line by line, as in a call, by rules and by rules with the trained judge. Recall:
of the utterances at which a person has to take over, the share at which one is fetched. False: of all other caller
utterances, the share at which one is fetched. The operating curve moves the judge's threshold, on the held-out callers.
The faults on the first two held-out sets have been read and learned from, in other words: they are known by now. The
third was written by a stranger to the product, and nobody has read it; its totals have been looked at twice. The judge
is trained with the development callers' lines, which flatters that split: `untaught` judges it without them. `courses`
are callers over several lines, `wordings` single utterances by the judge alone; both are never trained on, and where
the judge is sure enough was weighed on them and on the untaught callers. `midcall` are callers who joke, quote, ache
and give up in the middle of a call; `fresh` are sixty of whom are upset beside sixty who only speak of it.
`-v` also tells by what the threshold was chosen, and what went wrong on the development callers, untaught, and on the
courses (the third set's faults stay unread, or it would be held out no more). For that the judge learns anew.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import numpy as np

from app.connectors.e5_embeddings import E5Embeddings, can_embed
from app.dialogue.intents import Guess, Intent, IntentClassifier, load_or_train
from app.dialogue.learned import Progress
from app.dialogue.mood_model import MoodModel, fit
from app.dialogue.moods import FEWEST_WORDS, SURE, load_moods, mood_training_set, sounds, train_moods
from app.domain.business import Language
from app.domain.escalation.course import Course, heard_in_course
from app.domain.escalation.mood import CALM, after, verdict_on
from app.domain.escalation.signals import Kind, Signals, joined, weighed
from app.domain.escalation.words import heard_in_words
from app.quick_yaml import parse_yaml
from app.settings import Settings

CORPORA = Path(__file__).parents[1] / "corpora" / "escalation"
PICTURE = Path(__file__).parents[2] / "docs" / "pictures" / "escalation.svg"
MODELS = Path(gettempdir()) / "vorzimmer-test-models"
LANGUAGES: tuple[Language, ...] = ("de", "en")
SPLITS = ("dev", "courses", "heldout", "heldout2", "heldout3", "midcall", "fresh")
HELD_OUT = ("heldout", "heldout2", "heldout3")
DRAWN = {
    "dev": ("development callers (trained on)", "#9aa4b2"),
    "heldout": ("callers known by now", "#1d5fb8"),
    "heldout2": ("more callers known by now", "#0f8a6d"),
    "heldout3": ("by a stranger, unread", "#b8541d"),
}
THRESHOLDS = tuple(sorted({0.45, 0.5, 0.55, 0.6, 0.65, 0.7, SURE, 0.75, 0.8, 0.85, 0.9, 0.95}))
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
        for entry in parse_yaml((CORPORA / f"{split}_{language}.yaml").read_text(encoding="utf-8"))
    ]


@lru_cache
def _engine() -> E5Embeddings:
    return E5Embeddings()


@cache
def _vector(text: str) -> Any:
    return np.asarray(_engine().question_now(text), dtype=np.float32).ravel()


@lru_cache
def trained(progress: Progress | None = None) -> MoodModel:
    """The product's own where it is set up, else one that is kept until an example changes. Learning takes minutes."""
    for folder in (Settings().models_dir, MODELS):
        if (kept := load_moods(folder, E5Embeddings.model)) is not None:
            return kept
    return train_moods(MODELS, _vector, E5Embeddings.model, progress=progress)


@lru_cache
def untaught() -> MoodModel:
    """As trained, without a line of the development callers."""
    theirs = {text for dialogue in corpus("dev") for _, text in dialogue.lines}
    kept = [(text, mood) for text, mood in zip(*mood_training_set(), strict=True) if text not in theirs]
    return fit([text for text, _ in kept], np.vstack([_vector(text) for text, _ in kept]), [mood for _, mood in kept])


@lru_cache
def _intents() -> IntentClassifier:
    return load_or_train(MODELS)


@cache
def _words(text: str, language: Language) -> Signals:
    return heard_in_words(text, language)


@cache
def _intent(text: str, language: Language) -> Guess:
    return _intents().classify(text, language)


def likely_moods(split: str, model: MoodModel) -> Likely:
    """Of every caller utterance that is long enough to be judged."""
    texts = {text for dialogue in corpus(split) for label, text in dialogue.lines if label != "us"}
    return {text: model.likely(text, _vector(text)) for text in texts if len(text.split()) >= FEWEST_WORDS}


def judged(dialogue: Dialogue, likely: Likely | None, sure: float) -> Iterator[tuple[str, str, str | None]]:
    """Label, text, and why a person was fetched there (None = nobody was)."""
    mood, course = CALM, Course()
    for label, text in dialogue.lines:
        if label == "us":
            continue
        words = text.lower().split()
        view = sounds(likely[text], sure=sure) if likely is not None and text in likely else {}
        signals = joined(weighed(_words(text, dialogue.language), view), heard_in_course(course, words, misses=0))
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


@cache
def _listed() -> tuple[tuple[bool, Mapping[str, float]], ...]:
    """Single utterances of wordings that the training does not have: whether a person is needed, and how they sound."""
    return tuple(
        (mood in NEEDED, trained().likely(text, _vector(text)))
        for language in LANGUAGES
        for mood, texts in parse_yaml((CORPORA / f"wordings_{language}.yaml").read_text(encoding="utf-8")).items()
        for text in texts
    )


def together(scores: Sequence[Score]) -> Score:
    found, needed, false, others = (
        sum(counts) for counts in zip(*((s.found, s.needed, s.false, s.others) for s in scores), strict=True)
    )
    return Score(found, needed, false, others, tuple(fault for one in scores for fault in one.faults))


def judged_alone(sure: float) -> Score:
    calm = {Kind.SOUNDS_CALM: 1.0}
    fetched = [
        (needed, (heard := sounds(likely, sure=sure)) != calm and max(heard.values(), default=0.0) >= 1)
        for needed, likely in _listed()
    ]
    found = sum(needed and hit for needed, hit in fetched)
    needed = sum(needed for needed, _ in fetched)
    return Score(found, needed, sum(hit for _, hit in fetched) - found, len(fetched) - needed)


def told(name: str, one: Score) -> str:
    return (
        f"{name:34} recall {one.recall:6.1%} ({one.found} of {one.needed})   "
        f"false {one.false_share:5.1%} ({one.false} of {one.others})"
    )


def main() -> None:
    for split in SPLITS:
        print(told(f"{split}, rules alone", score(split, None)))  # noqa: T201
    if not can_embed():
        print("the trained judge cannot run on this processor")  # noqa: T201
        return
    seen = {split: likely_moods(split, trained()) for split in SPLITS}
    for split in SPLITS:
        print(told(f"{split}, rules and judge", score(split, seen[split])))  # noqa: T201
        for language in LANGUAGES:
            print(told(f"    {language}", score(split, seen[split], language=language)))  # noqa: T201
    curves = {split: [score(split, seen[split], sure) for sure in THRESHOLDS] for split in DRAWN}
    for split in HELD_OUT:
        for sure, one in zip(THRESHOLDS, curves[split], strict=True):
            print(told(f"    {split}, sure at {sure}", one))  # noqa: T201
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_text(picture(curves), encoding="utf-8")
    if "-v" in sys.argv:
        weigh(seen["courses"])


def weigh(courses: Likely) -> None:
    """What the judge's threshold is chosen by. The untaught judge learns anew, which takes minutes."""
    alone = {"dev, untaught": ("dev", likely_moods("dev", untaught())), "courses": ("courses", courses)}
    for name, (split, likely) in alone.items():
        for sure in THRESHOLDS:
            print(told(f"    {name}, sure at {sure}", score(split, likely, sure)))  # noqa: T201
        print("\n".join(score(split, likely).faults))  # noqa: T201
    for sure in THRESHOLDS:
        print(told(f"    wordings, sure at {sure}", judged_alone(sure)))  # noqa: T201


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
